package web

import (
	"errors"
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	jobclassifications "wholesight/jobs/classifications"
	"wholesight/jobs/rules/classify"
	"wholesight/jobs/settings"
	"wholesight/store"
	viewclassifications "wholesight/views/classifications"
	"wholesight/views/ui"
)

// draftForm reads what the forms of the bar carry.
func draftForm(c echo.Context) (smartType, version int64, err error) {
	values, err := form(c)
	if err != nil {
		return 0, 0, err
	}
	smartType, err = optionalID(values.Get("smart_type"))
	if err != nil || smartType == 0 {
		return 0, 0, errNoList
	}
	return smartType, number(values.Get("version")), nil
}

// draftApply: POST /classifications/draft/apply, admins: the person's draft counts for
// everybody from now on, and customers have their labels. An order that is not
// accepted is refused with both rows named; what somebody else has saved since is
// shown beside the draft. The draft stays in both cases.
func (s *Server) draftApply(c echo.Context) error {
	smartType, version, err := draftForm(c)
	if err != nil {
		return err
	}
	if err := s.loadShop(c); err != nil {
		return err
	}
	l := s.localeOf(c)
	u, _ := userOf(c)
	err = s.post(c, func(tx *store.Tx, by store.Actor) (done, error) {
		applied, err := jobclassifications.ApplyDraft(tx, by, &s.people, u.ID, smartType, version)
		if err != nil {
			return done{}, err
		}
		toast := ui.Toast{Text: l.T("Applied: the next run assigns the labels"), Undo: undoPath(applied.Undo)}
		if applied.Build != 0 {
			toast.Text = l.T("Applied: %s changed, published as build %d", l.Plural(applied.Moved, "label", "labels"), applied.Build)
		}
		return done{classificationsPath(smartType) + "&applied=" + strconv.FormatInt(applied.Build, 10), toast}, nil
	})
	var value *classify.ValueError
	var order *classify.OrderError
	switch {
	case errors.As(err, &value), errors.As(err, &order):
		return s.showClassifications(c, http.StatusUnprocessableEntity, classificationsData{smartType: smartType}, 0, func(l ui.Locale, _ *classificationsData, v *viewclassifications.ClassificationsView) {
			v.Note = &ui.Note{Kind: ui.NoteBad, Focus: true, Title: sentence(err.Error()),
				Text: l.T("Nothing was applied, and nothing of your draft is lost. Give one of the rows another value or another place, then apply again.")}
		})
	case errors.Is(err, store.ErrConflict):
		return s.showClassifications(c, http.StatusConflict, classificationsData{smartType: smartType}, 0, staleNote)
	}
	return err
}

// draftDiscard: POST /classifications/draft/discard, admins: forgets the person's
// draft, with a way back in the toast.
func (s *Server) draftDiscard(c echo.Context) error {
	smartType, version, err := draftForm(c)
	if err != nil {
		return err
	}
	if err := s.loadShop(c); err != nil {
		return err
	}
	l := s.localeOf(c)
	u, _ := userOf(c)
	err = s.post(c, func(tx *store.Tx, by store.Actor) (done, error) {
		way, err := jobclassifications.DiscardDraft(tx, by, u.ID, smartType, version)
		return done{atPath(smartType, "draft"), ui.Toast{Text: l.T("Draft discarded: the classifications are as they were"), Undo: undoPath(way)}}, err
	})
	if errors.Is(err, store.ErrConflict) {
		return s.showClassifications(c, http.StatusConflict, classificationsData{smartType: smartType}, 0, staleNote)
	}
	return err
}

// draftMerge: POST /classifications/draft/merge, admins: takes what somebody else has
// saved into the draft, and leaves what the person has changed.
func (s *Server) draftMerge(c echo.Context) error {
	smartType, _, err := draftForm(c)
	if err != nil {
		return err
	}
	if err := s.loadShop(c); err != nil {
		return err
	}
	u, _ := userOf(c)
	return s.post(c, func(tx *store.Tx, by store.Actor) (done, error) {
		_, err := jobclassifications.MergeDraft(tx, by, u.ID, smartType)
		return done{atPath(smartType, "draft"), ui.Toast{Text: s.localeOf(c).T("Your draft now stands on what is saved")}}, err
	})
}

// timeframeSave: POST /classifications/timeframe, admins: the setting, where it is
// looked at.
func (s *Server) timeframeSave(c echo.Context) error {
	values, err := form(c)
	if err != nil {
		return err
	}
	smartType, err := optionalID(values.Get("smart_type"))
	if err != nil {
		return errNoList
	}
	months := values.Get("timeframe")
	setting, err := settings.FindSetting("timeframe")
	if err != nil {
		return err
	}
	if setting.Check(months) != nil {
		return s.showClassifications(c, http.StatusUnprocessableEntity, classificationsData{smartType: smartType}, 0, func(l ui.Locale, _ *classificationsData, v *viewclassifications.ClassificationsView) {
			v.Frame.Choose.Error = l.T("The timeframe is 3, 6, 12 or 24 months. Pick one of them.")
			v.Frame.Choose.Focus = true
		})
	}
	if err := s.loadShop(c); err != nil {
		return err
	}
	return s.post(c, func(tx *store.Tx, by store.Actor) (done, error) {
		return done{classificationsPath(smartType), ui.Toast{Text: s.localeOf(c).T("Timeframe saved: %s months from the next run on", months)}}, settings.SaveSetting(tx, by, "timeframe", months)
	})
}

// staleNote says that a draft does not stand on what is saved any more.
func staleNote(l ui.Locale, d *classificationsData, v *viewclassifications.ClassificationsView) {
	if d.bands.draft.Version == 0 || !d.bands.draft.Stale(d.bands.stored) {
		v.Note = &ui.Note{Kind: ui.NoteWarn, Focus: true, Title: l.T("Your draft is another one by now"),
			Text: l.T("It was changed, applied or discarded in another tab. Nothing was done; this is how it stands.")}
		return
	}
	staleDraft(l, d, v)
	v.Note.Focus = true
}

// staleDraft puts what somebody else has saved since the draft began beside it: row by
// row and field by field, what differs.
func staleDraft(l ui.Locale, d *classificationsData, v *viewclassifications.ClassificationsView) {
	v.Note = &ui.Note{Kind: ui.NoteWarn, Title: l.T("Somebody else saved these classifications since you began your draft"),
		Text: l.T("Nothing of yours is lost, and nothing of yours is applied. Take theirs into your draft: rows that you did not change become theirs, rows that you changed stay yours. Then look at the preview and apply.")}
	t := ui.Table{ID: "conflict", Caption: l.T("What differs"), Free: true, Columns: []ui.Column{
		{Title: l.T("Row")}, {Title: l.T("Field")}, {Title: l.T("Before")}, {Title: l.T("Theirs, stored now")}, {Title: l.T("Yours, not applied")}}}
	theirs := map[int64]store.Classification{}
	for _, c := range d.bands.stored {
		theirs[c.ID] = c
	}
	known := map[int64]bool{}
	for i := range d.bands.draft.Rows {
		r := &d.bands.draft.Rows[i]
		known[r.ID] = true
		if was := d.bands.draft.Was(r.ID); was != nil {
			t.Rows = append(t.Rows, differs(l, was, theirs[r.ID], r)...)
		}
	}
	for _, c := range d.bands.stored {
		if !known[c.ID] {
			t.Rows = append(t.Rows, ui.Row{Cells: []ui.Cell{{Text: c.Title}, {Text: l.T("Row")}, {Text: "–"}, {Text: l.T("new")}, {Text: "–"}}})
		}
	}
	if len(t.Rows) > 0 {
		v.Differs = &t
	}
	v.Merge = &ui.Act{Action: draftPath("merge"), Fields: []ui.Field{smartTypeField(d.smartType), newKeyField()},
		Button: ui.Button{Text: l.T("Take theirs into my draft")}, Swap: viewclassifications.ClassificationsRegion}
}

// differs are the fields of a row in which theirs is not as it was.
func differs(l ui.Locale, was *store.Classification, theirs store.Classification, mine *jobclassifications.DraftRow) (rows []ui.Row) {
	line := func(field, before, their, my string) {
		rows = append(rows, ui.Row{Cells: []ui.Cell{{Text: was.Title}, {Text: l.T(field)}, {Text: filled(l, before)}, {Text: filled(l, their)}, {Text: filled(l, my)}}})
	}
	before, my := ruleFormOf(l, *was), ruleFormOf(l, mine.Classification)
	there := func(gone bool) string {
		if gone {
			return l.T("deleted")
		}
		return l.T("there")
	}
	if theirs.ID == 0 {
		line("Row", l.T("there"), l.T("deleted"), there(mine.Gone))
		return rows
	}
	their := ruleFormOf(l, theirs)
	for _, f := range [][4]string{
		{"Title", before.Title, their.Title, my.Title},
		{"Value", before.Value, their.Value, my.Value},
		{"Minimum spend", before.MinSpend, their.MinSpend, my.MinSpend},
		{"Minimum orders", before.MinOrders, their.MinOrders, my.MinOrders},
		{"Comment", before.Comment, their.Comment, my.Comment},
		{"Colour", before.Colour, their.Colour, my.Colour},
	} {
		if f[1] != f[2] {
			line(f[0], f[1], f[2], f[3])
		}
	}
	if was.Position != theirs.Position {
		line("Position", before.Position, their.Position, my.Position)
	}
	return rows
}
