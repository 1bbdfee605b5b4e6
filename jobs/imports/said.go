package imports

import (
	"fmt"
	"strings"

	"wholesight/jobs/files"
	"wholesight/jobs/files/cells"
	"wholesight/jobs/money"
)

// Said is one line about a file: what was guessed of it, or what a person should
// look at. The command line prints the same lines as the page shows.
type Said struct {
	Key  string `json:"key"` // a stable word
	Text string `json:"text"`
	Tone string `json:"tone,omitempty"` // ToneWarn: worth a look
}

// ToneWarn is the tone of a line that may mean that the file was read wrongly.
const ToneWarn = "warn"

// Causes of rows that are no data.
const (
	causeTotals      = "totals"
	causeHeaderAgain = "header-again"
)

// saying is what is known of a file when its lines are made.
type saying struct {
	plan *files.Plan
	opt  Options
	r    ImportResult
	all  []Said
}

func (s *saying) say(key, format string, args ...any) {
	s.all = append(s.all, Said{Key: key, Text: fmt.Sprintf(format, args...)})
}

func (s *saying) warn(key, format string, args ...any) {
	s.all = append(s.all, Said{Key: key, Text: fmt.Sprintf(format, args...), Tone: ToneWarn})
}

// said are the things to say, in this order. A new one has its place here.
var said = []func(*saying){sayHeader, saySheet, sayFilled, sayText, sayDecimal, sayDays, sayUnread, sayHeldBack,
	sayMade, sayMoved, sayFigures, sayLargest}

// Saying is all there is to say about a file: nothing while it has no plan.
func Saying(p *files.Plan, opt Options, r ImportResult) []Said {
	if p == nil {
		return nil
	}
	s := &saying{plan: p, opt: opt, r: r}
	for _, f := range said {
		f(s)
	}
	return s.all
}

func sayHeader(s *saying) {
	p := s.plan
	names := shortList(p.Header, 6)
	switch above := p.HeaderRow - 1; {
	case s.opt.Read.HeaderRow > 0:
		s.say("header", "Header: row %d, as you say: %s.", s.opt.Read.HeaderRow, names)
	case p.Titled:
		s.warn("header", "Header: row %d, %s. %s not read.", p.HeaderRow, names,
			count(int64(above), "row above it is", "rows above it are"))
	default:
		s.say("header", "Header: row %d, %s.", max(p.HeaderRow, 1), names)
	}
}

// saySheet speaks of the sheets of a workbook, and of rows that a filter hides: they count.
func saySheet(s *saying) {
	p := s.plan
	if p.Sheet != "" && (s.opt.Read.Sheet != "" || len(p.OtherSheets)+len(p.HiddenSheets) > 0) {
		s.say("sheet", "Sheet: %s.", p.Sheet)
	}
	if len(p.OtherSheets) > 0 {
		s.warn("other-sheets", "Sheets not read: %s.", shortList(p.OtherSheets, 6))
	}
	if len(p.HiddenSheets) > 0 {
		s.warn("hidden-sheets", "Hidden sheets not read: %s.", shortList(p.HiddenSheets, 6))
	}
	if p.HiddenRows > 0 {
		s.warn("hidden-rows", "%s read like the others.", count(p.HiddenRows, "hidden row is", "hidden rows are"))
	}
}

// sayFilled speaks of rows whose parent stands above them.
func sayFilled(s *saying) {
	if n := s.plan.Filled; n > 0 {
		s.say("filled", "%s the order number, day and customer of the row above.", count(n, "row takes", "rows take"))
	}
}

func sayText(s *saying) {
	if s.plan.Format == "xlsx" {
		s.say("format", "Format: Excel workbook.")
		return
	}
	if s.plan.Encoding != "" {
		s.say("encoding", "Encoding: %s.", s.plan.Encoding)
	}
	if s.plan.Mixed {
		s.warn("encoding-mixed", "Some rows are in another encoding; they are rejected.")
	}
	if s.plan.Delimiter != "" && len(s.plan.Header) > 1 {
		s.say("delimiter", "Delimiter: %s.", files.DelimiterName(s.plan.Delimiter))
	}
}

var decimalNames = map[string]string{".": "point", ",": "comma"}

func sayDecimal(s *saying) {
	if s.plan.Decimal != "" {
		s.say("decimal", "Decimal sign: %s.", decimalNames[s.plan.Decimal])
		return
	}
	var each []string
	for _, c := range s.plan.Columns {
		if c.Column != "" && c.Decimal != "" {
			each = append(each, c.Key+": "+decimalNames[c.Decimal])
		}
	}
	if len(each) > 0 {
		s.warn("decimal", "Decimal sign by column: %s.", strings.Join(each, ", "))
	}
}

var dayNames = map[string]string{"dmy": "day first (31/12/2026)", "mdy": "month first (12/31/2026)",
	"ymd": "year first (26/12/31)"}

func sayDays(s *saying) {
	if s.plan.DateOrder != "" {
		s.say("date-order", "Days: %s.", dayNames[s.plan.DateOrder])
	}
	if s.plan.DatesMixed {
		s.warn("date-order-mixed", "Days are written in both orders; those that can be read both ways are rejected.")
	}
}

func sayUnread(s *saying) {
	var names []string
	for _, c := range Unread(s.plan) {
		names = append(names, c.Key)
	}
	if len(names) > 0 {
		s.warn("not-read", "Columns not read: %s.", strings.Join(names, ", "))
	}
}

func sayHeldBack(s *saying) {
	for _, c := range s.r.Causes {
		switch c.Cause {
		case causeTotals:
			s.warn(causeTotals, "%s held back as totals.", count(c.Rows, "row", "rows"))
		case causeHeaderAgain:
			s.warn(causeHeaderAgain, "%s held back as the header once more.", count(c.Rows, "row", "rows"))
		}
	}
}

func sayMade(s *saying) {
	for _, m := range s.r.Made {
		noun := m.Noun
		if noun == nounCustomer || noun == nounProduct {
			noun = "minimal " + noun
		}
		more := ""
		if m.More {
			more = "more than "
		}
		names := strings.Join(m.Names, ", ")
		if m.More || m.Count > int64(len(m.Names)) {
			names += ", …"
		}
		s.say("made-"+strings.ReplaceAll(m.Noun, " ", "-"), "Made beside them: %s%s (%s).", more,
			count(m.Count, noun, noun+"s"), names)
	}
}

func sayMoved(s *saying) {
	if d := s.r.Doubts; d.Moved > 0 {
		s.warn("moved", "%s to another customer, or by more than %d days: %s.", count(d.Moved, "order moves", "orders move"),
			farDays, strings.Join(d.MovedOf, "; "))
	}
	if d := s.r.Doubts; d.Fewer > 0 {
		s.warn("fewer-lines", "%s lines that the shop has: %s.", count(d.Fewer, "order loses", "orders lose"),
			strings.Join(d.FewerOf, "; "))
	}
}

// amount is minor units with the currency behind.
func (s *saying) amount(v int64) string {
	return strings.TrimSpace(money.Decimal(v, cells.MinorDigits(s.plan.Currency)) + " " + s.plan.Currency)
}

func sayFigures(s *saying) {
	f := s.r.Figures
	if f.First != 0 {
		s.say("days", "First day %s, last day %s.", f.First, f.Last)
	}
	switch {
	case f.TooLarge:
		s.warn("sum", "The sum is too large to be counted: look at the amounts.")
	case f.Lines > 0:
		s.say("sum", "Sum of %s: %s.", count(f.Lines, s.unit(), s.unit()+"s"), s.amount(f.Sum))
	}
}

func (s *saying) unit() string {
	if s.plan.Kind == files.Targets {
		return "target"
	}
	return "line"
}

func sayLargest(s *saying) {
	f := s.r.Figures
	if f.Lines > 1 && f.Largest.Percent > shareSaid {
		of := "order "
		if s.plan.Kind == files.Targets {
			of = "customer "
		}
		say := s.say
		if f.Largest.Percent > shareAlarming || f.Largest.Percent*f.Lines > timesEven*100 {
			say = s.warn
		}
		say("largest", "The largest %s is %d %% of all: %s, %s%s, line %d of the file.", s.unit(), f.Largest.Percent,
			s.amount(f.Largest.Amount), of, f.Largest.Order, f.Largest.Line)
	}
	if f.Outliers > 0 {
		s.warn("outliers", "%s more than %d times the middle one of the file, %s.",
			count(f.Outliers, s.unit()+" is", s.unit()+"s are"), outlierTimes, s.amount(f.Median))
	}
}

// shortList names the first few.
func shortList(all []string, most int) string {
	if len(all) <= most {
		return strings.Join(all, ", ")
	}
	return strings.Join(all[:most], ", ") + ", …"
}
