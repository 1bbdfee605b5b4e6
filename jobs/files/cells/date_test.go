package cells

import (
	"fmt"
	"testing"
	"time"

	"wholesight/jobs/calendar"
)

// Every day of two centuries is read from every way of writing it.
func TestDaysInEveryWriting(t *testing.T) {
	dmy, mdy := DayReader{Order: "dmy", Zone: time.UTC}, DayReader{Order: "mdy", Zone: time.UTC}
	for d := calendar.Must("1900-01-01"); d < calendar.Must("2199-12-31"); d += 3 {
		y, m, day := d.Parts()
		for _, c := range []struct {
			r *DayReader
			s string
		}{
			{&dmy, d.String()}, {&mdy, d.String()},
			{&dmy, fmt.Sprintf("%04d%02d%02d", y, m, day)},
			{&dmy, fmt.Sprintf("%d/%d/%d", day, m, y)}, {&dmy, fmt.Sprintf("%02d.%02d.%d 23:59", day, m, y)},
			{&mdy, fmt.Sprintf("%d-%d-%d", m, day, y)}, {&mdy, fmt.Sprintf("%02d/%02d/%d 11:59 PM", m, day, y)},
		} {
			if got, why := c.r.Day([]byte(c.s)); why != "" || got != d {
				t.Fatalf("%q (%s): got %s %s, want %s", c.s, c.r.Order, got, why, d)
			}
		}
	}
}

func TestSerialsOfAWorkbook(t *testing.T) {
	for _, c := range []struct {
		cell string
		from bool
		want string
	}{
		{"46022", false, "2025-12-31 00:00:00"}, {"46022.5", false, "2025-12-31 12:00:00"},
		{"46022.999994", false, "2025-12-31 23:59:59"},
		{"46022.9999999", false, "2026-01-01 00:00:00"}, {"61", false, "1900-03-01 00:00:00"},
		{"44560", true, "2025-12-31 00:00:00"},
	} {
		m, ok := serial([]byte(c.cell), c.from)
		if got := m.Time(time.UTC).Format(time.DateTime); !ok || got != c.want {
			t.Errorf("%s: got %s %v, want %s", c.cell, got, ok, c.want)
		}
	}
	for _, s := range []string{"60", "-5", "20241231", "2024-12-31", "x"} {
		if m, ok := serial([]byte(s), false); ok {
			t.Errorf("%s was taken for %s", s, m.Day)
		}
	}
}

// Midnight does not exist on the day the clocks go forward in some zones.
func TestAContactsDayBeginsInTheShopsZone(t *testing.T) {
	zone, err := time.LoadLocation("America/Sao_Paulo")
	if err != nil {
		t.Skipf("SKIPPED, NOT PASSED: no time zones on this machine: %v", err)
	}
	d := calendar.Must("2018-11-04")
	if got := StartOf(d, zone); calendar.Of(got) != d || got.Hour() != 1 {
		t.Errorf("got %s", got)
	}
}

func FuzzDate(f *testing.F) {
	for _, s := range []string{"2024-12-31", "31/12/2024 07:45", "12/31/24", "20241231", "2024-12-31T00:00:00Z", "1.2.3",
		"46022.5", "0/0/0"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		SniffDay([]byte(s))
		for _, order := range []string{"", "dmy", "mdy"} {
			for _, serials := range []bool{false, true} {
				r := DayReader{Order: order, Zone: time.UTC, Serials: serials}
				d, why := r.Day([]byte(s))
				if why != "" {
					continue
				}
				if again, why := r.Day([]byte(d.String())); why != "" || again != d {
					t.Fatalf("%q is %s, which is read as %s (%s)", s, d, again, why)
				}
			}
		}
	})
}
