// Package record is the page of one customer, its edit
// form and its forecast, display-ready.
//
// Built by web/record from what views/ui has, block by
// block: a block that is empty says why. It reads no
// data and knows no route. It must not import store,
// jobs or web.
package record
