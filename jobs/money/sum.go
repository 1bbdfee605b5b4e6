package money

// Add adds to a sum and tells whether it fits.
func Add(sum *int64, v int64) bool {
	next := *sum + v
	if v != 0 && (next > *sum) != (v > 0) {
		return false
	}
	*sum = next
	return true
}
