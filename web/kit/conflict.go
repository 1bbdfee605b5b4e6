package kit

import (
	"encoding/json"

	"github.com/labstack/echo/v4"

	"wholesight/views/ui"
)

// A form that edits carries the version that it was made of and, as JSON, what both
// people began with (WasField). Where somebody else has saved meanwhile, the save is
// store.ErrConflict, and the handler answers 409 with a views.Conflict over the same
// form: what was typed stands in it, its version is the newest one, its key is new
// (NewKeyField). So nothing is lost and saving again is deliberate:
//
//	if errors.Is(err, store.ErrConflict) {
//		was, ok := WasOf[jobs.Thing](c)
//		if !ok {
//			return err // not a form of ours
//		}
//		return s.showThing(c, http.StatusConflict, id, &typed, &was, nil)
//	}

// WasName is the name of the hidden field with what a form began with.
const WasName = "was"

// WasField is the hidden field with what a form begins with.
func WasField(v any) ui.Field {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err) // strings and numbers always marshal
	}
	return ui.Field{Kind: ui.FieldHidden, Name: WasName, Value: string(b)}
}

// WasOf is what the request's form began with; false: it is no form of ours.
func WasOf[T any](c echo.Context) (v T, ok bool) {
	err := json.Unmarshal([]byte(c.Request().PostForm.Get(WasName)), &v)
	return v, err == nil
}

// NewConflict sets three states of one thing side by side: its fields' names, and
// the words of each of them in the same order.
func NewConflict(l ui.Locale, name string, fields, before, theirs, mine []string) ui.Conflict {
	c := ui.Conflict{Name: name}
	for i, field := range fields {
		c.Rows = append(c.Rows, ui.ConflictRow{Field: l.T(field), Before: before[i], Theirs: theirs[i], Mine: mine[i]})
	}
	return c
}

// ConflictNote is the note of a conflict alone.
func ConflictNote(l ui.Locale, name string) ui.Note {
	return ui.Note{Kind: ui.NoteWarn, Focus: true, Title: l.T("Somebody else changed %s while you were typing", name),
		Text: l.T("Nothing of yours is saved yet, and nothing is lost: the form below has what you typed. Compare, correct it if need be, and save again.")}
}
