// Package runs is the page of jobs and the box that
// shows one under way, display-ready.
//
// Built by web/runs, and by the features that start a
// job and show its progress. Times and durations come
// as words. It reads no data and knows no route. It
// must not import store, jobs or web.
package runs
