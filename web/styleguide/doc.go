// Package styleguide is the page of components, for
// those who build pages: served only when the server
// is asked to.
//
// It shows views/styleguide's samples and reads
// nothing of the shop but the frame. It asks no other
// feature.
package styleguide
