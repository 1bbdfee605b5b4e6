// Package jobs is the procedure of the house: the use cases, run by the clock, by
// a button or from the command line. The leaves below it (classify, intake, demo,
// …) are the knowledge and know no database; store is the memory; jobs carries
// rows from one to the other.
//
// A use case is a function here (Import, Rebuild, …) that works on a store.DB in
// transactions of its own. What takes longer than a request is also a Job: a row
// in the jobs table that a Runner of any process claims, with progress, cancel,
// retries and a deadline. A job gives its effects once although it may be run
// twice (a crash, a lost lease): it writes staged rows under an id of its own and
// publishes them by one small update, guarded by its attempt.
//
// jobs must not know that there is a browser: it imports neither web nor views.
package jobs
