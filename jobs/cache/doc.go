// Package cache keeps in memory what is dear to make from the database: one rule for
// all that is kept, so that nobody has to get the locking right a second time. It must
// not know what it keeps, nor where from; it asks no other package of ours.
//
// Whether what is kept still holds is asked of the database in each request's own
// snapshot: a state (revisions, numbers of builds) names all that a value is made of,
// and equal states mean equal values. So two processes on one database never show what
// is out of date, and a page never mixes two states.
//
//   - Of those who miss a value at once one makes it, in its own snapshot, and the others
//     wait; each of them stops waiting when its own context ends.
//   - What the maker's end (a browser that has gone) has cut short is made by one of
//     those who waited. A fault, a panic too, is told to all of them.
//   - A snapshot that is older than what is kept gets a value of its own and leaves the
//     kept one alone. Which is the older one the snapshots say, never the state: an
//     import that is undone goes back to a smaller number, and is newer.
//
// Rejected: a time to live (it is wrong for that long), and a lock that is held while a
// value is made (who waits for it cannot be called off).
package cache
