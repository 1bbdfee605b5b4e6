package imports

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"wholesight/jobs/files"
	jobkit "wholesight/jobs/kit"
	"wholesight/store"
	viewimports "wholesight/views/imports"
	"wholesight/views/ui"
	"wholesight/web/kit"
	"wholesight/web/paths"
	"wholesight/web/words"
)

// importNew: GET /imports/new, office: what is in the file, and the file.
func (s *Pages) importNew(c echo.Context) error {
	from, err := kit.OptionalID(c.QueryParam("from"))
	if err != nil {
		return err
	}
	choice := importChoice{kind: files.Kind(c.QueryParam("kind"))}
	err = s.View(c, func(tx *store.Tx) (err error) {
		if from > 0 {
			row, err := tx.Import(from)
			if err != nil {
				return err
			}
			opt, err := importOptions(row)
			choice = importChoice{kind: opt.Kind, preset: opt.Read.Preset, missing: yesNo(opt.CreateMissing), from: from}
			return err
		}
		if choice.kind == "" {
			choice.kind, err = likelyKind(tx)
		}
		return err
	})
	if err != nil {
		return err
	}
	if !isKind(string(choice.kind)) {
		return kit.BadRequest("There are no such imports.")
	}
	return s.showImportNew(c, http.StatusOK, choice, nil)
}

func yesNo(on bool) string {
	if on {
		return "1"
	}
	return "0"
}

// likelyKind is what the shop imported last; customers at first.
func likelyKind(tx *store.Tx) (files.Kind, error) {
	rows, err := tx.Imports(0, 1)
	if err != nil || len(rows) == 0 {
		return files.Customers, err
	}
	return files.Kind(rows[0].Kind), nil
}

// showImportNew renders the form with what was chosen, and what is wrong with it.
func (s *Pages) showImportNew(c echo.Context, status int, choice importChoice, bad jobkit.Refusals) error {
	var p ui.Page
	err := s.View(c, func(tx *store.Tx) (err error) {
		p, err = s.Page(c, tx, ui.NavImports, "New import")
		return err
	})
	if err != nil {
		return err
	}
	p.About = p.Locale.T("The file is read and checked first. Nothing changes before you say so.")
	p.Crumbs = []ui.Crumb{{Text: p.Locale.T("Imports"), Href: paths.ImportsPath()}}
	content := newImportNew(p.Locale, choice, s.ShopOf(c).UploadLimit, bad)
	return s.Render(c, status, s.Frame(c, p, content), content)
}

func newImportNew(l ui.Locale, choice importChoice, limit int64, bad jobkit.Refusals) viewimports.ImportNew {
	key := kit.NewKeyField()
	if choice.key != "" {
		key.Value = choice.key
	}
	fields := []ui.Field{
		{Kind: ui.FieldRadios, Name: "kind", Label: l.T("What is in the file"), Value: string(choice.kind),
			Choices: kindChoices(l), Required: true},
		{Kind: ui.FieldSelect, Name: "preset", Label: l.T("Known format"), Value: choice.preset,
			Choices: translated(l, presetWords), Help: l.T("Of orders only. It knows the columns of files that others publish.")},
		{Kind: ui.FieldSelect, Name: "missing", Label: l.T("Make customers and products that are not there yet"),
			Value: choice.missing, Choices: translated(l, missingWords),
			Help: l.T("Without it, rows that name an unknown one are rejected.")},
		{Kind: ui.FieldFile, Name: "file", Label: l.T("File"), Accept: ".csv,.txt,.tsv,.gz,.xlsx,.zip", Required: true,
			Help: l.T("CSV, .gz of one, .xlsx, or a .zip of several of these, whose kinds are found; up to %s.",
				words.FileSize(l, limit)), Attrs: map[string]any{"data-max": limit}},
	}
	p := viewimports.ImportNew{Kinds: kindsTable(l), Form: ui.FormOptions{Action: paths.ImportsPath(), Upload: true,
		Wide: true, Swap: viewimports.ImportNewRegion, Save: l.T("Check the file"), Cancel: paths.ImportsPath()}}
	p.Form.Error = kit.Again(l, fields, bad)
	p.Hidden = []ui.Field{key}
	if choice.from > 0 {
		p.Hidden = append(p.Hidden, ui.Field{Kind: ui.FieldHidden, Name: "from", Value: kit.Decimal(choice.from)})
		p.Note = ui.Note{Title: l.T("Your choices are kept"),
			Text: l.T("Pick the mended file: it is read with the columns and settings you have chosen before.")}
	}
	p.Kind, p.More, p.File = fields[0], fields[1:3], fields[3]
	p.Open = choice.preset != "" || choice.missing != ""
	return p
}

// kindChoices are the kinds in the order in which a new shop needs them.
func kindChoices(l ui.Locale) []ui.Choice {
	var all []ui.Choice
	for _, k := range files.Kinds {
		all = append(all, ui.Choice{Value: string(k), Text: l.T(kindsInWords[k].title)})
	}
	return all
}

// kindsTable is what each kind of file must and may have, with a sample of each.
func kindsTable(l ui.Locale) ui.Table {
	t := ui.Table{ID: "kinds", Caption: l.T("What each file takes"), Titled: true, Free: true,
		Columns: []ui.Column{{Title: l.T("File")}, {Title: l.T("Columns, in any order (bold ones must be there)")},
			{Title: l.T("Sample")}}}
	for _, k := range files.Kinds {
		w := kindsInWords[k]
		t.Rows = append(t.Rows, ui.Row{Cells: []ui.Cell{
			{Text: l.T(w.title)},
			{Content: viewimports.ImportColumns{About: l.T(w.about), Must: files.Required(k), May: files.Optional(k)},
				Wide: true},
			{Text: l.T("%s.csv", string(k)), Href: paths.ImportSamplePath(k), Title: l.T("Download a sample")},
		}})
	}
	return t
}
