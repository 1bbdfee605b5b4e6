package kit

import (
	"fmt"

	"wholesight/jobs/calendar"
)

// MonthWords is a month in a sentence.
type MonthWords calendar.Month

func (w MonthWords) String() string {
	m := calendar.Month(w)
	return fmt.Sprintf("%s %d", m.Of(), m.Year())
}

// In is the month in another language.
func (w MonthWords) In(t func(english string, args ...any) string) string {
	m := calendar.Month(w)
	return fmt.Sprintf("%s %d", t(m.Of().String()), m.Year())
}
