package imports

import (
	"encoding/json"
	"errors"
	"slices"

	"github.com/labstack/echo/v4"

	"wholesight/jobs/files"
	jobimports "wholesight/jobs/imports"
	"wholesight/store"
	"wholesight/views/ui"
	"wholesight/web/kit"
	"wholesight/web/paths"
	"wholesight/web/words"
)

// loadImport reads all that the page of an import shows.
func (s *Pages) loadImport(c echo.Context, tx *store.Tx, l ui.Locale, id int64) (in importCase, err error) {
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
	if err := loadArchive(tx, &in); err != nil {
		return in, err
	}
	in.shop = s.ShopOf(c)
	in.hidden = []ui.Field{kit.NewKeyField(), {Kind: ui.FieldHidden, Name: "version", Value: kit.Decimal(in.row.Version)}}
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
		live := words.LiveJob(l, in.shop, job, tx.Now, paths.ImportPath(id), false)
		live.Progress.Title, live.Progress.Reload = in.row.FileName, paths.ImportPath(id)
		if !job.CancelRequested {
			live.Cancel = &ui.Act{Action: paths.ImportDoPath(id, "cancel"), Fields: []ui.Field{kit.NewKeyField()},
				Button: ui.Button{Text: l.T("Cancel"), Icon: "close"}}
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

// importJob is the newest job of an import; the zero job when there is none any more.
func importJob(tx *store.Tx, id int64) (newest store.Job, err error) {
	for _, name := range words.ImportJobs {
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
func (s *Pages) importLinks(c echo.Context, tx *store.Tx, l ui.Locale, row store.Import) (all []ui.Button, err error) {
	u, _ := kit.UserOf(c)
	add := func(text, path, route string) {
		if s.May(u, "GET", route) {
			all = append(all, ui.Button{Text: text, Href: path})
		}
	}
	if row.Kind != string(files.Products) {
		add(l.T("See the customers"), paths.CustomersPath(), paths.CustomersPath())
	}
	build, err := tx.Published("labels")
	switch {
	case err != nil && !errors.Is(err, store.ErrNotFound):
		return nil, err
	case err == nil && build.StartedAt.After(row.AppliedAt):
		add(l.T("See who moved"), paths.LabelChangesPath(build.ID), "/classifications")
	case row.Created+row.Updated > 0:
		add(l.T("Figures are built anew: see how far"), paths.JobsPath(), paths.JobsPath())
	}
	return all, nil
}
