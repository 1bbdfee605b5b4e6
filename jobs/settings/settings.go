package settings

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	_ "time/tzdata"

	"golang.org/x/text/currency"
	"golang.org/x/text/language"

	"wholesight/jobs/calendar"
	"wholesight/jobs/rules/classify"
	"wholesight/store"
)

// Setting is one thing that a shop decides.
type Setting struct {
	Name    string
	Default string
	Values  string   // what is allowed, in words
	Choices []string // when it is one of a few
	Help    string
	check   func(string) error
}

// Settings are all there are, in the order of the settings page.
var Settings = []Setting{
	{Name: "shop-name", Default: "Wholesight", Values: "1 to 60 characters",
		Help: "The shop's name, as its customers read it in the portal.", check: checkText(60)},
	{Name: "currency", Default: "EUR", Values: "the three letters of a currency, such as GBP",
		Help:  "The one currency that every figure is in. Orders in another are converted at import by the file's rate.",
		check: checkCurrency},
	{Name: "time-zone", Default: "Europe/London", Values: "a time zone by its name, such as Europe/London",
		Help: "Days begin and end at midnight here.", check: checkZone},
	{Name: "locale", Default: "en-GB", Values: "a language tag such as en-GB or de-DE",
		Help: "How numbers, money and days are written on pages.", check: checkLocale},
	{Name: "as-of", Default: "today", Values: "today, latest-order or YYYY-MM-DD",
		Help: "The day that every figure is computed as of.", check: checkAsOf},
	{Name: "timeframe", Default: "12", Values: "3, 6, 12 or 24 months", Choices: []string{"3", "6", "12", "24"},
		Help: "The length of the window that revenue and orders are compared over."},
	{Name: "discount-rate", Default: "0", Values: "0 to 100 percent a year, with up to two decimals",
		Help: "By how much money that comes in a year is worth less than money now: what customers are worth is forecast with it.", check: checkPercent},
	{Name: "nightly-hour", Default: "2", Values: "0 to 23",
		Help: "The hour, in the shop's time zone, at which the nightly jobs begin.", check: checkRange(0, 23)},
	{Name: "contact-outcomes", Default: defaultOutcomes,
		Values: "1 to 9 outcomes of up to 40 characters, with ; between two, each perhaps with =keep, =ask or =DAYS (1 to 365) behind it", Help: "How a contact can end, in the order of the keys 1 to 9. A + behind one says that the customer was reached, ++ that an order was placed: the tally of calls counts by them. Then what becomes of the follow-up: =ask asks for a day, =1 puts it to the next working day where none is agreed, and without either the day that is agreed stays.", check: checkOutcomes},
	{Name: "upload-limit", Default: "200", Values: "1 to 2000 MiB",
		Help: "The largest file that may be uploaded, unpacked.", check: checkRange(1, 2000)},
}

// FindSetting is the setting of a name.
func FindSetting(name string) (Setting, error) {
	for _, s := range Settings {
		if s.Name == name {
			return s, nil
		}
	}
	names := make([]string, len(Settings))
	for i, s := range Settings {
		names[i] = s.Name
	}
	return Setting{}, fmt.Errorf("no setting is named %q; there are %s: %w", name, strings.Join(names, ", "),
		store.ErrNotFound)
}

// Check tells what is wrong with a value, in a sentence.
func (s Setting) Check(value string) error {
	if len(s.Choices) > 0 && !slices.Contains(s.Choices, value) || s.check != nil && s.check(value) != nil {
		return fmt.Errorf("%s is not a value for %s: give %s", strconv.Quote(value), s.Name, s.Values)
	}
	return nil
}

// Shop is the settings as the use cases want them.
type Shop struct {
	Name        string
	Currency    string
	Zone        *time.Location
	Locale      language.Tag
	AsOf        string // today, latest-order or a day
	Timeframe   classify.Timeframe
	Discount    float64 // yearly, as a share: .1 is ten percent
	NightlyHour int
	UploadLimit int64 // bytes
	Outcomes    []Outcome
}

// Load reads the settings, defaults where nothing is stored.
func Load(tx *store.Tx) (Shop, error) {
	stored, err := tx.Settings()
	if err != nil {
		return Shop{}, err
	}
	value := func(name string) string {
		if v, ok := stored[name]; ok {
			return v
		}
		s, err := FindSetting(name)
		if err != nil {
			panic(err) // a name misspelt below
		}
		return s.Default
	}
	shop := Shop{Name: value("shop-name"), Currency: value("currency"), AsOf: value("as-of")}
	months, errM := strconv.Atoi(value("timeframe"))
	hour, errH := strconv.Atoi(value("nightly-hour"))
	limit, errL := strconv.ParseInt(value("upload-limit"), 10, 64)
	zone, errZ := time.LoadLocation(value("time-zone"))
	discount, errD := parsePercent(value("discount-rate"))
	outcomes, errO := ParseOutcomes(value("contact-outcomes"))
	locale, errT := language.Parse(value("locale"))
	shop.Timeframe, shop.NightlyHour, shop.UploadLimit, shop.Zone, shop.Locale = classify.Timeframe(months), hour,
		limit<<20, zone, locale
	shop.Outcomes, shop.Discount = outcomes, float64(discount)/10_000
	if err := errors.Join(errM, errH, errL, errZ, errT, errO, errD); err != nil {
		return Shop{}, fmt.Errorf("settings: %w", err)
	}
	return shop, nil
}

// SaveSetting checks and stores a setting, with an entry in the audit log.
func SaveSetting(tx *store.Tx, actor store.Actor, name, value string) error {
	s, err := FindSetting(name)
	if err != nil {
		return err
	}
	value = strings.TrimSpace(value)
	if err := s.Check(value); err != nil {
		return err
	}
	before, err := tx.Setting(name)
	if errors.Is(err, store.ErrNotFound) {
		before, err = s.Default, nil
	}
	if err != nil {
		return err
	}
	if before == value {
		return nil
	}
	if err := tx.SaveSetting(name, value); err != nil {
		return err
	}
	return tx.Audit(actor, "setting.save", "setting:"+name, before, value)
}

// Today is the shop's civil day at an instant.
func (s Shop) Today(now time.Time) calendar.Day { return calendar.Of(now.In(s.Zone)) }

func checkText(most int) func(string) error {
	return func(v string) error {
		if n := len([]rune(v)); n < 1 || n > most || strings.ContainsFunc(v, func(r rune) bool { return r < ' ' }) {
			return errors.New("length")
		}
		return nil
	}
}

func checkRange(low, high int) func(string) error {
	return func(v string) error {
		if n, err := strconv.Atoi(v); err != nil || n < low || n > high || strconv.Itoa(n) != v {
			return errors.New("range")
		}
		return nil
	}
}

// parsePercent reads 0 to 100 percent as hundredths of a percent.
func parsePercent(v string) (int64, error) {
	whole, frac, point := strings.Cut(v, ".")
	n, err := strconv.ParseUint(whole+(frac + "00")[:2], 10, 16)
	if err != nil || len(frac) > 2 || point && frac == "" || whole == "" || n > 10_000 {
		return 0, errors.New("percent")
	}
	return int64(n), nil
}

func checkPercent(v string) error {
	_, err := parsePercent(v)
	return err
}

func checkCurrency(v string) error {
	if u, err := currency.ParseISO(v); err != nil || u.String() != v {
		return errors.New("currency")
	}
	return nil
}

var zoneName = regexp.MustCompile(`^[A-Za-z_]+(/[A-Za-z0-9_+-]+)*$`)

// checkZone refuses Local too: it would be another zone on another machine.
func checkZone(v string) error {
	if v == "Local" || !zoneName.MatchString(v) {
		return errors.New("zone")
	}
	_, err := time.LoadLocation(v)
	return err
}

func checkLocale(v string) error {
	_, err := language.Parse(v)
	return err
}

func checkAsOf(v string) error {
	if v == "today" || v == "latest-order" {
		return nil
	}
	_, err := calendar.Parse(v)
	return err
}

// NightOf is the instant at which a day's nightly jobs are due.
func (s Shop) NightOf(day calendar.Day) time.Time {
	y, m, d := day.Parts()
	return time.Date(y, m, d, s.NightlyHour, 0, 0, 0, s.Zone)
}
