// Package money is amounts as whole numbers: reading
// and writing decimals, and sums that say when they do
// not fit.
//
// It is a ground value: everybody may import it, the
// store included, and it imports nothing of ours.
// Nothing in it is a float; what is rounded is rounded
// once, half away from zero.
package money
