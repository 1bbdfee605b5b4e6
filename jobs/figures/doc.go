// Package figures holds what is known of one customer in numbers, as a build stores
// them: the rules compute them, the store keeps them, lists and pages show them. It is
// ground that everybody stands on, so it imports the day and nothing else; which figure
// exists, and why one does not, is said by the rules (jobs/rules/classify).
package figures
