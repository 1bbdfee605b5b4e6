package classify

import (
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// list makes bands of values as a person types them, "" for none.
func list(t *testing.T, values ...string) []Band {
	t.Helper()
	var bands []Band
	for i, s := range values {
		v, err := ParseValue(s)
		if err != nil {
			t.Fatal(err)
		}
		bands = append(bands, Band{ID: int64(i + 1), Value: v})
	}
	return bands
}

func TestCheckNamesTheRowsToMark(t *testing.T) {
	bands := list(t, "-10", "10", "-50", "50", "-40")
	bands[2].Title = "Halved"
	var order *OrderError
	if err := Check(RevenueChange, bands); !errors.As(err, &order) {
		t.Fatalf("got %v", err)
	}
	want := &OrderError{Type: RevenueChange, Before: Row{2, "Halved", -50_00}, After: Row{4, "", -40_00}}
	if d := cmp.Diff(want, order); d != "" {
		t.Error(d)
	}
	if got, want := order.Error(), "“Halved” (−50 %) stands before row 5 (−40 %): values below zero must fall from row to row"; got != want {
		t.Errorf("got %q", got)
	}

	minus := int64(-1)
	gated := list(t, "1", "2")
	gated[1].MinOrders = &minus
	var value *ValueError
	if err := Check(Orders, gated); !errors.As(err, &value) || value.Field != "min_orders" || value.Row.Index != 1 ||
		value.Row.Value != 200 {
		t.Errorf("got %v", err)
	}
	if err := Check(Risk, list(t, "5", "-1")); !errors.As(err, &value) || value.Field != "value" || value.Row.Index != 1 {
		t.Errorf("a value that is not allowed comes before the order: got %v", err)
	}
}

func TestCheckAcceptsWhatTheSpecAccepts(t *testing.T) {
	for _, typ := range Types {
		if err := Check(typ, nil); err != nil {
			t.Errorf("%s: an empty list: %v", typ, err)
		}
	}
	for _, c := range []struct {
		t      Type
		values []string
		ok     bool
	}{
		{Risk, []string{"0", "0.01", "1", ""}, true},
		{Risk, []string{""}, true},
		{Risk, []string{"", ""}, false},
		{Orders, []string{"0", "1", "2.5"}, true},
		{RevenueRank, []string{"0.01", "20", "100"}, true},
		{RevenueRank, []string{"20", ""}, false},
		{RevenueShare, []string{"80", "95", "100"}, true},
		{RevenueShare, []string{"95", "80"}, false},
		{RevenueShare, []string{"-5"}, false},
		{RiskChange, []string{"0", "20", "100", "-20", "-60"}, true},
		{RiskChange, []string{"-20", "0", "-60", "20"}, true},
		{RiskChange, []string{"-20", "0", "-20", "20"}, false},
		{RiskChange, []string{"10", "10"}, false},
		{RevenueChange, []string{"-200", "500"}, true},
		{Type("whim"), nil, false},
	} {
		if err := Check(c.t, list(t, c.values...)); (err == nil) != c.ok {
			t.Errorf("%s %q: %v", c.t, c.values, err)
		}
	}
}

func TestSlotKeepsAnAcceptedOrderAccepted(t *testing.T) {
	for _, c := range []struct {
		t     Type
		rows  []string
		value string
		want  int
	}{
		{Risk, nil, "1", 0},
		{Risk, []string{"1", "5", ""}, "3", 1},
		{Risk, []string{"1", "5", ""}, "9", 2},
		{Risk, []string{"1", "5"}, "", 2},
		{RevenueRank, []string{"20", "60"}, "10", 0},
		{RevenueChange, []string{"50"}, "10", 0},
		{RevenueChange, []string{"10", "50", "-10"}, "-50", 3},
		{RevenueChange, []string{"10", "50", "-50"}, "-10", 2},
		{RevenueChange, []string{"-50", "10"}, "20", 2},
		{RevenueChange, []string{"-50", "10"}, "0", 1},
		{RiskChange, []string{"20"}, "20", 1},
	} {
		bands := list(t, c.rows...)
		got := Slot(c.t, bands, list(t, c.value)[0].Value)
		if got != c.want {
			t.Errorf("%s %q + %q: slot %d, want %d", c.t, c.rows, c.value, got, c.want)
		}
	}
}

func TestWorkedExampleEnteredInItsOwnOrder(t *testing.T) {
	// The spec lists 50, 10, −10, −50; entered one after the other without a
	// position they come to stand in an accepted order.
	var bands []Band
	for _, b := range list(t, "50", "10", "-10", "-50") {
		at := Slot(RevenueChange, bands, b.Value)
		bands = append(bands[:at], append([]Band{b}, bands[at:]...)...)
		if err := Check(RevenueChange, bands); err != nil {
			t.Fatal(err)
		}
	}
	var got []string
	for _, b := range bands {
		got = append(got, FormatValue(b.Value))
	}
	if d := cmp.Diff([]string{"10", "50", "-10", "-50"}, got); d != "" {
		t.Error(d)
	}
}

func TestValuesAreReadAndWritten(t *testing.T) {
	for s, want := range map[string]int64{
		"1": 100, "1.5": 150, "1,25": 125, " 20 % ": 2000, "+20": 2000, "-10": -1000, "−10 %": -1000, "- 3": -300,
		"0": 0, "-0": 0, "007.10": 710, "92233720368547758.07": math.MaxInt64,
	} {
		got, err := ParseValue(s)
		if err != nil || got == nil || *got != want {
			t.Errorf("ParseValue(%q) = %v, %v; want %d", s, got, err, want)
			continue
		}
		if back, err := ParseValue(FormatValue(got)); err != nil || *back != want {
			t.Errorf("%q does not read back: %v, %v", FormatValue(got), back, err)
		}
	}
	for _, s := range []string{"", "  "} {
		if v, err := ParseValue(s); v != nil || err != nil {
			t.Errorf("ParseValue(%q) = %v, %v", s, v, err)
		}
	}
	if got := FormatValue(nil); got != "" {
		t.Errorf("FormatValue(nil) = %q", got)
	}
	for _, s := range []string{"x", "1.234", "1.", ".5", "1,000", "1 000", "--1", "+-1", "%", "1e3", "1.2.3",
		"92233720368547758.08", "５"} {
		if v, err := ParseValue(s); err == nil {
			t.Errorf("ParseValue(%q) = %v, want an error", s, v)
		}
	}
	for v, want := range map[int64]string{150: "1.5", 5: "0.05", -5: "-0.05", 100: "1", -1010: "-10.1",
		math.MinInt64: "-92233720368547758.08"} {
		if got := FormatValue(&v); got != want {
			t.Errorf("FormatValue(%d) = %q, want %q", v, got, want)
		}
	}
}

func TestTitlesHaveOneToSixtyCharacters(t *testing.T) {
	for title, ok := range map[string]bool{
		"A": true, strings.Repeat("é", 60): true, strings.Repeat("é", 61): false, "": false, " \t": false,
	} {
		if err := CheckTitle(title); (err == nil) != ok {
			t.Errorf("CheckTitle(%q): %v", title, err)
		}
	}
}
