// Package people is the use case of those who log in: invite, edit,
// disable, link; passwords and their hashes; logging in with its
// throttles.
//
// One answer for everything that does not fit, in about the same
// time, so that nobody learns who has an account. The Hasher bounds
// what hashing takes from everybody else. It may ask jobs/settings;
// sessions are the conversation's.
package people
