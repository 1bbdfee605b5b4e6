package ui

import (
	"strconv"

	"github.com/a-h/templ"
)

// Life is how long the session of a page lasts. The zero Life is of nobody: the page has
// nothing to lose.
type Life struct {
	Person int64 // whose it is: drafts are kept for each person alone
	Idle   int64 // seconds without a request after which it ends
	Left   int64 // seconds after which it ends however busy
}

// attrs are what the scripts know of the session (expiry.js, drafts.js).
func (f Life) attrs(l Locale) templ.Attributes {
	if f.Person == 0 {
		return nil
	}
	return templ.Attributes{"data-person": strconv.FormatInt(f.Person, 10), "data-idle": strconv.FormatInt(f.Idle, 10),
		"data-left": strconv.FormatInt(f.Left, 10), "data-expiry": l.T("Your session")}
}
