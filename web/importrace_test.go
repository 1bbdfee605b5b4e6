package web

import (
	"net/http"
	"strings"
	"testing"

	jobimports "wholesight/jobs/imports"
	"wholesight/store"
	"wholesight/web/paths"
)

func TestImportsThatMeetWaitForOneAnother(t *testing.T) {
	sh := newShop(t)
	b := sh.as("manager")
	first := b.begin("orders", "first.csv", goodOrders)
	second := b.begin("orders", "second.csv", strings.ReplaceAll(goodOrders, "A-", "Z-"))
	b.press(first, "Import 2 orders").want(t, http.StatusSeeOther)
	b.press(second, "Import 2 orders").want(t, http.StatusSeeOther)
	b.look(second).says(t, "waits for its turn", "/events")
	sh.runJobs()
	b.look(first).says(t, "Created").lacks(t, "Undo this import") // only the last one can be undone
	b.look(second).says(t, "Created", "Undo this import")
}

// What a check has promised and the shop no longer gives is shown again, not done.
func TestImportAfterTheShopHasChanged(t *testing.T) {
	sh := newShop(t)
	b := sh.as("manager")
	first := b.begin("orders", "first.csv", goodOrders)
	second := b.begin("orders", "second.csv", goodOrders+"A-3,2026-10-02,C2,S1,3,9.50\n")
	b.press(first, "Import 2 orders")
	sh.runJobs()
	b.press(second, "Import 3 orders")
	sh.runJobs()
	b.look(second).says(t, "The shop has changed since the check", "Import 1 order")
	b.press(second, "Import 1 order")
	sh.runJobs()
	b.look(second).says(t, "Created")
	if row := sh.newest(); row.Created != 1 || row.Unchanged != 2 {
		t.Errorf("created %d, unchanged %d", row.Created, row.Unchanged)
	}
}

func TestImportCancelled(t *testing.T) {
	sh := newShop(t)
	b := sh.as("manager")
	b.upload(fileForm{fields: []string{"kind", "orders", "missing", "1"}, name: "o.csv", file: []byte(goodOrders)}).want(t, http.StatusSeeOther)
	path := paths.ImportPath(sh.newest().ID)
	b.press(path, "Cancel").want(t, http.StatusSeeOther, path)
	b.look(path).says(t, "It was cancelled", "Nothing was changed", "Check the file", "Discard the file", "asked to stop").lacks(t, "/events")
	if sh.audited("job.cancel") != 1 {
		t.Error("the cancel is not written down")
	}
	b.post(path+"/cancel").want(t, http.StatusSeeOther, path)
	b.look(path).says(t, "It was over already")

	b.press(path, "Check the file").want(t, http.StatusSeeOther, path)
	sh.runJobs()
	b.press(path, "Import 2 orders")
	b.press(path, "Cancel").want(t, http.StatusSeeOther, path)
	sh.runJobs()
	b.look(path).says(t, "It was cancelled", "Import 2 orders")
	b.press(path, "Import 2 orders")
	sh.runJobs()
	b.look(path).says(t, "Created", "Undo this import")
}

// A run that fails again and again is said on the page, with what can be done.
func TestImportWhoseRunFailed(t *testing.T) {
	sh := newShop(t)
	b := sh.as("manager")
	path := b.begin("orders", "o.csv", goodOrders)
	b.press(path, "Import 2 orders")
	sh.update(func(tx *store.Tx) error {
		j, err := tx.ClaimJob("test", []string{jobimports.ApplyJob.Name}, 1<<40)
		if err != nil {
			return err
		}
		return tx.EndJob(j.ID, j.Attempt, store.JobEnd{State: store.JobDead, Failed: true, Error: "the disk is full"})
	})
	b.look(path).says(t, "The disk is full.", "Nothing was changed", "Import 2 orders")
}

// The page shows what is true to everybody, whoever began the import.
func TestImportIsSeenByOthersInItsTrueState(t *testing.T) {
	sh := newShop(t)
	mine, theirs := sh.as("manager"), sh.as("admin")
	path := mine.begin("orders", "o.csv", goodOrders)
	old := formValues(mine.look(path).doc(t).Find(`form[action$="/apply"]`))
	theirs.press(path, "Discard the file").want(t, http.StatusSeeOther, paths.ImportsPath())
	mine.do(http.MethodPost, path+"/apply", old).want(t, http.StatusSeeOther, path)
	mine.look(path).says(t, "This file was discarded", "has moved on")
	sh.runJobs()
	if n := sh.audited("import.apply"); n != 0 {
		t.Errorf("a discarded file was applied %d times", n)
	}
}
