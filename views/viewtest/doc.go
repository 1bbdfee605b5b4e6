// Package viewtest is what the tests of the rooms of views share: golden files of what
// a component renders to, and the texts that the source gives to the catalogue. It
// imports no room, so that the tests inside of each may use it.
package viewtest
