package imports

import (
	"errors"
	"io"
	"net/http"
	"strings"
	"sync"
	"time"
	"unicode"

	"github.com/labstack/echo/v4"

	"wholesight/web/kit"
)

const (
	uploadsOfUser = 5           // under way at once
	uploadDrain   = time.Minute // of reading and throwing away, so that a browser that still sends gets its answer
)

// uploadSlots counts the uploads under way of each person. The zero value is ready.
type uploadSlots struct {
	mu  sync.Mutex
	now map[int64]int
}

// begin takes a slot; false: the person has as many as one may have.
func (u *uploadSlots) begin(user int64) bool {
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.now[user] >= uploadsOfUser {
		return false
	}
	if u.now == nil {
		u.now = map[int64]int{}
	}
	u.now[user]++
	return true
}

func (u *uploadSlots) end(user int64) {
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.now[user]--; u.now[user] <= 0 {
		delete(u.now, user)
	}
}

// sender remembers what went wrong with a browser that sends, to tell it from what
// goes wrong here.
type sender struct {
	r   io.Reader
	err error
}

func (s *sender) Read(p []byte) (int, error) {
	n, err := s.r.Read(p)
	if err != nil && err != io.EOF {
		s.err = err
	}
	return n, err
}

// UploadName is the name of a file as pages and messages show it: no path, no
// control characters, not long.
func UploadName(name string) string {
	name = name[strings.LastIndexAny(name, `/\`)+1:]
	name = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == unicode.ReplacementChar {
			return -1
		}
		return r
	}, name)
	if name = kit.Cut(strings.TrimSpace(name), 120); name == "" {
		return "file"
	}
	return name
}

// lead sends the browser to an address of ours after an upload: htmx, which has
// sent it to show how far it is, loads the page; else the browser itself does.
func lead(c echo.Context, to string) error {
	if c.Request().Header.Get("HX-Request") == "true" {
		c.Response().Header().Set("HX-Redirect", to)
		return c.NoContent(http.StatusNoContent)
	}
	return kit.Redirect(c, to)
}

// drain reads on for a while: a browser shows an answer only once it has sent all.
func (s *Pages) drain(c echo.Context) {
	err := http.NewResponseController(c.Response()).SetReadDeadline(time.Now().Add(uploadDrain))
	n, errC := io.Copy(io.Discard, c.Request().Body) // ends at the limit of the route
	err = errors.Join(err, errC)
	s.Log.Debug("rest of a refused upload", "id", kit.RequestIDOf(c), "bytes", n, "error", err)
}
