package calendar

import (
	"testing"
	"time"
)

func TestAddMonthsClampsToTheMonthsEnd(t *testing.T) {
	for _, c := range []struct {
		from string
		n    int
		want string
	}{
		{"2026-05-31", -3, "2026-02-28"},
		{"2024-05-31", -3, "2024-02-29"},
		{"2026-11-22", -12, "2025-11-22"},
		{"2024-02-29", 12, "2025-02-28"},
		{"2024-02-29", -48, "2020-02-29"},
		{"2026-01-31", 1, "2026-02-28"},
		{"2026-12-31", 2, "2027-02-28"},
		{"1970-01-01", -1, "1969-12-01"},
		{"2026-03-15", 0, "2026-03-15"},
	} {
		if got := Must(c.from).AddMonths(c.n).String(); got != c.want {
			t.Errorf("%s %+d months = %s, want %s", c.from, c.n, got, c.want)
		}
	}
}

func TestDayAgreesWithTheCalendarForTwoCenturies(t *testing.T) {
	at := time.Date(1900, 1, 1, 0, 0, 0, 0, time.UTC)
	want := Must("1900-01-01")
	for ; at.Year() < 2100; at, want = at.AddDate(0, 0, 1), want+1 {
		got := Of(at)
		if got != want || got.String() != at.Format(Layout) {
			t.Fatalf("%s: got %d (%s), want %d", at.Format(Layout), got, got, want)
		}
		m := got.Month()
		if m.Year() != at.Year() || m.Of() != at.Month() || got < m.First() || got > m.Last() {
			t.Fatalf("%s lies in month %s (%s to %s)", got, m, m.First(), m.Last())
		}
	}
}

func TestOfReadsTheClocksOwnZone(t *testing.T) {
	apia := time.FixedZone("Apia", 13*60*60)
	if got := Of(time.Date(2026, 11, 22, 1, 0, 0, 0, apia)).String(); got != "2026-11-22" {
		t.Errorf("got %s", got)
	}
}

func TestParseRefusesWhatIsNotADay(t *testing.T) {
	for _, s := range []string{"", "2023-02-29", "2026-13-01", "2026-1-1", "22.11.2026", "0000-01-01",
		"2026-11-22T00:00"} {
		if d, err := Parse(s); err == nil {
			t.Errorf("Parse(%q) = %s, want an error", s, d)
		}
	}
	if _, err := ParseMonth("2026-00"); err == nil {
		t.Error("month 0 was read")
	}
	if m, err := ParseMonth("2026-11"); err != nil || m.String() != "2026-11" {
		t.Errorf("ParseMonth: %v, %v", m, err)
	}
}
