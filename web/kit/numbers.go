package kit

import (
	"strconv"
)

func Decimal(n int64) string { return strconv.FormatInt(n, 10) }

// OptionalID is an id in a query; 0 when there is none.
func OptionalID(text string) (int64, error) {
	if text == "" {
		return 0, nil
	}
	id, err := strconv.ParseInt(text, 10, 64)
	if err != nil || id <= 0 {
		return 0, BadRequest("There is no such page of this list.")
	}
	return id, nil
}

// Cut is the beginning of a text that came in an address.
func Cut(s string, most int) string {
	r := []rune(s)
	return string(r[:min(len(r), most)])
}
