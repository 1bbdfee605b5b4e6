package web

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"wholesight/jobs/files"
	"wholesight/jobs/kit"
	"wholesight/store"
	"wholesight/views"
)

// importNew: GET /imports/new, office: what is in the file, and the file.
func (s *Server) importNew(c echo.Context) error {
	from, err := optionalID(c.QueryParam("from"))
	if err != nil {
		return err
	}
	choice := importChoice{kind: files.Kind(c.QueryParam("kind")), missing: true}
	err = s.view(c, func(tx *store.Tx) (err error) {
		if from > 0 {
			row, err := tx.Import(from)
			if err != nil {
				return err
			}
			opt, err := importOptions(row)
			choice = importChoice{kind: opt.Kind, preset: opt.Read.Preset, missing: opt.CreateMissing, from: from}
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
		return badRequest("There are no such imports.")
	}
	return s.showImportNew(c, http.StatusOK, choice, nil)
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
func (s *Server) showImportNew(c echo.Context, status int, choice importChoice, bad kit.Refusals) error {
	var p views.Page
	err := s.view(c, func(tx *store.Tx) (err error) {
		p, err = s.page(c, tx, views.NavImports, "New import")
		return err
	})
	if err != nil {
		return err
	}
	p.About = p.Locale.T("The file is read and checked first. Nothing changes before you say so.")
	p.Crumbs = []views.Crumb{{Text: p.Locale.T("Imports"), Href: importsPath()}}
	content := newImportNew(p.Locale, choice, s.shopOf(c).UploadLimit, bad)
	return s.render(c, status, s.frame(c, p, content), content)
}

func newImportNew(l views.Locale, choice importChoice, limit int64, bad kit.Refusals) views.ImportNew {
	key := newKeyField()
	if choice.key != "" {
		key.Value = choice.key
	}
	fields := []views.Field{
		{Kind: views.FieldRadios, Name: "kind", Label: l.T("What is in the file"), Value: string(choice.kind), Choices: kindChoices(l), Required: true},
		{Kind: views.FieldSelect, Name: "preset", Label: l.T("Known format"), Value: choice.preset, Choices: translated(l, presetWords), Help: l.T("Of orders only. It knows the columns of files that others publish.")},
		missingField(l, choice.missing),
		{Kind: views.FieldFile, Name: "file", Label: l.T("File"), Accept: ".csv,.txt,.tsv,.gz,.xlsx", Required: true,
			Help: l.T("CSV, .gz of one, or .xlsx; up to %s.", fileSize(l, limit)), Attrs: map[string]any{"data-max": limit}},
	}
	p := views.ImportNew{Kinds: kindsTable(l), Form: views.FormOptions{Action: importsPath(), Upload: true, Wide: true, Swap: views.ImportNewRegion, Save: l.T("Check the file"), Cancel: importsPath()}}
	p.Form.Error = again(l, fields, bad)
	p.Hidden = []views.Field{key}
	if choice.from > 0 {
		p.Hidden = append(p.Hidden, views.Field{Kind: views.FieldHidden, Name: "from", Value: decimal(choice.from)})
		p.Note = views.Note{Title: l.T("Your choices are kept"), Text: l.T("Pick the mended file: it is read with the columns and settings you have chosen before.")}
	}
	p.Kind, p.More, p.File = fields[0], fields[1:3], fields[3]
	p.Open = choice.preset != "" || !choice.missing
	return p
}

// kindChoices are the kinds in the order in which a new shop needs them.
func kindChoices(l views.Locale) []views.Choice {
	var all []views.Choice
	for _, k := range files.Kinds {
		all = append(all, views.Choice{Value: string(k), Text: l.T(kindsInWords[k].title)})
	}
	return all
}

// kindsTable is what each kind of file must and may have, with a sample of each.
func kindsTable(l views.Locale) views.Table {
	t := views.Table{ID: "kinds", Caption: l.T("What each file takes"), Titled: true, Free: true,
		Columns: []views.Column{{Title: l.T("File")}, {Title: l.T("Columns, in any order (bold ones must be there)")}, {Title: l.T("Sample")}}}
	for _, k := range files.Kinds {
		w := kindsInWords[k]
		t.Rows = append(t.Rows, views.Row{Cells: []views.Cell{
			{Text: l.T(w.title)},
			{Content: views.ImportColumns{About: l.T(w.about), Must: files.Required(k), May: files.Optional(k)}, Wide: true},
			{Text: l.T("%s.csv", string(k)), Href: importSamplePath(k), Title: l.T("Download a sample")},
		}})
	}
	return t
}
