package classify

import (
	"testing"

	"wholesight/jobs/calendar"
)

func TestTypesReadBackFromTheirCodes(t *testing.T) {
	titles := map[string]bool{}
	for i, typ := range Types {
		if typ.Index() != i {
			t.Errorf("%s has index %d, stands at %d", typ, typ.Index(), i)
		}
		if got, err := ParseType(string(typ)); err != nil || got != typ {
			t.Errorf("ParseType(%q) = %q, %v", typ, got, err)
		}
		titles[typ.Title()] = true
	}
	if len(titles) != 6 || RevenueRank.Title() != "Revenue compared with others" {
		t.Errorf("titles: %v", titles)
	}
	for _, s := range []string{"", "Risk", "risk ", "revenue"} {
		if got, err := ParseType(s); err == nil {
			t.Errorf("ParseType(%q) = %q, want an error", s, got)
		}
	}
	if Type("x").Index() != -1 || Type("x").Title() != "x" {
		t.Error("an unknown type passed for one of the six")
	}
}

func TestReasonsReadBackFromTheirCodes(t *testing.T) {
	seen := map[string]bool{}
	for r := Known; r <= NotRanked; r++ {
		if got, err := ParseReason(r.Code()); err != nil || got != r {
			t.Errorf("ParseReason(%q) = %v, %v", r.Code(), got, err)
		}
		if (r == Known) != (r.Words() == "") || seen[r.Words()] {
			t.Errorf("reason %d says %q", r, r.Words())
		}
		seen[r.Words()] = true
	}
	if OneOrder.String() != "one_order" || OneOrder.Words() != "one order only" || Reason(99).Code() != "reason_99" ||
		Reason(99).Words() == "" {
		t.Errorf("%s, %q, %s", OneOrder, OneOrder.Words(), Reason(99))
	}
	if _, err := ParseReason("whim"); err == nil {
		t.Error("an unknown reason was read")
	}
}

func TestTheLimitsOfDaysAreTheYearsThatAreRead(t *testing.T) {
	if firstDay != calendar.Must("0001-01-01") || lastDay != calendar.Must("9999-12-31") {
		t.Errorf("limits %s to %s", firstDay, lastDay)
	}
}

func TestWindows(t *testing.T) {
	for _, c := range []struct {
		asOf                              string
		months                            Timeframe
		season                            int
		from, prevFrom, prevTo, base, old string
	}{
		{"2026-11-22", 3, 12, "2026-08-22", "2025-08-22", "2025-11-22", "2024-11-22", "2025-09-22"},
		{"2026-11-22", 6, 12, "2026-05-22", "2025-05-22", "2025-11-22", "2024-11-22", "2025-06-22"},
		{"2026-11-22", 12, 12, "2025-11-22", "2024-11-22", "2025-11-22", "2024-11-22", "2024-12-22"},
		{"2026-11-22", 24, 24, "2024-11-22", "2022-11-22", "2024-11-22", "2022-11-22", "2022-12-22"},
		{"2026-05-31", 3, 12, "2026-02-28", "2025-02-28", "2025-05-31", "2024-05-31", "2025-03-31"},
		{"2024-02-29", 12, 12, "2023-02-28", "2022-02-28", "2023-02-28", "2022-02-28", "2022-03-29"},
	} {
		w, err := NewWindows(calendar.Must(c.asOf), c.months)
		if err != nil {
			t.Fatal(err)
		}
		got := [...]string{w.CurrentFrom.String(), w.PreviousFrom.String(), w.PreviousTo.String(), w.BaseFrom.String(),
			w.snapshots[0].String()}
		want := [...]string{c.from, c.prevFrom, c.prevTo, c.base, c.old}
		if got != want || w.Season != c.season || w.CurrentTo != w.AsOf || w.BaseTo != w.PreviousTo {
			t.Errorf("%s, %d months: %v season %d, want %v", c.asOf, c.months, got, w.Season, want)
		}
		for i := 1; i < 2*w.Months; i++ {
			if w.snapshots[i-1] >= w.snapshots[i] {
				t.Errorf("%s, %d months: snapshots do not rise at %d", c.asOf, c.months, i)
			}
		}
		if w.snapshots[2*w.Months-1] != w.AsOf || w.snapshots[w.Months-1] != w.PreviousTo {
			t.Errorf("%s, %d months: snapshots end on the wrong days", c.asOf, c.months)
		}
	}
}

func TestWindowsRefuseOtherTimeframes(t *testing.T) {
	for _, m := range []Timeframe{0, -3, 1, 4, 18, 36} {
		if _, err := NewWindows(calendar.Must("2026-11-22"), m); err == nil {
			t.Errorf("%d months were accepted", m)
		}
	}
	for _, d := range []calendar.Day{firstDay - 1, lastDay + 1} {
		if _, err := NewWindows(d, 12); err == nil {
			t.Errorf("as-of day %d was accepted", d)
		}
	}
}
