// Package users is the people who can log in, for
// admins: invite, edit, disable, link to account
// managers, end sessions, hand out a one-time link.
//
// The rules (the last admin, what a change of rights
// ends) are jobs/people's. A secret is shown once and
// never stored readable. It asks no other feature.
package users
