package record

import (
	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"wholesight/store"
	viewrecord "wholesight/views/record"
	"wholesight/views/ui"
	"wholesight/web/kit"
	"wholesight/web/paths"
	"wholesight/web/words"
)

// noticeBlock says that figures and labels are missing, and lets those who may run them.
type noticeBlock struct {
	kit *kit.Kit
	run *ui.Act // nil where the person may not
}

func (b *noticeBlock) read(c echo.Context, _ *store.Tx, in *subject) error {
	if in.Build == nil {
		b.run = words.RunNow(b.kit, c, b.kit.LocaleOf(c), paths.CustomerPath(in.customer.Code))
	}
	return nil
}

func (b *noticeBlock) show(in *subject, l ui.Locale) (templ.Component, error) {
	if in.Build != nil {
		return nil, nil
	}
	return viewrecord.Notice{Run: b.run, Notes: []ui.Note{
		{Kind: ui.NoteWarn, Title: l.T("Figures and labels are not built yet"),
			Text: l.T("Revenue, risk and labels come with the first run.")},
	}}, nil
}
