// Package today is the first page, display-ready: what
// needs doing, then the figures.
//
// Built by web/today from what views/ui has. It reads
// no data and knows no route. It must not import
// store, jobs or web.
package today
