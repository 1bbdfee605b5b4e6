// Package account is the pages of a person's own: the
// keys and the notice that a session is about to end,
// display-ready.
//
// Built by web/account from what views/ui has. It
// reads no data and knows no route. It must not import
// store, jobs or web.
package account
