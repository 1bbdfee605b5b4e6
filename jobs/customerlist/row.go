package customerlist

import (
	"errors"
	"fmt"
	"math"
	"strings"

	"wholesight/jobs/calendar"
	"wholesight/jobs/figures"
	"wholesight/jobs/rules/classify"
	"wholesight/jobs/text"
)

// Named is a smart type or an account manager: what a row refers to by its id.
type Named struct {
	ID    int64
	Title string
}

// Label is a classification as it shows on a customer.
type Label struct {
	ID        int64
	Type      classify.Type
	SmartType int64
	Title     string
	Comment   string
	Colour    string // #rrggbb
	Deleted   bool   // since the build; it still shows on the customers that carry it
}

// Meta is what all rows have in common.
type Meta struct {
	Build     int64              // the published build of the figures; 0: none yet
	AsOf      calendar.Day       // of the build
	Timeframe classify.Timeframe // of the build
	Today     calendar.Day       // in the shop's zone: what contacts and follow-ups are told from

	SmartTypes []Named // in their order
	Managers   []Named // account managers, by name
	Labels     []Label // of all smart types, in position order within smart type and type

	Forecasts     int64        // the published build of what is expected; 0: none yet
	ForecastsAsOf calendar.Day // of that build
	Channels      []Named      // that orders come through, by name
}

// Built reports whether there are figures at all.
func (m *Meta) Built() bool { return m.Build != 0 }

// Forecasted reports whether anything was forecast at all.
func (m *Meta) Forecasted() bool { return m.Forecasts != 0 }

// Row is one customer on the way into a List.
type Row struct {
	ID            int64
	Code, Name    string
	City, Contact string // searched together with code and name
	SmartType     int64
	Manager       int64 // account manager; 0: none
	Active        bool

	Groups, Tags      []string // sets
	Industry, Country string   // empty: not known
	Backorder         Backorder
	Facts             Facts
	Forecast          figures.Forecast

	Scored  bool             // the build has figures of the customer
	Figures classify.Figures // Revenue, orders, last purchase, gap, risk, their changes and reasons
	Labels  [6]int64         // label ids in the order of classify.Types; 0: none

	SlippedFrom int64 // the risk label from which the customer went to a later one with the last run; 0: it did not
}

// The bits of a row's flags.
const (
	flagActive    = 1 << iota
	flagScored    // the build has figures
	flagEstimated // the gap is the smart type's median
)

// Builder collects rows. It is made by NewBuilder and used once.
type Builder struct {
	r                    *List
	smartTypes, managers map[int64]int32
	labels, channels     map[int64]uint16
	facts                factsWriter
	codes, names, search strings.Builder
	last                 string
	fold                 text.Folder
}

// NewBuilder begins a customer list of about n rows. Labels or channels beyond 65,535 are an
// error of Add's.
func NewBuilder(meta Meta, n int) *Builder {
	b := &Builder{
		r:          &List{Meta: meta, columns: makeColumns(n)},
		smartTypes: map[int64]int32{}, managers: map[int64]int32{}, labels: map[int64]uint16{}, channels: map[int64]uint16{},
	}
	for i, s := range meta.SmartTypes {
		b.smartTypes[s.ID] = int32(i)
	}
	for i, m := range meta.Managers {
		b.managers[m.ID] = int32(i + 1)
	}
	for i, l := range meta.Labels {
		b.labels[l.ID] = uint16(i + 1)
	}
	for i, c := range meta.Channels {
		b.channels[c.ID] = uint16(i + 1)
	}
	b.facts = newFactsWriter(n)
	return b
}

// Add appends a customer. Errors: a code that does not follow the one before it in
// byte order, a smart type, account manager or label that Meta does not have, and
// figures that are too large for the columns.
func (b *Builder) Add(row Row) error {
	c, f := &b.r.columns, &row.Figures
	if len(c.ids) > 0 && row.Code <= b.last {
		return fmt.Errorf("customer %q does not follow %q", row.Code, b.last)
	}
	if n := max(len(b.r.Labels), len(b.r.Channels)); n > math.MaxUint16-1 {
		return fmt.Errorf("%d labels or channels are more than a list can show", n)
	}
	smartType, ok := b.smartTypes[row.SmartType]
	if !ok {
		return fmt.Errorf("customer %q has the unknown smart type %d", row.Code, row.SmartType)
	}
	manager, ok := b.managers[row.Manager]
	if !ok && row.Manager != 0 {
		return fmt.Errorf("customer %q has the unknown account manager %d", row.Code, row.Manager)
	}
	var labels [6]uint16
	for k, id := range row.Labels {
		if labels[k], ok = b.labels[id]; !ok && id != 0 {
			return fmt.Errorf("customer %q has the unknown label %d", row.Code, id)
		}
	}
	slipped, ok := b.labels[row.SlippedFrom]
	if !ok && row.SlippedFrom != 0 {
		return fmt.Errorf("customer %q has slipped from the unknown label %d", row.Code, row.SlippedFrom)
	}
	var small narrow
	c.orders = append(c.orders, small.int32(f.Orders))
	c.previousOrders = append(c.previousOrders, small.int32(f.PreviousOrders))
	c.gapNum, c.gapDen = append(c.gapNum, small.int32(f.GapNum)), append(c.gapDen, small.int32(f.GapDen))
	c.risk, c.purchaseDays = append(c.risk, small.int32(f.Risk)), append(c.purchaseDays, small.int32(f.PurchaseDays))
	if small.over || len(row.Groups)+len(row.Tags) > math.MaxUint16 {
		return fmt.Errorf("figures of customer %q: %w", row.Code, classify.ErrOverflow)
	}
	expected, err := b.packForecast(&row)
	if err != nil {
		return err
	}
	c.forecasts = append(c.forecasts, expected)
	c.ids = append(c.ids, row.ID)
	c.smartType, c.manager = append(c.smartType, smartType), append(c.manager, manager)
	c.labels, c.why = append(c.labels, labels), append(c.why, f.Why)
	c.slippedFrom = append(c.slippedFrom, slipped)
	c.flags = append(c.flags, flags(&row))
	c.last = append(c.last, f.LastPurchase)
	c.revenue, c.previous = append(c.revenue, f.Revenue), append(c.previous, f.PreviousRevenue)
	for i, field := range plain {
		c.plain[i] = append(c.plain[i], *field.figure(&f.Customer))
	}
	c.addSegments(&row)
	c.addBackorder(row.Backorder)
	b.facts.add(row.Facts)
	return b.addTexts(&row)
}

// addTexts appends the row's texts to the arenas and notes where they end.
func (b *Builder) addTexts(row *Row) error {
	c := &b.r.columns
	b.codes.WriteString(row.Code)
	b.names.WriteString(row.Name)
	for _, s := range []string{row.Code, row.Name, row.City, row.Contact} {
		if s != "" {
			b.search.WriteString(b.fold.Fold(s))
			b.search.WriteByte(' ')
		}
	}
	b.search.WriteByte('\n') // no folded text has one, so no match reaches over it
	if max(b.codes.Len(), b.names.Len(), b.search.Len()) > math.MaxUint32 {
		return errors.New("the customers' names are longer than 4 GiB together")
	}
	c.codeEnd = append(c.codeEnd, uint32(b.codes.Len()))
	c.nameEnd = append(c.nameEnd, uint32(b.names.Len()))
	c.searchEnd = append(c.searchEnd, uint32(b.search.Len()))
	b.last = row.Code
	return nil
}

// List is what was added. The Builder is spent.
func (b *Builder) List() *List {
	r := b.r
	r.codes, r.names, r.search = compact(&b.codes), compact(&b.names), compact(&b.search)
	r.facts = b.facts.facts
	r.sorted = make([][2]*order, len(keyNames))
	for k := range r.sorted {
		r.sorted[k] = [2]*order{new(order), new(order)}
	}
	r.choices, r.matches = new(keptChoices), new(matches)
	b.r = nil
	return r
}

// compact is the builder's text without the room it kept for growing.
func compact(b *strings.Builder) string { return strings.Clone(b.String()) }

func flags(row *Row) (bits uint8) {
	if row.Active {
		bits |= flagActive
	}
	if row.Scored {
		bits |= flagScored
		if row.Figures.GapEstimated {
			bits |= flagEstimated
		}
	}
	return bits
}

// narrow takes numbers to 32 bits and remembers whether one did not fit.
type narrow struct{ over bool }

func (n *narrow) int32(v int64) int32 {
	if v < math.MinInt32 || v > math.MaxInt32 {
		n.over = true
	}
	return int32(v)
}
