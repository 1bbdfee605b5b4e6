// Package contacts is the use case of what happens with a customer:
// log, correct, delete and undo a contact; the round of calls with
// its leases, so that two people never ring the same customer; the
// tally of outcomes.
//
// Who may edit what is decided here, by the database and not by the
// page. It may ask jobs/settings for outcomes and jobs/customerlist
// for the order of a round.
package contacts
