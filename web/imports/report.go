package imports

import (
	"cmp"
	"slices"
	"strings"

	"wholesight/jobs/files"
	jobimports "wholesight/jobs/imports"
	"wholesight/store"
	viewimports "wholesight/views/imports"
	"wholesight/views/ui"
	"wholesight/web/paths"
)

// importTiles are the figures of a check or of an apply.
func importTiles(l ui.Locale, row store.Import) ui.Tiles {
	w := kindsInWords[files.Kind(row.Kind)]
	created, updated, same := "New", "Changed", "Unchanged"
	if row.State == store.ImportApplied || row.State == store.ImportUndone {
		created, updated = "Created", "Updated"
	}
	tile := func(title string, n int64, one, many string) ui.Tile {
		note := l.T(many)
		if n == 1 {
			note = l.T(one)
		}
		return ui.Tile{Title: l.T(title), Figure: l.NumberExact(n), Note: note}
	}
	rejected := tile("Rejected", row.Rejected, "row", "rows")
	if row.Rejected > 0 {
		rejected.Note = l.T("of %s", l.Plural(row.Rows, "row", "rows"))
	}
	return ui.Tiles{
		tile(created, row.Created, w.one, w.many),
		tile(updated, row.Updated, w.one, w.many),
		tile(same, row.Unchanged, w.one, w.many),
		rejected,
	}
}

// importNotes are what a person should know of a check or an apply.
func importNotes(l ui.Locale, r jobimports.Report) (notes []viewimports.Said) {
	for _, n := range r.Notes {
		notes = append(notes, viewimports.Said{Text: n})
	}
	for _, s := range r.Said {
		notes = append(notes, viewimports.Said{Text: s.Text, Warn: s.Tone == jobimports.ToneWarn})
	}
	if len(r.Said) == 0 { // of an import that is older than what is said
		for _, m := range r.Made {
			notes = append(notes, viewimports.Said{Text: madeNote(l, m)})
		}
	}
	for _, w := range []struct {
		n         int64
		one, many string
	}{
		{r.Warnings.Future, "order is dated after today", "orders are dated after today"},
		{r.Warnings.ZeroQuantity, "line has the quantity 0", "lines have the quantity 0"},
		{r.Warnings.NegativePrice, "line has a negative price", "lines have a negative price"},
	} {
		if w.n > 0 {
			notes = append(notes, viewimports.Said{Text: l.Plural(w.n, w.one, w.many) + ".", Warn: true})
		}
	}
	return notes
}

// madeNote says what an import makes beside its own rows: "12 customers that are not
// there yet are made: C1, C2, C3 …"
func madeNote(l ui.Locale, m jobimports.Made) string {
	names := strings.Join(m.Names, ", ")
	if m.More || m.Count > int64(len(m.Names)) {
		names += " …"
	} else {
		names += "."
	}
	return l.T("New beside them: %s: %s", madeCount(l, m), names)
}

// madeCount is how many of something an import makes beside its own rows.
func madeCount(l ui.Locale, m jobimports.Made) string {
	words := map[string][2]string{
		"customer": {"customer", "customers"}, "product": {"product", "products"}, "channel": {"channel", "channels"},
		"smart type": {"smart type", "smart types"}, "account manager": {"account manager", "account managers"},
	}[m.Noun]
	count := l.Plural(m.Count, or(words[0], m.Noun), or(words[1], m.Noun))
	if m.More {
		return l.T("More than %s", count)
	}
	return count
}

// importRejects are the rejected rows by cause, the commonest first.
func importRejects(l ui.Locale, row store.Import, r jobimports.Report) viewimports.ImportRejects {
	if row.Rejected == 0 {
		return viewimports.ImportRejects{}
	}
	p := viewimports.ImportRejects{
		Title: l.T("%s rejected", l.Plural(row.Rejected, "row", "rows")),
		Text:  l.T("The file of rejected rows has your columns, and the line and the reason of each: mend it there and import that file."),
		Download: &ui.Button{Text: l.T("Download rejected rows"), Icon: "download", Small: true,
			Href: paths.ImportDoPath(row.ID, "rejected.csv"), Attrs: map[string]any{"download": true}},
	}
	// Rows that another one holds back come last: there is nothing to mend in them.
	slices.SortStableFunc(r.Causes, func(a, b jobimports.CauseCount) int {
		return cmp.Compare(boolInt(a.Cause == files.CauseHeldBack), boolInt(b.Cause == files.CauseHeldBack))
	})
	for i, c := range r.Causes {
		title, help := CauseTitle(l, c.Cause)
		cause := viewimports.ImportCause{Title: title + " · " + l.Plural(c.Rows, "row", "rows"), Help: help, Open: i == 0,
			Rows: rejectedRows(l, title, c.Cause, r.Rejections)}
		if more := c.Rows - int64(len(cause.Rows.Rows)); more > 0 {
			cause.More = l.T("%s more in the file of rejected rows.", l.NumberExact(more))
		}
		p.Causes = append(p.Causes, cause)
	}
	return p
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// shownRejections is how many rows a cause shows.
const shownRejections = 10

func rejectedRows(l ui.Locale, title, cause string, all []files.Rejection) ui.Table {
	t := ui.Table{Caption: title, Free: true, Columns: []ui.Column{
		{Title: l.T("Line")}, {Title: l.T("Column")}, {Title: l.T("Value")}, {Title: l.T("Reason")},
	}}
	for _, r := range all {
		if r.Cause != cause || len(t.Rows) == shownRejections {
			continue
		}
		t.Rows = append(t.Rows, ui.Row{Cells: []ui.Cell{
			{Text: l.NumberExact(r.Line)}, {Text: or(r.Column, "–")}, {Text: or(r.Value, "–"), Wide: true},
			{Text: stopped(r.Reason), Wide: true},
		}})
	}
	return t
}

// stopped is a text that may begin with a name: it gets a full stop, no capital.
func stopped(text string) string {
	if text == "" || strings.ContainsAny(text[len(text)-1:], ".?") {
		return text
	}
	return text + "."
}
