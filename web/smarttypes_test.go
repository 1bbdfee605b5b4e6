package web

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"wholesight/store"
	"wholesight/web/paths"
)

// typeTitles are the smart types in order.
func (sh *shop) typeTitles() string {
	var titles []string
	for _, t := range sh.smartTypes() {
		titles = append(titles, t.Title)
	}
	return strings.Join(titles, " ")
}

// One is added, given another title and the portal, moved and deleted, in the browser
// alone; what is refused says why at its field and keeps what was typed.
func TestSmartTypesAreKept(t *testing.T) {
	sh := newShop(t)
	admin := sh.as("admin")
	admin.get("/classifications").want(t, 200).says(t, `href="/smart-types"`)
	admin.post("/smart-types", "title", " Retail ", "portal", "1").want(t, 303, "/smart-types")
	admin.get("/smart-types").want(t, 200).says(t, "Added, last in order.", "Retail", "Trade", "Add a smart type")
	for typed, refusal := range map[string]string{"": "Type a title, such as Retail", " retail": "There is a smart type called Retail already.",
		strings.Repeat("x", 61): "The title has 61 characters; 60 are the most.", "a\tb": "cannot be shown"} {
		page := admin.post("/smart-types", "title", typed, "portal", "1").want(t, 422).says(t, refusal, `aria-invalid="true"`)
		if strings.Count(page.body, "autofocus") != 1 || !strings.Contains(page.body, "checked") {
			t.Errorf("%q: the field is not in focus, or the portal was forgotten\n%s", typed, page.body)
		}
	}
	retail := sh.smartTypes()[1]
	path := paths.SmartTypePath(retail.ID)
	admin.get(path).want(t, 200).says(t, `value="Retail"`, "checked", "Delete Retail")
	f := sh.smartTypeForm(path, "title", "Shops")
	f.Del("portal")
	admin.do(http.MethodPost, path, f).want(t, 303, "/smart-types")
	if now := sh.smartTypes()[1]; now.Title != "Shops" || now.Portal || now.Version != retail.Version+1 {
		t.Errorf("stored %+v", now)
	}
	admin.do(http.MethodPost, path, sh.smartTypeForm(path, "title", "trade")).want(t, 422).says(t, "called Trade already", `value="trade"`)

	move := sh.smartTypeMove(1, "up")
	admin.do(http.MethodPost, path+"/move", move).want(t, 303, paths.SmartTypeMovedPath(retail.ID, "up"))
	if got := sh.typeTitles(); got != "Shops Trade" {
		t.Errorf("the order is %s", got)
	}
	part := admin.with("HX-Request", "true").get(paths.SmartTypeMovedPath(retail.ID, "up")).want(t, 200).says(t, "Shops moved to 1 of 2", "data-focus").lacks(t, "<html")
	if n := strings.Count(part.body, "data-focus"); n != 1 {
		t.Errorf("%d buttons get the focus", n)
	}
	admin.do(http.MethodPost, path+"/move", move).want(t, 409).says(t, "Somebody else has changed the order meanwhile", "Nothing was moved")

	admin.do(http.MethodPost, path+"/delete", sh.smartTypeForm(path)).want(t, 303, "/smart-types")
	undo := undoIn(t, admin.get("/smart-types").want(t, 200).says(t, "Shops deleted").lacks(t, ">Shops<"))
	admin.get("/bin").want(t, 200).says(t, "Shops", "Deleted a smart type")
	admin.post(undo).want(t, 303)
	if got := sh.typeTitles(); got != "Shops Trade" {
		t.Errorf("put back: %s", got)
	}
	first := sh.firstSmartType()
	admin.post(paths.SmartTypeDoPath(first.ID, "delete"), "version", fmt.Sprint(first.Version)).want(t, 422).says(t, "Trade is in use", "Merge it into another smart type instead.")
	for _, id := range []string{"0", "x", "99999"} {
		admin.get("/smart-types/"+id).want(t, 404)
	}
	want := "undo.do smart-type.restore smart-type.delete smart-type.order smart-type.save smart-type.create"
	if got := sh.smartTypeActions(); got != want {
		t.Errorf("entries: %s", got)
	}
}

// smartTypeActions are what the log tells of smart types and undos, newest first.
func (sh *shop) smartTypeActions() string {
	var actions []string
	for _, e := range sh.audit() {
		if strings.HasPrefix(e.Action, "smart-type.") || e.Action == "undo.do" {
			actions = append(actions, e.Action)
		}
	}
	return strings.Join(actions, " ")
}

// The office reads, and is offered nothing that it may not do.
func TestSmartTypesAreReadByTheOffice(t *testing.T) {
	sh := newShop(t)
	sh.addSmartType("<b>Retail</b>", true)
	sh.as("manager").get("/smart-types").want(t, 200).says(t, "&lt;b&gt;Retail", "Trade").lacks(t, "/smart-types/new", "/move", "Administration")
	sh.as("manager").post("/smart-types", "title", "Mine").want(t, 403)
	sh.as("rep").get("/smart-types").want(t, 403)
}

// A form that is sent twice adds one; who saves over somebody else's save is shown what
// differs, and saves again on purpose.
func TestSmartTypeIsSentTwiceAndByTwo(t *testing.T) {
	sh := newShop(t)
	admin := sh.as("admin")
	for range 2 {
		admin.post("/smart-types", "title", "Retail", "form_key", "k1").want(t, 303, "/smart-types")
	}
	if got := sh.typeTitles(); got != "Trade Retail" {
		t.Fatalf("there are %s", got)
	}
	path := paths.SmartTypePath(sh.smartTypes()[1].ID)
	mine := sh.smartTypeForm(path, "title", "Mine")
	admin.do(http.MethodPost, path, sh.smartTypeForm(path, "title", "Theirs", "portal", "1")).want(t, 303)
	admin.do(http.MethodPost, path, mine).want(t, 409).says(t, "Somebody else changed Retail while you were typing", "Theirs", `value="Mine"`)
	if got := sh.typeTitles(); got != "Trade Theirs" {
		t.Errorf("stored %s", got)
	}
	mine.Set("version", fmt.Sprint(sh.smartTypes()[1].Version))
	admin.do(http.MethodPost, path, mine).want(t, 303)
	if got := sh.typeTitles(); got != "Trade Mine" {
		t.Errorf("stored %s", got)
	}
}

// One is merged into another: what would happen is shown first, what differs from that
// by now is shown again, and the way back puts everything where it was.
func TestSmartTypesAreMerged(t *testing.T) {
	onBoth(t, func(t *testing.T, sh *shop) {
		admin, trade := sh.as("admin"), sh.firstSmartType()
		path := paths.SmartTypeDoPath(trade.ID, "merge")
		admin.get(path).want(t, 200).says(t, "There is no other smart type")
		retail := sh.addSmartType("Retail", true)
		admin.get(path).want(t, 200).says(t, "Merge into", "Show what would happen").lacks(t, "Classifications that are deleted")
		into := path + "?into=" + fmt.Sprint(retail.ID)
		admin.get(into).want(t, 200).says(t, "Trade into Retail", "Calm", "Due", "Late", "Comment on Calm", "The customers gain the portal", "people of theirs can log in", "Merge Trade into Retail")
		admin.get(path+"?into="+fmt.Sprint(trade.ID)).want(t, 422).says(t, "Choose the smart type that the customers are to have.")
		admin.post(path, "into", "nonsense", "seen", "x").want(t, 422).says(t, "Choose the smart type")

		form := sh.mergeForm(trade, retail)
		sh.spareRule()
		admin.do(http.MethodPost, path, form).want(t, 409).says(t, "Somebody else has changed one of the two meanwhile", "Spare")
		admin.do(http.MethodPost, path, sh.mergeForm(trade, retail)).want(t, 303, "/smart-types")
		page := admin.get("/smart-types").want(t, 200).says(t, "Trade is merged into Retail: ", ". Labels follow with the next run.")
		if got := sh.typeTitles(); got != "Retail" {
			t.Errorf("there are %s", got)
		}
		if got := sh.smartTypeOf(sh.seed.alpha.customer.Code); got != "Retail" {
			t.Errorf("the customer is of %s", got)
		}
		admin.get("/customers").want(t, 200).says(t, "Retail")
		admin.get("/reports/classifications.csv").want(t, 200).says(t, sh.seed.alpha.customer.Code, ",Retail,")
		admin.get(into).want(t, 404)
		admin.get("/classifications").want(t, 200).says(t, "Retail").lacks(t, "Comment on Calm")
		admin.post(undoIn(t, page)).want(t, 303)
		if got := sh.typeTitles(); got != "Trade Retail" {
			t.Errorf("put back: %s", got)
		}
		if got := sh.smartTypeOf(sh.seed.alpha.customer.Code); got != "Trade" {
			t.Errorf("put back, the customer is of %s", got)
		}
		admin.get("/classifications").want(t, 200).says(t, "Comment on Calm")
	})
}

func (sh *shop) smartTypeOf(code string) (title string) {
	sh.t.Helper()
	sh.view(func(tx *store.Tx) error {
		c, err := tx.Customer(store.Everyone(), code)
		title = c.SmartType
		return err
	})
	return title
}
