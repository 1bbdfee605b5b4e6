package row

// Formula tells whether a cell holds a formula instead of its result: =A1*B1, =SUM(A1:A9).
// A text such as =Smith, and one that is forced by ="00123", is none.
func Formula(b []byte) bool {
	if len(b) < 3 || b[0] != '=' || b[1] == '"' || b[1] == '=' {
		return false
	}
	letters := 0
	for i, c := range b[1:] {
		switch {
		case c == '(':
			return i == 0 || letters > 0 || !letterOrDigit(b[i])
		case c == '$':
		case c|0x20 >= 'a' && c|0x20 <= 'z':
			letters++
		case c >= '1' && c <= '9' && letters > 0 && letters <= 3:
			return reference(b, i+1)
		default:
			letters = 0
		}
	}
	return false
}

func letterOrDigit(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9' }

// reference tells whether the digit at i ends a reference such as AB12 that stands alone.
func reference(b []byte, i int) bool {
	for i < len(b) && b[i] >= '0' && b[i] <= '9' {
		i++
	}
	return i == len(b) || !letterOrDigit(b[i]) && b[i] < 0x80
}
