// Package web is the conversation: it turns requests into calls of store and jobs,
// and what they say into the structs of views. It is the only package that knows
// echo, sessions and status codes; it holds no rule of the trade.
//
// routes.go is the table of contents. Each line says who may call a route and how
// it is served, and the guard (middleware.go) enforces it from that same line; a
// line without roles does not start. The person, role and row rights are read from
// the database at each request, so that a change counts from the next one on.
//
// # How to add a page in five steps
//
//  1. routes.go: one line, {get, "/things", staff, page, s.thingsPage}. Kinds: page
//     (15 s, forms to 1 MiB), download, upload, stream, asset, probe. paths.go: its
//     address as a function; navPaths when it stands in the navigation.
//  2. views: a component for the content, display-ready (views/doc.go).
//  3. web/things.go: the handler. Parse; one s.view (or one s.post); build; render.
//  4. testdata/routes.txt: go test ./web -run TestRoleMatrix -update, and read what
//     changed. fixtures_test.go: values for new path parameters, and the form that
//     a new POST is tried with; canaries_test.go: plant the new rows with canaries.
//  5. A test of what the page shows and of what its form refuses.
//
// A handler that shows a list:
//
//	func (s *Server) thingsPage(c echo.Context) error {
//		var p views.Page
//		var things []store.Thing
//		err := s.view(c, func(tx *store.Tx) (err error) {
//			if p, err = s.page(c, tx, views.NavThings, "Things"); err != nil {
//				return err
//			}
//			things, err = tx.Things(scope(c))
//			return err
//		})
//		if err != nil {
//			return err
//		}
//		content := newThings(p.Locale, things)
//		return s.render(c, http.StatusOK, s.frame(c, p, content), content)
//	}
//
// # What there is to build with
//
//   - actor(c) is who does it, for the audit log; scope(c) is the customers that
//     the person may see: hand it to every store method that asks for one; userOf(c)
//     is the person; s.ShopOf(c) is the shop. The guard reads them once (kit/snapshot.go),
//     and nothing of a request is kept under a name in echo's context.
//   - What nearly every page asks (stamp, settings, published builds) one statement of the
//     transaction answers (store/present.go): ask as often as it reads well. What is dear
//     to make stands in a cache.One or cache.Cache (jobs/cache).
//   - s.page is the frame (navigation limited to the role, shop, as-of day, toasts);
//     s.frame puts content into the layout of whoever looks; s.render sends the page
//     or, to htmx, only the part, from a buffer: a fault is an error page, not half
//     a page.
//   - A form is sent by POST and handled by s.post: one transaction in which f
//     changes, writes its audit entry (tx.Audit, or the use case does) and says where
//     to go and what toast to show. Put keyField(c) among its fields and it counts
//     once however often it is sent.
//   - A use case refuses with jobs.Refusals (a sentence for each field). Catch it
//     with errors.As, make the fields of what was typed, call again(l, fields, refusals)
//     and render with 422: the first bad field gets the focus, nothing typed is lost.
//   - Any other error is returned as it is: errors.go is the one mapping to pages.
//     Handlers never log and return, and never write a status of an error.
//   - s.stream sends server-sent events (progress), s.csv and s.file send downloads.
//
// Rejected: a token against forged forms (http.CrossOriginProtection needs none and
// cannot be forgotten in a template), echo's Timeout (races) and its Static (paths).
package web
