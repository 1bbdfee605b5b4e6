package imports_test

import (
	"net/http"
	"strings"
	"testing"

	jobimports "wholesight/jobs/imports"
	"wholesight/store"
	"wholesight/web/paths"
	"wholesight/web/webtest"
)

func TestImportsThatMeetWaitForOneAnother(t *testing.T) {
	sh := webtest.NewShop(t)
	b := sh.As("manager")
	first := b.Begin("orders", "first.csv", goodOrders)
	second := b.Begin("orders", "second.csv", strings.ReplaceAll(goodOrders, "A-", "Z-"))
	b.Press(first, "Import 2 orders").Want(t, http.StatusSeeOther)
	b.Press(second, "Import 2 orders").Want(t, http.StatusSeeOther)
	b.Look(second).Says(t, "waits for its turn", "/events")
	sh.RunJobs()
	b.Look(first).Says(t, "Created").Lacks(t, "Undo this import") // only the last one can be undone
	b.Look(second).Says(t, "Created", "Undo this import")
}

// What a check has promised and the shop no longer gives is shown again, not done.
func TestImportAfterTheShopHasChanged(t *testing.T) {
	sh := webtest.NewShop(t)
	b := sh.As("manager")
	first := b.Begin("orders", "first.csv", goodOrders)
	second := b.Begin("orders", "second.csv", goodOrders+"A-3,2026-10-02,C2,S1,3,9.50\n")
	b.Press(first, "Import 2 orders")
	sh.RunJobs()
	b.Press(second, "Import 3 orders")
	sh.RunJobs()
	b.Look(second).Says(t, "The shop has changed since the check", "Import 1 order")
	b.Press(second, "Import 1 order")
	sh.RunJobs()
	b.Look(second).Says(t, "Created")
	if row := sh.Newest(); row.Created != 1 || row.Unchanged != 2 {
		t.Errorf("created %d, unchanged %d", row.Created, row.Unchanged)
	}
}

func TestImportCancelled(t *testing.T) {
	sh := webtest.NewShop(t)
	b := sh.As("manager")
	b.Upload(webtest.FileForm{Fields: []string{"kind", "orders", "missing", "1"}, Name: "o.csv",
		File: []byte(goodOrders)}).Want(t, http.StatusSeeOther)
	path := paths.ImportPath(sh.Newest().ID)
	b.Press(path, "Cancel").Want(t, http.StatusSeeOther, path)
	b.Look(path).Says(t, "It was cancelled", "Nothing was changed", "Check the file", "Discard the file",
		"asked to stop").Lacks(t, "/events")
	if sh.Audited("job.cancel") != 1 {
		t.Error("the cancel is not written down")
	}
	b.Post(path+"/cancel").Want(t, http.StatusSeeOther, path)
	b.Look(path).Says(t, "It was over already")

	b.Press(path, "Check the file").Want(t, http.StatusSeeOther, path)
	sh.RunJobs()
	b.Press(path, "Import 2 orders")
	b.Press(path, "Cancel").Want(t, http.StatusSeeOther, path)
	sh.RunJobs()
	b.Look(path).Says(t, "It was cancelled", "Import 2 orders")
	b.Press(path, "Import 2 orders")
	sh.RunJobs()
	b.Look(path).Says(t, "Created", "Undo this import")
}

// A run that fails again and again is said on the page, with what can be done.
func TestImportWhoseRunFailed(t *testing.T) {
	sh := webtest.NewShop(t)
	b := sh.As("manager")
	path := b.Begin("orders", "o.csv", goodOrders)
	b.Press(path, "Import 2 orders")
	sh.Update(func(tx *store.Tx) error {
		j, err := tx.ClaimJob("test", []string{jobimports.ApplyJob.Name}, 1<<40)
		if err != nil {
			return err
		}
		return tx.EndJob(j.ID, j.Attempt, store.JobEnd{State: store.JobDead, Failed: true, Error: "the disk is full"})
	})
	b.Look(path).Says(t, "The disk is full.", "Nothing was changed", "Import 2 orders")
}

// The page shows what is true to everybody, whoever began the import.
func TestImportIsSeenByOthersInItsTrueState(t *testing.T) {
	sh := webtest.NewShop(t)
	mine, theirs := sh.As("manager"), sh.As("admin")
	path := mine.Begin("orders", "o.csv", goodOrders)
	old := webtest.FormValues(mine.Look(path).Doc(t).Find(`form[action$="/apply"]`))
	theirs.Press(path, "Discard the file").Want(t, http.StatusSeeOther, paths.ImportsPath())
	mine.Do(http.MethodPost, path+"/apply", old).Want(t, http.StatusSeeOther, path)
	mine.Look(path).Says(t, "This file was discarded", "has moved on")
	sh.RunJobs()
	if n := sh.Audited("import.apply"); n != 0 {
		t.Errorf("a discarded file was applied %d times", n)
	}
}
