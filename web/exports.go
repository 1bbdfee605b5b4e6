package web

import (
	"io"
	"strings"

	"github.com/labstack/echo/v4"

	"wholesight/jobs"
	"wholesight/jobs/intake"
	"wholesight/store"
	"wholesight/views"
)

func exportPath(kind intake.Kind) string { return "/exports/" + string(kind) + ".csv" }

// exportLinks are the kinds of data that can be taken out.
func exportLinks(l views.Locale) []views.Export {
	var all []views.Export
	for _, k := range intake.Kinds {
		w := kindsInWords[k]
		all = append(all, views.Export{Title: l.T(w.title), About: l.T(w.about), Href: exportPath(k)})
	}
	return all
}

// export: GET /exports/:file, office: one kind of data as CSV, in the format that
// imports take. It is written down who took it before the first byte is sent.
func (s *Server) export(c echo.Context) error {
	kind, isCSV := strings.CutSuffix(c.Param("file"), ".csv")
	if !isCSV || !isKind(kind) {
		return store.ErrNotFound
	}
	ctx := c.Request().Context()
	if err := s.DB.Update(ctx, func(tx *store.Tx) error {
		return tx.Audit(actor(c), "export", "export:"+kind, nil, nil)
	}); err != nil {
		return err
	}
	return s.csv(c, kind+".csv", func(w io.Writer) error {
		return jobs.Export(ctx, s.DB, scope(c), intake.Kind(kind), w)
	})
}
