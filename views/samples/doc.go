// Package samples is what a sample of a page is, for
// golden tests, the page of components and the checks
// that run over all of them.
//
// A sample has a name and a component: normal, empty,
// long, wrong. It must know no feature: each room
// makes its own samples and hands them on. It must not
// import store, jobs or web.
package samples
