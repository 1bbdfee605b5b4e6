// Package contacts is the form of a contact and what
// stands beside it, display-ready.
//
// Built by web/contacts from what views/ui has; the
// same form serves the page and the window over it. It
// reads no data and knows no route. It must not import
// store, jobs or web.
package contacts
