package runs

import (
	"github.com/labstack/echo/v4"

	jobkit "wholesight/jobs/kit"
	"wholesight/jobs/settings"
	"wholesight/store"
	"wholesight/web/kit"
	"wholesight/web/words"
)

// jobsFile: GET /jobs.csv and .xlsx, office: the log of runs.
func (s *Pages) jobsFile(c echo.Context) error {
	columns := []jobkit.TableColumn{{Name: "run", Kind: jobkit.TableCount}, {Name: "job"}, {Name: "outcome"},
		{Name: "asked_for_by"}, {Name: "asked_for", Kind: jobkit.TableTime},
		{Name: "begun", Kind: jobkit.TableTime}, {Name: "finished", Kind: jobkit.TableTime},
		{Name: "seconds", Kind: jobkit.TableNumber, Decimals: 3},
		{Name: "rows", Kind: jobkit.TableCount}, {Name: "attempts", Kind: jobkit.TableCount},
		{Name: "failures", Kind: jobkit.TableCount}, {Name: "error"}}
	filter := store.JobFilter{Name: c.QueryParam("job"), Limit: kit.FilePage}
	return s.LogFile(c, "runs", columns, func(shop settings.Shop, file jobkit.TableFile) error {
		return kit.InPages(s.Kit, c, kit.FilePage, func(tx *store.Tx, last *store.Job) ([]store.Job, error) {
			if last != nil {
				filter.Before = last.ID
			}
			return tx.Jobs(filter)
		}, func(j *store.Job) error {
			var took any
			if !j.StartedAt.IsZero() && !j.FinishedAt.IsZero() {
				took = j.FinishedAt.Sub(j.StartedAt).Milliseconds()
			}
			rows := any(j.Done)
			if words.IsImportJob(j.Name) { // it counts bytes
				rows = nil
			}
			return file.Row(j.ID, j.Name, string(j.State), j.Actor.Name, kit.LocalTime(shop, j.EnqueuedAt),
				kit.LocalTime(shop, j.StartedAt), kit.LocalTime(shop, j.FinishedAt),
				took, rows, j.Attempt, j.Failures, j.Error)
		})
	})
}
