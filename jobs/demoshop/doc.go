// Package demoshop stores the demo shop of jobs/demo in a database
// as if it had been imported: customers, orders, targets, contacts,
// users and classifications.
//
// It is the one use case that sits on two others, jobs/imports and
// jobs/classifications, because a demo that took a way of its own
// would prove nothing. It must write only into an empty shop.
package demoshop
