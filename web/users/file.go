package users

import (
	"github.com/labstack/echo/v4"

	jobkit "wholesight/jobs/kit"
	"wholesight/jobs/settings"
	"wholesight/store"
	"wholesight/web/kit"
)

// usersFile: GET /users.csv and .xlsx, admins.
func (s *Pages) usersFile(c echo.Context) error {
	columns := []jobkit.TableColumn{{Name: "email"}, {Name: "name"}, {Name: "role"}, {Name: "sees"},
		{Name: "disabled", Kind: jobkit.TableYesNo},
		{Name: "has_password", Kind: jobkit.TableYesNo}, {Name: "last_log_in", Kind: jobkit.TableTime}}
	filter := store.UserFilter{Text: kit.Cut(c.QueryParam("q"), 200), Role: store.Role(c.QueryParam("role")),
		Limit: kit.FilePage}
	var links []store.ManagerLink
	return s.LogFile(c, "users", columns, func(shop settings.Shop, file jobkit.TableFile) error {
		read := 0
		return kit.InPages(s.Kit, c, kit.FilePage, func(tx *store.Tx, last *store.User) (users []store.User, err error) {
			if last == nil {
				if links, err = tx.ManagerLinks(); err != nil {
					return nil, err
				}
			}
			filter.Offset = read
			users, _, err = tx.Users(filter)
			return users, err
		}, func(u *store.User) error {
			read++
			return file.Row(u.Email, u.Name, string(u.Role), kit.Sees(s.LocaleOf(c), *u, links), u.Disabled, u.HasPassword,
				kit.LocalTime(shop, u.LoggedInAt))
		})
	})
}
