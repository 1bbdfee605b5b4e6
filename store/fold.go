package store

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Fold makes texts comparable for a person who searches: compatibility forms
// resolved, marks stripped, lower case, so that "Müller" is found as "MULLER". Both
// what is stored and what is searched for go through here.
func Fold(s string) string {
	ascii := true
	for i := range len(s) {
		if s[i] >= 0x80 {
			ascii = false
			break
		}
	}
	if ascii {
		return strings.ToLower(s)
	}
	var b strings.Builder
	for _, r := range norm.NFKD.String(s) {
		if !unicode.Is(unicode.Mn, r) {
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return b.String()
}

// searchKey is what a row is found by: its parts folded, a line each, empty ones
// left out.
func searchKey(parts ...string) string {
	var b strings.Builder
	for _, p := range parts {
		if p == "" {
			continue
		}
		if b.Len() > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(Fold(p))
	}
	return b.String()
}

// packSet writes a set as it is stored: |a|b|, sorted, each once; empty for none.
func packSet(values []string) string {
	if len(values) == 0 {
		return ""
	}
	sorted := slices.Compact(slices.Sorted(slices.Values(values)))
	return "|" + strings.Join(sorted, "|") + "|"
}

// unpackSet is a stored set.
func unpackSet(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(strings.Trim(s, "|"), "|")
}
