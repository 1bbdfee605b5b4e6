package classifications

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	jobclassifications "wholesight/jobs/classifications"
	"wholesight/jobs/rules/classify"
	"wholesight/store"
	viewclassifications "wholesight/views/classifications"
	"wholesight/views/ui"
	"wholesight/web/kit"
	"wholesight/web/paths"
)

// bandsData is a draft and what it would do.
type bandsData struct {
	draft   *jobclassifications.Draft
	stored  []store.Classification         // of the smart type
	people  *jobclassifications.Population // nil: no run yet, or nothing to preview
	preview *jobclassifications.Preview    // nil with it
	names   map[int64]string               // of the customers that the preview names
}

// read tries the draft on the customers of the published build. Without changes
// (and try unset) there is nothing to try: what is published stands.
func (b *bandsData) read(tx *store.Tx, populations *jobclassifications.Populations, admin bool) (err error) {
	if b.stored, err = tx.Classifications(b.draft.SmartTypeID); err != nil || !admin || b.draft.Changes() == 0 {
		return err
	}
	return b.try(tx, populations, nil)
}

// try is read, whatever the draft says. only names a type whose customers the answer
// names; nil: all of them.
func (b *bandsData) try(tx *store.Tx, populations *jobclassifications.Populations, only *classify.Type) (err error) {
	if b.people, err = populations.Of(tx, b.draft.SmartTypeID); errors.Is(err, store.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	all, err := tx.AllClassifications()
	if err != nil {
		return err
	}
	if b.preview, err = jobclassifications.NewPreview(b.draft, b.people, all); err != nil {
		return err
	}
	return b.name(tx, only)
}

// name reads the names of the customers that the preview shows, of one type or, nil,
// of all.
func (b *bandsData) name(tx *store.Tx, only *classify.Type) (err error) {
	var ids []int64
	for t, kind := range classify.Types {
		if only != nil && *only != kind {
			continue
		}
		for _, band := range b.preview.Types[t].Bands {
			for _, at := range slices.Concat(band.In.First, band.Out.First) {
				ids = append(ids, b.people.IDs[at])
			}
		}
	}
	slices.Sort(ids)
	b.names, err = tx.NamesOf(slices.Compact(ids))
	return err
}

// of is the preview of a type; nil when there is none, or nothing is counted.
func (b *bandsData) of(kind classify.Type) *jobclassifications.TypePreview {
	if b.preview == nil || b.preview.Types[kind.Index()].Problem != nil {
		return nil
	}
	return &b.preview.Types[kind.Index()]
}

// ruleKey is a row's id in the ids of the page.
func ruleKey(id int64) string { return strconv.FormatInt(id, 10) }

// words are a row's band in words, or what is wrong with it.
func (b *bandsData) words(l ui.Locale, kind classify.Type, r *jobclassifications.DraftRow,
	typed *typedValue) viewclassifications.BandWords {
	if r.Gone {
		return viewclassifications.BandWords{Text: l.T("deleted when the draft is applied")}
	}
	if typed != nil && typed.row == r.ID {
		return viewclassifications.BandWords{Error: typed.why}
	}
	at := b.draft.Place(r.ID) - 1
	live := b.draft.Live(kind)
	w := viewclassifications.BandWords{Text: unbroken(classify.Words(kind, ruleBands(live), at))}
	var value *classify.ValueError
	var order *classify.OrderError
	switch err := b.draft.Problem(kind); {
	case errors.As(err, &value) && value.Row.Index == at:
		w.Error = kit.Sentence(value.Rule)
	case errors.As(err, &order) && order.Before.Index == at:
		w.Error = l.T("It cannot stand before %s.", live[order.After.Index].Title)
	case errors.As(err, &order) && order.After.Index == at:
		w.Error = l.T("It cannot stand behind %s.", live[order.Before.Index].Title)
	}
	w.Order = w.Error != ""
	return w
}

// customers and revenue are a row's figures, now and with the draft.
func (b *bandsData) customers(l ui.Locale, kind classify.Type, i int, now store.LabelCount,
	r *jobclassifications.DraftRow) viewclassifications.NowDraft {
	n := viewclassifications.NowDraft{Now: l.NumberExact(now.Customers)}
	if !r.IsNew() {
		n.Href = paths.CustomersWithPath(r.ID)
	}
	if p := b.of(kind); p != nil && int64(p.Bands[i].Draft.Customers) != now.Customers {
		n.Draft = l.NumberExact(int64(p.Bands[i].Draft.Customers))
	}
	return n
}

func (b *bandsData) revenue(l ui.Locale, kind classify.Type, i int, now store.LabelCount) viewclassifications.NowDraft {
	n := viewclassifications.NowDraft{Now: l.Money(now.Revenue), Title: l.MoneyExact(now.Revenue)}
	if p := b.of(kind); p != nil && p.Bands[i].Draft.Revenue != now.Revenue {
		n.Draft = l.Money(p.Bands[i].Draft.Revenue)
		n.Title += " → " + l.MoneyExact(p.Bands[i].Draft.Revenue)
	}
	return n
}

// movers are who would come and go, or why nothing is counted.
func (b *bandsData) movers(l ui.Locale, kind classify.Type) viewclassifications.Movers {
	var m viewclassifications.Movers
	if err := b.draft.Problem(kind); err != nil {
		m.Problem = kit.Sentence(err.Error())
		m.Advice = l.T("It stays in your draft. Nobody is counted here, and the draft cannot be applied, until one of the rows has another value or another place.")
		return m
	}
	p := b.of(kind)
	if p == nil {
		return m
	}
	for _, band := range p.Bands {
		if band.In.Customers+band.Out.Customers == 0 {
			continue
		}
		m.Bands = append(m.Bands, viewclassifications.BandMovers{Title: b.draft.Row(band.ID).Title,
			In: b.moverNames(l, kind, band.ID, "in", band.In), Out: b.moverNames(l, kind, band.ID, "out", band.Out)})
	}
	return m
}

func (b *bandsData) moverNames(l ui.Locale, kind classify.Type, row int64, way string,
	m jobclassifications.Movers) viewclassifications.MoverNames {
	if m.Customers == 0 {
		return viewclassifications.MoverNames{}
	}
	n := viewclassifications.MoverNames{Count: l.T("%s in", l.NumberExact(int64(m.Customers)))}
	if way == "out" {
		n.Count = l.T("%s out", l.NumberExact(int64(m.Customers)))
	}
	for _, at := range m.First {
		n.Names = append(n.Names, ui.Fact{Name: b.names[b.people.IDs[at]], Href: paths.CustomerPath(b.people.Codes[at])})
	}
	if m.Customers > len(m.First) {
		n.All = paths.DraftMoversPath(b.draft.SmartTypeID, kind, row, way, 1)
	}
	return n
}

// says is what the bar says of the draft.
func (b *bandsData) says(l ui.Locale) viewclassifications.DraftSays {
	says := viewclassifications.DraftSays{Version: strconv.FormatInt(b.draft.Version, 10), Key: kit.NewKeyField()}
	changes := b.draft.Changes()
	if changes == 0 {
		return says
	}
	text := l.T("Draft: %s", l.Plural(int64(changes), "change", "changes"))
	if p := b.preview; p != nil {
		says.Why = l.T("Up: to a better row, with less risk, more revenue or more orders; from no label to one. Down: the other way.")
		if p.Problems > 0 {
			text += " · " + l.T("an order to mend before it can be applied")
		}
		switch {
		case p.Moved == 0 && p.Problems > 0:
		case p.Moved == 0:
			text += " · " + l.T("moves nobody")
		default:
			ways := l.T("%s up, %s down", l.NumberExact(int64(p.Up)), l.NumberExact(int64(p.Down)))
			if p.Sideways > 0 {
				ways += ", " + l.T("%s sideways", l.NumberExact(int64(p.Sideways)))
			}
			text += " · " + l.T("moves %s: %s", l.Plural(int64(p.Moved), "customer", "customers"), ways)
		}
	}
	says.Text = text
	return says
}

// OrderOf is the order of a type's rows as a form carries it.
func OrderOf(rows []store.Classification) string {
	ids := make([]string, len(rows))
	for i, c := range rows {
		ids[i] = strconv.FormatInt(c.ID, 10)
	}
	return strings.Join(ids, ",")
}
