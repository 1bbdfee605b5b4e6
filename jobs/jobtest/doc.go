// Package jobtest is the shops, second computations
// and short ways that the tests of several use cases
// share.
//
// Only tests may import it. It is above all use cases,
// so that a test of one may set a scene with another;
// a use case that imported it would close a circle.
package jobtest
