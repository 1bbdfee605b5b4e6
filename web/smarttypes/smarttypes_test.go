package smarttypes_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"wholesight/store"
	"wholesight/web/paths"
	"wholesight/web/webtest"
)

// typeTitles are the smart types in order.
func typeTitles(sh *webtest.Shop) string {
	var titles []string
	for _, t := range sh.SmartTypes() {
		titles = append(titles, t.Title)
	}
	return strings.Join(titles, " ")
}

// One is added, given another title and the portal, moved and deleted, in the browser
// alone; what is refused says why at its field and keeps what was typed.
func TestSmartTypesAreKept(t *testing.T) {
	sh := webtest.NewShop(t)
	admin := sh.As("admin")
	admin.Get("/classifications").Want(t, 200).Says(t, `href="/smart-types"`)
	admin.Post("/smart-types", "title", " Retail ", "portal", "1").Want(t, 303, "/smart-types")
	admin.Get("/smart-types").Want(t, 200).Says(t, "Added, last in order.", "Retail", "Trade", "Add a smart type")
	for typed, refusal := range map[string]string{"": "Type a title, such as Retail",
		" retail":               "There is a smart type called Retail already.",
		strings.Repeat("x", 61): "The title has 61 characters; 60 are the most.", "a\tb": "cannot be shown"} {
		page := admin.Post("/smart-types", "title", typed, "portal", "1").Want(t, 422).Says(t, refusal, `aria-invalid="true"`)
		if strings.Count(page.Text, "autofocus") != 1 || !strings.Contains(page.Text, "checked") {
			t.Errorf("%q: the field is not in focus, or the portal was forgotten\n%s", typed, page.Text)
		}
	}
	retail := sh.SmartTypes()[1]
	path := paths.SmartTypePath(retail.ID)
	admin.Get(path).Want(t, 200).Says(t, `value="Retail"`, "checked", "Delete Retail")
	f := sh.SmartTypeForm(path, "title", "Shops")
	f.Del("portal")
	admin.Do(http.MethodPost, path, f).Want(t, 303, "/smart-types")
	if now := sh.SmartTypes()[1]; now.Title != "Shops" || now.Portal || now.Version != retail.Version+1 {
		t.Errorf("stored %+v", now)
	}
	admin.Do(http.MethodPost, path, sh.SmartTypeForm(path, "title", "trade")).Want(t, 422).Says(t, "called Trade already",
		`value="trade"`)

	move := sh.SmartTypeMove(1, "up")
	admin.Do(http.MethodPost, path+"/move", move).Want(t, 303, paths.SmartTypeMovedPath(retail.ID, "up"))
	if got := typeTitles(sh); got != "Shops Trade" {
		t.Errorf("the order is %s", got)
	}
	part := admin.With("HX-Request", "true").Get(paths.SmartTypeMovedPath(retail.ID, "up")).Want(t, 200).Says(t,
		"Shops moved to 1 of 2", "data-focus").Lacks(t, "<html")
	if n := strings.Count(part.Text, "data-focus"); n != 1 {
		t.Errorf("%d buttons get the focus", n)
	}
	admin.Do(http.MethodPost, path+"/move", move).Want(t, 409).Says(t, "Somebody else has changed the order meanwhile",
		"Nothing was moved")

	admin.Do(http.MethodPost, path+"/delete", sh.SmartTypeForm(path)).Want(t, 303, "/smart-types")
	undo := webtest.UndoIn(t, admin.Get("/smart-types").Want(t, 200).Says(t, "Shops deleted").Lacks(t, ">Shops<"))
	admin.Get("/bin").Want(t, 200).Says(t, "Shops", "Deleted a smart type")
	admin.Post(undo).Want(t, 303)
	if got := typeTitles(sh); got != "Shops Trade" {
		t.Errorf("put back: %s", got)
	}
	first := sh.FirstSmartType()
	admin.Post(paths.SmartTypeDoPath(first.ID, "delete"), "version", fmt.Sprint(first.Version)).Want(t, 422).Says(t,
		"Trade is in use", "Merge it into another smart type instead.")
	for _, id := range []string{"0", "x", "99999"} {
		admin.Get("/smart-types/"+id).Want(t, 404)
	}
	want := "undo.do smart-type.restore smart-type.delete smart-type.order smart-type.save smart-type.create"
	if got := smartTypeActions(sh); got != want {
		t.Errorf("entries: %s", got)
	}
}

// smartTypeActions are what the log tells of smart types and undos, newest first.
func smartTypeActions(sh *webtest.Shop) string {
	var actions []string
	for _, e := range sh.Audit() {
		if strings.HasPrefix(e.Action, "smart-type.") || e.Action == "undo.do" {
			actions = append(actions, e.Action)
		}
	}
	return strings.Join(actions, " ")
}

// The office reads, and is offered nothing that it may not do.
func TestSmartTypesAreReadByTheOffice(t *testing.T) {
	sh := webtest.NewShop(t)
	sh.AddSmartType("<b>Retail</b>", true)
	sh.As("manager").Get("/smart-types").Want(t, 200).Says(t, "&lt;b&gt;Retail", "Trade").Lacks(t, "/smart-types/new",
		"/move", "Administration")
	sh.As("manager").Post("/smart-types", "title", "Mine").Want(t, 403)
	sh.As("rep").Get("/smart-types").Want(t, 403)
}

// A form that is sent twice adds one; who saves over somebody else's save is shown what
// differs, and saves again on purpose.
func TestSmartTypeIsSentTwiceAndByTwo(t *testing.T) {
	sh := webtest.NewShop(t)
	admin := sh.As("admin")
	for range 2 {
		admin.Post("/smart-types", "title", "Retail", "form_key", "k1").Want(t, 303, "/smart-types")
	}
	if got := typeTitles(sh); got != "Trade Retail" {
		t.Fatalf("there are %s", got)
	}
	path := paths.SmartTypePath(sh.SmartTypes()[1].ID)
	mine := sh.SmartTypeForm(path, "title", "Mine")
	admin.Do(http.MethodPost, path, sh.SmartTypeForm(path, "title", "Theirs", "portal", "1")).Want(t, 303)
	admin.Do(http.MethodPost, path, mine).Want(t, 409).Says(t, "Somebody else changed Retail while you were typing",
		"Theirs", `value="Mine"`)
	if got := typeTitles(sh); got != "Trade Theirs" {
		t.Errorf("stored %s", got)
	}
	mine.Set("version", fmt.Sprint(sh.SmartTypes()[1].Version))
	admin.Do(http.MethodPost, path, mine).Want(t, 303)
	if got := typeTitles(sh); got != "Trade Mine" {
		t.Errorf("stored %s", got)
	}
}

// One is merged into another: what would happen is shown first, what differs from that
// by now is shown again, and the way back puts everything where it was.
func TestSmartTypesAreMerged(t *testing.T) {
	webtest.OnBoth(t, func(t *testing.T, sh *webtest.Shop) {
		admin, trade := sh.As("admin"), sh.FirstSmartType()
		path := paths.SmartTypeDoPath(trade.ID, "merge")
		admin.Get(path).Want(t, 200).Says(t, "There is no other smart type")
		retail := sh.AddSmartType("Retail", true)
		admin.Get(path).Want(t, 200).Says(t, "Merge into", "Show what would happen").Lacks(t,
			"Classifications that are deleted")
		into := path + "?into=" + fmt.Sprint(retail.ID)
		admin.Get(into).Want(t, 200).Says(t, "Trade into Retail", "Calm", "Due", "Late", "Comment on Calm",
			"The customers gain the portal", "people of theirs can log in", "Merge Trade into Retail")
		admin.Get(path+"?into="+fmt.Sprint(trade.ID)).Want(t, 422).Says(t,
			"Choose the smart type that the customers are to have.")
		admin.Post(path, "into", "nonsense", "seen", "x").Want(t, 422).Says(t, "Choose the smart type")

		form := sh.MergeForm(trade, retail)
		sh.SpareRule()
		admin.Do(http.MethodPost, path, form).Want(t, 409).Says(t, "Somebody else has changed one of the two meanwhile",
			"Spare")
		admin.Do(http.MethodPost, path, sh.MergeForm(trade, retail)).Want(t, 303, "/smart-types")
		page := admin.Get("/smart-types").Want(t, 200).Says(t, "Trade is merged into Retail: ",
			". Labels follow with the next run.")
		if got := typeTitles(sh); got != "Retail" {
			t.Errorf("there are %s", got)
		}
		if got := smartTypeOf(sh, sh.Seed.Alpha.Customer.Code); got != "Retail" {
			t.Errorf("the customer is of %s", got)
		}
		admin.Get("/customers").Want(t, 200).Says(t, "Retail")
		admin.Get("/reports/classifications.csv").Want(t, 200).Says(t, sh.Seed.Alpha.Customer.Code, ",Retail,")
		admin.Get(into).Want(t, 404)
		admin.Get("/classifications").Want(t, 200).Says(t, "Retail").Lacks(t, "Comment on Calm")
		admin.Post(webtest.UndoIn(t, page)).Want(t, 303)
		if got := typeTitles(sh); got != "Trade Retail" {
			t.Errorf("put back: %s", got)
		}
		if got := smartTypeOf(sh, sh.Seed.Alpha.Customer.Code); got != "Trade" {
			t.Errorf("put back, the customer is of %s", got)
		}
		admin.Get("/classifications").Want(t, 200).Says(t, "Comment on Calm")
	})
}

func smartTypeOf(sh *webtest.Shop, code string) (title string) {
	sh.T.Helper()
	sh.View(func(tx *store.Tx) error {
		c, err := tx.Customer(store.Everyone(), code)
		title = c.SmartType
		return err
	})
	return title
}
