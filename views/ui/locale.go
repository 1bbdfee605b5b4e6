package ui

import (
	"fmt"
	"strings"
	"unicode"

	"golang.org/x/text/currency"
	"golang.org/x/text/language"
	"golang.org/x/text/message"
	"golang.org/x/text/number"
)

// Locale writes figures the way a person reads them: digits and grouping of the
// person's language, money in the shop's one currency. Make it with NewLocale;
// the zero Locale is British English and euro. It is a small value without
// pointers to shared state: copy it freely.
type Locale struct {
	lang     string
	currency string
	symbol   string
	digits   int // decimals of the currency: 2 for EUR, 0 for JPY
	group    string
	decimal  string
	first    int // digits of the group next to the decimal sign: 3
	rest     int // digits of the further groups: 3, in India 2
	least    int // group only numbers with at least this many digits before: 4, in Polish 5
	leading  bool
}

const (
	nbsp  = "\u00a0"
	minus = "\u2212"
	// dash stands for zero in a list: a column of noughts hides the figures.
	dash = "–"
)

// NewLocale is the locale of a BCP 47 language tag ("en-GB", "de-DE") and an
// ISO 4217 currency ("EUR"). Grouping and decimal signs come from the CLDR
// tables of golang.org/x/text; where the currency sign stands is decided here,
// since that package always puts it first.
func NewLocale(lang, iso string) (Locale, error) {
	tag, err := language.Parse(lang)
	if err != nil {
		return Locale{}, fmt.Errorf("%q is not a language tag: %w", lang, err)
	}
	unit, err := currency.ParseISO(iso)
	if err != nil {
		return Locale{}, fmt.Errorf("%q is not a currency: %w", iso, err)
	}
	digits, _ := currency.Standard.Rounding(unit)
	p := message.NewPrinter(tag)
	l := Locale{lang: tag.String(), currency: unit.String(), digits: digits, least: 4}
	l.symbol = p.Sprint(currency.NarrowSymbol(unit))
	l.group, l.decimal, l.first, l.rest = separators(p.Sprint(number.Decimal(1234567890.5)))
	base, _ := tag.Base()
	switch base.String() {
	case "es", "pl", "pt", "it":
		// Their CLDR minimum of digits before the first group sign is two.
		l.least = 5
	}
	l.leading = leadingSymbol[base.String()]
	return l, nil
}

// leadingSymbol are the languages that write the currency sign before the
// figure; all others write it after, with a space.
var leadingSymbol = map[string]bool{"en": true, "nl": true, "ga": true, "mt": true, "ja": true, "zh": true, "ko": true,
	"hi": true, "tr": true}

// separators takes the signs and the sizes of the groups from a formatted
// 1234567890.5.
func separators(sample string) (group, decimal string, first, rest int) {
	first, rest = 3, 3
	parts := strings.FieldsFunc(sample, func(r rune) bool { return !unicode.IsDigit(r) })
	signs := strings.FieldsFunc(sample, unicode.IsDigit)
	if len(signs) == 0 {
		return ",", ".", first, rest
	}
	decimal = signs[len(signs)-1]
	if len(signs) > 1 {
		group = signs[0]
		first = len([]rune(parts[len(parts)-2]))
		rest = first
		if len(parts) > 3 {
			rest = len([]rune(parts[len(parts)-3]))
		}
	}
	// A breaking or an exotic space would split a figure over two lines or fail
	// to line up in some fonts.
	if strings.TrimSpace(group) == "" && group != "" {
		group = nbsp
	}
	return group, decimal, first, rest
}

// std is l, or the default where l was not made by NewLocale.
func (l Locale) std() Locale {
	if l.lang != "" {
		return l
	}
	return british
}

// british is the zero Locale. It is spelt out so that a package variable needs
// no error; a test holds it equal to NewLocale("en-GB", "EUR").
var british = Locale{lang: "en-GB", currency: "EUR", symbol: "€", digits: 2, group: ",", decimal: ".", first: 3,
	rest: 3, least: 4, leading: true}

// Lang is the language tag, for the lang attribute of a page.
func (l Locale) Lang() string { return l.std().lang }

// Currency is the ISO code of the shop's currency.
func (l Locale) Currency() string { return l.std().currency }

// Symbol is the currency's sign, to stand beside a field for money.
func (l Locale) Symbol() string { return l.std().symbol }

// Digits is the number of decimals of the currency.
func (l Locale) Digits() int { return l.std().digits }

// Decimal is the sign between whole and fraction.
func (l Locale) Decimal() string { return l.std().decimal }
