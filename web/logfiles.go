package web

import (
	"github.com/labstack/echo/v4"

	jobkit "wholesight/jobs/kit"
	"wholesight/jobs/settings"
	"wholesight/store"
)

// The lists of what was done, and of who does it, as files: the audit log, the runs,
// the imports, the users. Each is the list as its page narrows it, all its pages.

// filePage is how many rows of a list are read at once for a file.
const filePage = 200

// auditFile: GET /audit.csv and .xlsx, admins.
func (s *Server) auditFile(c echo.Context) error {
	columns := []jobkit.TableColumn{{Name: "at", Kind: jobkit.TableTime}, {Name: "actor"}, {Name: "ip"}, {Name: "action"}, {Name: "object"}, {Name: "before"}, {Name: "after"}}
	filter := store.AuditFilter{Text: cut(c.QueryParam("q"), 200), Actions: actionsMeant(s.localeOf(c), cut(c.QueryParam("q"), 200)), Limit: filePage}
	return s.logFile(c, "audit-log", columns, func(shop settings.Shop, file jobkit.TableFile) error {
		return inPages(s, c, filePage, func(tx *store.Tx, last *store.AuditEntry) ([]store.AuditEntry, error) {
			if last != nil {
				filter.Before = last.ID
			}
			return tx.AuditLog(filter)
		}, func(e *store.AuditEntry) error {
			return file.Row(e.At.In(shop.Zone), e.Actor.Name, e.Actor.IP, e.Action, e.Object, e.Before, e.After)
		})
	})
}

// jobsFile: GET /jobs.csv and .xlsx, office: the log of runs.
func (s *Server) jobsFile(c echo.Context) error {
	columns := []jobkit.TableColumn{{Name: "run", Kind: jobkit.TableCount}, {Name: "job"}, {Name: "outcome"}, {Name: "asked_for_by"}, {Name: "asked_for", Kind: jobkit.TableTime},
		{Name: "begun", Kind: jobkit.TableTime}, {Name: "finished", Kind: jobkit.TableTime}, {Name: "seconds", Kind: jobkit.TableNumber, Decimals: 3},
		{Name: "rows", Kind: jobkit.TableCount}, {Name: "attempts", Kind: jobkit.TableCount}, {Name: "failures", Kind: jobkit.TableCount}, {Name: "error"}}
	filter := store.JobFilter{Name: c.QueryParam("job"), Limit: filePage}
	return s.logFile(c, "runs", columns, func(shop settings.Shop, file jobkit.TableFile) error {
		return inPages(s, c, filePage, func(tx *store.Tx, last *store.Job) ([]store.Job, error) {
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
			if isImportJob(j.Name) { // it counts bytes
				rows = nil
			}
			return file.Row(j.ID, j.Name, string(j.State), j.Actor.Name, localTime(shop, j.EnqueuedAt), localTime(shop, j.StartedAt), localTime(shop, j.FinishedAt),
				took, rows, j.Attempt, j.Failures, j.Error)
		})
	})
}

// importsFile: GET /imports.csv and .xlsx, office.
func (s *Server) importsFile(c echo.Context) error {
	columns := []jobkit.TableColumn{{Name: "import", Kind: jobkit.TableCount}, {Name: "file"}, {Name: "kind"}, {Name: "state"}, {Name: "by"},
		{Name: "uploaded", Kind: jobkit.TableTime}, {Name: "applied", Kind: jobkit.TableTime}, {Name: "bytes", Kind: jobkit.TableCount}, {Name: "rows", Kind: jobkit.TableCount},
		{Name: "created", Kind: jobkit.TableCount}, {Name: "updated", Kind: jobkit.TableCount}, {Name: "unchanged", Kind: jobkit.TableCount}, {Name: "rejected", Kind: jobkit.TableCount}, {Name: "error"}}
	return s.logFile(c, "imports", columns, func(shop settings.Shop, file jobkit.TableFile) error {
		return inPages(s, c, filePage, func(tx *store.Tx, last *store.Import) ([]store.Import, error) {
			before := int64(0)
			if last != nil {
				before = last.ID
			}
			return tx.Imports(before, filePage)
		}, func(m *store.Import) error {
			return file.Row(m.ID, m.FileName, m.Kind, m.State, m.Actor.Name, localTime(shop, m.CreatedAt), localTime(shop, m.AppliedAt), m.FileSize, m.Rows,
				m.Created, m.Updated, m.Unchanged, m.Rejected, m.Error)
		})
	})
}

// usersFile: GET /users.csv and .xlsx, admins.
func (s *Server) usersFile(c echo.Context) error {
	columns := []jobkit.TableColumn{{Name: "email"}, {Name: "name"}, {Name: "role"}, {Name: "sees"}, {Name: "disabled", Kind: jobkit.TableYesNo},
		{Name: "has_password", Kind: jobkit.TableYesNo}, {Name: "last_log_in", Kind: jobkit.TableTime}}
	filter := store.UserFilter{Text: cut(c.QueryParam("q"), 200), Role: store.Role(c.QueryParam("role")), Limit: filePage}
	var links []store.ManagerLink
	return s.logFile(c, "users", columns, func(shop settings.Shop, file jobkit.TableFile) error {
		read := 0
		return inPages(s, c, filePage, func(tx *store.Tx, last *store.User) (users []store.User, err error) {
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
			return file.Row(u.Email, u.Name, string(u.Role), sees(s.localeOf(c), *u, links), u.Disabled, u.HasPassword, localTime(shop, u.LoggedInAt))
		})
	})
}

// logFile is s.table with the shop, in whose zone times are written.
func (s *Server) logFile(c echo.Context, name string, columns []jobkit.TableColumn, f func(settings.Shop, jobkit.TableFile) error) error {
	var shop settings.Shop
	if err := s.view(c, func(tx *store.Tx) (err error) {
		shop, err = settings.Load(tx)
		return err
	}); err != nil {
		return err
	}
	return s.table(c, name, formatOf(c), columns, func(file jobkit.TableFile) error { return f(shop, file) })
}
