package classifications

import (
	"errors"
	"net/http"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	jobclassifications "wholesight/jobs/classifications"
	"wholesight/jobs/rules/classify"
	"wholesight/store"
	viewclassifications "wholesight/views/classifications"
	"wholesight/views/ui"
	"wholesight/web/kit"
	"wholesight/web/paths"
)

// typedValue is a value that was typed into a row and is refused.
type typedValue struct {
	row  int64
	text string
	why  string
}

// errTyped says that a value was refused.
var errTyped = errors.New("the value is refused")

// setTyped gives a row the value that was typed; refused, it says why.
func setTyped(l ui.Locale, d *jobclassifications.Draft, row int64, text string) (*typedValue, error) {
	value, err := readValue(l, text)
	if err == nil {
		err = d.SetValue(row, value)
	}
	var refused *classify.ValueError
	switch {
	case errors.Is(err, store.ErrNotFound):
		return nil, err
	case errors.As(err, &refused):
		return &typedValue{row, text, kit.Sentence(refused.Rule)}, nil
	case err != nil:
		return &typedValue{row, text, kit.Sentence(err.Error())}, nil
	}
	return nil, nil
}

// classificationValue: POST /classifications/:id/value, admins: a row's value, typed in
// place, is kept in the draft. In place, the answer is the parts that it changes.
func (s *Pages) classificationValue(c echo.Context) error {
	values, err := kit.Form(c)
	if err != nil {
		return err
	}
	smartType, id, err := s.ruleOf(c)
	if err != nil {
		return err
	}
	l := s.LocaleOf(c)
	u, _ := kit.UserOf(c)
	var typed *typedValue
	err = s.Once(c, values.Get(kit.FormKey), func(tx *store.Tx, by store.Actor) (string, error) {
		_, err := jobclassifications.EditDraft(tx, by, u.ID, smartType, func(d *jobclassifications.Draft) (err error) {
			r := d.Row(id)
			if r == nil || r.Gone || values.Has(kit.WasName) &&
				RuleFormOf(l, r.Classification).Value != values.Get(kit.WasName) {
				return store.ErrConflict
			}
			if typed, err = setTyped(l, d, id, values.Get("value")); err == nil && typed != nil {
				err = errTyped
			}
			return err
		})
		return paths.ClassificationsPath(smartType), err
	}, func(string) {})
	switch {
	case errors.Is(err, store.ErrConflict):
		return s.showClassifications(c, http.StatusConflict, ClassificationsData{smartType: smartType}, 0,
			func(l ui.Locale, _ *ClassificationsData, v *viewclassifications.ClassificationsView) {
				v.Note = &ui.Note{Kind: ui.NoteWarn, Focus: true,
					Title: l.T("This row was changed meanwhile, by somebody else or in another tab"),
					Text: l.T("You typed %s; it is not kept. This is the list as it is now: type it again where it belongs.",
						values.Get("value"))}
			})
	case errors.Is(err, errTyped) && kit.WantsFragment(c.Request()):
		return s.parts(c, http.StatusUnprocessableEntity, smartType, id, typed, nil)
	case errors.Is(err, errTyped):
		return s.showClassifications(c, http.StatusUnprocessableEntity,
			ClassificationsData{smartType: smartType, typed: typed}, 0, nil)
	case err != nil:
		return err
	case kit.WantsFragment(c.Request()):
		return s.parts(c, http.StatusOK, smartType, id, nil, nil)
	}
	return kit.Redirect(c, paths.ClassificationsPath(smartType)+"#c-"+ruleKey(id))
}

// classificationPreview: POST /classifications/preview, office: what a value that is
// being typed, or an order that is being dragged, would do: the parts of the page that
// say so. It changes nothing.
func (s *Pages) classificationPreview(c echo.Context) error {
	values, err := kit.Form(c)
	if err != nil {
		return err
	}
	smartType, err := kit.OptionalID(values.Get("smart_type"))
	if err != nil || smartType == 0 {
		return errNoList
	}
	return s.parts(c, http.StatusOK, smartType, paths.Number(values.Get("row")), nil,
		func(l ui.Locale, d *jobclassifications.Draft, row int64) (*typedValue, error) {
			if order := values.Get("order"); order != "" {
				var ids []int64
				for _, text := range strings.Split(order, ",") {
					id, err := strconv.ParseInt(text, 10, 64)
					if err != nil {
						return nil, errNoList
					}
					ids = append(ids, id)
				}
				r := d.Row(row)
				if r == nil {
					return nil, store.ErrNotFound
				}
				return nil, d.Order(classify.Type(r.Type), ids)
			}
			return setTyped(l, d, row, values.Get("value"))
		})
}

// parts answers with what a preview changes of the page: the bar, and the list that a
// row stands in. change is tried on the draft without keeping it; without one the row
// was just saved, and its form gets a new key.
func (s *Pages) parts(c echo.Context, status int, smartType, row int64, typed *typedValue,
	change func(l ui.Locale, d *jobclassifications.Draft, row int64) (*typedValue, error)) error {
	u, _ := kit.UserOf(c)
	l := s.LocaleOf(c)
	d := ClassificationsData{smartType: smartType, typed: typed}
	var kind classify.Type
	err := s.View(c, func(tx *store.Tx) (err error) {
		if d.bands.draft, err = jobclassifications.LoadDraft(tx, u.ID, smartType); err != nil {
			return err
		}
		r := d.bands.draft.Row(row)
		if r == nil {
			return store.ErrNotFound
		}
		kind = classify.Type(r.Type)
		if change != nil {
			if d.typed, err = change(l, d.bands.draft, row); err != nil {
				return err
			}
		}
		counts, err := tx.LabelCounts(store.Everyone())
		if err != nil {
			return err
		}
		d.counts = make(map[int64]store.LabelCount, len(counts))
		for _, n := range counts {
			d.counts[n.ClassificationID] = n
		}
		return d.bands.try(tx, &s.people, &kind)
	})
	if err != nil {
		return err
	}
	b := &d.bands
	out := viewclassifications.DraftParts{Says: b.says(l)}
	put := func(p viewclassifications.DraftPart) {
		p.Swap = true
		out.Parts = append(out.Parts, p)
	}
	rows := b.draft.Of(kind)
	for i := range rows {
		r := &rows[i]
		put(b.wordsPart(l, kind, r, d.typed))
		if b.preview != nil {
			put(viewclassifications.DraftPart{ID: "n-" + ruleKey(r.ID), Content: b.customers(l, kind, i, d.counts[r.ID], r)})
			put(viewclassifications.DraftPart{ID: "r-" + ruleKey(r.ID), Content: b.revenue(l, kind, i, d.counts[r.ID])})
		}
		if r.ID == row && change == nil && typed == nil {
			put(wasPart(r.ID, RuleFormOf(l, r.Classification).Value, kit.NewKeyField()))
		}
	}
	put(viewclassifications.DraftPart{ID: "movers-" + string(kind), Content: b.movers(l, kind)})
	return s.Render(c, status, out, out)
}
