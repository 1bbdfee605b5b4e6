package imports

import (
	"errors"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"wholesight/jobs/files"
	jobimports "wholesight/jobs/imports"
	"wholesight/store"
	viewimports "wholesight/views/imports"
	"wholesight/views/ui"
	"wholesight/web/kit"
	"wholesight/web/paths"
)

// lastApplied are the imports that can be taken back: of each kind the last one
// that was applied.
func lastApplied(tx *store.Tx) (map[int64]bool, error) {
	last := map[int64]bool{}
	for _, k := range files.Kinds {
		row, err := tx.LastApplied(string(k))
		if errors.Is(err, store.ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		ok, err := stillKept(tx, row)
		if err != nil {
			return nil, err
		}
		last[row.ID] = ok
	}
	return last, nil
}

// stillKept tells whether what an import replaced is still kept: of orders only the
// state before the newest one is.
func stillKept(tx *store.Tx, row store.Import) (bool, error) {
	if row.BookVersion == 0 {
		return true, nil
	}
	book, err := tx.OrderBook()
	return book.Published == row.BookVersion && book.Undoable < book.Published, err
}

// importUndoBox says what an undo of an applied import would take back; nil when it
// cannot be undone.
func importUndoBox(tx *store.Tx, l ui.Locale, in importCase) (*viewimports.ImportUndo, error) {
	last, err := lastApplied(tx)
	if err != nil || !last[in.row.ID] {
		return nil, err
	}
	w := kindsInWords[in.opt.Kind]
	box := &viewimports.ImportUndo{
		Title: l.T("Undo this import"),
		Text:  l.T("It is the last import of %s, so it can be taken back:", l.T(w.many)),
		Act: ui.Act{Action: paths.ImportDoPath(in.row.ID, "undo"), Fields: append(slices.Clone(in.hidden), sureField(l)),
			Button: ui.Button{Text: l.T("Undo this import"), Kind: ui.Danger}},
	}
	if n := in.row.Created; n > 0 {
		box.Items = append(box.Items, l.T("Goes away: %s that it made.", l.Plural(n, w.one, w.many)))
	}
	if n := in.row.Updated; n > 0 {
		box.Items = append(box.Items, l.T("Goes back to what it was: %s that it changed.", l.Plural(n, w.one, w.many)))
	}
	for _, m := range in.report.Made {
		box.Items = append(box.Items, l.T("Goes away unless it is in use: %s.", madeCount(l, m)))
	}
	if len(box.Items) == 0 {
		return nil, nil // it changed nothing
	}
	box.Items = append(box.Items, l.T("Stays, and is named: what was changed since."))
	return box, nil
}

// importUndo: POST /imports/:id/undo, office: takes an import back.
func (s *Pages) importUndo(c echo.Context) error {
	id, err := kit.PathID(c)
	if err != nil {
		return err
	}
	values, err := kit.Form(c)
	if err != nil {
		return err
	}
	l, key, led := s.LocaleOf(c), values.Get(kit.FormKey), ""
	var row store.Import
	if err := s.View(c, func(tx *store.Tx) (err error) {
		if row, err = tx.Import(id); err != nil || key == "" {
			return err
		}
		led, err = tx.FormKey(kit.SessionRow(c).UserID, key)
		return err
	}); err != nil {
		return err
	}
	if led != "" {
		return kit.Redirect(c, led)
	}
	if values.Get("sure") != "1" {
		return s.Post(c, func(*store.Tx, store.Actor) (kit.Done, error) {
			return unsureDone(l, paths.ImportPath(id)), nil
		})
	}
	toast := ui.Toast{}
	res, err := jobimports.Undo(c.Request().Context(), s.DB, id, kit.Actor(c))
	switch {
	case errors.Is(err, store.ErrConflict):
		toast = ui.Toast{Text: l.T("%s cannot be undone any more: it is not the last one, or was undone already. Nothing was changed.", row.FileName), Bad: true}
	case err != nil:
		return err
	default:
		toast.Text = undoneText(l, row.FileName, res)
	}
	return s.Post(c, func(*store.Tx, store.Actor) (kit.Done, error) {
		return kit.Done{To: paths.ImportPath(id), Toast: toast}, nil
	})
}

// namedKept is how many rows that stayed a toast names.
const namedKept = 3

// undoneText says what went back, and names what did not.
func undoneText(l ui.Locale, file string, res jobimports.UndoResult) string {
	text := l.T("%s was undone.", file)
	if len(res.Kept) == 0 {
		return text
	}
	named := res.Kept[:min(len(res.Kept), namedKept)]
	text += " " + kit.Sentence(strings.Join(named, "; "))
	if more := len(res.Kept) - len(named); more > 0 {
		text += " " + l.T("%s more stay; the report names them.", l.NumberExact(int64(more)))
	}
	return text
}

// undoneNote says that an import was undone, and names every row that stayed.
func undoneNote(l ui.Locale, r jobimports.Report) ui.Note {
	n := ui.Note{Title: l.T("This import was undone"), Text: l.T("All that it had changed went back.")}
	if len(r.Kept) > 0 {
		n.Text = l.T("What it had changed went back, but for these rows:")
		for _, kept := range r.Kept {
			n.Items = append(n.Items, kit.Sentence(kept))
		}
	}
	return n
}
