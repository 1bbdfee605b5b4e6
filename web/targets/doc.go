// Package targets is the targets of customers: the list with pace
// and projection, the grid to type many in, one customer's form and
// chart.
//
// Pace, split and projection are jobs/rules/target's; who may set
// what, jobs/targets'. This room reads amounts as people write them
// and gives back what they typed when it is refused. It asks no
// other feature.
package targets
