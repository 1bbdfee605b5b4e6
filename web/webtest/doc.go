// Package webtest is the shop, the browsers and the rows
// that the tests of all rooms meet.
//
//	func TestX(t *testing.T) {
//		sh := webtest.NewShop(t)
//		sh.As("rep").Get("/customers").Want(t, 200).Says(t, "Hand drill")
//	}
//
// A shop is a whole server on a database of its own, with
// a clock that the test moves, and two sides, Alpha and
// Bravo, of which neither may see the other (sides.go). A
// browser keeps its cookies and sends what browsers send;
// every answer that it reads has its cookies checked. A
// new parameter of an address is said in params.go, a new
// form in forms.go: the tests of the whole, in web, try
// each route with them.
//
// A room's tests stand beside it, outside of its package:
// this package is above all rooms, and a room that
// imported it would close a circle. What they need of a
// room's inside is lent by its export_test.go. Only tests
// may import it. NewShop is SQLite; OnBoth is for the one
// journey of a room that runs on PostgreSQL too.
package webtest
