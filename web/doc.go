// Package web is the conversation: it turns requests into calls of store and jobs,
// and what they say into the structs of views. It and its rooms alone know echo,
// sessions and status codes; they hold no rule of the trade.
//
// Every feature is a room of its own: a package with a type Pages over kit.Kit. This
// package is the only one that knows all rooms: routes.go is the table of contents,
// server.go makes the rooms, refresh.go keeps ready what the first reader would wait
// for. A line of a room's Routes says who may call it and how it is served, and the
// guard (kit/middleware.go) enforces it from that same line; a line without roles
// does not start. The person, role and row rights are read from the database at each
// request, so that a change counts from the next one on.
//
// Who may ask whom: routes, features, words, kit, paths, each only those behind it.
// Features do not ask each other, they link by paths; only contacts and record look
// into customers, and record into contacts.
//
// # How to add a page in five steps
//
//  1. paths/things.go: its address as a function; NavPaths when it stands in the
//     navigation.
//  2. views/things: a component for the content, display-ready (views/ui/doc.go), with
//     samples and a doc.go.
//  3. things/: page.go with the handler (parse; one s.View or one s.Post; build;
//     render), routes.go with Pages, New and Routes, such as
//     kit.Get("/things", kit.Staff, kit.Page, s.thingsPage), and doc.go. Kinds: Page
//     (15 s, forms to 1 MiB), Download, Upload, Stream, Asset, Probe. A new room is
//     one field and one line in server.go, one line in routes.go, and rows in
//     cmd/wholesight/imports_test.go.
//  4. testdata/routes.txt: go test ./web -run TestRoleMatrix -update, and read what
//     changed. webtest/params.go: values for new path parameters; webtest/forms.go: the
//     form that a new POST is tried with; webtest/sides.go: plant the new rows with
//     canaries.
//  5. things/things_test.go: a test of what the page shows and of what its form refuses
//     (webtest/doc.go). Tests of the whole stand here: every route by role, forged forms,
//     headers, statements, canaries, everybody at once.
//
// A handler that shows a list:
//
//	func (s *Pages) thingsPage(c echo.Context) error {
//		var p ui.Page
//		var things []store.Thing
//		err := s.View(c, func(tx *store.Tx) (err error) {
//			if p, err = s.Page(c, tx, ui.NavThings, "Things"); err != nil {
//				return err
//			}
//			things, err = tx.Things(kit.Scope(c))
//			return err
//		})
//		if err != nil {
//			return err
//		}
//		content := newThings(p.Locale, things)
//		return s.Render(c, http.StatusOK, s.Frame(c, p, content), content)
//	}
//
// # What there is to build with
//
//   - kit.Actor(c) is who does it, for the audit log; kit.Scope(c) is the customers
//     that the person may see: hand it to every store method that asks for one;
//     kit.UserOf(c) is the person; s.ShopOf(c) is the shop. The guard reads them once
//     (kit/snapshot.go), and nothing of a request is kept under a name in echo's context.
//   - What nearly every page asks (stamp, settings, published builds) one statement of the
//     transaction answers (store/present.go): ask as often as it reads well. What is dear
//     to make stands in a cache.One or cache.Cache (jobs/cache).
//   - s.Page is the frame (navigation limited to the role, shop, as-of day, toasts);
//     s.Frame puts content into the layout of whoever looks; s.Render sends the page
//     or, to htmx, only the part, from a buffer: a fault is an error page, not half
//     a page.
//   - A form is sent by POST and handled by s.Post: one transaction in which f
//     changes, writes its audit entry (tx.Audit, or the use case does) and says where
//     to go and what toast to show. Put kit.KeyField(c) among its fields and it counts
//     once however often it is sent.
//   - A use case refuses with Refusals of jobs/kit (a sentence for each field). Catch
//     it with kit.RefusalsOf, make the fields of what was typed, call
//     kit.Again(l, fields, refusals) and render with 422: the first bad field gets the
//     focus, nothing typed is lost.
//   - Any other error is returned as it is: kit/errors.go is the one mapping to pages.
//     Handlers never log and return, and never write a status of an error.
//   - s.Stream sends server-sent events (progress), s.CSV and s.Table send downloads.
//
// Rejected: a token against forged forms (http.CrossOriginProtection needs none and
// cannot be forgotten in a template), echo's Timeout (races) and its Static (paths).
package web
