package ui

import (
	"math"
	"math/rand"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wholesight/jobs/calendar"
)

func locale(t *testing.T, lang, currency string) Locale {
	t.Helper()
	l, err := NewLocale(lang, currency)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// figures are the same values in each locale; a plain space stands for the one
// that does not break.
func TestFiguresByLocale(t *testing.T) {
	type row struct{ money, exact, short, number, quantity, price, percent string }
	for _, tt := range []struct {
		lang, currency string
		want           row
	}{
		{"en-GB", "EUR", row{"−€1,234,568", "€0.05", "€1.2m", "12,345", "1,234.5", "€0.0125", "12.4 %"}},
		{"en-US", "USD", row{"−$1,234,568", "$0.05", "$1.2m", "12,345", "1,234.5", "$0.0125", "12.4 %"}},
		{"de-DE", "EUR", row{"−1.234.568 €", "0,05 €", "1,2m €", "12.345", "1.234,5", "0,0125 €", "12,4 %"}},
		{"fr-FR", "EUR", row{"−1 234 568 €", "0,05 €", "1,2m €", "12 345", "1 234,5", "0,0125 €", "12,4 %"}},
		{"pl-PL", "PLN", row{"−1 234 568 zł", "0,05 zł", "1,2m zł", "12 345", "1234,5", "0,0125 zł", "12,4 %"}},
		{"nl-NL", "EUR", row{"−€1.234.568", "€0,05", "€1,2m", "12.345", "1.234,5", "€0,0125", "12,4 %"}},
		{"en-IN", "INR", row{"−₹12,34,568", "₹0.05", "₹1.2m", "12,345", "1,234.5", "₹0.0125", "12.4 %"}},
		{"ja-JP", "JPY", row{"−￥123,456,750", "￥5", "￥123.5m", "12,345", "1,234.5", "￥0.0125", "12.4 %"}},
		{"en-GB", "CHF", row{"−CHF 1,234,568", "CHF 0.05", "CHF 1.2m", "12,345", "1,234.5", "CHF 0.0125", "12.4 %"}},
	} {
		l := locale(t, tt.lang, tt.currency)
		got := row{l.Money(-123_456_750), l.MoneyExact(5), l.MoneyShort(123_456_750), l.Number(12_345), l.Quantity(1_234_500),
			l.UnitPrice(125), l.Percent(124)}
		plain := strings.NewReplacer(nbsp, " ")
		got = row{plain.Replace(got.money), plain.Replace(got.exact), plain.Replace(got.short), plain.Replace(got.number),
			plain.Replace(got.quantity), plain.Replace(got.price), plain.Replace(got.percent)}
		if diff := cmp.Diff(tt.want, got, cmp.AllowUnexported(row{})); diff != "" {
			t.Errorf("%s %s (-want +got):\n%s", tt.lang, tt.currency, diff)
		}
	}
}

func TestZeroLocaleIsBritish(t *testing.T) {
	if made := locale(t, "en-GB", "EUR"); made != british {
		t.Errorf("NewLocale gives %+v, the zero locale uses %+v", made, british)
	}
	if got := (Locale{}).MoneyExact(-123_456); got != "−€1,234.56" {
		t.Errorf("the zero locale writes %s", got)
	}
}

func TestRoundingIsHalfAwayFromZero(t *testing.T) {
	l := Locale{}
	for minor, want := range map[int64]string{
		0: "–", 49: "€0", 50: "€1", -49: "−€0", -50: "−€1", 149: "€1", 150: "€2", 99_950: "€1,000",
		math.MaxInt64: "€92,233,720,368,547,758", math.MinInt64: "−€92,233,720,368,547,758",
	} {
		if got := l.Money(minor); got != want && !(minor == -49 && got == "€0") {
			t.Errorf("Money(%d) = %s, want %s", minor, got, want)
		}
	}
	for minor, want := range map[int64]string{
		0: "€0", 999_949: "€9,999", 1_000_000: "€10k", 12_345_600: "€123.5k", 99_994_999: "€999.9k", 99_995_000: "€1m",
		310_000_000_000: "€3.1bn", -123_456_789: "−€1.2m",
	} {
		if got := l.MoneyShort(minor); got != want {
			t.Errorf("MoneyShort(%d) = %s, want %s", minor, got, want)
		}
	}
	for tenths, want := range map[int64]string{0: "0 %", 4: "0 %", 5: "1 %", 124: "12 %", -125: "−13 %"} {
		if got := strings.ReplaceAll(l.PercentWhole(tenths), nbsp, " "); got != want {
			t.Errorf("PercentWhole(%d) = %s, want %s", tenths, got, want)
		}
	}
	if l.Number(0) != "–" || l.NumberExact(0) != "0" || l.Quantity(0) != "–" || l.Ratio(0) != "0.00" ||
		l.Ratio(231) != "2.31" || l.UnitPrice(120_000) != "€12.00" {
		t.Error("zero or a ratio is written wrongly")
	}
}

func TestParseReadsWhatFormatWrites(t *testing.T) {
	random := rand.New(rand.NewSource(1))
	for _, pair := range [][2]string{{"en-GB", "EUR"}, {"de-DE", "EUR"}, {"fr-FR", "EUR"}, {"pl-PL", "PLN"},
		{"en-IN", "INR"}, {"ja-JP", "JPY"}, {"en-GB", "CHF"}, {"nl-NL", "EUR"}} {
		l := locale(t, pair[0], pair[1])
		for range 10_000 {
			n := random.Int63n(1<<uint(1+random.Intn(62))) - 1<<20
			got, err := l.ParseMoney(l.MoneyExact(n))
			if err != nil || got != n {
				t.Fatalf("%v: ParseMoney(%s) = %d, %v, want %d", pair, l.MoneyExact(n), got, err, n)
			}
		}
	}
}

func TestParseMoney(t *testing.T) {
	en, de := Locale{}, locale(t, "de-DE", "EUR")
	for _, tt := range []struct {
		l    Locale
		s    string
		want int64
		bad  string
	}{
		{en, "1234.5", 123_450, ""}, {en, " € 1,234.50 ", 123_450, ""}, {en, "-5", -500, ""}, {en, "1'234", 123_400, ""},
		{en, ".5", 50, ""}, {en, "5.", 500, ""}, {en, "1.500", 150, ""},
		{de, "1.234,50 €", 123_450, ""}, {de, "1234,5", 123_450, ""}, {de, "1 234,5 EUR", 123_450, ""},
		{en, "", 0, "is not a number"}, {en, "abc", 0, "is not a number"}, {en, "1,23", 0, "is not a number"},
		{de, "1.5", 0, "is not a number"},
		{en, "1.234", 0, "more than 2 decimals"}, {en, "1e5", 0, "is not a number"},
		{en, "99999999999999999999", 0, "too large"}, {en, "--5", 0, "is not a number"}, {en, "€", 0, "is not a number"},
		{en, "1.2.3", 0, "decimals"},
	} {
		got, err := tt.l.ParseMoney(tt.s)
		if tt.bad == "" && (err != nil || got != tt.want) {
			t.Errorf("%s: ParseMoney(%q) = %d, %v, want %d", tt.l.Lang(), tt.s, got, err, tt.want)
		}
		if tt.bad != "" && (err == nil || !strings.Contains(err.Error(), tt.bad)) {
			t.Errorf("%s: ParseMoney(%q) = %d, %v, want an error that says %q", tt.l.Lang(), tt.s, got, err, tt.bad)
		}
	}
	if n, err := en.ParseDecimal("2.5", 3); err != nil || n != 2500 {
		t.Errorf("ParseDecimal = %d, %v", n, err)
	}
}

func TestDays(t *testing.T) {
	l := Locale{}
	asOf := calendar.Must("2026-11-22")
	want := Day{Text: "12\u00a0Nov", Title: "Thursday 12 November 2026", ISO: "2026-11-12"}
	if diff := cmp.Diff(want, l.Day(calendar.Must("2026-11-12"), asOf)); diff != "" {
		t.Error(diff)
	}
	if got := l.Day(calendar.Must("2025-12-31"), asOf).Text; got != "31\u00a0Dec\u00a02025" {
		t.Errorf("another year reads %q", got)
	}
	if got := l.DayLong(calendar.Must("2024-02-29")); got != "29\u00a0February\u00a02024" {
		t.Errorf("DayLong = %q", got)
	}
}

func TestChanges(t *testing.T) {
	l := Locale{}
	if c := l.Change(-81); c.Sign != "▼" || !c.Bad || strings.Contains(c.Text, minus) || c.Word != "down" {
		t.Errorf("a fall is %+v", c)
	}
	if c := l.Change(0); c.Sign != "" || c.Good || c.Bad {
		t.Errorf("no change is %+v", c)
	}
	if c := l.ChangeOfRisk(310); !c.Bad || c.Sign != "▲" {
		t.Errorf("more risk is %+v", c)
	}
	if got := l.Plural(1, "customer", "customers") + l.Plural(4312, "customer",
		"customers"); got != "1\u00a0customer4,312\u00a0customers" {
		t.Errorf("Plural: %q", got)
	}
}

func TestNewLocaleRefuses(t *testing.T) {
	if _, err := NewLocale("not a tag", "EUR"); err == nil {
		t.Error("a bad language tag passes")
	}
	if _, err := NewLocale("en-GB", "EURO"); err == nil {
		t.Error("a bad currency passes")
	}
}
