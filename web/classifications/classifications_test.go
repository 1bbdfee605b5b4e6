package classifications_test

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
	"wholesight/web/webtest"
)

func TestClassificationsPage(t *testing.T) {
	sh := webtest.NewShop(t)
	late := sh.Rule("Late")
	admin := sh.As("admin").Get("/classifications").Want(t, 200)
	admin.Says(t, "Comment on Late", "more than 2", `placeholder="no end"`, "from 0, up to 1",
		fmt.Sprintf(`href="/customers?label=%d">2<`, late.ID), "€2,469",
		`href="/reports/classifications.csv"`, "12\u00a0months", "22\u00a0November\u00a02026", "Run now",
		`action="/classifications/`+fmt.Sprint(late.ID)+`/delete"`)
	for _, kind := range classify.Types {
		admin.Says(t, `id="type-`+string(kind)+`"`)
	}
	sh.As("manager").Get("/classifications").Want(t, 200).Says(t, "Comment on Late", "build 2", "no upper end").Lacks(t,
		"Run now", "/delete", "Add a row", `href="/settings"`)
	sh.As("rep").Get("/classifications").Want(t, 403)
	sh.As("admin").Get("/classifications?smart_type=999").Want(t, 404)
	sh.As("admin").Get("/classifications?smart_type=x").Want(t, 400)

	part := sh.As("admin").With("HX-Request", "true").Get("/classifications").Want(t, 200).Lacks(t, "<html")
	if got := part.Header.Get("HX-Retarget"); got != "#classifications" {
		t.Errorf("a part is meant for %q", got)
	}
}

// A shop with smart types, but without a run, says what is missing and how to get it.
func TestClassificationsBeforeTheFirstRun(t *testing.T) {
	sh := webtest.NewShop(t)
	sh.Update(func(tx *store.Tx) error {
		_, err := tx.NewSmartType("Retail", false)
		return err
	})
	var retail int64
	sh.View(func(tx *store.Tx) error {
		st, err := tx.SmartTypeByTitle("Retail")
		retail = st.ID
		return err
	})
	sh.As("admin").Get(paths.ClassificationsPath(retail)).Want(t, 200).Says(t, "Retail", "No rows yet",
		"Add a row").Lacks(t, "Comment on Late")
}

func TestClassificationCreate(t *testing.T) {
	sh := webtest.NewShop(t)
	b, kind := sh.As("admin"), fmt.Sprint(sh.Rule("Calm").SmartTypeID)
	b.Get("/classifications/new?type=revenue_change&smart_type="+kind).Want(t, 200).Says(t, "New row of Revenue change",
		`name="form_key"`, "Where its value belongs")
	create := func(pairs ...string) webtest.Reply {
		form := webtest.Values("smart_type", kind, "type", "revenue_change", "colour", "#e69f00")
		for i := 0; i < len(pairs); i += 2 {
			form.Set(pairs[i], pairs[i+1])
		}
		return b.Do(http.MethodPost, "/classifications", form)
	}
	create("title", "Growing", "value", "10", "min_spend", "1,250.50", "min_orders", "3", "comment",
		"Say thank you.\r\nTwice.").Want(t, 303, "/classifications?smart_type="+kind)
	create("title", "Growing fast", "value", "+50 %", "form_key", "once").Want(t, 303)
	create("title", "Growing fast", "value", "+50 %", "form_key", "once").Want(t, 303)
	create("title", "Shrinking", "value", "−10", "colour", "own", "colour_own", " #ABCDEF ").Want(t, 303)
	if got := sh.Drafted("revenue_change"); got != "Growing Growing fast Shrinking" {
		t.Errorf("the draft is %q", got)
	}
	if got := sh.Rules("revenue_change"); got != "" {
		t.Errorf("stored before it is applied: %q", got)
	}
	b.Get("/classifications").Want(t, 200).Says(t, "Growing is in your draft",
		"spent €1,250.50 or more, 3\u00a0orders or more", "10\u00a0% or more, below 50\u00a0%", "Draft: 3\u00a0changes")
	sh.As("manager").Get("/classifications").Want(t, 200).Lacks(t, "Growing")

	// A new row is edited like any other.
	fast := sh.Draft("admin").Live("revenue_change")[1]
	b.Get(paths.RulePath(fast.SmartTypeID, fast.ID)).Want(t, 200).Says(t, `value="Growing fast"`)
	b.Get("/classifications/"+fmt.Sprint(fast.ID)).Want(t, 404) // of no smart type
	b.Do(http.MethodPost, "/classifications/"+fmt.Sprint(fast.ID),
		sh.RuleForm(fast, "title", "Booming", "position", "2")).Want(t, 303)

	b.Do(http.MethodPost, paths.DraftPath("apply"), sh.DraftForm("admin")).Want(t, 303)
	if got := sh.Rules("revenue_change"); got != "Growing Booming Shrinking" {
		t.Errorf("applied: %q", got)
	}
	growing, shrinking := sh.Rule("Growing"), sh.Rule("Shrinking")
	if *growing.Value != 1_000 || *growing.MinSpend != 125_050 || *growing.MinOrders != 3 ||
		growing.Comment != "Say thank you.\nTwice." || shrinking.Colour != "#abcdef" || *shrinking.Value != -1_000 {
		t.Errorf("stored %+v and %+v", growing, shrinking)
	}
	if n := sh.Audited("classification.save"); n < 1 {
		t.Errorf("%d entries in the audit log", n)
	}
}

// What is refused stands at its field, both rows are named, and nothing typed is lost.
func TestClassificationRefusals(t *testing.T) {
	sh := webtest.NewShop(t)
	due := sh.Rule("Due")
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
			for _, b := range []*webtest.Browser{sh.As("admin"), sh.As("admin").With("HX-Request", "true")} {
				res := b.Do(http.MethodPost, paths.RulePath(0, due.ID), sh.RuleForm(due, changes...)).Want(t, 422)
				doc := res.Doc(t)
				field := doc.Find(`main [name="` + test.field + `"], #edit-risk [name="` + test.field + `"]`).First()
				if _, bad := field.Attr("aria-invalid"); !bad {
					t.Errorf("field %s is not marked\n%s", test.field, res.Text)
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
					if got, _ := doc.Find(`input[type=text][name="` + name + `"]`).Attr("value"); got != typed && name != "position" &&
						name != "colour" {
						t.Errorf("%s came back as %q, typed %q", name, got, typed)
					}
				}
			}
		})
	}
	if d := sh.Draft("admin"); d.Version != 0 || sh.Rule("Due").Version != due.Version {
		t.Errorf("a refused form changed the draft: %+v", d)
	}
}

// In another language numbers are read as they are written there.
func TestClassificationInAnotherLanguage(t *testing.T) {
	sh := webtest.NewShop(t)
	sh.Update(func(tx *store.Tx) error {
		return settings.SaveSetting(tx, store.Actor{Name: "test"}, "locale", "de-DE")
	})
	due := sh.Rule("Due")
	sh.As("admin").Do(http.MethodPost, paths.RulePath(0, due.ID),
		sh.RuleForm(due, "value", "1,75", "min_spend", "1.250,50")).Want(t, 303)
	if r := sh.Draft("admin").Row(due.ID); *r.Value != 175 || *r.MinSpend != 125_050 {
		t.Errorf("the draft has %d and %d", *r.Value, *r.MinSpend)
	}
	sh.As("admin").Get(paths.RulePath(0, due.ID)).Want(t, 200).Says(t, `value="1,75"`, `value="1.250,50"`)
}

// A form that does not know what another tab, or somebody else, has saved comes back
// with both, and nothing typed is lost.
func TestClassificationConflict(t *testing.T) {
	sh := webtest.NewShop(t)
	due := sh.Rule("Due")
	ada, other := sh.As("admin"), sh.As("admin")
	began := webtest.FormValues(ada.Get(paths.RulePath(0, due.ID)).Want(t, 200).Doc(t).Find("main form.form"))
	other.Do(http.MethodPost, paths.RulePath(0, due.ID), sh.RuleForm(due, "title", "Theirs")).Want(t, 303)

	began.Set("title", "Mine")
	began.Set("comment", "Kept")
	res := ada.Do(http.MethodPost, paths.RulePath(0, due.ID), began).Want(t, 409)
	res.Says(t, "Somebody else changed Theirs while you were typing", "Theirs, as it is now")
	doc := res.Doc(t)
	var row []string
	doc.Find("main table tbody tr").First().Find("th, td").Each(func(_ int, c *goquery.Selection) {
		row = append(row, strings.TrimSpace(c.Text()))
	})
	if got := strings.Join(row, "|"); got != "Title|Due|Theirs|Mine" {
		t.Errorf("the comparison says %q", got)
	}
	if got := sh.Draft("admin").Row(due.ID); got.Title != "Theirs" || got.Comment != due.Comment {
		t.Error("the stale form was kept")
	}
	// Sent again, knowing theirs, it is kept.
	again := webtest.FormValues(doc.Find("main form.form"))
	again.Set("comment", doc.Find("textarea").Text())
	ada.Do(http.MethodPost, paths.RulePath(0, due.ID), again).Want(t, 303)
	if got := sh.Draft("admin").Row(due.ID); got.Title != "Mine" || got.Comment != "Kept" {
		t.Errorf("the draft has %+v", got)
	}

	// Deleted meanwhile: the form makes a new row.
	began = webtest.FormValues(ada.Get(paths.RulePath(0, due.ID)).Want(t, 200).Doc(t).Find("main form.form"))
	other.Post(paths.RuleDoPath(due.ID, "delete")).Want(t, 303)
	ada.Get(paths.RulePath(0, due.ID)).Want(t, 404)
	began.Set("title", "Mine again")
	doc = ada.Do(http.MethodPost, paths.RulePath(0, due.ID), began).Want(t, 409).Says(t,
		"Somebody else deleted Mine").Doc(t)
	form := doc.Find("main form.form")
	if form.AttrOr("action", "") != "/classifications" {
		t.Fatalf("the form leads to %q", form.AttrOr("action", ""))
	}
	ada.Do(http.MethodPost, "/classifications", webtest.FormValues(form)).Want(t, 303)
	if got := sh.Drafted("risk"); got != "Calm (Mine) Mine again Late" {
		t.Errorf("the draft is %q", got)
	}
}

func TestClassificationMove(t *testing.T) {
	sh := webtest.NewShop(t)
	b, kind := sh.As("admin"), fmt.Sprint(sh.Rule("Calm").SmartTypeID)
	due := sh.Rule("Due")
	order := classifications.OrderOf(sh.Draft("admin").Live("risk"))
	form := webtest.Values("position", "1", "order", order, "form_key", "a-key-of-this-form")
	b.Do(http.MethodPost, paths.RuleDoPath(due.ID, "move"), form).Want(t, 303,
		"/classifications?smart_type="+kind+"&at="+fmt.Sprint(due.ID))
	if got := sh.Drafted("risk"); got != "Due Calm Late" {
		t.Errorf("moved: %q", got)
	}
	// The order is not accepted: both rows say so, and it is kept.
	b.Get("/classifications").Want(t, 200).Says(t, "Due moved to 1 of 3", "It cannot stand before Calm.",
		"It cannot stand behind Due.", "“Due” (2) stands before “Calm” (1): values must rise from row to row.")
	// The same form again, and a form of the list as it was.
	b.Do(http.MethodPost, paths.RuleDoPath(due.ID, "move"), form).Want(t, 303)
	form.Set("form_key", "another")
	form.Set("position", "3")
	b.Do(http.MethodPost, paths.RuleDoPath(due.ID, "move"), form).Want(t, 409).Says(t, "This list was changed meanwhile")
	if got := sh.Drafted("risk"); got != "Due Calm Late" {
		t.Errorf("after a stale move: %q", got)
	}
	b.Post(paths.RuleDoPath(due.ID, "move"), "position", "x").Want(t, 400)
	b.Post("/classifications/999999/move", "position", "1").Want(t, 404)
	b.Post("/classifications/-999999/move", "position", "1").Want(t, 404)
	b.Post(paths.RuleDoPath(due.ID, "move"), "position", "2").Want(t, 303)
	if d := sh.Draft("admin"); d.Version != 0 {
		t.Errorf("back where it was, the draft is still there: %+v", d)
	}
	if got := sh.Rules("risk"); got != "Calm Due Late" {
		t.Errorf("stored meanwhile: %q", got)
	}
}

// A deleted row is struck through until the draft is applied, and can be restored.
func TestClassificationDeleteAndRestore(t *testing.T) {
	sh := webtest.NewShop(t)
	b, due := sh.As("admin"), sh.Rule("Due")
	b.Post(paths.RuleDoPath(due.ID, "delete"), "form_key", "once").Want(t, 303)
	b.Post(paths.RuleDoPath(due.ID, "delete"), "form_key", "once").Want(t, 303)
	res := b.Get("/classifications").Says(t, "Due goes when you apply your draft", "deleted when the draft is applied",
		`action="`+paths.RuleDoPath(due.ID, "restore")+`"`)
	if res.Doc(t).Find("#c-"+fmt.Sprint(due.ID)+" .is-gone").Length() != 1 {
		t.Error("the row is not struck through")
	}
	b.Post(paths.RuleDoPath(due.ID, "delete")).Want(t, 409)
	b.Get(paths.RulePath(0, due.ID)).Want(t, 404)
	b.Post(paths.RuleDoPath(due.ID, "restore")).Want(t, 303)
	b.Post(paths.RuleDoPath(due.ID, "restore")).Want(t, 303)
	if d := sh.Draft("admin"); d.Version != 0 {
		t.Errorf("restored, the draft is still there: %+v", d)
	}
	b.Post(paths.RuleDoPath(due.ID, "delete")).Want(t, 303)
	if got := sh.Rules("risk"); got != "Calm Due Late" {
		t.Errorf("deleted before it was applied: %q", got)
	}
	b.Do(http.MethodPost, paths.DraftPath("apply"), sh.DraftForm("admin")).Want(t, 303)
	if got := sh.Rules("risk"); got != "Calm Late" {
		t.Errorf("applied: %q", got)
	}
}

// In place, the form is a part, and so is the list that it leads to; what was applied
// may have brought a colour that the page's style sheet lacks: it loads itself again.
func TestClassificationInPlace(t *testing.T) {
	sh := webtest.NewShop(t)
	due := sh.Rule("Due")
	b := sh.As("admin").With("HX-Request", "true").With("HX-Target", "edit-risk")
	b.Get(paths.RulePath(0, due.ID)).Want(t, 200).Lacks(t, "<html").Says(t, `id="edit-risk"`,
		`hx-post="`+paths.RulePath(0, due.ID)+`"`, `hx-target="#edit-risk"`)
	b.Do(http.MethodPost, paths.RulePath(0, due.ID), sh.RuleForm(due, "title", "")).Want(t, 422).Lacks(t, "<html").Says(t,
		`id="edit-risk"`)
	to := b.Do(http.MethodPost, paths.RulePath(0, due.ID), sh.RuleForm(due, "title", "Soon")).Want(t,
		303).Header.Get("Location")
	res := b.Get(to).Want(t, 200).Lacks(t, "<html", "<link").Says(t, `hx-swap-oob="beforeend:#toasts"`,
		"Soon is in your draft")
	if got := res.Header.Get("HX-Retarget"); got != "#classifications" {
		t.Errorf("the list is meant for %q", got)
	}
	to = b.Do(http.MethodPost, paths.DraftPath("apply"), sh.DraftForm("admin")).Want(t, 303).Header.Get("Location")
	if res := b.Get(to).Want(t, 200); res.Header.Get("HX-Refresh") != "true" || res.Text != "" {
		t.Errorf("after an apply: HX-Refresh %q, body %q", res.Header.Get("HX-Refresh"), res.Text)
	}
	sh.As("admin").Get(to).Want(t, 200).Says(t, "Soon")
}

func TestReportCSV(t *testing.T) {
	sh := webtest.NewShop(t)
	all := sh.As("manager").Get("/reports/classifications.csv").Want(t, 200)
	if lines := strings.Split(strings.TrimSpace(all.Text), "\n"); len(lines) != 3 ||
		!strings.HasPrefix(lines[0], "customer_code,name,smart_type,") {
		t.Errorf("the report is\n%s", all.Text)
	}
	if got := all.Header.Get("Content-Type"); got != "text/csv; charset=utf-8" {
		t.Errorf("it is of type %q", got)
	}
	own := sh.As("rep").Get("/reports/classifications.csv").Want(t, 200)
	if webtest.Leaks(own, "CanaryBravo") != nil || webtest.Leaks(own, sh.Seed.Alpha.Canary("Code")) == nil {
		t.Errorf("a rep's report is\n%s", own.Text)
	}
	sh.As("rep").Get("/reports/classifications.csv?as_of=2026-11-01").Want(t, 403)
	sh.As("manager").Get("/reports/classifications.csv?as_of=yesterday").Want(t, 400)
	sh.As("manager").Get("/reports/classifications.csv?as_of=2026-11-01").Want(t, 200).Says(t, ",2026-11-01,12,")
	if n := sh.Audited("export"); n != 3 {
		t.Errorf("%d exports in the audit log, want 3", n)
	}
}

// A new shop, without a smart type, says how it gets one; nothing else is offered.
func TestClassificationsOfANewShop(t *testing.T) {
	v := classifications.NewClassificationsView(webtest.Locale(t), settings.Shop{},
		&classifications.ClassificationsData{Admin: true})
	if v.Empty == nil || v.Empty.Start == nil || v.Empty.Start.Href != paths.ImportNewPath() || len(v.Groups) != 0 {
		t.Errorf("a new shop's page: %+v", v)
	}
}
