package kit

import (
	"net/http"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"wholesight/store"
	"wholesight/views/ui"
)

// IfMay is the path of a page, or nothing where the person may not go.
func (s *Kit) IfMay(c echo.Context, path string) string {
	if u, known := UserOf(c); path != "" && known && s.May(u, http.MethodGet, path) {
		return path
	}
	return ""
}

// IsAdmin tells whether the person may change what an admin may.
func IsAdmin(c echo.Context) bool {
	u, known := UserOf(c)
	return known && u.Role == store.RoleAdmin
}

// A session that ends while somebody types must lose nothing. The page knows how long
// its session lasts (life); expiry.js asks some minutes before whether to stay (expiryPage,
// accountStay), and when the session has ended, shows the log-in over the page
// (showLogInAgain) and repeats what was asked for. Without script the log-in leads on to
// the page, as ever.

// life is how long the session of a request lasts.
func (s *Kit) life(c echo.Context, u store.User) ui.Life {
	idle, most := store.SessionLimits(u.Role)
	left := SessionRow(c).CreatedAt.Add(most).Sub(s.DB.Now())
	return ui.Life{Person: u.ID, Idle: int64(idle / time.Second), Left: int64(left / time.Second)}
}

// Sees tells in words which customers a user sees.
func Sees(l ui.Locale, u store.User, links []store.ManagerLink) string {
	switch {
	case u.Role == store.RoleCustomer:
		return l.T("%s (%s) alone", u.CustomerName, u.CustomerCode)
	case u.Role != store.RoleRep || u.SeesAll:
		return l.T("every customer")
	}
	var names []string
	for _, m := range links {
		if m.UserID == u.ID {
			names = append(names, m.Name)
		}
	}
	if len(names) == 0 {
		return l.T("no customer yet: not linked to an account manager")
	}
	return l.T("customers of %s", strings.Join(names, ", "))
}
