package imports

import (
	"github.com/labstack/echo/v4"

	jobkit "wholesight/jobs/kit"
	"wholesight/jobs/settings"
	"wholesight/store"
	"wholesight/web/kit"
)

// importsFile: GET /imports.csv and .xlsx, office.
func (s *Pages) importsFile(c echo.Context) error {
	columns := []jobkit.TableColumn{{Name: "import", Kind: jobkit.TableCount}, {Name: "file"}, {Name: "kind"},
		{Name: "state"}, {Name: "by"},
		{Name: "uploaded", Kind: jobkit.TableTime}, {Name: "applied", Kind: jobkit.TableTime},
		{Name: "bytes", Kind: jobkit.TableCount}, {Name: "rows", Kind: jobkit.TableCount},
		{Name: "created", Kind: jobkit.TableCount}, {Name: "updated", Kind: jobkit.TableCount},
		{Name: "unchanged", Kind: jobkit.TableCount}, {Name: "rejected", Kind: jobkit.TableCount}, {Name: "error"}}
	return s.LogFile(c, "imports", columns, func(shop settings.Shop, file jobkit.TableFile) error {
		return kit.InPages(s.Kit, c, kit.FilePage, func(tx *store.Tx, last *store.Import) ([]store.Import, error) {
			before := int64(0)
			if last != nil {
				before = last.ID
			}
			return tx.Imports(before, kit.FilePage)
		}, func(m *store.Import) error {
			return file.Row(m.ID, m.FileName, m.Kind, m.State, m.Actor.Name, kit.LocalTime(shop, m.CreatedAt),
				kit.LocalTime(shop, m.AppliedAt), m.FileSize, m.Rows,
				m.Created, m.Updated, m.Unchanged, m.Rejected, m.Error)
		})
	})
}
