package web

import (
	"encoding/json"
	"errors"
	"slices"

	"github.com/labstack/echo/v4"

	jobimports "wholesight/jobs/imports"
	"wholesight/store"
	"wholesight/views/ui"
)

// loadImport reads all that the page of an import shows.
func (s *Server) loadImport(c echo.Context, tx *store.Tx, l ui.Locale, id int64) (in importCase, err error) {
	if in.row, err = tx.Import(id); err != nil {
		return in, err
	}
	if in.opt, err = importOptions(in.row); err != nil {
		return in, err
	}
	if in.plan, err = importPlan(in.row); err != nil {
		return in, err
	}
	if in.report, err = jobimports.ReadReport(in.row); err != nil {
		return in, err
	}
	in.shop = s.shopOf(c)
	in.hidden = []ui.Field{newKeyField(), {Kind: ui.FieldHidden, Name: "version", Value: decimal(in.row.Version)}}
	switch in.row.State {
	case store.ImportApplied:
		if in.links, err = s.importLinks(c, tx, l, in.row); err != nil {
			return in, err
		}
		in.undo, err = importUndoBox(tx, l, in)
		return in, err
	case store.ImportDiscarded, store.ImportUndone:
		return in, nil
	}
	job, err := importJob(tx, id)
	if err != nil {
		return in, err
	}
	switch {
	case job.State.Live():
		live := liveJob(l, in.shop, job, tx.Now, importPath(id), false)
		live.Progress.Title, live.Progress.Reload = in.row.FileName, importPath(id)
		if !job.CancelRequested {
			live.Cancel = &ui.Act{Action: importDoPath(id, "cancel"), Fields: []ui.Field{newKeyField()}, Button: ui.Button{Text: l.T("Cancel"), Icon: "close"}}
		}
		in.live, in.apply = &live, job.Name == jobimports.ApplyJob.Name
	case in.row.State == store.ImportFailed:
		// its own error says it
	case in.row.Error != "":
		in.ended = in.row.Error
	case job.State == store.JobCancelled && in.row.State != store.ImportChecked:
		in.ended = l.T("It was cancelled.")
	case job.State == store.JobFailed, job.State == store.JobDead:
		in.ended = job.Error
	}
	return in, nil
}

// importJobs are the jobs that work on an import.
var importJobs = []string{jobimports.CheckJob.Name, jobimports.ApplyJob.Name}

// importJob is the newest job of an import; the zero job when there is none any more.
func importJob(tx *store.Tx, id int64) (newest store.Job, err error) {
	for _, name := range importJobs {
		all, err := tx.Jobs(store.JobFilter{Name: name, Limit: 200})
		if err != nil {
			return newest, err
		}
		i := slices.IndexFunc(all, func(j store.Job) bool { return importOfJob(j) == id })
		if i >= 0 && all[i].ID > newest.ID {
			newest = all[i]
		}
	}
	return newest, nil
}

// importOfJob is the import that a job works on; 0 for none.
func importOfJob(j store.Job) int64 {
	var args struct {
		Import int64 `json:"import"`
	}
	if err := json.Unmarshal([]byte(j.Args), &args); err != nil {
		return 0
	}
	return args.Import
}

// importLinks lead from a report to where its result shows: the customers, who moved
// once the figures are built anew, and until then the jobs that do it.
func (s *Server) importLinks(c echo.Context, tx *store.Tx, l ui.Locale, row store.Import) (all []ui.Button, err error) {
	u, _ := userOf(c)
	add := func(text, path, route string) {
		if s.may(u, "GET", route) {
			all = append(all, ui.Button{Text: text, Href: path})
		}
	}
	add(l.T("See the customers"), customersPath(), customersPath())
	build, err := tx.Published("labels")
	switch {
	case err != nil && !errors.Is(err, store.ErrNotFound):
		return nil, err
	case err == nil && build.StartedAt.After(row.AppliedAt):
		add(l.T("See who moved"), movesPath(build.ID), "/classifications")
	case row.Created+row.Updated > 0:
		add(l.T("Figures are built anew: see how far"), jobsPath(), jobsPath())
	}
	return all, nil
}
