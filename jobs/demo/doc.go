// Package demo makes the demo shop: a distributor of workshop tools, fixings
// and consumables that looks real and is the same, byte for byte, from the same
// Config. The demo command, the golden tests, the storybook, the browser
// journeys and the benchmarks all use this one shop, so everyone knows its
// numbers (spec 01, "The demo shop").
//
// It hands out plain Go values and knows neither database nor clock; whoever
// writes rows reads the master data from slices and the orders from a stream.
//
// Three decisions shape it.
//
// Orders are streamed in day order, not kept: a calendar queue holds one next
// day per customer, and all that an order contains is drawn from a source
// seeded by (seed, customer, number of the order). So memory does not grow with
// the lines, the stream can be started again at any time, and a credit note can
// draw the order that it takes back a second time instead of remembering it.
//
// All arithmetic is on integers, the log-normal jitter included: floats are
// fused differently on different processors, and one bit would change the shop.
//
// What was planted (who has really stopped, which products belong together,
// who pays too little …) is in Truths and nowhere else. Only tests and the page
// that shows how many of them the models found may read it; a forecast that
// did would be cheating. A rejected alternative was to mark truths in notes or
// tags of customers: an export would have carried them into the models.
package demo
