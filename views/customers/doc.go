// Package customers is the list of customers, the
// order analysis, and saved lists, display-ready.
//
// Built by web/customers: columns, cells and chips
// come as structs of views/ui. It reads no data and
// knows no route. It must not import store, jobs or
// web.
package customers
