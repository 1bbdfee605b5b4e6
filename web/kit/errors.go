package kit

import (
	"context"
	"errors"
	"math"
	"net/http"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	jobkit "wholesight/jobs/kit"
	jobpeople "wholesight/jobs/people"
	"wholesight/store"
	"wholesight/views/ui"
	"wholesight/web/paths"
)

// The errors that web itself knows.
var (
	errLogIn       = errors.New("not logged in")
	ErrForbidden   = errors.New("not allowed for this role")
	ErrCrossOrigin = errors.New("sent by another site")
	ErrSessions    = errors.New("sessions cannot be read")
)

// BadRequest is an address or a form that no page of ours makes. Its text is shown.
type BadRequest string

func (e BadRequest) Error() string { return string(e) }

// answer is what a browser is told of an error: never the error itself.
type answer struct {
	status int
	title  string
	text   string
	retry  time.Duration // after which it is worth trying again
}

// answerTo is the one mapping from errors to answers. An error it does not know is
// a fault of ours: 500, with the request's id and nothing else.
func answerTo(err error) answer {
	var (
		bad      BadRequest
		refusals jobkit.Refusals
		pause    *jobpeople.PauseError
		tooBig   *http.MaxBytesError
		ours     *echo.HTTPError
	)
	switch {
	case errors.Is(err, ErrSessions):
		return answer{http.StatusServiceUnavailable, "Not available",
			"Wholesight cannot check who you are right now. Nothing was changed. Try again in a moment.", 2 * time.Second}
	case errors.Is(err, errLogIn):
		return answer{http.StatusUnauthorized, "Log in first",
			"You are not logged in, or your session has ended. Nothing was changed. Where a form keeps drafts, what you typed is there again once you have logged in.", 0}
	case errors.Is(err, ErrForbidden):
		return answer{http.StatusForbidden, "Not for your role",
			"Your role does not include this page. Ask an admin if it should.", 0}
	case errors.Is(err, ErrCrossOrigin):
		return answer{http.StatusForbidden, "Not sent from here",
			"This form was sent from another site. Nothing was changed. Open the page here and try again.", 0}
	case errors.As(err, &tooBig):
		return answer{http.StatusRequestEntityTooLarge, "Too large",
			"What was sent is larger than this page accepts. Nothing was changed.", 0}
	case errors.As(err, &bad):
		return answer{http.StatusBadRequest, "Not understood", bad.Error(), 0}
	case errors.As(err, &refusals):
		return answer{http.StatusUnprocessableEntity, "Not accepted", refusals.Error(), 0}
	case errors.As(err, &pause):
		return answer{http.StatusTooManyRequests, "Too many attempts", PauseText(ui.Locale{}, pause), pause.Wait}
	case errors.Is(err, store.ErrNotFound):
		return notFound
	case errors.Is(err, store.ErrConflict):
		return answer{http.StatusConflict, "Changed meanwhile",
			"Somebody else changed this while you were looking at it. Nothing of yours was saved. Go back, look at it again, and repeat your change.", 0}
	case errors.Is(err, store.ErrReference):
		return answer{http.StatusConflict, "Still in use", "Something else refers to this. Nothing was changed.", 0}
	case errors.Is(err, store.ErrFull):
		return answer{http.StatusInsufficientStorage, "No room left",
			"The disk of the server is full or failing. Nothing was changed; reading still works. Tell your admin.",
			30 * time.Second}
	case errors.Is(err, store.ErrBusy), errors.Is(err, context.DeadlineExceeded):
		return answer{http.StatusServiceUnavailable, "Busy",
			"Wholesight has too much to do right now. Nothing was changed. Try again in a moment.", 2 * time.Second}
	case errors.As(err, &ours):
		switch ours.Code {
		case http.StatusNotFound:
			return notFound
		case http.StatusMethodNotAllowed:
			return answer{http.StatusMethodNotAllowed, "Not possible here",
				"This address does not answer to that kind of request.", 0}
		case http.StatusBadRequest, http.StatusUnsupportedMediaType:
			return answer{http.StatusBadRequest, "Not understood", "The request could not be read. Nothing was changed.", 0}
		case http.StatusRequestEntityTooLarge:
			return answer{http.StatusRequestEntityTooLarge, "Too large",
				"What was sent is larger than this page accepts. Nothing was changed.", 0}
		}
	}
	return answer{http.StatusInternalServerError, "Something went wrong",
		"This is a fault in Wholesight. What you were doing was not saved; everything saved before is safe. Tell your admin the number below.", 0}
}

var notFound = answer{http.StatusNotFound, "Not found", "There is nothing at this address, or it is not yours to see.",
	0}

// PauseText tells how long the door stays shut.
func PauseText(l ui.Locale, p *jobpeople.PauseError) string {
	switch {
	case p.Wait > 24*time.Hour:
		return l.T("Too many attempts have failed. This address opens again with a reset link: ask an admin for one.")
	case p.Wait > 90*time.Second:
		return l.T("Too many attempts have failed. Try again in %d minutes.", int(math.Ceil(p.Wait.Minutes())))
	}
	return l.T("Too many attempts have failed. Try again in %d seconds.", max(1, int(math.Ceil(p.Wait.Seconds()))))
}

// fail answers a request that ended in an error. It is echo's error handler, so it
// also gets what no handler was found for.
func (s *Kit) fail(err error, c echo.Context) {
	if c.Response().Committed {
		return
	}
	a := answerTo(err)
	h := c.Response().Header()
	if a.retry > 0 {
		h.Set("Retry-After", strconv.Itoa(int(math.Ceil(min(a.retry, time.Hour).Seconds()))))
	}
	r := c.Request()
	if a.status == http.StatusUnauthorized {
		if isNavigation(r) {
			s.sent(c, Redirect(c, paths.LoginPath(r.URL.RequestURI())))
			return
		}
	}
	if PlainText(s.route(c)) {
		s.sent(c, c.String(a.status, a.title+"\n"))
		return
	}
	var refused jobkit.Refusals
	errors.As(err, &refused)
	if err := s.errorPage(c, a, refused); err != nil {
		s.Log.Error("error page", "id", RequestIDOf(c), "error", err)
		if !c.Response().Committed {
			s.sent(c, c.String(a.status, a.title+". Request "+RequestIDOf(c)+"\n"))
		}
	}
}

// sent notes an answer that could not be sent: the browser has gone.
func (s *Kit) sent(c echo.Context, err error) {
	if err != nil {
		s.Log.Debug("answer not sent", "id", RequestIDOf(c), "error", err)
	}
}

// errorPage renders an answer in the frame of whoever is looking. It must work when
// the database does not, so what it cannot read it does without, and it runs on a
// clock of its own: the request's may be what ran out.
func (s *Kit) errorPage(c echo.Context, a answer, refused jobkit.Refusals) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(c.Request().Context()), 2*time.Second)
	defer cancel()
	l := s.LocaleOf(c)
	a.title = l.T(a.title)
	if len(refused) > 0 {
		a.text = refused.In(l.T).Error()
	} else {
		a.text = l.T(a.text)
	}
	p := s.BarePage(c, a.title)
	healthy := a.status != http.StatusServiceUnavailable && a.status != http.StatusInsufficientStorage
	if healthy && s.identifyPerson(c, ctx) == nil {
		if err := s.viewIn(c, ctx, func(tx *store.Tx) error {
			full, err := s.Page(c, tx, "", a.title)
			if err == nil {
				p = full
			}
			return err
		}); err != nil {
			s.Log.Error("frame of an error page", "id", RequestIDOf(c), "error", err)
		}
	}
	p.Title = a.title
	note := ui.Note{Kind: ui.NoteBad, Text: a.text, Request: RequestIDOf(c), Focus: true}
	if a.status == http.StatusUnauthorized { // back to the page that the form or the link stood on
		note.Actions = []ui.Button{{Text: l.T("Log in"), Href: paths.LoginPath(s.CameFrom(c)), Kind: ui.Primary}}
	}
	c.SetRequest(c.Request().WithContext(ctx))
	if WantsFragment(c.Request()) {
		// The link that asked may select a region of a page; the note is none.
		c.Response().Header().Set("HX-Reselect", ".note")
		note.Title = a.title
		return s.Render(c, a.status, note, note)
	}
	if a.status != http.StatusUnauthorized {
		note.Actions = []ui.Button{{Text: l.T("Go to the start"), Href: paths.HomePath()}}
	}
	return s.Render(c, a.status, s.Frame(c, p, note), note)
}
