package kit

import (
	"errors"
	"io"
	"net/url"
	"path"
	"strings"

	"github.com/labstack/echo/v4"

	jobkit "wholesight/jobs/kit"
	"wholesight/store"
	"wholesight/views/ui"
)

// Table answers with a list as a file, name.csv or name.xlsx, that f writes row by
// row. Who took it, and what of it, is written into the audit log first; the file is
// made completely and sent then, as a browser that reads slowly must hold nothing.
// f reads in s.view and writes after it, for that may run twice (see InPages). The
// route is of kind download.
func (s *Kit) Table(c echo.Context, name, format string, columns []jobkit.TableColumn,
	f func(jobkit.TableFile) error) error {
	return s.TableOf(c, name, format, func(w io.Writer) error {
		file, err := jobkit.NewTableFile(format, w, columns)
		if err != nil {
			return err
		}
		return errors.Join(f(file), file.Close())
	})
}

// TableOf is table for what is written elsewhere.
func (s *Kit) TableOf(c echo.Context, name, format string, f func(w io.Writer) error) error {
	kind, ok := TableTypes[format]
	if !ok {
		return store.ErrNotFound
	}
	if err := s.DB.Update(c.Request().Context(), func(tx *store.Tx) error {
		return tx.Audit(Actor(c), "export", "export:"+name, nil, map[string]string{"format": format, "of": c.QueryString()})
	}); err != nil {
		return err
	}
	file, err := Spool(f)
	if err != nil {
		return err
	}
	return errors.Join(s.file(c, name+"."+format, kind, func(w io.Writer) error {
		_, err := io.Copy(w, file)
		return err
	}), file.Close())
}

// TableTypes are the content types of the formats.
var TableTypes = map[string]string{
	"csv":  "text/csv; charset=utf-8",
	"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

// FormatOf is the format that an address asks for: how its path ends.
func FormatOf(c echo.Context) string { return strings.TrimPrefix(path.Ext(c.Path()), ".") }

// FileActions are the ways to take a list along: as it is at path, all its pages,
// narrowed as the query says.
func FileActions(l ui.Locale, path string, query url.Values) []ui.Button {
	var all []ui.Button
	for _, format := range jobkit.TableFormats {
		b := ui.Button{Text: l.T("Export %s", strings.ToUpper(format)), Icon: "download", Href: path + "." + format}
		if q := query.Encode(); q != "" {
			b.Href += "?" + q
		}
		all = append(all, b)
	}
	return all
}

// InPages writes a list that is read page by page, each in a snapshot of its own,
// so that neither the list nor a snapshot is held while the file grows. read gets
// the last row of the page before (nil at first) and answers with at most size.
func InPages[T any](s *Kit, c echo.Context, size int, read func(tx *store.Tx, last *T) ([]T, error),
	write func(row *T) error) error {
	var last *T
	for {
		var rows []T
		if err := s.View(c, func(tx *store.Tx) (err error) {
			rows, err = read(tx, last)
			return err
		}); err != nil {
			return err
		}
		for i := range rows {
			if err := write(&rows[i]); err != nil {
				return err
			}
		}
		if len(rows) < size {
			return nil
		}
		last = &rows[len(rows)-1]
	}
}

// Narrowed is a query of names and values without those that are empty.
func Narrowed(pairs ...string) url.Values {
	q := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			q.Set(pairs[i], pairs[i+1])
		}
	}
	return q
}
