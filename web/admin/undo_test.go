package admin_test

import (
	"testing"

	jobclassifications "wholesight/jobs/classifications"
	"wholesight/store"
	"wholesight/web/paths"
	"wholesight/web/webtest"
)

// A way back is its person's, and an admin's; it works once, says so the second
// time, and nothing changes then.
func TestUndo(t *testing.T) {
	webtest.OnBoth(t, func(t *testing.T, sh *webtest.Shop) {
		id := sh.SpareUndo("manager")
		sh.As("rep").Post(paths.UndoPath(id)).Want(t, 404)
		sh.As("customer").Post(paths.UndoPath(id)).Want(t, 404)
		sh.Browser().Post(paths.UndoPath(id)).Want(t, 401)
		manager := sh.As("manager")
		manager.Post(paths.UndoPath(id)).Want(t, 303, "/")
		if n := sh.Audited("undo.do"); n != 1 {
			t.Errorf("%d entries of the undo", n)
		}
		entries := sh.Audit()[0].ID
		manager.Post(paths.UndoPath(id)).Want(t, 409).Says(t,
			"this was taken back already, by manager@shop.example. Nothing was changed now.")
		manager.With("HX-Request", "true").Post(paths.UndoPath(id)).Want(t, 409).Says(t, `hx-swap-oob="beforeend:#toasts"`,
			"taken back already").Lacks(t, "<html")
		if got := sh.Audit()[0].ID; got != entries {
			t.Errorf("a second undo left %v", sh.AuditActions()[0])
		}

		// An admin takes back what somebody else did; a part is told to load again.
		id = sh.SpareUndo("manager")
		res := sh.As("admin").With("HX-Request", "true").With("HX-Current-URL",
			"http://shop.example/classifications?x=1").Post(paths.UndoPath(id)).Want(t, 200)
		if res.Header.Get("HX-Refresh") != "true" || res.Text != "" {
			t.Errorf("HX-Refresh %q, body %q", res.Header.Get("HX-Refresh"), res.Text)
		}
		sh.As("admin").Post("/undo/999999").Want(t, 404)

		// What came since is not overwritten.
		id = sh.SpareUndo("admin")
		var rule store.Classification
		sh.View(func(tx *store.Tx) error {
			all, err := tx.AllClassifications()
			for _, c := range all {
				if c.ID > rule.ID {
					rule = c
				}
			}
			return err
		})
		sh.Update(func(tx *store.Tx) error {
			_, err := jobclassifications.Restore(tx, store.Actor{Name: "test"}, rule.ID)
			return err
		})
		sh.As("admin").Post(paths.UndoPath(id)).Want(t, 409).Says(t, "was changed since")
		id = sh.SpareUndo("admin")
		sh.Wait(91 * 24 * 3600e9)
		sh.As("admin").Post(paths.UndoPath(id)).Want(t, 409).Says(t, "it is too late to take this back")
	})
}

// The page that a form was sent from is one of ours, by a path that we have.
func TestUndoLeadsBack(t *testing.T) {
	sh := webtest.NewShop(t)
	for from, want := range map[string]string{
		"http://shop.example/customers?q=x%20y":    "/customers?q=x%20y",
		"http://shop.example/customers/A%2FB?x=1":  "/customers/A%2FB?x=1",
		"http://shop.example/undo/17":              "/",
		"http://shop.example/customers.csv":        "/",
		"http://shop.example/nothing":              "/",
		"http://elsewhere.example/customers":       "/",
		"http://shop.example//elsewhere.example/x": "/",
		"": "/",
	} {
		b := sh.As("admin").With("Referer", from)
		b.Post(paths.UndoPath(sh.SpareUndo("admin"))).Want(t, 303, want)
	}
}
