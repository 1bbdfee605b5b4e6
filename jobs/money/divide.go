package money

// Divide is a ÷ b, rounded half away from zero; b is positive.
func Divide(a, b int64) int64 {
	q, rest := a/b, a%b
	switch { // 2 × rest ≥ b, written so that it cannot overflow
	case rest < 0 && -rest >= b+rest:
		return q - 1
	case rest > 0 && rest >= b-rest:
		return q + 1
	}
	return q
}
