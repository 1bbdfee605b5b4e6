// Package targets is the list of targets, the grid and
// one target's form, display-ready.
//
// Built by web/targets from what views/ui has; what
// was typed and refused comes back as it was typed. It
// reads no data and knows no route. It must not import
// store, jobs or web.
package targets
