package imports

import (
	"net/url"
	"strconv"

	"github.com/labstack/echo/v4"

	"wholesight/jobs/files"
	jobimports "wholesight/jobs/imports"
	"wholesight/store"
	viewimports "wholesight/views/imports"
	"wholesight/views/ui"
	"wholesight/web/kit"
	"wholesight/web/paths"
)

// partName is the field that says what a file of an archive holds.
func partName(i int) string { return "part." + strconv.Itoa(i) }

// importParts: POST /imports/:id/parts, office: makes an import of each file of an
// archive and leads to the first.
func (s *Pages) importParts(c echo.Context) error {
	l := s.LocaleOf(c)
	return s.importDo(c, func(tx *store.Tx, by store.Actor, row *store.Import, values url.Values) (kit.Done, error) {
		opt, err := importOptions(*row)
		if err != nil {
			return kit.Done{}, err
		}
		kinds := make([]files.Kind, len(opt.Archive))
		chosen := false
		for i := range kinds {
			v := values.Get(partName(i))
			if v != "" && !isKind(v) {
				return kit.Done{}, kit.BadRequest("The form has a choice that is none. Nothing was changed. Open the page again.")
			}
			kinds[i] = files.Kind(v)
			chosen = chosen || v != ""
		}
		if !chosen {
			return kit.Done{Toast: ui.Toast{Text: l.T("Nothing was changed. Say of one file at least what is in it."),
				Bad: true}}, nil
		}
		first, err := jobimports.TakeApart(tx, row.ID, kinds, by)
		return kit.Done{To: paths.ImportPath(first)}, err
	})
}

// archiveForm is the list of an archive's files: what is in each, to be said before they
// are gone through.
func archiveForm(l ui.Locale, in importCase) viewimports.ImportFound {
	t := ui.Table{ID: "parts", Caption: l.T("Files of the archive"), Titled: true, Free: true,
		Columns: []ui.Column{{Title: l.T("File")}, {Title: l.T("Holds")}}}
	apart := in.opt.TakenApart()
	for i, p := range in.opt.Archive {
		row := ui.Row{Cells: []ui.Cell{{Text: p.Name}, {Content: partField(l, i, p)}}}
		if apart {
			row.Cells[1] = ui.Cell{Text: l.T("left out")}
			if p.Import > 0 {
				row.Cells[0].Href, row.Cells[1].Text = paths.ImportPath(p.Import), l.T(kindsInWords[p.Kind].title)
			}
		}
		t.Rows = append(t.Rows, row)
	}
	f := viewimports.ImportFound{Columns: t, Hidden: in.hidden,
		Form: ui.FormOptions{Action: paths.ImportDoPath(in.row.ID, "parts"), Wide: true},
		Save: ui.Button{Text: l.T("Check the first file"), Kind: ui.Primary, Submit: true}}
	if apart {
		f.Form.Action = paths.ImportDoPath(in.opt.NextOf(0), "check")
		f.Hidden = []ui.Field{kit.NewKeyField()}
		f.Save = ui.Button{Text: l.T("Go to the first file"), Href: paths.ImportPath(in.opt.NextOf(0))}
		return f
	}
	discard := importDiscard(l, in)
	f.Discard = &discard
	return f
}

func partField(l ui.Locale, i int, p jobimports.ArchivePart) ui.Field {
	f := ui.Field{Kind: ui.FieldSelect, Name: partName(i), Label: l.T("%s holds", p.Name), HideLabel: true,
		Value:   string(p.Kind),
		Choices: append([]ui.Choice{{Value: "", Text: l.T("Leave it out")}}, kindChoices(l)...)}
	switch {
	case !p.Table:
		f.Help = l.T("It is no table that is known.")
	case !p.Certain:
		f.Help = l.T("Not certain: look whether it is so.")
	}
	return f
}

// archiveNote leads from the import of one file of an archive to the next.
func archiveNote(l ui.Locale, in importCase) (note ui.Note, next *ui.Act) {
	note = ui.Note{Title: l.T("One file of %s", in.archive.FileName),
		Actions: []ui.Button{{Text: l.T("All its files"), Href: paths.ImportPath(in.archive.ID)}}}
	switch {
	case in.next.ID == 0:
		note.Text = l.T("It is the last one.")
	case in.next.State == store.ImportUploaded && in.next.FileHash == "":
		note.Text = l.T("Next comes %s, once this one is in or discarded.", in.next.FileName)
		next = &ui.Act{Action: paths.ImportDoPath(in.next.ID, "check"), Fields: []ui.Field{kit.NewKeyField()},
			Button: ui.Button{Text: l.T("Next file: %s", in.next.FileName), Icon: "upload", Kind: ui.Primary}}
	default:
		note.Actions = append(note.Actions, ui.Button{Text: l.T("Next file: %s", in.next.FileName),
			Href: paths.ImportPath(in.next.ID)})
	}
	return note, next
}

// loadArchive reads which archive an import's file came in, and what comes behind it.
func loadArchive(tx *store.Tx, in *importCase) error {
	if in.opt.Of == nil {
		return nil
	}
	var err error
	if in.archive, err = tx.Import(in.opt.Of.Import); err != nil {
		return err
	}
	opt, err := importOptions(in.archive)
	if err != nil {
		return err
	}
	if next := opt.NextOf(in.row.ID); next > 0 {
		in.next, err = tx.Import(next)
	}
	return err
}
