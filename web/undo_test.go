package web

import (
	"regexp"
	"testing"

	jobclassifications "wholesight/jobs/classifications"
	"wholesight/store"
	"wholesight/web/paths"
)

var undoForm = regexp.MustCompile(`action="(/undo/\d+)"`)

// undoIn is the address of the one way back that an answer offers.
func undoIn(t testing.TB, r reply) string {
	t.Helper()
	found := undoForm.FindStringSubmatch(r.body)
	if found == nil {
		t.Fatalf("no undo is offered\n%s", r.body)
	}
	return found[1]
}

// spareUndo is a deletion of a person's, to be taken back.
func (sh *shop) spareUndo(of string) (id int64) {
	sh.t.Helper()
	u, rule := sh.people[of], sh.spareRule()
	if of == "anonymous" {
		u = sh.people["admin"]
	}
	sh.update(func(tx *store.Tx) (err error) {
		id, err = jobclassifications.Delete(tx, store.Actor{UserID: u.ID, Name: u.Email}, rule.ID, rule.Version)
		return err
	})
	return id
}

// A way back is its person's, and an admin's; it works once, says so the second
// time, and nothing changes then.
func TestUndo(t *testing.T) {
	onBoth(t, func(t *testing.T, sh *shop) {
		id := sh.spareUndo("manager")
		sh.as("rep").post(paths.UndoPath(id)).want(t, 404)
		sh.as("customer").post(paths.UndoPath(id)).want(t, 404)
		sh.browser().post(paths.UndoPath(id)).want(t, 401)
		manager := sh.as("manager")
		manager.post(paths.UndoPath(id)).want(t, 303, "/")
		if n := sh.audited("undo.do"); n != 1 {
			t.Errorf("%d entries of the undo", n)
		}
		entries := sh.audit()[0].ID
		manager.post(paths.UndoPath(id)).want(t, 409).says(t, "this was taken back already, by manager@shop.example. Nothing was changed now.")
		manager.with("HX-Request", "true").post(paths.UndoPath(id)).want(t, 409).says(t, `hx-swap-oob="beforeend:#toasts"`, "taken back already").lacks(t, "<html")
		if got := sh.audit()[0].ID; got != entries {
			t.Errorf("a second undo left %v", sh.auditActions()[0])
		}

		// An admin takes back what somebody else did; a part is told to load again.
		id = sh.spareUndo("manager")
		res := sh.as("admin").with("HX-Request", "true").with("HX-Current-URL", "http://shop.example/classifications?x=1").post(paths.UndoPath(id)).want(t, 200)
		if res.Header.Get("HX-Refresh") != "true" || res.body != "" {
			t.Errorf("HX-Refresh %q, body %q", res.Header.Get("HX-Refresh"), res.body)
		}
		sh.as("admin").post("/undo/999999").want(t, 404)

		// What came since is not overwritten.
		id = sh.spareUndo("admin")
		var rule store.Classification
		sh.view(func(tx *store.Tx) error {
			all, err := tx.AllClassifications()
			for _, c := range all {
				if c.ID > rule.ID {
					rule = c
				}
			}
			return err
		})
		sh.update(func(tx *store.Tx) error {
			_, err := jobclassifications.Restore(tx, store.Actor{Name: "test"}, rule.ID)
			return err
		})
		sh.as("admin").post(paths.UndoPath(id)).want(t, 409).says(t, "was changed since")
		id = sh.spareUndo("admin")
		sh.wait(91 * 24 * 3600e9)
		sh.as("admin").post(paths.UndoPath(id)).want(t, 409).says(t, "it is too late to take this back")
	})
}

// The page that a form was sent from is one of ours, by a path that we have.
func TestUndoLeadsBack(t *testing.T) {
	sh := newShop(t)
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
		b := sh.as("admin").with("Referer", from)
		b.post(paths.UndoPath(sh.spareUndo("admin"))).want(t, 303, want)
	}
}
