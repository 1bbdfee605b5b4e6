package classifications

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
	"wholesight/web/kit"
	"wholesight/web/paths"
)

// draftForm reads what the forms of the bar carry.
func draftForm(c echo.Context) (smartType, version int64, err error) {
	values, err := kit.Form(c)
	if err != nil {
		return 0, 0, err
	}
	smartType, err = kit.OptionalID(values.Get("smart_type"))
	if err != nil || smartType == 0 {
		return 0, 0, errNoList
	}
	return smartType, paths.Number(values.Get("version")), nil
}

// draftApply: POST /classifications/draft/apply, admins: the person's draft counts for
// everybody from now on, and customers have their labels. An order that is not
// accepted is refused with both rows named; what somebody else has saved since is
// shown beside the draft. The draft stays in both cases.
func (s *Pages) draftApply(c echo.Context) error {
	smartType, version, err := draftForm(c)
	if err != nil {
		return err
	}
	l := s.LocaleOf(c)
	u, _ := kit.UserOf(c)
	err = s.Post(c, func(tx *store.Tx, by store.Actor) (kit.Done, error) {
		applied, err := jobclassifications.ApplyDraft(tx, by, &s.people, u.ID, smartType, version)
		if err != nil {
			return kit.Done{}, err
		}
		toast := ui.Toast{Text: l.T("Applied: the next run assigns the labels"), Undo: paths.UndoPath(applied.Undo)}
		if applied.Build != 0 {
			toast.Text = l.T("Applied: %s changed, published as build %d", l.Plural(applied.Moved, "label", "labels"),
				applied.Build)
		}
		return kit.Done{To: paths.ClassificationsPath(smartType) + "&applied=" + strconv.FormatInt(applied.Build, 10),
			Toast: toast}, nil
	})
	var value *classify.ValueError
	var order *classify.OrderError
	switch {
	case errors.As(err, &value), errors.As(err, &order):
		return s.showClassifications(c, http.StatusUnprocessableEntity, ClassificationsData{smartType: smartType}, 0,
			func(l ui.Locale, _ *ClassificationsData, v *viewclassifications.ClassificationsView) {
				v.Note = &ui.Note{Kind: ui.NoteBad, Focus: true, Title: kit.Sentence(err.Error()),
					Text: l.T("Nothing was applied, and nothing of your draft is lost. Give one of the rows another value or another place, then apply again.")}
			})
	case errors.Is(err, store.ErrConflict):
		return s.showClassifications(c, http.StatusConflict, ClassificationsData{smartType: smartType}, 0, staleNote)
	}
	return err
}

// draftDiscard: POST /classifications/draft/discard, admins: forgets the person's
// draft, with a way back in the toast.
func (s *Pages) draftDiscard(c echo.Context) error {
	smartType, version, err := draftForm(c)
	if err != nil {
		return err
	}
	l := s.LocaleOf(c)
	u, _ := kit.UserOf(c)
	err = s.Post(c, func(tx *store.Tx, by store.Actor) (kit.Done, error) {
		way, err := jobclassifications.DiscardDraft(tx, by, u.ID, smartType, version)
		return kit.Done{To: paths.AtPath(smartType, "draft"),
			Toast: ui.Toast{Text: l.T("Draft discarded: the classifications are as they were"), Undo: paths.UndoPath(way)}}, err
	})
	if errors.Is(err, store.ErrConflict) {
		return s.showClassifications(c, http.StatusConflict, ClassificationsData{smartType: smartType}, 0, staleNote)
	}
	return err
}

// draftMerge: POST /classifications/draft/merge, admins: takes what somebody else has
// saved into the draft, and leaves what the person has changed.
func (s *Pages) draftMerge(c echo.Context) error {
	smartType, _, err := draftForm(c)
	if err != nil {
		return err
	}
	u, _ := kit.UserOf(c)
	return s.Post(c, func(tx *store.Tx, by store.Actor) (kit.Done, error) {
		_, err := jobclassifications.MergeDraft(tx, by, u.ID, smartType)
		return kit.Done{To: paths.AtPath(smartType, "draft"),
			Toast: ui.Toast{Text: s.LocaleOf(c).T("Your draft now stands on what is saved")}}, err
	})
}

// timeframeSave: POST /classifications/timeframe, admins: the setting, where it is
// looked at.
func (s *Pages) timeframeSave(c echo.Context) error {
	values, err := kit.Form(c)
	if err != nil {
		return err
	}
	smartType, err := kit.OptionalID(values.Get("smart_type"))
	if err != nil {
		return errNoList
	}
	months := values.Get("timeframe")
	setting, err := settings.FindSetting("timeframe")
	if err != nil {
		return err
	}
	if setting.Check(months) != nil {
		return s.showClassifications(c, http.StatusUnprocessableEntity, ClassificationsData{smartType: smartType}, 0,
			func(l ui.Locale, _ *ClassificationsData, v *viewclassifications.ClassificationsView) {
				v.Frame.Choose.Error = l.T("The timeframe is 3, 6, 12 or 24 months. Pick one of them.")
				v.Frame.Choose.Focus = true
			})
	}
	return s.Post(c, func(tx *store.Tx, by store.Actor) (kit.Done, error) {
		return kit.Done{To: paths.ClassificationsPath(smartType),
				Toast: ui.Toast{Text: s.LocaleOf(c).T("Timeframe saved: %s months from the next run on", months)}},
			settings.SaveSetting(tx, by, "timeframe", months)
	})
}

// staleNote says that a draft does not stand on what is saved any more.
func staleNote(l ui.Locale, d *ClassificationsData, v *viewclassifications.ClassificationsView) {
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
func staleDraft(l ui.Locale, d *ClassificationsData, v *viewclassifications.ClassificationsView) {
	v.Note = &ui.Note{Kind: ui.NoteWarn, Title: l.T("Somebody else saved these classifications since you began your draft"),
		Text: l.T("Nothing of yours is lost, and nothing of yours is applied. Take theirs into your draft: rows that you did not change become theirs, rows that you changed stay yours. Then look at the preview and apply.")}
	t := ui.Table{ID: "conflict", Caption: l.T("What differs"), Free: true, Columns: []ui.Column{
		{Title: l.T("Row")}, {Title: l.T("Field")}, {Title: l.T("Before")}, {Title: l.T("Theirs, stored now")},
		{Title: l.T("Yours, not applied")}}}
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
			t.Rows = append(t.Rows, ui.Row{Cells: []ui.Cell{{Text: c.Title}, {Text: l.T("Row")}, {Text: "–"}, {Text: l.T("new")},
				{Text: "–"}}})
		}
	}
	if len(t.Rows) > 0 {
		v.Differs = &t
	}
	v.Merge = &ui.Act{Action: paths.DraftPath("merge"), Fields: []ui.Field{smartTypeField(d.smartType), kit.NewKeyField()},
		Button: ui.Button{Text: l.T("Take theirs into my draft")}, Swap: viewclassifications.ClassificationsRegion}
}

// differs are the fields of a row in which theirs is not as it was.
func differs(l ui.Locale, was *store.Classification, theirs store.Classification,
	mine *jobclassifications.DraftRow) (rows []ui.Row) {
	line := func(field, before, their, my string) {
		rows = append(rows, ui.Row{Cells: []ui.Cell{{Text: was.Title}, {Text: l.T(field)}, {Text: filled(l, before)},
			{Text: filled(l, their)}, {Text: filled(l, my)}}})
	}
	before, my := RuleFormOf(l, *was), RuleFormOf(l, mine.Classification)
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
	their := RuleFormOf(l, theirs)
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
