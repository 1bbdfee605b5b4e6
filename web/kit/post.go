package kit

import (
	"errors"
	"net/http"
	"net/url"

	"github.com/labstack/echo/v4"

	jobkit "wholesight/jobs/kit"
	jobpeople "wholesight/jobs/people"
	"wholesight/store"
	"wholesight/views/ui"
)

// Done is where a form that was carried out leads, and what is said there.
type Done struct {
	To    string
	Toast ui.Toast
}

// FormKey is the name of the hidden field that makes a form count once.
const FormKey = "form_key"

// Post carries a form out: f in one transaction, with the toast that tells of it,
// then 303 to where it led. f writes its own entry into the audit log. A form that
// is sent again with the key it was made with (a double click, Back and again)
// changes nothing and leads where it led before. An error undoes everything and is
// returned for the handler to show (again) or to hand on.
func (s *Kit) Post(c echo.Context, f func(tx *store.Tx, by store.Actor) (Done, error)) error {
	values, err := Form(c)
	if err != nil {
		return err
	}
	var d Done
	if err := s.Once(c, values.Get(FormKey), func(tx *store.Tx, by store.Actor) (to string, err error) {
		if d, err = f(tx, by); err != nil {
			return "", err
		}
		if d.Toast.Text != "" {
			d.Toast.Text = s.LocaleOf(c).T(d.Toast.Text)
			return d.To, AddToast(tx, SessionRow(c), d.Toast)
		}
		return d.To, nil
	}, func(to string) { d = Done{To: to} }); err != nil {
		return err
	}
	return Redirect(c, d.To)
}

// Once runs f unless the form's key was used before; then it calls before with
// where the form led. Handlers whose answer is not a redirect use it directly.
func (s *Kit) Once(c echo.Context, key string, f func(tx *store.Tx, by store.Actor) (to string, err error),
	before func(to string)) error {
	u, ctx := SessionRow(c).UserID, c.Request().Context()
	if key != "" { // a key counts at one address only
		key = c.Request().URL.Path + " " + key
	}
	err := s.DB.Update(ctx, func(tx *store.Tx) error {
		if key != "" {
			led, err := tx.FormKey(u, key)
			if err != nil {
				return err
			}
			if led != "" {
				before(led)
				return nil
			}
		}
		to, err := f(tx, Actor(c))
		if err != nil || key == "" {
			return err
		}
		return tx.SaveFormKey(u, key, to)
	})
	if key == "" || !errors.Is(err, store.ErrConflict) {
		return err
	}
	// Perhaps the same form, sent twice at once, and the other one won.
	led := ""
	if errV := s.DB.View(ctx, func(tx *store.Tx) (errT error) {
		led, errT = tx.FormKey(u, key)
		return errT
	}); errV != nil || led == "" {
		return err
	}
	before(led)
	return nil
}

// Form reads the request's form: what was sent in the body, never the query, so
// that an address cannot fill in what a form left out. What cannot be read is a bad
// request.
func Form(c echo.Context) (url.Values, error) {
	r := c.Request()
	err := r.ParseForm()
	var tooBig *http.MaxBytesError
	if err != nil && !errors.As(err, &tooBig) {
		err = BadRequest("The form could not be read. Nothing was changed.")
	}
	return r.PostForm, err
}

// Again puts what was refused to the fields of a form, the first one focused, and
// returns what belongs to no field (for the form's own Error). Fields keep what was
// typed: the handler made them of it.
func Again(l ui.Locale, fields []ui.Field, bad jobkit.Refusals) (rest string) {
	first := true
	var unplaced jobkit.Refusals
	for _, r := range bad.In(l.T) {
		placed := false
		for i := range fields {
			if fields[i].Name == r.Field {
				fields[i].Error, placed = r.Text, true
				break
			}
		}
		if !placed {
			unplaced = append(unplaced, r)
		}
	}
	for i := range fields {
		fields[i].Focus = fields[i].Error != "" && first
		first = first && fields[i].Error == ""
	}
	return unplaced.Error()
}

// KeyField is the hidden field that makes a form count once: a fresh key for a form
// that is shown for the first time, the same one when it is shown again.
func KeyField(c echo.Context) ui.Field {
	if key := c.Request().PostForm.Get(FormKey); key != "" {
		return ui.Field{Kind: ui.FieldHidden, Name: FormKey, Value: key}
	}
	return NewKeyField()
}

// NewKeyField is KeyField for a form that is shown for the first time.
func NewKeyField() ui.Field {
	return ui.Field{Kind: ui.FieldHidden, Name: FormKey, Value: jobpeople.NewSecret()}
}
