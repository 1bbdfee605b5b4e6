// Package store is the memory of the house: one embedded SQLite file, or one
// PostgreSQL database, behind two doors.
//
//	db.View(ctx, func(tx *store.Tx) error { … })   // reads: one snapshot
//	db.Update(ctx, func(tx *store.Tx) error { … }) // writes: all or nothing
//
// Every read and write is a method of *Tx, so a page with six reads is one
// snapshot and a nested transaction cannot be written. An Update may run its
// function again when the database asks for it (a serialisation failure, a busy
// file), so the function must not have effects outside of the transaction.
//
// One set of statements serves both engines; what they spell differently is in
// dialect.go, and no other file names either of them (a test says so). Money is
// int64 minor units, quantities thousandths, prices ten-thousandths; days are
// calendar.Day, stored as their number; instants are Unix milliseconds UTC.
// time.Time is never bound: SQLite would store Go's own text of it.
//
// SQLite has two pools. The writer is a single connection, so that writers queue
// fairly in Go instead of fighting for the file's lock, and commits with
// synchronous FULL: what was acknowledged survives a power cut. The readers are
// query_only. PostgreSQL uses one pool with snapshot isolation for both doors.
//
// Rejected: an ORM or a query generator (two models or half the scan speed, see
// the README's section on speed), a rewriting layer for placeholders (both
// engines take $1), and one transaction around an import or a rebuild (everybody
// else would wait for seconds): bulk rows are staged in short transactions and
// published by one small update.
package store
