// Package account is what a person does with the own way in: log in
// and out, set a password, make the first admin of a new shop,
// choose theme, density and keys, see that a session is about to
// end.
//
// It knows what may be shown to somebody who is not logged in. What
// a password must be and when guessing is stopped is jobs/people's
// business; what a session is, web/kit's. It asks no other feature.
package account
