// Package portal is what a person of a customer sees:
// that customer's own orders and figures, and nothing
// of anybody else.
//
// The scope of the request is one customer, and every
// read takes it. It must not use pages or lists that
// are for staff, even with a filter. It asks no other
// feature.
package portal
