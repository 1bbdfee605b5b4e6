package kit

import (
	"github.com/labstack/echo/v4"

	jobkit "wholesight/jobs/kit"
	"wholesight/jobs/settings"
)

// The lists of what was done, and of who does it, as files: the audit log, the runs,
// the imports, the users. Each is the list as its page narrows it, all its pages.

// FilePage is how many rows of a list are read at once for a file.
const FilePage = 200

// LogFile is s.table with the shop, in whose zone times are written.
func (s *Kit) LogFile(c echo.Context, name string, columns []jobkit.TableColumn,
	f func(settings.Shop, jobkit.TableFile) error) error {
	shop := s.ShopOf(c)
	return s.Table(c, name, FormatOf(c), columns, func(file jobkit.TableFile) error { return f(shop, file) })
}
