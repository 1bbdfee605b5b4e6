package kit

import (
	"bufio"
	"io"
	"mime"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"
)

// CSV answers with a CSV file that f writes as it goes. Its route is of kind
// download. An error before the first 32 KiB is an error page; one after it cuts
// the connection, so that half a file is not taken for a whole one.
func (s *Kit) CSV(c echo.Context, name string, f func(w io.Writer) error) error {
	return s.file(c, name, "text/csv; charset=utf-8", f)
}

// file answers with a file to keep.
func (s *Kit) file(c echo.Context, name, contentType string, f func(w io.Writer) error) error {
	head := func() {
		h := c.Response().Header()
		h.Set("Content-Type", contentType)
		h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": FileName(name)}))
	}
	w := bufio.NewWriterSize(&headFirst{w: c.Response(), head: head}, 32<<10)
	err := f(w)
	if err == nil {
		err = w.Flush()
	}
	if err == nil && !c.Response().Committed { // an empty file
		head()
		c.Response().WriteHeader(http.StatusOK)
	}
	if err != nil && c.Response().Committed {
		s.Log.Error("download cut short", "id", RequestIDOf(c), "error", err)
		panic(http.ErrAbortHandler)
	}
	return err
}

// headFirst sets the head just before the first byte goes out.
type headFirst struct {
	w    io.Writer
	head func()
}

func (h *headFirst) Write(b []byte) (int, error) {
	if h.head != nil {
		h.head()
		h.head = nil
	}
	return h.w.Write(b)
}

// FileName is a name that is safe on every system: plain letters, digits, dots,
// dashes; never hidden, never a path, never empty.
func FileName(name string) string {
	clean := strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '.', r == '-', r == '_':
			return r
		}
		return '-'
	}, name)
	clean = strings.TrimLeft(clean, ".-")
	if clean == "" {
		return "file"
	}
	return clean[:min(len(clean), 100)]
}
