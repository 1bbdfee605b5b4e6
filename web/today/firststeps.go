package today

import (
	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"wholesight/store"
	viewtoday "wholesight/views/today"
	"wholesight/views/ui"
	"wholesight/web/kit"
	"wholesight/web/paths"
	"wholesight/web/words"
)

// The pages that the first steps lead to.
const (
	importNew           = "/imports/new"
	classificationsPage = "/classifications"
)

// firstStepsBlock is what is still to be done before the page can say anything; nothing
// when all is.
type firstStepsBlock struct {
	kit                 *kit.Kit
	imports, classifies bool    // the person may
	run                 *ui.Act // nil where the person may not
}

func (b *firstStepsBlock) read(c echo.Context, _ *store.Tx, in *subject) error {
	b.imports, b.classifies = b.kit.IfMay(c, importNew) != "", b.kit.IfMay(c, classificationsPage) != ""
	b.run = words.RunNow(b.kit, c, in.l, paths.TodayPath())
	return nil
}

func (b *firstStepsBlock) show(in *subject) (templ.Component, error) {
	l, some, bands := in.l, in.list.Len() > 0, len(words.LabelGroups(in.list, in.l)) > 0
	if some && bands && in.list.Built() {
		return nil, nil
	}
	link := func(may bool, text, path string, primary bool) templ.Component {
		if !may {
			return nil
		}
		button := ui.Button{Text: text, Href: path}
		if primary {
			button.Kind = ui.Primary
		}
		return button
	}
	f := viewtoday.FirstSteps{Title: l.T("Welcome to Wholesight"),
		Text: l.T("Three steps, and this page says each morning whom to call and why."), Steps: []viewtoday.FirstStep{
			{Title: l.T("Import customers, products and orders"),
				Text: l.T("CSV or Excel files from your shop. Every file is checked before anything is written."), Done: some,
				Act: link(b.imports, l.T("Import a file"), importNew, !some)},
			{Title: l.T("Set the classifications"), Text: l.T("What counts as late, lost, growing or big, for each smart type."),
				Done: bands, Act: link(b.classifies, l.T("Open the classifications"), classificationsPage, some && !bands)},
			{Title: l.T("Run them"), Text: l.T("They run by themselves every night and after each import."),
				Done: in.list.Built()},
		}}
	if run := b.run; some && run != nil {
		if !bands {
			run.Button.Kind = ui.Plain
		}
		f.Steps[2].Act = *run
	}
	if f.Steps[0].Act == nil && !some { // somebody else's to do
		f.Text = l.T("Nothing has been imported yet. When an admin or a manager has done it, this page says each morning whom to call and why.")
	}
	return f, nil
}
