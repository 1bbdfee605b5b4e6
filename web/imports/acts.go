package imports

import (
	"errors"
	"io"
	"net/url"
	"strings"

	"github.com/labstack/echo/v4"

	"wholesight/jobs/files"
	jobimports "wholesight/jobs/imports"
	"wholesight/store"
	"wholesight/views/ui"
	"wholesight/web/kit"
	"wholesight/web/paths"
	"wholesight/web/words"
)

// errMoved is a form of an import that is at another step by now.
var errMoved = errors.New("the import has moved on since the form was made")

// importDo carries out a form of an import and leads back to its page, which shows
// the true state. A form that is older than the import changes nothing.
func (s *Pages) importDo(c echo.Context,
	f func(tx *store.Tx, by store.Actor, row *store.Import, values url.Values) (kit.Done, error)) error {
	id, err := kit.PathID(c)
	if err != nil {
		return err
	}
	values, err := kit.Form(c)
	if err != nil {
		return err
	}
	err = s.Post(c, func(tx *store.Tx, by store.Actor) (kit.Done, error) {
		row, err := tx.Import(id)
		if err != nil {
			return kit.Done{}, err
		}
		if v := values.Get("version"); v != "" && paths.Number(v) != row.Version {
			return kit.Done{}, errMoved
		}
		d, err := f(tx, by, &row, values)
		if d.To == "" {
			d.To = paths.ImportPath(id)
		}
		return d, err
	})
	if errors.Is(err, errMoved) || errors.Is(err, store.ErrConflict) {
		return s.Post(c, func(*store.Tx, store.Actor) (kit.Done, error) {
			return kit.Done{To: paths.ImportPath(id), Toast: ui.Toast{Text: s.LocaleOf(c).T("This import has moved on meanwhile: this is how it stands now. Nothing was changed."), Bad: true}}, nil
		})
	}
	return err
}

// importCheck: POST /imports/:id/check, office: reads the file again as the form
// says.
func (s *Pages) importCheck(c echo.Context) error {
	return s.importDo(c, func(tx *store.Tx, by store.Actor, row *store.Import, values url.Values) (kit.Done, error) {
		opt, err := importOptions(*row)
		if err != nil {
			return kit.Done{}, err
		}
		plan, err := importPlan(*row)
		if err != nil {
			return kit.Done{}, err
		}
		if opt, err = importFormOptions(values, opt, plan); err != nil {
			return kit.Done{}, err
		}
		report, err := jobimports.ReadReport(*row)
		if err != nil {
			return kit.Done{}, err
		}
		if !answerNear(values, &opt, report.Doubts) {
			return kit.Done{}, kit.BadRequest("The form has a choice that is none. Nothing was changed. Open the page again.")
		}
		return kit.Done{}, jobimports.Check(tx, row.ID, opt, by)
	})
}

// importApply: POST /imports/:id/apply, office: brings the checked file in.
func (s *Pages) importApply(c echo.Context) error {
	return s.importDo(c, func(tx *store.Tx, by store.Actor, row *store.Import, values url.Values) (kit.Done, error) {
		if ok, err := acceptTicked(tx, *row, values); err != nil || !ok {
			return kit.Done{Toast: untickedToast(s.LocaleOf(c))}, err
		}
		return kit.Done{}, jobimports.Apply(tx, row.ID, by)
	})
}

// importDiscardFile: POST /imports/:id/discard, office: throws the file away.
func (s *Pages) importDiscardFile(c echo.Context) error {
	l := s.LocaleOf(c)
	return s.importDo(c, func(tx *store.Tx, by store.Actor, row *store.Import, _ url.Values) (kit.Done, error) {
		return kit.Done{To: paths.ImportsPath(), Toast: ui.Toast{Text: l.T("%s was discarded. Nothing was changed.",
			row.FileName)}}, jobimports.Discard(tx, row.ID, by)
	})
}

// importCancel: POST /imports/:id/cancel, office: stops what is under way.
func (s *Pages) importCancel(c echo.Context) error {
	l := s.LocaleOf(c)
	return s.importDo(c, func(tx *store.Tx, by store.Actor, row *store.Import, _ url.Values) (kit.Done, error) {
		job, err := importJob(tx, row.ID)
		if err != nil {
			return kit.Done{}, err
		}
		if !job.State.Live() {
			return kit.Done{Toast: ui.Toast{Text: l.T("It was over already."), Bad: true}}, nil
		}
		if err := tx.CancelJob(job.ID); err != nil {
			return kit.Done{}, err
		}
		return kit.Done{Toast: ui.Toast{Text: l.T("%s: asked to stop", row.FileName)}},
			tx.Audit(by, "job.cancel", words.JobObject(job.ID), job.State, nil)
	})
}

// importRejected: GET /imports/:id/rejected.csv, office: the rejected rows, to be
// mended and imported again.
func (s *Pages) importRejected(c echo.Context) error {
	id, err := kit.PathID(c)
	if err != nil {
		return err
	}
	var row store.Import
	if err := s.View(c, func(tx *store.Tx) (err error) {
		row, err = tx.Import(id)
		return err
	}); err != nil {
		return err
	}
	if row.Rejected == 0 {
		return store.ErrNotFound
	}
	name := strings.TrimSuffix(row.FileName, ".gz")
	name = strings.TrimSuffix(strings.TrimSuffix(name, ".csv"), ".xlsx")
	return s.CSV(c, name+"-rejected.csv", func(w io.Writer) error {
		return rejectedParts(c, s.DB, id, w)
	})
}

// rejectedParts copies the parts of the file of rejected rows, each in a transaction
// of its own: a slow reader holds nothing up.
func rejectedParts(c echo.Context, db *store.DB, id int64, w io.Writer) error {
	for n := int64(0); ; n++ {
		var b []byte
		err := db.View(c.Request().Context(), func(tx *store.Tx) (err error) {
			b, err = tx.Part(id, store.PartRejected, n)
			return err
		})
		if errors.Is(err, store.ErrNotFound) && n > 0 {
			return nil
		}
		if err != nil {
			return err
		}
		if _, err := w.Write(b); err != nil {
			return err
		}
	}
}

// importFormOptions is what the form says over what was chosen before. A value that
// no form of ours sends is a bad request.
func importFormOptions(values url.Values, opt jobimports.Options, plan *files.Plan) (jobimports.Options, error) {
	wrong := kit.BadRequest("The form has a choice that is none. Nothing was changed. Open the page again.")
	pick := func(name string, all []ui.Choice, into *string) bool {
		if !values.Has(name) {
			return true
		}
		*into = values.Get(name)
		return *into == "" || known(all, *into)
	}
	opt.AcceptReused, opt.AcceptFewer = false, false // asked anew of what the next check finds
	delimiter := delimiterOption(opt.Read.Delimiter)
	ok := pick("encoding", encodingWords, &opt.Read.Encoding) && pick("decimal", decimalWords, &opt.Read.Decimal) &&
		pick("date_order", dayWords, &opt.Read.DateOrder) && pick("preset", presetWords, &opt.Read.Preset) &&
		pick("delimiter", delimiterWords, &delimiter)
	if answer := values.Get("ask_decimal"); answer != "" {
		opt.Read.Decimal = answer
		ok = ok && known(decimalWords, answer)
	}
	if answer := values.Get("ask_date_order"); answer != "" {
		opt.Read.DateOrder = answer
		ok = ok && known(dayWords, answer)
	}
	if !ok {
		return opt, wrong
	}
	opt.Read.Delimiter = 0
	for _, r := range delimiter {
		opt.Read.Delimiter = r
	}
	if values.Has("missing_shown") {
		opt.CreateMissing = values.Get("missing") == "1"
	}
	if plan == nil {
		return opt, nil
	}
	mapping, ok := ImportMapping(values, plan)
	if !ok {
		return opt, wrong
	}
	if mapping != nil {
		opt.Read.Mapping = mapping
	}
	if !answerAsked(values, &opt, plan) {
		return opt, wrong
	}
	return opt, nil
}

// ImportMapping is the columns as the form has them, by header; nil when the person
// has left them as they were found.
func ImportMapping(values url.Values, plan *files.Plan) (map[string]string, bool) {
	mapping, changed := map[string]string{}, false
	for _, col := range plan.Columns {
		name := mapName(col.Index)
		if !values.Has(name) {
			mapping[col.Key] = col.Column
			continue
		}
		to := values.Get(name)
		if to != "" && to != col.Column && !isColumn(plan.Kind, to) {
			return nil, false
		}
		mapping[col.Key] = to
		changed = changed || to != col.Column
	}
	for _, q := range plan.Open() {
		chosen := values.Get(askHeader(q.Column))
		if q.Kind != files.AskHeader || chosen == "" {
			continue
		}
		changed = true
		for _, a := range q.Answers {
			if mapping[a.Value] == q.Column && a.Value != chosen {
				mapping[a.Value] = ""
			}
		}
	}
	if !changed {
		return nil, true
	}
	return mapping, true
}
