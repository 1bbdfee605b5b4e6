package web

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/labstack/echo/v4"

	"wholesight/jobs/files"
	jobimports "wholesight/jobs/imports"
	"wholesight/store"
	viewimports "wholesight/views/imports"
	"wholesight/views/ui"
)

func exportPath(kind files.Kind) string { return "/exports/" + string(kind) + ".csv" }

// exportLinks are the kinds of data that can be taken out.
func exportLinks(l ui.Locale) []viewimports.Export {
	var all []viewimports.Export
	for _, k := range files.Kinds {
		w := kindsInWords[k]
		all = append(all, viewimports.Export{Title: l.T(w.title), About: l.T(w.about), Href: exportPath(k)})
	}
	return all
}

// export: GET /exports/:file, office: one kind of data as CSV, in the format that
// imports take. It is written down who took it before the first byte is sent. The
// file is made first and sent then: a browser that reads slowly must not hold a
// connection to the database, of which there are few.
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
	file, err := spool(func(w io.Writer) error {
		return jobimports.Export(ctx, s.DB, scope(c), files.Kind(kind), w)
	})
	if err != nil {
		return err
	}
	return errors.Join(s.csv(c, kind+".csv", func(w io.Writer) error {
		_, err := io.Copy(w, file)
		return err
	}), file.Close())
}

// spool is what f writes as a file to read from its beginning, which is gone from
// the disk when it is closed, or when the process ends.
func spool(f func(w io.Writer) error) (*os.File, error) {
	file, err := os.CreateTemp("", "wholesight-*")
	if err != nil {
		return nil, fmt.Errorf("temporary file: %w", err)
	}
	_ = os.Remove(file.Name()) // refused on Windows while it is open: then it stays in the folder for such files
	w := bufio.NewWriterSize(file, 64<<10)
	if err = f(w); err == nil {
		err = w.Flush()
	}
	if err == nil {
		_, err = file.Seek(0, io.SeekStart)
	}
	if err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return file, nil
}
