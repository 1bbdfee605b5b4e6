package store

import (
	"slices"
	"strings"

	"wholesight/jobs/text"
)

// searchKey is what a row is found by: its parts folded, a line each, those without
// a letter or digit left out. What is searched for is folded alike (text.FoldWords).
func searchKey(parts ...string) string {
	var b strings.Builder
	for _, p := range parts {
		folded := text.Fold(p)
		if folded == "" {
			continue
		}
		if b.Len() > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(folded)
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
