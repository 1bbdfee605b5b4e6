package reports

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"wholesight/store"
	"wholesight/views/ui"
)

// reportEntry is a report: its page, where it has one, and its files.
type reportEntry struct {
	title, about, page string
	files              []string // paths
}

// reportEntries are all of them; whoever may not have one is not shown it.
var reportEntries = []reportEntry{
	{"Users making purchases", "Who bought in a period: orders, revenue, average order and gap, first and last order, risk.", "/reports/purchases", []string{"/reports/purchases.csv", "/reports/purchases.xlsx"}},
	{"Classifications", "Every active customer with all six metrics, their evidence and labels.", "",
		[]string{"/reports/classifications.csv", "/reports/classifications.xlsx"}},
	{"Forecasts", "Every active customer: how likely it stops and orders, when next, how much, by which channel.",
		"/forecasts", []string{"/forecasts.csv", "/forecasts.xlsx"}},
	{"Targets", "Every customer's target against what was bought, and where it will end.", "/targets",
		[]string{"/reports/sales-targets.csv", "/reports/sales-targets.xlsx"}},
}

// reportsPage: GET /reports, staff: what there is to read and to take along.
func (s *Pages) reportsPage(c echo.Context) error {
	var p ui.Page
	if err := s.View(c, func(tx *store.Tx) (err error) {
		p, err = s.Page(c, tx, ui.NavReports, "Reports")
		return err
	}); err != nil {
		return err
	}
	l := p.Locale
	p.About = l.T("Figures to read here or to take along: of the customers that you may see.")
	t := ui.Table{ID: "reports", Caption: l.T("Reports"), Free: true,
		Columns: []ui.Column{{Title: l.T("Report")}, {Title: l.T("What it holds"), Wrap: true}, {Title: l.T("Files")}}}
	for _, e := range reportEntries {
		row := ui.Row{Name: l.T(e.title), Cells: []ui.Cell{{Text: l.T(e.title), Href: s.IfMay(c, e.page)},
			{Text: l.T(e.about), Wide: true}}}
		var files ui.Group
		for _, path := range e.files {
			if s.IfMay(c, path) != "" {
				text := "CSV"
				if path[len(path)-4:] == "xlsx" {
					text = "XLSX"
				}
				files = append(files, ui.Button{Text: text, Icon: "download", Small: true, Href: path})
			}
		}
		row.Cells = append(row.Cells, ui.Cell{Content: files})
		t.Rows = append(t.Rows, row)
	}
	return s.Render(c, http.StatusOK, s.Frame(c, p, t), nil)
}
