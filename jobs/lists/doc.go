// Package lists fills the list of customers that is kept in memory:
// loads it for a build, patches what changes between builds
// (contacts, targets), and writes it as a file.
//
// One list serves everybody until something changes; a snapshot gets
// the list of its own state, never a newer one. What a list can be
// asked is jobs/customerlist's. It may ask jobs/rebuild for what a
// build wrote.
package lists
