// Package forecasts is the matrix and the track
// record, display-ready.
//
// Built by web/forecasts from what views/ui has:
// chances come as words and shares, with the
// customers' address. It reads no data and knows no
// route. It must not import store, jobs or web.
package forecasts
