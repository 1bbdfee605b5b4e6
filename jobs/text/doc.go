// Package text is texts as values: folding them for
// searching and sorting, and what is an e-mail
// address.
//
// It is a ground value: everybody may import it, the
// store included, and it imports nothing of ours.
// There is one fold, so that what finds a customer
// finds a product, a user and a page too.
package text
