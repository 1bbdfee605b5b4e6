// Package rebuild is the use case that derives every figure and
// label from the order book: one pass stages a build, one pointer
// flip publishes it; also the report of who moved.
//
// A rebuild that fails leaves the old build live; one that is
// overtaken begins anew. The rules are jobs/rules/classify's.
// Classifications and lists may ask it; it asks jobs/builds and
// below, and no other use case.
package rebuild
