package files

import (
	"math"

	"wholesight/jobs/calendar"
	"wholesight/jobs/files/cells"
)

// monthNames are m1 … m12, made once.
var monthNames = func() (names [12]string) {
	for i, d := range months() {
		names[i] = d.name
	}
	return names
}()

func (r *reading) target(rec *record) (t TargetRow, ok bool) {
	if !r.shape(rec) {
		return t, false
	}
	t = TargetRow{Line: rec.line, Columns: r.columns}
	if t.Customer, ok = r.key(rec, "customer_code"); !ok {
		return t, false
	}
	if t.StartMonth, ok = r.month(rec); !ok {
		return t, false
	}
	decimals := cells.Digits(r.p.Currency)
	annual, hasAnnual, ok := r.number(rec, "annual", decimals, r.p.Currency)
	if !ok {
		return t, false
	}
	monthly, sum := false, int64(0)
	for i, name := range monthNames {
		v, has, ok := r.number(rec, name, decimals, r.p.Currency)
		if !ok {
			return t, false
		}
		if v < 0 || v > math.MaxInt64/12 {
			return t, r.blame.set(CauseNumber, name, r.cell(rec, name), "%s must be an amount of money, zero or more; "+
				"correct it", name)
		}
		t.Months[i], monthly, sum = v, monthly || has, sum+v
	}
	switch {
	case !monthly && !hasAnnual:
		return t, r.blame.set(CauseMissing, "", nil, "the row has no target; fill in annual or m1 to m12")
	case annual < 0:
		return t, r.blame.set(CauseNumber, "annual", r.cell(rec, "annual"), "annual must be zero or more; correct it")
	case monthly && hasAnnual && annual != sum:
		return t, r.blame.set(CauseNumber, "annual", r.cell(rec, "annual"), "annual is not the sum of m1 to m12 (%s); "+
			"empty one of them or correct it", cells.FormatScaled(sum, decimals))
	case !monthly:
		for i := range t.Months {
			t.Months[i] = annual / 12
		}
		t.Months[11] += annual % 12
	}
	if t.DiscountBasis, t.HasDiscount, ok = r.number(rec, "discount_pct", 2, cells.Percent); !ok {
		return t, false
	}
	if t.DiscountBasis < 0 || t.DiscountBasis > 100_00 {
		return t, r.blame.set(CauseNumber, "discount_pct", r.cell(rec, "discount_pct"), "discount_pct must lie between "+
			"0 and 100; write 2.5 for 2.5 %%")
	}
	return t, true
}

// month reads start_month: YYYY-MM, or the first of a month where a spreadsheet
// has made a day of it.
func (r *reading) month(rec *record) (calendar.Month, bool) {
	b := r.cell(rec, "start_month")
	if len(b) == 0 {
		return 0, r.blame.set(CauseMissing, "start_month", nil, "start_month is empty; fill it in as YYYY-MM")
	}
	if m, ok := r.days.Month(b); ok {
		return m, true
	}
	return 0, r.blame.set(CauseDate, "start_month", b, "start_month “%s” is not a month; write YYYY-MM",
		clip(string(b), 40))
}

func (r *reading) contact(rec *record) (c ContactRow, ok bool) {
	if !r.shape(rec) {
		return c, false
	}
	c = ContactRow{Line: rec.line, Columns: r.columns}
	if c.Customer, ok = r.key(rec, "customer_code"); !ok {
		return c, false
	}
	at := r.cell(rec, "at")
	if len(at) == 0 {
		return c, r.blame.set(CauseMissing, "at", nil, "at is empty; fill in the day or time of the contact")
	}
	m, why := r.days.Moment(at)
	if why != "" {
		return c, r.blame.set(CauseDate, "at", at, "at “%s” %s", clip(string(at), 40), why)
	}
	when := m.Time(r.days.Zone)
	c.Day, c.At, c.HasTime = m.Day, when.UnixMilli(), m.HasTime
	if m.Zoned {
		c.Day = calendar.Of(when.In(r.days.Zone))
	}
	if !m.HasTime {
		c.At = cells.StartOf(m.Day, r.days.Zone).UnixMilli()
	}
	if c.Kind, ok = r.key(rec, "kind"); !ok {
		return c, false
	}
	if m, said := r.p.given("kind", []byte(c.Kind)); said {
		if c.Kind = m; m == "" {
			return c, r.blame.set(CauseMissing, "kind", r.cell(rec, "kind"), "kind was said to mean nothing; fill in "+
				"call, visit, email or note")
		}
	} else if m, known := cells.ContactKinds[cells.Word([]byte(c.Kind))]; known {
		c.Kind = m
	}
	c.Body, c.Outcome, c.Author = string(r.cell(rec, "body")), r.codes.get(r.cell(rec, "outcome")),
		r.codes.get(r.cell(rec, "author"))
	c.NextOn, c.HasNextOn, ok = r.dayCell(rec, "next_on", &r.ahead)
	return c, ok
}
