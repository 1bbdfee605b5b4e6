package classify

// Change is the revenue change from one sum to another, before > 0, in tenths of a
// percent, rounded half away from zero; ok is false where it does not fit.
func Change(before, now int64) (tenths int64, ok bool) {
	distance, negative := difference(now, before)
	tenths, ok = scaleDiv(distance, 1000, before, true)
	if negative {
		tenths = -tenths
	}
	return tenths, ok
}
