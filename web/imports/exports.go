package imports

import (
	"errors"
	"io"
	"strings"

	"github.com/labstack/echo/v4"

	"wholesight/jobs/files"
	jobimports "wholesight/jobs/imports"
	"wholesight/store"
	viewimports "wholesight/views/imports"
	"wholesight/views/ui"
	"wholesight/web/kit"
	"wholesight/web/paths"
)

// exportLinks are the kinds of data that can be taken out.
func exportLinks(l ui.Locale) []viewimports.Export {
	var all []viewimports.Export
	for _, k := range files.Kinds {
		w := kindsInWords[k]
		all = append(all, viewimports.Export{Title: l.T(w.title), About: l.T(w.about), Href: paths.ExportPath(k)})
	}
	return all
}

// export: GET /exports/:file, office: one kind of data as CSV, in the format that
// imports take. It is written down who took it before the first byte is sent. The
// file is made first and sent then: a browser that reads slowly must not hold a
// connection to the database, of which there are few.
func (s *Pages) export(c echo.Context) error {
	kind, isCSV := strings.CutSuffix(c.Param("file"), ".csv")
	if !isCSV || !isKind(kind) {
		return store.ErrNotFound
	}
	ctx := c.Request().Context()
	if err := s.DB.Update(ctx, func(tx *store.Tx) error {
		return tx.Audit(kit.Actor(c), "export", "export:"+kind, nil, nil)
	}); err != nil {
		return err
	}
	file, err := kit.Spool(func(w io.Writer) error {
		return jobimports.Export(ctx, s.DB, kit.Scope(c), files.Kind(kind), w)
	})
	if err != nil {
		return err
	}
	return errors.Join(s.CSV(c, kind+".csv", func(w io.Writer) error {
		_, err := io.Copy(w, file)
		return err
	}), file.Close())
}
