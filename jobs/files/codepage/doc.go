// Package codepage knows the encodings of one byte a character that files of the field
// come in, and guesses which of them a file has from its letters: a symbol between two
// letters, or a capital behind a small letter, says that the guess is wrong.
//
// It knows bytes and letters, no table. It asks nobody.
package codepage
