package kit

import (
	"net/http"
	"slices"
	"sync"

	"github.com/labstack/echo/v4"
)

// recentsPerPerson is how many customers are remembered of each person.
const recentsPerPerson = 6

// Recents are the customers that each person looked at last, the newest first: what
// the palette shows before anything is typed. They live in memory and are gone after a
// restart: a page that is only read writes nothing into the database, and nothing is
// left in a browser that others use too. Whether the person may still see them is asked
// when they are shown. The zero recents is ready.
type Recents struct {
	mu   sync.Mutex
	seen map[int64][]string // customer codes by user
}

func (r *Recents) Note(user int64, code string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.seen == nil {
		r.seen = map[int64][]string{}
	}
	rest := slices.DeleteFunc(slices.Clone(r.seen[user]), func(other string) bool { return other == code })
	r.seen[user] = slices.Insert(rest[:min(len(rest), recentsPerPerson-1)], 0, code)
}

func (r *Recents) Of(user int64) []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.seen[user])
}

// customerRoute is the pattern of a customer's page.
const customerRoute = "/customers/:code"

// remember notes that a person has looked at a customer.
func (s *Kit) remember(c echo.Context, r Route, err error) {
	u, known := UserOf(c)
	if !known || err != nil || r.Method != http.MethodGet || r.Path != customerRoute ||
		c.Response().Status != http.StatusOK {
		return
	}
	s.Recents.Note(u.ID, c.Param("code"))
}
