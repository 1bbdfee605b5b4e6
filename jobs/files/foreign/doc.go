// Package foreign names what is sent for a table and is none: by its first bytes, never by
// its extension. Each name comes with how to make a table of it.
//
// It opens nothing. It asks nobody.
package foreign
