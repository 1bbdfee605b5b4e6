// Package imports is the list of imports and the steps
// of one, display-ready.
//
// Built by web/imports from what views/ui has. Values
// out of a file are shown as text and never as markup.
// It reads no data and knows no route. It must not
// import store, jobs or web.
package imports
