// Package settings is what the shop decides: every
// setting with its name, default and what is allowed,
// and the shop as they make it (Shop).
//
// A setting is checked here and nowhere else. It is
// below the use cases and the runner: all of them may
// ask it, and it asks only the store.
package settings
