// Package today is the first page: what needs doing,
// in order, and the shop's revenue against last year.
//
// Every number leads to the list that it counts: the
// list's own query finds it, so that the two agree. It
// keeps figures per build, and must not show one
// person's to another. It asks no other feature.
package today
