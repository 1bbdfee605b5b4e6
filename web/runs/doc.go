// Package runs is the page of jobs: what runs, what
// waits, what failed and why; start, cancel and retry;
// progress as a stream of events.
//
// It shows the rows of jobs/runner and enqueues by
// name. It must not run anything itself: a handler
// ends with its request, and a job does not. It asks
// no other feature.
package runs
