package kit

import (
	"slices"
)

// Set is a list as the store reads sets: sorted, each once, nil for none.
func Set(values []string) []string {
	if len(values) == 0 {
		return nil
	}
	return slices.Compact(slices.Sorted(slices.Values(values)))
}
