// Package runner is the queue of jobs: enqueue, claim by one
// process, progress, cancel, retry, give up after five attempts, and
// the schedule of the night.
//
// A job gives its effects once although it may run twice: every
// attempt has a number, and a stale one cannot publish. It must know
// no job by name: jobs/all.go lists them. It may ask jobs/settings
// for the clock of the shop.
package runner
