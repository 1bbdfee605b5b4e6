// Package search is the palette and its page, display-
// ready.
//
// Built by web/search: groups of items with their
// addresses, in the order in which they are shown. It
// reads no data and knows no route. It must not import
// store, jobs or web.
package search
