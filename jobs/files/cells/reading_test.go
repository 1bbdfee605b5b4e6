package cells

import (
	"strings"
	"testing"
	"time"

	"wholesight/jobs/calendar"
)

func TestNumbersAsPeopleWriteThem(t *testing.T) {
	for _, c := range []struct {
		cell     string
		dec      byte
		want     string // "" = refused
		currency string
	}{
		{"12.-", '.', "12", ""}, {"12,-", ',', "12", ""}, {"12,–", ',', "12", ""}, {"12.--", '.', "12", ""},
		{"12.—", ',', "12", ""},
		{"CHF 1'200.-", '.', "1200", "CHF"}, {"1.200,- €", ',', "1200", "€"}, {"-12.-", '.', "-12", ""},
		{"(12.-)", '.', "-12", ""},
		{"1.200.-", '.', "", ""}, {"1.200.-", ',', "", ""}, {"1.200,-", '.', "", ""}, {"12.50.-", '.', "", ""},
		{".-", '.', "", ""},
		{"12-", '.', "-12", ""}, {"12,50-", ',', "-12.5", ""}, {"(12.50)", '.', "-12.5", ""}, {"12.50 -", '.', "-12.5", ""},
		{"--12", '.', "", ""},
		{"12 Euro", '.', "12", "EUR"}, {"EUROS 12", '.', "12", "EUR"}, {"12,50 kr.", ',', "12.5", "kr"},
		{"Fr. 12.50", '.', "12.5", "fr"},
		{"SFr. 12.-", '.', "12", "CHF"}, {"Rs.500", '.', "500", "rs"}, {"US$ 1,200.50", '.', "1200.5", "us$"},
		{"1 200,00 Kč", ',', "1200", "CZK"},
		{"12,50\u00a0zł", ',', "12.5", "zł"}, {"12\u202fkr", ',', "12", "kr"}, {"12 pcs", '.', "", ""},
		{"12 Stück", '.', "", ""}, {"eurobox 12", '.', "", ""},
		{"1,23,456.78", '.', "123456.78", ""}, {"12,34,567", '.', "1234567", ""}, {"1,23,45,678", '.', "12345678", ""},
		{"₹ 1,00,000", '.', "100000", "₹"},
		{"123,45,678", '.', "", ""}, {"1,234,56,789", '.', "", ""}, {"1,23", '.', "", ""}, {"1.23.456", ',', "", ""},
		{"1,23,45", '.', "", ""},
		{"12,5 %", ',', "12.5", "%"}, {"12.5%", '.', "12.5", "%"}, {"%12", '.', "12", "%"}, {"-5 %", '.', "-5", "%"},
		{"- €", '.', "0", "€"}, {"€ -", '.', "0", "€"}, {" -   kr ", '.', "0", "kr"}, {"$ –", '.', "0", "$"},
		{"(€)", '.', "", ""}, {"€", '.', "", ""}, {"- - €", '.', "", ""},
	} {
		v, currency, err := ParseNumber([]byte(c.cell), c.dec, 4)
		got := ""
		if err == NumberOK {
			got = FormatScaled(v, 4)
		}
		if got != c.want || c.want != "" && currency != c.currency {
			t.Errorf("%q with %c: got %q %q, want %q %q", c.cell, c.dec, got, currency, c.want, c.currency)
		}
	}
}

func TestADashForNoCentsTellsTheSign(t *testing.T) {
	for cell, want := range map[string]decimalHint{"12.-": hintNone, "12,-": HintComma, "1.200,-": HintComma,
		"1,200.-": HintPoint, "12-": hintNone,
		"1,23,456": HintPoint, "1.500": HintBoth} {
		if got := SniffNumber([]byte(cell)); got != want {
			t.Errorf("%q: %d, want %d", cell, got, want)
		}
	}
}

func TestWordsForNothing(t *testing.T) {
	for _, s := range []string{"", "NULL", "null", "(null)", `\N`, "#N/A", "n/a", "N/A", "-", "–", "0000-00-00",
		"0000-00-00 00:00:00", "0000-00-00T00:00:00Z", "00.00.0000", "00/00/00"} {
		if !Nothing([]byte(s)) || len(CleanText([]byte(" "+s+" "))) != 0 || len(Code([]byte(s))) != 0 {
			t.Errorf("%q is something", s)
		}
	}
	for _, s := range []string{"NA", "Nulla", "0", "000", "00-00", "0.00", "0.0.1", "-1", "n", `\n`, "#REF!", "None",
		"0000-00-01", "00000000", "- -"} {
		if Nothing([]byte(s)) {
			t.Errorf("%q is nothing", s)
		}
	}
	for cell, want := range map[string]bool{"-": false, " - ": true, " -   ": true, "\u00a0-": true, " -5 ": false,
		"  ": false, " -- ": false} {
		if got := Dash([]byte(cell)); got != want {
			t.Errorf("%q is a zero: %v", cell, got)
		}
	}
}

// What our exports shield comes back as it was.
func TestNothingWordsThatAreNamesComeBack(t *testing.T) {
	for _, s := range []string{"NULL", "-", "n/a", "'NULL", "0000-00-00", `="1"`, "=1", "O'Neil"} {
		if got := string(CleanText([]byte(Shield(s)))); got != s {
			t.Errorf("%q comes back as %q", s, got)
		}
	}
}

func TestCodesAreOneInEveryWriting(t *testing.T) {
	for _, c := range []struct{ cell, want string }{
		{"C 100", "C 100"}, {" C  100 ", "C 100"}, {"C\u00a0100", "C 100"}, {"C\u202f\t100", "C 100"}, {"\ufeffC100", "C100"},
		{"C\u200b1\u00ad00\u200e", "C100"},
		{"Mu\u0308ller", "Müller"}, {"Müller", "Müller"}, {`="00123"`, "00123"}, {"'00123", "00123"}, {`'="00123"`, "00123"},
		{`=" 00123"`, "00123"},
		{"'-5", "-5"}, {"'-", "-"}, {"\u200b", ""}, {"'", "'"}, {`=""`, `=""`}, {"A\nB", "A\nB"}, {"0", "0"},
		{`="NULL"`, "NULL"}, {"\xff1", "\xff1"},
	} {
		if got := string(Code([]byte(c.cell))); got != c.want {
			t.Errorf("%q: got %q, want %q", c.cell, got, c.want)
		}
	}
	clean := []byte("K-1002/A 7")
	if n := testing.AllocsPerRun(100, func() { Code(clean) }); n != 0 {
		t.Errorf("a clean code costs %v allocations", n)
	}
}

func TestCodesThatArePerhapsTheSame(t *testing.T) {
	for _, same := range [][]string{{"00123", "123", "123.0", "123.00", "123,0"}, {"müller", "Muller", "MÜLLER"},
		{"0", "00", "0.0"}, {"Łódź", "lodz"}, {"ab 1", "AB  1"}} {
		for _, s := range same[1:] {
			if NearCode(s) != NearCode(same[0]) {
				t.Errorf("%q (%q) and %q (%q) are told apart", same[0], NearCode(same[0]), s, NearCode(s))
			}
		}
	}
	for _, apart := range [][2]string{{"123", "1230"}, {"1.5", "15"}, {"1.0", "10"}, {"A.0", "A"}, {"", "0"},
		{"A-1", "A1"}} {
		if NearCode(apart[0]) == NearCode(apart[1]) {
			t.Errorf("%q and %q are not told apart", apart[0], apart[1])
		}
	}
}

func TestMonthsAsWords(t *testing.T) {
	r := DayReader{Zone: time.UTC, Today: calendar.Must("2026-11-30")}
	for cell, want := range map[string]string{
		"5-Oct-2026": "2026-10-05", "Oct 5, 2026": "2026-10-05", "5. März 2026": "2026-03-05", "5 MAERZ 2026": "2026-03-05",
		"05OCT2026":    "2026-10-05",
		"5 févr. 2026": "2026-02-05", "1er août 2026": "2026-08-01", "5 de octubre de 2026": "2026-10-05",
		"5 mag 2026": "2026-05-05", "5 mrt. 2026": "2026-03-05",
		"5 października 2026": "2026-10-05", "5 paź 2026": "2026-10-05", "3rd June 2026": "2026-06-03",
		"Mon, 5 Oct 2026": "2026-10-05", "Do 1. Okt. 2026": "2026-10-01",
		"2026 Oct 5": "2026-10-05", "5-Oct-26": "2026-10-05", "5-Oct-65": "1965-10-05", "5-Dec-26": "1926-12-05",
		"65-Oct-05":         "1965-10-05",
		"October 5th, 2026": "2026-10-05", "5-Oct-2026 07:45": "2026-10-05", "Oct 5, 2026 7:45 PM": "2026-10-05",
		"mardi 6 janvier 2026": "2026-01-06", "31 Dez 2025": "2025-12-31",
		"31 Feb 2026": "", "Oct 2026": "", "5 Smarch 2026": "", "5 Oct Nov 2026": "", "Oct": "", "5 Oct 20265": "",
		"5 Oct 2026 x": "", "Oct 5 10:30": "",
	} {
		d, why := r.Day([]byte(cell))
		got := d.String()
		if why != "" {
			got = ""
		}
		if got != want {
			t.Errorf("%q: got %q (%s), want %q", cell, got, why, want)
		}
	}
}

func TestYearsOfTwoDigits(t *testing.T) {
	today := calendar.Must("2026-11-30")
	for _, c := range []struct {
		cell, order string
		today       calendar.Day
		want        string
	}{
		{"15.03.65", "dmy", today, "1965-03-15"}, {"15.03.26", "dmy", today, "2026-03-15"},
		{"15.12.26", "dmy", today, "1926-12-15"}, {"12/31/24", "mdy", today, "2024-12-31"},
		{"01.12.26", "dmy", today, "2026-12-01"}, {"15.03.65", "dmy", 0, "2065-03-15"}, {"15.03.70", "dmy", 0, "1970-03-15"},
		{"65-03-15", "ymd", today, "1965-03-15"},
		{"65-03-15", "", today, "1965-03-15"}, {"24-12-31", "ymd", today, "2024-12-31"},
		{"05-03-15", "ymd", today, "2005-03-15"}, {"05-03-15", "dmy", today, "2015-03-05"},
		{"05-03-15", "mdy", today, "2015-05-03"}, {"05-03-15", "", today, ""}, {"65-03-15", "dmy", today, ""},
		{"29.02.00", "dmy", today, "2000-02-29"}, {"29.02.99", "dmy", today, ""},
		{"31/12/2024", "ymd", today, "2024-12-31"}, {"03/04/2024", "ymd", today, ""},
	} {
		r := DayReader{Order: c.order, Today: c.today, Zone: time.UTC}
		d, why := r.Day([]byte(c.cell))
		got := d.String()
		if why != "" {
			got = ""
		}
		if got != c.want {
			t.Errorf("%s as %q: got %q (%s), want %q", c.cell, c.order, got, why, c.want)
		}
	}
	for cell, want := range map[string]DayOrder{"65-03-15": YMD | Short, "05-03-15": DMY | MDY | YMD | Short,
		"13-02-24": DMY | YMD | Short, "13/02/24": DMY | YMD,
		"65/03/15": YMD | Short, "03/04/2024": DMY | MDY, "13/04/2024": DMY, "2024-01-02": 0, "05/05/2024": 0, "07-07-07": 0,
		"5-Oct-24": 0} {
		if got, ok := SniffDay([]byte(cell)); got != want || !ok {
			t.Errorf("%s fits %b, want %b", cell, got, want)
		}
	}
}

func TestMonthsAsSpreadsheetsWriteThem(t *testing.T) {
	r := DayReader{Zone: time.UTC}
	for cell, want := range map[string]string{
		"2026-01": "2026-01", "Jan-26": "2026-01", "01.01.2026": "2026-01", "2026-01-01": "2026-01", "janv. 26": "2026-01",
		"Jan 2026": "2026-01", "01/2026": "2026-01",
		"2026/1": "2026-01", "202601": "2026-01", "January 2026": "2026-01", "März 2026": "2026-03", "sty 26": "2026-01",
		"2026-01-01 00:00:00": "2026-01", "1-Feb-2026": "2026-02",
		"01/02/2026": "2026-02", "02/01/2026": "2026-02", "26-01-01": "2026-01", "Jan'26": "2026-01", "2026 Jan": "2026-01",
		"2026-01-15": "", "15.01.2026": "", "2026-13": "", "Jan": "", "26-Jan": "", "13/2026": "", "2026": "", "Jan 5": "",
		"2026-01-01 07:00": "",
	} {
		m, ok := r.Month([]byte(cell))
		got := ""
		if ok {
			got = m.String()
		}
		if got != want {
			t.Errorf("%q: got %q, want %q", cell, got, want)
		}
	}
}

func TestYesAndNoInTenLanguages(t *testing.T) {
	yes := "yes Ja OUI sí si Tak sim true WAHR vrai verdadero waar sann x X ✓ 1 J Y aktiv actif"
	no := "no Nein NON nee Nie não nej false FALSCH faux falso onwaar 0 N inaktiv nieaktywny"
	for word := range strings.FieldsSeq(yes) {
		if v, ok := YesNo([]byte(word)); !v || !ok {
			t.Errorf("%s is no yes", word)
		}
	}
	for word := range strings.FieldsSeq(no) {
		if v, ok := YesNo([]byte(word)); v || !ok {
			t.Errorf("%s is no no", word)
		}
	}
	for _, word := range []string{"maybe", "", "2", "●"} {
		if _, ok := YesNo([]byte(word)); ok {
			t.Errorf("%q is taken", word)
		}
	}
}

func FuzzCode(f *testing.F) {
	for _, s := range []string{`="00123"`, "'-5", " C\u00a0 1", "Mu\u0308ller", "\xff", "''a", `=" "`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		once := string(Code([]byte(s)))
		if strings.HasPrefix(once, "'") || strings.HasPrefix(once, "=") || Nothing([]byte(once)) {
			return // a forced text that is a sign or a word for nothing
		}
		if again := string(Code([]byte(once))); again != once {
			t.Fatalf("%q is %q, and that is %q", s, once, again)
		}
		if NearCode(s) != NearCode(once) {
			t.Fatalf("%q and %q are one code, but not near each other", s, once)
		}
	})
}
