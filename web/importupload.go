package web

import (
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"strings"
	"unicode"

	"github.com/labstack/echo/v4"

	"wholesight/jobs"
	"wholesight/jobs/intake"
	"wholesight/store"
	"wholesight/views"
)

const (
	uploadParts = 20       // of a form with a file; ours has six
	uploadValue = 4 << 10  // bytes of a field beside the file
	uploadDrain = 64 << 20 // bytes read and thrown away, so that a browser that still sends gets its answer
)

// errTooLarge is a form that no page of ours sends.
var errTooLarge = echo.NewHTTPError(http.StatusRequestEntityTooLarge)

// importUpload: POST /imports, office: takes a file in, as it comes, and begins its
// check. The form's fields stand before the file, so the file is never held back.
func (s *Server) importUpload(c echo.Context) error {
	u, _ := userOf(c)
	if !s.uploads.begin(u.ID) {
		c.Response().Header().Set("Retry-After", "10")
		return badRequest(fmt.Sprintf("You have %d uploads under way. Wait until one is done.", uploadsOfUser))
	}
	defer s.uploads.end(u.ID)
	choice, id, err := s.takeUpload(c)
	bad, refused := refusalsOf(err)
	var file *intake.FileError
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
	return lead(c, importPath(id))
}

// showTooLarge says how large a file may be: at the field, or to htmx, which would
// put a whole form where errors stand, as a note.
func (s *Server) showTooLarge(c echo.Context, choice importChoice) error {
	var limit int64
	if err := s.view(c, func(tx *store.Tx) error {
		shop, err := jobs.LoadShop(tx)
		limit = shop.UploadLimit
		return err
	}); err != nil {
		return err
	}
	l := s.localeOf(c)
	text := l.T("The file is larger than %s. Nothing was changed. Split it, pack it with gzip, or have an admin raise the setting upload-limit.", fileSize(l, limit))
	if wantsFragment(c.Request()) {
		note := views.Note{Kind: views.NoteBad, Title: l.T("Too large"), Text: text, Focus: true}
		return s.render(c, http.StatusRequestEntityTooLarge, note, note)
	}
	return s.showImportNew(c, http.StatusRequestEntityTooLarge, choice, jobs.Refusals{{Field: "file", Text: text}})
}

// takeUpload reads the form part by part. What is missing or makes no sense is
// jobs.Refusals.
func (s *Server) takeUpload(c echo.Context) (choice importChoice, id int64, err error) {
	r := c.Request()
	parts, err := r.MultipartReader()
	if err != nil { // a form without a file
		return choice, 0, jobs.Refuse("file", "Pick a file, or drop one here.")
	}
	for range uploadParts {
		part, err := parts.NextPart()
		if err == io.EOF {
			return choice, 0, jobs.Refuse("file", "Pick a file, or drop one here.")
		}
		if err != nil {
			return choice, 0, unreadable(err)
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
	return badRequest("The upload ended before it was complete. Nothing was changed. Send it again.")
}

func (i *importChoice) set(name, value string) error {
	switch name {
	case "kind":
		i.kind = intake.Kind(value)
	case "preset":
		i.preset = value
	case "missing":
		i.missing = value == "1"
	case "from":
		var err error
		i.from, err = optionalID(value)
		return err
	case formKey:
		i.key = cut(value, 100)
	}
	return nil
}

// takeFile stores the file and begins its check. The same form sent again leads to
// the import that it made before.
func (s *Server) takeFile(c echo.Context, choice importChoice, part *multipart.Part) (int64, error) {
	if err := choice.check(part.FileName()); err != nil {
		return 0, err
	}
	ctx, u := c.Request().Context(), sessionRow(c).UserID
	opt := jobs.ImportOptions{Kind: choice.kind, CreateMissing: choice.missing}
	var before int64
	if err := s.view(c, func(tx *store.Tx) (err error) {
		if opt, err = choice.options(tx, opt); err != nil || choice.key == "" {
			return err
		}
		led, err := tx.FormKey(u, choice.key)
		before = importOfPath(led)
		return err
	}); err != nil || before > 0 {
		return before, err
	}
	sent := &sender{r: part}
	id, err := jobs.Upload(ctx, s.DB, choice.kind, uploadName(part.FileName()), sent, opt, actor(c))
	if sent.err != nil {
		return 0, unreadable(sent.err)
	}
	if err != nil || choice.key == "" {
		return id, err
	}
	return s.onlyOnce(c, choice.key, id)
}

// onlyOnce keeps one of two uploads of one form that came at the same time.
func (s *Server) onlyOnce(c echo.Context, key string, id int64) (int64, error) {
	first := id
	err := s.once(c, key, func(*store.Tx, store.Actor) (string, error) { return importPath(id), nil },
		func(led string) { first = importOfPath(led) })
	if err == nil && first != id {
		err = s.DB.Update(c.Request().Context(), func(tx *store.Tx) error {
			return jobs.DiscardImport(tx, id, actor(c))
		})
	}
	return first, err
}

// check is what can be said before the file is read.
func (i importChoice) check(fileName string) error {
	var bad jobs.Refusals
	if !isKind(string(i.kind)) {
		bad.Add("kind", "Say what is in the file.")
	}
	switch {
	case !known(presetWords, i.preset):
		bad.Add("preset", "There is no such format.")
	case i.preset != "" && i.kind != intake.Orders:
		bad.Add("preset", "This format holds orders. Choose orders, or no format.")
	}
	if fileName == "" {
		bad.Add("file", "Pick a file, or drop one here.")
	}
	return bad.Err()
}

// options are the choices of the form, and of the import that it follows.
func (i importChoice) options(tx *store.Tx, opt jobs.ImportOptions) (jobs.ImportOptions, error) {
	if i.from > 0 {
		row, err := tx.Import(i.from)
		if err != nil {
			return opt, err
		}
		before, err := importOptions(row)
		if err != nil {
			return opt, err
		}
		if before.Kind == i.kind {
			opt.Read = before.Read
		}
	}
	opt.Read.Preset = i.preset
	return opt, nil
}

// sender remembers what went wrong with a browser that sends, to tell it from what
// goes wrong here.
type sender struct {
	r   io.Reader
	err error
}

func (s *sender) Read(p []byte) (int, error) {
	n, err := s.r.Read(p)
	if err != nil && err != io.EOF {
		s.err = err
	}
	return n, err
}

// uploadName is the name of a file as pages and messages show it: no path, no
// control characters, not long.
func uploadName(name string) string {
	name = name[strings.LastIndexAny(name, `/\`)+1:]
	name = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == unicode.ReplacementChar {
			return -1
		}
		return r
	}, name)
	if name = cut(strings.TrimSpace(name), 120); name == "" {
		return "file"
	}
	return name
}

// importOfPath is the id in an address that importPath made; 0 for none.
func importOfPath(path string) int64 {
	return number(strings.TrimPrefix(path, importsPath()+"/"))
}

// lead sends the browser to an address of ours after an upload: htmx, which has
// sent it to show how far it is, loads the page; else the browser itself does.
func lead(c echo.Context, to string) error {
	if c.Request().Header.Get("HX-Request") == "true" {
		c.Response().Header().Set("HX-Redirect", to)
		return c.NoContent(http.StatusNoContent)
	}
	return redirect(c, to)
}

// drain reads on for a while: a browser shows an answer only once it has sent all.
func (s *Server) drain(c echo.Context) {
	n, err := io.Copy(io.Discard, io.LimitReader(c.Request().Body, uploadDrain))
	s.Log.Debug("rest of a refused upload", "id", requestIDOf(c), "bytes", n, "error", err)
}
