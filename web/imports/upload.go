package imports

import (
	"errors"
	"io"
	"mime/multipart"
	"net/http"

	"github.com/labstack/echo/v4"

	"wholesight/jobs/files"
	jobimports "wholesight/jobs/imports"
	jobkit "wholesight/jobs/kit"
	"wholesight/store"
	"wholesight/views/ui"
	"wholesight/web/kit"
	"wholesight/web/paths"
	"wholesight/web/words"
)

const (
	uploadParts = 20      // of a form with a file; ours has six
	uploadValue = 4 << 10 // bytes of a field beside the file
)

// errTooLarge is a form that no page of ours sends.
var errTooLarge = echo.NewHTTPError(http.StatusRequestEntityTooLarge)

// importUpload: POST /imports, office: takes a file in, as it comes, and begins its
// check. The form's fields stand before the file, so the file is never held back.
func (s *Pages) importUpload(c echo.Context) error {
	u, _ := kit.UserOf(c)
	if !s.uploads.begin(u.ID) {
		c.Response().Header().Set("Retry-After", "10")
		return s.uploadNote(c, http.StatusTooManyRequests, "Too many uploads",
			s.LocaleOf(c).T("You have %d uploads under way. Nothing was changed. Wait until one is done, and send this one again.", uploadsOfUser))
	}
	defer s.uploads.end(u.ID)
	choice, id, err := s.takeUpload(c)
	bad, refused := kit.RefusalsOf(err)
	var file *files.FileError
	var tooBig *http.MaxBytesError
	switch {
	case refused:
		return s.showImportNew(c, http.StatusUnprocessableEntity, choice, bad)
	case errors.As(err, &file), errors.As(err, &tooBig):
		s.drain(c)
		return s.showTooLarge(c, choice)
	case err != nil:
		return err
	}
	return lead(c, paths.ImportPath(id))
}

// showTooLarge says how large a file may be: at the field, or to htmx, which would
// put a whole form where errors stand, as a note.
func (s *Pages) showTooLarge(c echo.Context, choice importChoice) error {
	l, limit := s.LocaleOf(c), s.ShopOf(c).UploadLimit
	text := l.T("The file is larger than %s. Nothing was changed. Split it, pack it with gzip, or have an admin raise the setting upload-limit.", words.FileSize(l, limit))
	if kit.WantsFragment(c.Request()) {
		return s.uploadNote(c, http.StatusRequestEntityTooLarge, "Too large", text)
	}
	return s.showImportNew(c, http.StatusRequestEntityTooLarge, choice, jobkit.Refusals{{Field: "file", Text: text}})
}

// uploadNote is a page, or the part of one, that says why an upload was not taken.
func (s *Pages) uploadNote(c echo.Context, status int, title, text string) error {
	var p ui.Page
	if err := s.View(c, func(tx *store.Tx) (err error) {
		p, err = s.Page(c, tx, ui.NavImports, title)
		return err
	}); err != nil {
		return err
	}
	note := ui.Note{Kind: ui.NoteBad, Title: p.Locale.T(title), Text: text, Focus: true}
	return s.Render(c, status, s.Frame(c, p, note), note)
}

// takeUpload reads the form part by part. What is missing or makes no sense is
// jobs.Refusals.
func (s *Pages) takeUpload(c echo.Context) (choice importChoice, id int64, err error) {
	r := c.Request()
	limit := s.UploadLimit(c)
	tooBig := r.ContentLength > limit // it says so itself: nothing of it is stored
	parts, err := r.MultipartReader()
	if err != nil { // a form without a file
		return choice, 0, jobkit.Refuse("file", "Pick a file, or drop one here.")
	}
	for range uploadParts {
		part, err := parts.NextPart()
		if err == io.EOF {
			return choice, 0, jobkit.Refuse("file", "Pick a file, or drop one here.")
		}
		if err != nil {
			return choice, 0, unreadable(err)
		}
		if part.FormName() == "file" && tooBig {
			return choice, 0, &http.MaxBytesError{Limit: limit}
		}
		if part.FormName() == "file" {
			id, err = s.takeFile(c, choice, part)
			return choice, id, err
		}
		value, err := io.ReadAll(io.LimitReader(part, uploadValue+1))
		if err != nil {
			return choice, 0, unreadable(err)
		}
		if len(value) > uploadValue {
			return choice, 0, errTooLarge
		}
		if err := choice.set(part.FormName(), string(value)); err != nil {
			return choice, 0, err
		}
	}
	return choice, 0, errTooLarge
}

// unreadable keeps what says that too much came, and takes all else for a form that
// is no form.
func unreadable(err error) error {
	var tooBig *http.MaxBytesError
	if errors.As(err, &tooBig) {
		return err
	}
	if errors.Is(err, multipart.ErrMessageTooLarge) {
		return errTooLarge
	}
	return kit.BadRequest("The upload ended before it was complete. Nothing was changed. Send it again.")
}

// takeFile stores the file and begins its check. The same form sent again leads to
// the import that it made before.
func (s *Pages) takeFile(c echo.Context, choice importChoice, part *multipart.Part) (int64, error) {
	if err := choice.check(part.FileName()); err != nil {
		return 0, err
	}
	ctx, u := c.Request().Context(), kit.SessionRow(c).UserID
	opt := jobimports.Options{Kind: choice.kind, CreateSaid: choice.missing != "", CreateMissing: choice.creates()}
	var before int64
	if err := s.View(c, func(tx *store.Tx) (err error) {
		if opt, err = choice.options(tx, opt); err != nil || choice.key == "" {
			return err
		}
		led, err := tx.FormKey(u, choice.key)
		before = paths.ImportOfPath(led)
		return err
	}); err != nil || before > 0 {
		return before, err
	}
	sent := &sender{r: part}
	id, err := jobimports.Upload(ctx, s.DB, choice.kind, UploadName(part.FileName()), sent, opt, kit.Actor(c))
	if sent.err != nil {
		return 0, unreadable(sent.err)
	}
	if err != nil || choice.key == "" {
		return id, err
	}
	return s.onlyOnce(c, choice.key, id)
}

// onlyOnce keeps one of two uploads of one form that came at the same time.
func (s *Pages) onlyOnce(c echo.Context, key string, id int64) (int64, error) {
	first := id
	err := s.Once(c, key, func(*store.Tx, store.Actor) (string, error) { return paths.ImportPath(id), nil },
		func(led string) { first = paths.ImportOfPath(led) })
	if err == nil && first != id {
		err = s.DB.Update(c.Request().Context(), func(tx *store.Tx) error {
			return jobimports.Discard(tx, id, kit.Actor(c))
		})
	}
	return first, err
}
