// Package jobs is the procedure of the house: the use cases, run by the clock, by
// a button or from the command line. Each is a room of its own (rebuild, imports,
// contacts, …); this package is the only one that knows them all: all.go lists the
// jobs of the queue, undo_registry.go the ways back from a change. The rooms under
// rules, stats, customerlist, files and demo are the knowledge and know no database;
// store is the memory; a use case carries rows from one to the other.
//
// A use case is a function of its room (imports.Import, rebuild.Run, …) that works on
// a store.DB in transactions of its own, or on a store.Tx that it is handed. What
// takes longer than a request is also a Job: a row in the jobs table that a Runner of
// any process claims, with progress, cancel, retries and a deadline. A job gives its
// effects once although it may be run twice (a crash, a lost lease): it writes staged
// rows under an id of its own and publishes them by one small update, guarded by its
// attempt.
//
// Who may ask whom: jobs, use cases, builds, runner, settings, kit, each only those
// behind it, and all of them the knowledge and the ground values (calendar, money,
// text). Use cases do not ask each other, but for demoshop (imports, classifications)
// and those that read what a rebuild made (classifications, lists).
//
// No room of jobs knows that there is a browser: none imports web or views.
package jobs
