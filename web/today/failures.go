package today

import (
	"net/http"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"wholesight/jobs"
	"wholesight/store"
	viewtoday "wholesight/views/today"
	"wholesight/views/ui"
	"wholesight/web/kit"
	"wholesight/web/paths"
	"wholesight/web/words"
)

// failuresBlock is what has failed, for whoever may look at it: the newest run of a job,
// and the newest imports.
type failuresBlock struct {
	kit     *kit.Kit
	runs    []store.Job
	imports []store.Import
}

func (b *failuresBlock) read(_ echo.Context, tx *store.Tx, in *subject) error {
	if !b.kit.May(in.u, http.MethodGet, paths.JobsPath()) {
		return nil
	}
	last, err := tx.LastRuns()
	if err != nil {
		return err
	}
	for _, job := range jobs.All {
		if run, ran := last[job.Name]; ran && words.OnDemand(job.Name) &&
			(run.State == store.JobDead || run.State == store.JobFailed) {
			b.runs = append(b.runs, run)
		}
	}
	imports, err := tx.Imports(0, 10)
	for _, m := range imports {
		if m.State == store.ImportFailed {
			b.imports = append(b.imports, m)
		}
	}
	return err
}

// show says what has failed, with the way to it.
func (b *failuresBlock) show(in *subject) (templ.Component, error) {
	var notes viewtoday.Failures
	for _, j := range b.runs {
		notes = append(notes, *words.OutcomeNote(in.l, j))
	}
	for _, m := range b.imports {
		notes = append(notes, ui.Note{Kind: ui.NoteBad, Title: in.l.T("Import of %s: failed", m.FileName),
			Text:    in.l.T("Nothing of it was kept. Its page says why."),
			Actions: []ui.Button{{Text: in.l.T("Show the import"), Href: paths.ImportPath(m.ID), Small: true}}})
	}
	return notes, nil
}
