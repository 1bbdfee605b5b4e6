package imports

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"wholesight/jobs/files"
	jobimports "wholesight/jobs/imports"
	"wholesight/jobs/settings"
	"wholesight/store"
	viewimports "wholesight/views/imports"
	viewruns "wholesight/views/runs"
	"wholesight/views/ui"
	"wholesight/web/kit"
	"wholesight/web/paths"
)

// importCase is all that the page of an import is made of.
type importCase struct {
	row    store.Import
	opt    jobimports.Options
	plan   *files.Plan // nil: the file has not been read yet, or is none
	report jobimports.Report
	live   *viewruns.LiveJob // the job under way; nil: none
	apply  bool              // it is an apply
	undo   *viewimports.ImportUndo
	ended  string // why its last job ended without doing its work
	links  []ui.Button

	archive store.Import // that the file came in; the zero import: none
	next    store.Import // of the archive, behind this one; the zero import: this is the last
	shop    settings.Shop
	hidden  []ui.Field // of each form: its key, and the version of the row it was made from
}

// importPage: GET /imports/:id, office: the step that the import is at, whoever
// began it and in whatever process it runs.
func (s *Pages) importPage(c echo.Context) error {
	id, err := kit.PathID(c)
	if err != nil {
		return err
	}
	var p ui.Page
	in := importCase{}
	err = s.View(c, func(tx *store.Tx) (err error) {
		if p, err = s.Page(c, tx, ui.NavImports, ""); err != nil {
			return err
		}
		if in, err = s.loadImport(c, tx, p.Locale, id); err != nil {
			return err
		}
		return nil
	})
	if err != nil {
		return err
	}
	p.Title = in.row.FileName
	p.About = p.Locale.T("%s, brought by %s.", p.Locale.T(kindsInWords[in.opt.Kind].title), in.row.Actor.Name)
	p.Crumbs = []ui.Crumb{{Text: p.Locale.T("Imports"), Href: paths.ImportsPath()}}
	content := newImportWizard(p.Locale, in)
	return s.Render(c, http.StatusOK, s.Frame(c, p, content), nil)
}

// importOptions is what was chosen for an import.
func importOptions(row store.Import) (opt jobimports.Options, err error) {
	if row.Options != "" {
		if err := json.Unmarshal([]byte(row.Options), &opt); err != nil {
			return opt, fmt.Errorf("options of import %d: %w", row.ID, err)
		}
	}
	opt.Kind = files.Kind(row.Kind)
	return opt, nil
}

// importPlan is what was found out about its file; nil when nothing was yet.
func importPlan(row store.Import) (*files.Plan, error) {
	if row.Plan == "" || row.Plan == "null" {
		return nil, nil
	}
	plan := &files.Plan{}
	if err := json.Unmarshal([]byte(row.Plan), plan); err != nil {
		return nil, fmt.Errorf("plan of import %d: %w", row.ID, err)
	}
	return plan, nil
}

// The steps of an import.
const (
	stepFile = iota
	stepFound
	stepPreview
	stepReport
)

// newImportWizard is the page of an import at the step it is at.
func newImportWizard(l ui.Locale, in importCase) viewimports.ImportWizard {
	w := viewimports.ImportWizard{Steps: ui.Steps{Steps: []ui.Step{
		{Text: l.T("File")}, {Text: l.T("What was found")}, {Text: l.T("Preview")}, {Text: l.T("Report")},
	}}}
	switch state := in.row.State; {
	case state == store.ImportDiscarded:
		w.Steps.Now = stepFile
		w.Notes = []ui.Note{{Title: l.T("This file was discarded"),
			Text:    strings.TrimSpace(kit.Sentence(in.row.Error) + " " + l.T("Nothing was changed.")),
			Actions: []ui.Button{{Text: l.T("Import another file"), Href: paths.ImportAgainPath(in.row.ID)}}}}
	case state == store.ImportApplied, state == store.ImportUndone:
		w.Steps.Now = stepReport
		if state == store.ImportUndone {
			w.Notes = []ui.Note{undoneNote(l, in.report)}
		}
		w.Body = newImportReport(l, in)
	case in.live != nil:
		w.Steps.Now = stepFound
		if in.apply {
			w.Steps.Now = stepReport
		}
		w.Body = importWork(l, in)
	case state == store.ImportChecked, state == store.ImportApplying:
		w.Steps.Now = stepPreview
		w.Notes = importEnded(l, in)
		w.Body = newImportPreview(l, in)
	case len(in.opt.Archive) > 0:
		w.Steps.Now = stepFound
		w.Body = archiveForm(l, in)
	default:
		w.Steps.Now = stepFound
		w.Notes, w.Body = importOpen(l, in)
	}
	if in.archive.ID > 0 {
		note, next := archiveNote(l, in)
		w.Notes = append(w.Notes, note)
		if done := in.row.State; done == store.ImportApplied || done == store.ImportDiscarded || done == store.ImportUndone ||
			done == store.ImportChecked && in.row.Created+in.row.Updated == 0 {
			w.Next = next
		}
	}
	return w
}

// importOpen is an import that needs a person: a question, columns to map, a file
// that is none, or a check that did not end.
func importOpen(l ui.Locale, in importCase) ([]ui.Note, templ.Component) {
	found := importFoundForm(l, in)
	switch {
	case in.row.State == store.ImportFailed && (in.plan == nil || len(in.plan.Missing()) == 0):
		return []ui.Note{{Kind: ui.NoteBad, Title: l.T("The file is refused"),
			Text: FileError(in.row) + " " + l.T("Nothing was changed."),
			Actions: []ui.Button{{Text: l.T("Choose another file"), Icon: "upload", Kind: ui.Primary,
				Href: paths.ImportAgainPath(in.row.ID)}}}}, nil
	case in.row.State == store.ImportFailed:
		return []ui.Note{{Kind: ui.NoteBad, Title: l.T("Columns are missing"),
				Text:    FileError(in.row) + " " + l.T("Say below which column is which, or choose another file."),
				Actions: []ui.Button{{Text: l.T("Choose another file"), Icon: "upload", Href: paths.ImportAgainPath(in.row.ID)}}}},
			found
	case in.plan != nil && len(in.plan.Open()) > 0:
		return importEnded(l, in), found
	}
	notes := importEnded(l, in)
	if len(notes) == 0 {
		notes = []ui.Note{{Kind: ui.NoteWarn, Title: l.T("The check has not ended"), Text: l.T("Nothing was changed.")}}
	}
	return notes, found
}

// FileError is why a file is refused, without its name, which stands above.
func FileError(row store.Import) string {
	if row.Error == "" {
		return "The upload has not come to its end."
	}
	text := strings.TrimPrefix(strings.TrimPrefix(row.Error, row.FileName), ", ")
	return kit.Sentence(strings.TrimPrefix(text, ": "))
}

// importEnded says why the last job of an import ended too early.
func importEnded(l ui.Locale, in importCase) []ui.Note {
	if in.ended == "" {
		return nil
	}
	return []ui.Note{{Kind: ui.NoteWarn, Title: l.T("It did not come to its end"),
		Text: kit.Sentence(in.ended) + " " + l.T("Nothing was changed.")}}
}

// importFoundForm is the form that reads the file again as the person says.
func importFoundForm(l ui.Locale, in importCase) viewimports.ImportFound {
	plan := in.plan
	if plan == nil {
		plan = &files.Plan{Kind: in.opt.Kind}
	}
	found := newImportFound(l, plan, in.opt)
	found.Form = ui.FormOptions{Action: paths.ImportDoPath(in.row.ID, "check"), Wide: true}
	found.Hidden = append(found.Hidden, in.hidden...)
	found.Save = ui.Button{Text: l.T("Check the file"), Kind: ui.Primary, Submit: true}
	discard := importDiscard(l, in)
	found.Discard = &discard
	return found
}

// importDiscard is the button that sends the form it stands in to where the file is
// thrown away.
func importDiscard(l ui.Locale, in importCase) ui.Button {
	return ui.Button{Text: l.T("Discard the file"), Kind: ui.Quiet, Submit: true,
		Attrs: map[string]any{"formaction": paths.ImportDoPath(in.row.ID, "discard"), "formnovalidate": true}}
}

func importWork(l ui.Locale, in importCase) viewimports.ImportWork {
	text := l.T("The file is being checked; nothing changes. You may leave this page and come back.")
	if in.apply {
		text = l.T("All of the file goes in at once, at the end, or nothing of it. You may leave this page and come back.")
	}
	return viewimports.ImportWork{Live: *in.live, Text: text}
}

func newImportPreview(l ui.Locale, in importCase) viewimports.ImportPreview {
	row := in.row
	p := viewimports.ImportPreview{
		Counts: importTiles(l, row), Notes: importNotes(l, in.report), Hidden: in.hidden,
		Form: ui.FormOptions{Action: paths.ImportDoPath(row.ID, "apply"), Wide: true}, Discard: importDiscard(l, in),
		Rejects: importRejects(l, row, in.report),
	}
	if in.plan != nil {
		p.Read = readFacts(l, in.plan, in.opt)
		p.Unread = unreadFields(l, in.plan)
		found := importFoundForm(l, in)
		found.Columns.Rows, found.Ignored = readRows(in.plan, found.Columns.Rows), "" // those stand above the button
		found.Save.Kind, found.Discard = ui.Plain, nil
		found.Save.Text = l.T("Check again")
		p.Found = &found
	}
	open := in.report.Doubts.Open(in.opt)
	again := slices.ContainsFunc(open, isNear)
	if again { // the others are asked of what comes of these answers
		open = slices.DeleteFunc(open, func(q files.Question) bool { return !isNear(q) })
	}
	p.Decide = doubtFields(l, open)
	if again || len(p.Unread) > 0 {
		p.Recheck = &ui.Button{Text: l.T("Check again"), Submit: true,
			Attrs: map[string]any{"formaction": paths.ImportDoPath(row.ID, "check"), "formnovalidate": !again}}
	}
	if again { // the answers change the figures
		p.Recheck.Kind = ui.Primary
		return p
	}
	if row.Created+row.Updated > 0 {
		p.Apply = &ui.Button{Text: applyText(l, row), Kind: ui.Primary, Submit: true}
	} else {
		p.Nothing = importNothing(l, row)
	}
	return p
}

// importNothing says why a file changes nothing: only one of the reasons is good news.
func importNothing(l ui.Locale, row store.Import) *ui.Note {
	another := []ui.Button{{Text: l.T("Choose another file"), Icon: "upload", Href: paths.ImportAgainPath(row.ID)}}
	switch {
	case row.Unchanged > 0:
		return &ui.Note{Kind: ui.NoteGood, Title: l.T("Nothing would change: what the file says is in the shop already.")}
	case row.Rejected > 0:
		return &ui.Note{Kind: ui.NoteWarn, Title: l.T("Every row was rejected, so there is nothing to import"),
			Text: l.T("The reasons stand below. Mend the rows, or read the file differently."), Actions: another}
	}
	return &ui.Note{Kind: ui.NoteWarn, Title: l.T("The file has no rows under its header"),
		Text: l.T("Export it again, with its rows."), Actions: another}
}

// applyText is what the button does, with its size.
func applyText(l ui.Locale, row store.Import) string {
	w := kindsInWords[files.Kind(row.Kind)]
	return l.T("Import %s", l.Plural(row.Created+row.Updated, w.one, w.many))
}

func newImportReport(l ui.Locale, in importCase) viewimports.ImportReport {
	r := viewimports.ImportReport{Counts: importTiles(l, in.row), Notes: importNotes(l, in.report), Links: in.links,
		Rejects: importRejects(l, in.row, in.report), Undo: in.undo}
	if in.plan != nil {
		r.Facts = readFacts(l, in.plan, in.opt)
	}
	return r
}
