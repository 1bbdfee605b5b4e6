//go:build !race

package web

// mixes is how many requests with parameters of the other side are tried.
const mixes = 10_000
