package targets

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"wholesight/jobs/calendar"
	jobkit "wholesight/jobs/kit"
	"wholesight/jobs/rules/target"
	jobtargets "wholesight/jobs/targets"
	"wholesight/store"
	"wholesight/views/ui"
	"wholesight/web/kit"
	"wholesight/web/paths"
)

// How a target's months are made.
const (
	splitMonths = "months" // as they are typed
	SplitEven   = "even"
	splitSeason = "season"
)

// TargetForm is a target as its form has it: text, as it was typed.
type TargetForm struct {
	ID       int64      `json:"id"`
	Version  int64      `json:"version"`
	Start    string     `json:"start"`
	Split    string     `json:"split"`
	Annual   string     `json:"annual"`
	Months   [12]string `json:"months"`
	Discount string     `json:"discount"`
}

// typedTarget is what a person typed.
func typedTarget(f url.Values) TargetForm {
	t := TargetForm{ID: paths.Number(f.Get("id")), Version: paths.Number(f.Get("version")),
		Start: strings.TrimSpace(f.Get("start_month")), Split: f.Get("split"),
		Annual: f.Get("annual"), Discount: f.Get("discount")}
	for i := range t.Months {
		t.Months[i] = f.Get(MonthField(i))
	}
	return t
}

// MonthField is the name of the field of a month, counted from 0.
func MonthField(i int) string { return fmt.Sprintf("m%d", i+1) }

// TargetFormOf is a stored target as its form has it.
func TargetFormOf(l ui.Locale, t *store.Target) TargetForm {
	plan := target.Plan{Start: t.StartMonth, Amounts: t.Amounts}
	f := TargetForm{ID: t.ID, Version: t.Version, Start: t.StartMonth.String(), Split: splitMonths,
		Annual: MoneyText(l, plan.Year())}
	for i, a := range t.Amounts {
		f.Months[i] = MoneyText(l, a)
	}
	if t.Discount != nil {
		f.Discount = hundredths(l, *t.Discount)
	}
	return f
}

// MoneyText is an amount as one types it: without the currency's sign, and without
// decimals where there are none.
func MoneyText(l ui.Locale, minor int64) string {
	text := strings.TrimSpace(strings.Replace(l.MoneyExact(minor), l.Symbol(), "", 1))
	return strings.TrimSuffix(text, l.Decimal()+strings.Repeat("0", l.Digits()))
}

// empty tells whether nothing of a target is typed.
func (f *TargetForm) empty() bool {
	return strings.TrimSpace(f.Annual) == "" && f.noMonths()
}

func (f *TargetForm) noMonths() bool {
	for _, m := range f.Months {
		if strings.TrimSpace(m) != "" {
			return false
		}
	}
	return true
}

// read turns the text into an edit; what cannot be read is refused, field by field.
// An annual sum is split evenly or by the season. With months typed it is these that
// count, and the annual sum is theirs.
func (f *TargetForm) read(l ui.Locale, name string,
	season target.Season) (e jobtargets.TargetEdit, bad jobkit.Refusals) {
	e.ID, e.Version = f.ID, f.Version
	start, err := calendar.ParseMonth(f.Start)
	if err != nil {
		bad.Say("start_month", l.T("Write the start month as a year and a month, like 2026-01."))
	}
	e.Plan.Start = start
	split := f.Split
	if split != SplitEven && split != splitSeason {
		split = splitMonths
		if f.noMonths() {
			split = SplitEven
		}
	}
	switch {
	case f.empty():
		bad.Say("annual", l.T("Type an annual sum, or the twelve months."))
	case split == splitMonths:
		for i, text := range f.Months {
			if strings.TrimSpace(text) == "" {
				continue // nothing is asked for in this month
			}
			if e.Plan.Amounts[i], err = l.ParseMoney(text); err != nil {
				bad.Say(MonthField(i), kit.Sentence(err.Error()))
			}
		}
	case strings.TrimSpace(f.Annual) == "":
		bad.Say("annual", l.T("Type the annual sum that is to be split."))
	default:
		annual, err := l.ParseMoney(f.Annual)
		switch {
		case err != nil:
			bad.Say("annual", kit.Sentence(err.Error()))
		case annual < 0:
			bad.Say("annual", l.T("The annual sum must be zero or more."))
		case split == SplitEven:
			e.Plan.Amounts = target.Even(annual)
		default:
			if season.Flat() {
				bad.Say("split", l.T("%s and its smart type have bought nothing in 24 months, so there is no season: split the sum evenly.", name))
				break
			}
			e.Plan.Amounts = target.BySeason(annual, start, season)
		}
	}
	if text := strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(f.Discount), "%")); text != "" {
		discount, err := l.ParseDecimal(text, 2)
		if err != nil {
			bad.Say("discount", kit.Sentence(err.Error()))
		}
		e.Discount = &discount
	}
	return e, bad
}

// words are the form's fields in words, for a conflict, in the order of targetFields.
func (f *TargetForm) words() []string {
	out := []string{f.Start, f.Annual}
	out = append(out, f.Months[:]...)
	return append(out, f.Discount)
}

// targetFields are the names of words.
var targetFields = func() []string {
	out := []string{"Start month", "Annual sum"}
	for i := range 12 {
		out = append(out, "Month "+strconv.Itoa(i+1))
	}
	return append(out, "Discount at stake")
}()
