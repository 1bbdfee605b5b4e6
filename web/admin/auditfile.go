package admin

import (
	"github.com/labstack/echo/v4"

	jobkit "wholesight/jobs/kit"
	"wholesight/jobs/settings"
	"wholesight/store"
	"wholesight/web/kit"
	"wholesight/web/words"
)

// auditFile: GET /audit.csv and .xlsx, admins.
func (s *Pages) auditFile(c echo.Context) error {
	columns := []jobkit.TableColumn{{Name: "at", Kind: jobkit.TableTime}, {Name: "actor"}, {Name: "ip"}, {Name: "action"},
		{Name: "object"}, {Name: "before"}, {Name: "after"}}
	filter := store.AuditFilter{Text: kit.Cut(c.QueryParam("q"), 200),
		Actions: words.ActionsMeant(s.LocaleOf(c), kit.Cut(c.QueryParam("q"), 200)), Limit: kit.FilePage}
	return s.LogFile(c, "audit-log", columns, func(shop settings.Shop, file jobkit.TableFile) error {
		return kit.InPages(s.Kit, c, kit.FilePage, func(tx *store.Tx, last *store.AuditEntry) ([]store.AuditEntry, error) {
			if last != nil {
				filter.Before = last.ID
			}
			return tx.AuditLog(filter)
		}, func(e *store.AuditEntry) error {
			return file.Row(e.At.In(shop.Zone), e.Actor.Name, e.Actor.IP, e.Action, e.Object, e.Before, e.After)
		})
	})
}
