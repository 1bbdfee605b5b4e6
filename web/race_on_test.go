//go:build race

package web

// mixes is how many requests are tried while the race detector watches, which makes
// each ten times as slow; make test tries them all without it.
const mixes = 600
