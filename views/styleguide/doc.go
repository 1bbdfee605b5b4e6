// Package styleguide is the page of components with
// the samples of views/ui, display-ready.
//
// It is where a component is looked up before a new
// one is made. It reads no data and knows no route. It
// must not import store, jobs or web.
package styleguide
