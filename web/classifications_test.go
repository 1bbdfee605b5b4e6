package web

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"wholesight/jobs/rules/classify"
	"wholesight/jobs/settings"
	"wholesight/store"
	"wholesight/web/classifications"
	"wholesight/web/paths"
)

func TestClassificationsPage(t *testing.T) {
	sh := newShop(t)
	late := sh.rule("Late")
	admin := sh.as("admin").get("/classifications").want(t, 200)
	admin.says(t, "Comment on Late", "more than 2", `placeholder="no end"`, "from 0, up to 1", fmt.Sprintf(`href="/customers?label=%d">2<`, late.ID), "€2,469",
		`href="/reports/classifications.csv"`, "12\u00a0months", "22\u00a0November\u00a02026", "Run now", `action="/classifications/`+fmt.Sprint(late.ID)+`/delete"`)
	for _, kind := range classify.Types {
		admin.says(t, `id="type-`+string(kind)+`"`)
	}
	sh.as("manager").get("/classifications").want(t, 200).says(t, "Comment on Late", "build 2", "no upper end").lacks(t, "Run now", "/delete", "Add a row", `href="/settings"`)
	sh.as("rep").get("/classifications").want(t, 403)
	sh.as("admin").get("/classifications?smart_type=999").want(t, 404)
	sh.as("admin").get("/classifications?smart_type=x").want(t, 400)

	part := sh.as("admin").with("HX-Request", "true").get("/classifications").want(t, 200).lacks(t, "<html")
	if got := part.Header.Get("HX-Retarget"); got != "#classifications" {
		t.Errorf("a part is meant for %q", got)
	}
}

// A shop with smart types, but without a run, says what is missing and how to get it.
func TestClassificationsBeforeTheFirstRun(t *testing.T) {
	sh := newShop(t)
	sh.update(func(tx *store.Tx) error {
		_, err := tx.NewSmartType("Retail", false)
		return err
	})
	var retail int64
	sh.view(func(tx *store.Tx) error {
		st, err := tx.SmartTypeByTitle("Retail")
		retail = st.ID
		return err
	})
	sh.as("admin").get(paths.ClassificationsPath(retail)).want(t, 200).says(t, "Retail", "No rows yet", "Add a row").lacks(t, "Comment on Late")
}

func TestClassificationCreate(t *testing.T) {
	sh := newShop(t)
	b, kind := sh.as("admin"), fmt.Sprint(sh.rule("Calm").SmartTypeID)
	b.get("/classifications/new?type=revenue_change&smart_type="+kind).want(t, 200).says(t, "New row of Revenue change", `name="form_key"`, "Where its value belongs")
	create := func(pairs ...string) reply {
		form := values("smart_type", kind, "type", "revenue_change", "colour", "#e69f00")
		for i := 0; i < len(pairs); i += 2 {
			form.Set(pairs[i], pairs[i+1])
		}
		return b.do(http.MethodPost, "/classifications", form)
	}
	create("title", "Growing", "value", "10", "min_spend", "1,250.50", "min_orders", "3", "comment", "Say thank you.\r\nTwice.").want(t, 303, "/classifications?smart_type="+kind)
	create("title", "Growing fast", "value", "+50 %", "form_key", "once").want(t, 303)
	create("title", "Growing fast", "value", "+50 %", "form_key", "once").want(t, 303)
	create("title", "Shrinking", "value", "−10", "colour", "own", "colour_own", " #ABCDEF ").want(t, 303)
	if got := sh.drafted("revenue_change"); got != "Growing Growing fast Shrinking" {
		t.Errorf("the draft is %q", got)
	}
	if got := sh.rules("revenue_change"); got != "" {
		t.Errorf("stored before it is applied: %q", got)
	}
	b.get("/classifications").want(t, 200).says(t, "Growing is in your draft", "spent €1,250.50 or more, 3\u00a0orders or more", "10\u00a0% or more, below 50\u00a0%", "Draft: 3\u00a0changes")
	sh.as("manager").get("/classifications").want(t, 200).lacks(t, "Growing")

	// A new row is edited like any other.
	fast := sh.draft("admin").Live("revenue_change")[1]
	b.get(paths.RulePath(fast.SmartTypeID, fast.ID)).want(t, 200).says(t, `value="Growing fast"`)
	b.get("/classifications/"+fmt.Sprint(fast.ID)).want(t, 404) // of no smart type
	b.do(http.MethodPost, "/classifications/"+fmt.Sprint(fast.ID), sh.ruleForm(fast, "title", "Booming", "position", "2")).want(t, 303)

	b.do(http.MethodPost, paths.DraftPath("apply"), sh.draftForm("admin")).want(t, 303)
	if got := sh.rules("revenue_change"); got != "Growing Booming Shrinking" {
		t.Errorf("applied: %q", got)
	}
	growing, shrinking := sh.rule("Growing"), sh.rule("Shrinking")
	if *growing.Value != 1_000 || *growing.MinSpend != 125_050 || *growing.MinOrders != 3 || growing.Comment != "Say thank you.\nTwice." || shrinking.Colour != "#abcdef" || *shrinking.Value != -1_000 {
		t.Errorf("stored %+v and %+v", growing, shrinking)
	}
	if n := sh.audited("classification.save"); n < 1 {
		t.Errorf("%d entries in the audit log", n)
	}
}

// What is refused stands at its field, both rows are named, and nothing typed is lost.
func TestClassificationRefusals(t *testing.T) {
	sh := newShop(t)
	due := sh.rule("Due")
	tests := []struct {
		name    string
		changes []string
		field   string
		says    string
	}{
		{"no title", []string{"title", "  "}, "title", "A title is needed."},
		{"long title", []string{"title", strings.Repeat("x", 61)}, "title", "61 characters"},
		{"no number", []string{"value", "lots"}, "value", "is not a number"},
		{"three decimals", []string{"value", "1.234"}, "value", "more than"},
		{"below zero", []string{"value", "-1"}, "value", "must not be below 0"},
		{"position", []string{"position", "0"}, "position", "Pick one of the positions."},
		{"spend", []string{"min_spend", "12.345"}, "min_spend", "decimals"},
		{"spend below zero", []string{"min_spend", "-5"}, "min_spend", "must not be below 0"},
		{"orders", []string{"min_orders", "1.5"}, "min_orders", "decimals"},
		{"colour", []string{"colour", "own", "colour_own", "red"}, "colour", "Pick a colour"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			changes := append([]string{"comment", "Typed <b>long</b>"}, test.changes...)
			for _, b := range []*browser{sh.as("admin"), sh.as("admin").with("HX-Request", "true")} {
				res := b.do(http.MethodPost, paths.RulePath(0, due.ID), sh.ruleForm(due, changes...)).want(t, 422)
				doc := res.doc(t)
				field := doc.Find(`main [name="` + test.field + `"], #edit-risk [name="` + test.field + `"]`).First()
				if _, bad := field.Attr("aria-invalid"); !bad {
					t.Errorf("field %s is not marked\n%s", test.field, res.body)
				}
				said := doc.Find("#f-" + test.field + "-error").Text()
				if !strings.Contains(strings.ToLower(said), strings.ToLower(test.says)) {
					t.Errorf("at the field stands %q, want %q", said, test.says)
				}
				if got := doc.Find("textarea").Text(); got != "Typed <b>long</b>" {
					t.Errorf("the comment came back as %q", got)
				}
				for i := 0; i < len(test.changes); i += 2 {
					name, typed := test.changes[i], test.changes[i+1]
					if got, _ := doc.Find(`input[type=text][name="` + name + `"]`).Attr("value"); got != typed && name != "position" && name != "colour" {
						t.Errorf("%s came back as %q, typed %q", name, got, typed)
					}
				}
			}
		})
	}
	if d := sh.draft("admin"); d.Version != 0 || sh.rule("Due").Version != due.Version {
		t.Errorf("a refused form changed the draft: %+v", d)
	}
}

// In another language numbers are read as they are written there.
func TestClassificationInAnotherLanguage(t *testing.T) {
	sh := newShop(t)
	sh.update(func(tx *store.Tx) error {
		return settings.SaveSetting(tx, store.Actor{Name: "test"}, "locale", "de-DE")
	})
	due := sh.rule("Due")
	sh.as("admin").do(http.MethodPost, paths.RulePath(0, due.ID), sh.ruleForm(due, "value", "1,75", "min_spend", "1.250,50")).want(t, 303)
	if r := sh.draft("admin").Row(due.ID); *r.Value != 175 || *r.MinSpend != 125_050 {
		t.Errorf("the draft has %d and %d", *r.Value, *r.MinSpend)
	}
	sh.as("admin").get(paths.RulePath(0, due.ID)).want(t, 200).says(t, `value="1,75"`, `value="1.250,50"`)
}

// A form that does not know what another tab, or somebody else, has saved comes back
// with both, and nothing typed is lost.
func TestClassificationConflict(t *testing.T) {
	sh := newShop(t)
	due := sh.rule("Due")
	ada, other := sh.as("admin"), sh.as("admin")
	began := formValues(ada.get(paths.RulePath(0, due.ID)).want(t, 200).doc(t).Find("main form.form"))
	other.do(http.MethodPost, paths.RulePath(0, due.ID), sh.ruleForm(due, "title", "Theirs")).want(t, 303)

	began.Set("title", "Mine")
	began.Set("comment", "Kept")
	res := ada.do(http.MethodPost, paths.RulePath(0, due.ID), began).want(t, 409)
	res.says(t, "Somebody else changed Theirs while you were typing", "Theirs, as it is now")
	doc := res.doc(t)
	var row []string
	doc.Find("main table tbody tr").First().Find("th, td").Each(func(_ int, c *goquery.Selection) { row = append(row, strings.TrimSpace(c.Text())) })
	if got := strings.Join(row, "|"); got != "Title|Due|Theirs|Mine" {
		t.Errorf("the comparison says %q", got)
	}
	if got := sh.draft("admin").Row(due.ID); got.Title != "Theirs" || got.Comment != due.Comment {
		t.Error("the stale form was kept")
	}
	// Sent again, knowing theirs, it is kept.
	again := formValues(doc.Find("main form.form"))
	again.Set("comment", doc.Find("textarea").Text())
	ada.do(http.MethodPost, paths.RulePath(0, due.ID), again).want(t, 303)
	if got := sh.draft("admin").Row(due.ID); got.Title != "Mine" || got.Comment != "Kept" {
		t.Errorf("the draft has %+v", got)
	}

	// Deleted meanwhile: the form makes a new row.
	began = formValues(ada.get(paths.RulePath(0, due.ID)).want(t, 200).doc(t).Find("main form.form"))
	other.post(paths.RuleDoPath(due.ID, "delete")).want(t, 303)
	ada.get(paths.RulePath(0, due.ID)).want(t, 404)
	began.Set("title", "Mine again")
	doc = ada.do(http.MethodPost, paths.RulePath(0, due.ID), began).want(t, 409).says(t, "Somebody else deleted Mine").doc(t)
	form := doc.Find("main form.form")
	if form.AttrOr("action", "") != "/classifications" {
		t.Fatalf("the form leads to %q", form.AttrOr("action", ""))
	}
	ada.do(http.MethodPost, "/classifications", formValues(form)).want(t, 303)
	if got := sh.drafted("risk"); got != "Calm (Mine) Mine again Late" {
		t.Errorf("the draft is %q", got)
	}
}

func TestClassificationMove(t *testing.T) {
	sh := newShop(t)
	b, kind := sh.as("admin"), fmt.Sprint(sh.rule("Calm").SmartTypeID)
	due := sh.rule("Due")
	order := classifications.OrderOf(sh.draft("admin").Live("risk"))
	form := values("position", "1", "order", order, "form_key", "a-key-of-this-form")
	b.do(http.MethodPost, paths.RuleDoPath(due.ID, "move"), form).want(t, 303, "/classifications?smart_type="+kind+"&at="+fmt.Sprint(due.ID))
	if got := sh.drafted("risk"); got != "Due Calm Late" {
		t.Errorf("moved: %q", got)
	}
	// The order is not accepted: both rows say so, and it is kept.
	b.get("/classifications").want(t, 200).says(t, "Due moved to 1 of 3", "It cannot stand before Calm.", "It cannot stand behind Due.", "“Due” (2) stands before “Calm” (1): values must rise from row to row.")
	// The same form again, and a form of the list as it was.
	b.do(http.MethodPost, paths.RuleDoPath(due.ID, "move"), form).want(t, 303)
	form.Set("form_key", "another")
	form.Set("position", "3")
	b.do(http.MethodPost, paths.RuleDoPath(due.ID, "move"), form).want(t, 409).says(t, "This list was changed meanwhile")
	if got := sh.drafted("risk"); got != "Due Calm Late" {
		t.Errorf("after a stale move: %q", got)
	}
	b.post(paths.RuleDoPath(due.ID, "move"), "position", "x").want(t, 400)
	b.post("/classifications/999999/move", "position", "1").want(t, 404)
	b.post("/classifications/-999999/move", "position", "1").want(t, 404)
	b.post(paths.RuleDoPath(due.ID, "move"), "position", "2").want(t, 303)
	if d := sh.draft("admin"); d.Version != 0 {
		t.Errorf("back where it was, the draft is still there: %+v", d)
	}
	if got := sh.rules("risk"); got != "Calm Due Late" {
		t.Errorf("stored meanwhile: %q", got)
	}
}

// A deleted row is struck through until the draft is applied, and can be restored.
func TestClassificationDeleteAndRestore(t *testing.T) {
	sh := newShop(t)
	b, due := sh.as("admin"), sh.rule("Due")
	b.post(paths.RuleDoPath(due.ID, "delete"), "form_key", "once").want(t, 303)
	b.post(paths.RuleDoPath(due.ID, "delete"), "form_key", "once").want(t, 303)
	res := b.get("/classifications").says(t, "Due goes when you apply your draft", "deleted when the draft is applied", `action="`+paths.RuleDoPath(due.ID, "restore")+`"`)
	if res.doc(t).Find("#c-"+fmt.Sprint(due.ID)+" .is-gone").Length() != 1 {
		t.Error("the row is not struck through")
	}
	b.post(paths.RuleDoPath(due.ID, "delete")).want(t, 409)
	b.get(paths.RulePath(0, due.ID)).want(t, 404)
	b.post(paths.RuleDoPath(due.ID, "restore")).want(t, 303)
	b.post(paths.RuleDoPath(due.ID, "restore")).want(t, 303)
	if d := sh.draft("admin"); d.Version != 0 {
		t.Errorf("restored, the draft is still there: %+v", d)
	}
	b.post(paths.RuleDoPath(due.ID, "delete")).want(t, 303)
	if got := sh.rules("risk"); got != "Calm Due Late" {
		t.Errorf("deleted before it was applied: %q", got)
	}
	b.do(http.MethodPost, paths.DraftPath("apply"), sh.draftForm("admin")).want(t, 303)
	if got := sh.rules("risk"); got != "Calm Late" {
		t.Errorf("applied: %q", got)
	}
}

// In place, the form is a part, and so is the list that it leads to; what was applied
// may have brought a colour that the page's style sheet lacks: it loads itself again.
func TestClassificationInPlace(t *testing.T) {
	sh := newShop(t)
	due := sh.rule("Due")
	b := sh.as("admin").with("HX-Request", "true").with("HX-Target", "edit-risk")
	b.get(paths.RulePath(0, due.ID)).want(t, 200).lacks(t, "<html").says(t, `id="edit-risk"`, `hx-post="`+paths.RulePath(0, due.ID)+`"`, `hx-target="#edit-risk"`)
	b.do(http.MethodPost, paths.RulePath(0, due.ID), sh.ruleForm(due, "title", "")).want(t, 422).lacks(t, "<html").says(t, `id="edit-risk"`)
	to := b.do(http.MethodPost, paths.RulePath(0, due.ID), sh.ruleForm(due, "title", "Soon")).want(t, 303).Header.Get("Location")
	res := b.get(to).want(t, 200).lacks(t, "<html", "<link").says(t, `hx-swap-oob="beforeend:#toasts"`, "Soon is in your draft")
	if got := res.Header.Get("HX-Retarget"); got != "#classifications" {
		t.Errorf("the list is meant for %q", got)
	}
	to = b.do(http.MethodPost, paths.DraftPath("apply"), sh.draftForm("admin")).want(t, 303).Header.Get("Location")
	if res := b.get(to).want(t, 200); res.Header.Get("HX-Refresh") != "true" || res.body != "" {
		t.Errorf("after an apply: HX-Refresh %q, body %q", res.Header.Get("HX-Refresh"), res.body)
	}
	sh.as("admin").get(to).want(t, 200).says(t, "Soon")
}

func TestReportCSV(t *testing.T) {
	sh := newShop(t)
	all := sh.as("manager").get("/reports/classifications.csv").want(t, 200)
	if lines := strings.Split(strings.TrimSpace(all.body), "\n"); len(lines) != 3 || !strings.HasPrefix(lines[0], "customer_code,name,smart_type,") {
		t.Errorf("the report is\n%s", all.body)
	}
	if got := all.Header.Get("Content-Type"); got != "text/csv; charset=utf-8" {
		t.Errorf("it is of type %q", got)
	}
	own := sh.as("rep").get("/reports/classifications.csv").want(t, 200)
	if leaks(own, "CanaryBravo") != nil || leaks(own, sh.seed.alpha.canary("Code")) == nil {
		t.Errorf("a rep's report is\n%s", own.body)
	}
	sh.as("rep").get("/reports/classifications.csv?as_of=2026-11-01").want(t, 403)
	sh.as("manager").get("/reports/classifications.csv?as_of=yesterday").want(t, 400)
	sh.as("manager").get("/reports/classifications.csv?as_of=2026-11-01").want(t, 200).says(t, ",2026-11-01,12,")
	if n := sh.audited("export"); n != 3 {
		t.Errorf("%d exports in the audit log, want 3", n)
	}
}

// A new shop, without a smart type, says how it gets one; nothing else is offered.
func TestClassificationsOfANewShop(t *testing.T) {
	v := classifications.NewClassificationsView(newTestLocale(t), settings.Shop{}, &classifications.ClassificationsData{Admin: true})
	if v.Empty == nil || v.Empty.Start == nil || v.Empty.Start.Href != paths.ImportNewPath() || len(v.Groups) != 0 {
		t.Errorf("a new shop's page: %+v", v)
	}
}
