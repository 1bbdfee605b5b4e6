// Package paths is every address of the site, as
// functions, and the reading of ids out of addresses.
//
// A page that links to another needs its address and
// not its room: so this package is below all others
// and imports none of web. It must hold no handler and
// ask nothing of the database.
package paths
