// Package search is what Ctrl+K finds: pages, actions, customers and
// products, also as a page for those without scripts; and the small
// page of a product.
//
// Everything in it is limited to what the person may see and do: a
// name that is shown to the wrong person is a leak. Texts are
// compared by text.Fold, as the lists and the database do. It asks
// no other feature.
package search
