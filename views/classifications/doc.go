// Package classifications is the page of bands with
// its draft and preview, and the list of label
// changes, display-ready.
//
// Built by web/classifications from what views/ui has.
// A band comes with its place on the axis worked out;
// nothing is computed here. It reads no data and knows
// no route. It must not import store, jobs or web.
package classifications
