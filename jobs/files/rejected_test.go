package files

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wholesight/jobs/files/cells"
)

// collect reads a customers file.
func collect(t *testing.T, src Source, o Options) (rows []CustomerRow, rejected []Rejection, p *Plan) {
	t.Helper()
	p = inspect(t, src, Customers, o)
	err := p.Customers(t.Context(), src, func(c CustomerRow) error { rows = append(rows, c); return nil },
		func(r Rejection) error { rejected = append(rejected, r); return nil })
	if err != nil {
		t.Fatal(err)
	}
	return rows, rejected, p
}

func rejectedFile(t *testing.T, p *Plan, rejected []Rejection) string {
	t.Helper()
	var b strings.Builder
	w := NewRejectedCSV(&b, p)
	for _, r := range rejected {
		if err := w.Write(r); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestRejectedFileIsMendedAndImportedAgain(t *testing.T) {
	src := text("code;name;phone;notes;active\nC1;=Smith;-12,50;x;perhaps\nC2;B;;;\nC3;\"a;b\";'+44 1;;ja;more;cells\n")
	rows, rejected, p := collect(t, src, Options{})
	if len(rows) != 1 || len(rejected) != 2 {
		t.Fatalf("%v %v", rows, rejected)
	}
	got := rejectedFile(t, p, rejected)
	want := "code;name;phone;notes;active;line;reason\n" +
		"C1;'=Smith;-12,50;x;perhaps;2;active “perhaps” is neither yes nor no; write yes or no\n" +
		"C3;\"a;b\";'+44 1;;ja;4;the row has 7 cells, the header has 5; a text with a semicolon in it was cut in two: " +
		"put it together in one cell (in the file itself, with quotation marks around it) (further cells: more | cells)\n"
	want = strings.Replace(want, "active “perhaps” is neither yes nor no; write yes or no",
		"\"active “perhaps” is neither yes nor no; write yes or no\"", 1)
	want = strings.Replace(want, "the row has 7 cells, the header has 5; a text with a semicolon in it was cut in "+
		"two: put it together in one cell (in the file itself, with quotation marks around it) (further cells: more | "+
		"cells)",
		"\"the row has 7 cells, the header has 5; a text with a semicolon in it was cut in two: put it together in one "+
			"cell (in the file itself, with quotation marks around it) (further cells: more | cells)\"", 1)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatal(diff)
	}
	mended := strings.Replace(got, "perhaps;2", "yes;2", 1)
	rows, rejected, _ = collect(t, text(mended), Options{})
	if len(rows) != 2 || len(rejected) != 0 || rows[0].Name != "=Smith" || rows[0].Phone != "-12,50" ||
		rows[1].Phone != "+44 1" || rows[1].Name != "a;b" {
		t.Errorf("mended: %+v %v", rows, rejected)
	}
	// A second round does not carry the line and reason of the first.
	_, rejected, p = collect(t, text(got), Options{})
	if again := rejectedFile(t, p, rejected); strings.Count(again, "reason") != 1 ||
		!strings.HasPrefix(again, "code;name;phone;notes;active;line;reason\n") {
		t.Errorf("second round:\n%s", again)
	}
	if empty := rejectedFile(t, p, nil); empty != "" {
		t.Errorf("without rejections: %q", empty)
	}
}

func TestShieldIsUndoneByUnshield(t *testing.T) {
	rng := rand.New(rand.NewPCG(71, 72))
	pieces := []string{"'", "=", "+", "-", "@", "|", "\t", "\r", "\n", "\x00", "＝", "＠", " ", "a", "1", "é"}
	for range 20_000 {
		var b strings.Builder
		for range rng.IntN(6) {
			b.WriteString(pieces[rng.IntN(len(pieces))])
		}
		s := b.String()
		shielded := cells.Shield(s)
		if back := cells.Unshield([]byte(shielded)); string(back) != s {
			t.Fatalf("%q is shielded as %q and comes back as %q", s, shielded, back)
		}
		if cells.Shieldable(shielded) {
			t.Fatalf("%q is still a formula", shielded)
		}
	}
}

// Every typed row knows the columns of the file: absent is not empty.
func TestRowsKnowTheColumnsOfTheirFile(t *testing.T) {
	rows, _, p := collect(t, text("code,name,city\nC1,A,\n"), Options{})
	if c := rows[0].Columns; !c.Has("city") || c.Has("email") || !p.Has("city") || p.Has("email") {
		t.Errorf("%v", c)
	}
}

func TestAMissingColumnComesWithThePlanSoFar(t *testing.T) {
	p, err := Inspect(t.Context(), text("Firm no;Firm\n7;Smith\n8;Jones\n"), Customers, Options{})
	if err == nil || p == nil {
		t.Fatalf("plan %v, error %v", p, err)
	}
	if diff := cmp.Diff([][]string{{"7", "Smith"}, {"8", "Jones"}}, p.Samples); diff != "" || p.Delimiter != ";" {
		t.Errorf("delimiter %q, samples %s", p.Delimiter, diff)
	}
	rows, rejected, _ := collect(t, text("Firm no;Firm\n7;Smith\n8;Jones\n"),
		Options{Mapping: map[string]string{"firm NO": "code", "Firm": "name"}})
	if len(rows) != 2 || len(rejected) != 0 || rows[1].Code != "8" {
		t.Errorf("%v %v", rows, rejected)
	}
}

func TestOptionsThatMakeNoSenseAreRefused(t *testing.T) {
	for _, c := range []struct {
		k Kind
		o Options
	}{
		{"invoices", Options{}}, {Customers, Options{Preset: PresetUCI}}, {Orders, Options{Preset: "sap"}},
		{Orders, Options{DateOrder: "ydm"}},
		{Orders, Options{Decimal: "'"}}, {Orders, Options{Encoding: "ebcdic"}}, {Orders, Options{Delimiter: 'x'}},
		{Orders, Options{TimeZone: "Atlantis"}},
		{Orders, Options{Mapping: map[string]string{"a": "colour"}}},
	} {
		if _, err := Inspect(t.Context(), text(orderBook("1,2025-03-04,C1,A,1,1")), c.k, c.o); err == nil {
			t.Errorf("%s %+v was taken", c.k, c.o)
		}
	}
}

// Every reason says how to mend the row: it has a verb of command in it, or is
// a plain statement of two parts.
func TestReasonsAreSentences(t *testing.T) {
	for _, e := range []cells.NumberErr{cells.NumberBad, cells.NumberExponent, cells.NumberStyle, cells.NumberAmbiguous} {
		if !strings.Contains(e.Text(), "write") {
			t.Errorf("%d: %s", e, e.Text())
		}
	}
	for _, w := range []Warning{WarnFuture, WarnZeroQuantity, WarnNegativePrice} {
		if fmt.Sprint(w) == "" {
			t.Errorf("warning %d has no words", w)
		}
	}
	if got := (WarnFuture | WarnNegativePrice).String(); got != "day in the future, negative price" {
		t.Error(got)
	}
}
