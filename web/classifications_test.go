package web

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"wholesight/jobs"
	"wholesight/jobs/classify"
	"wholesight/store"
)

func TestClassificationsPage(t *testing.T) {
	sh := newShop(t)
	late := sh.rule("Late")
	admin := sh.as("admin").get("/classifications").want(t, 200)
	admin.says(t, "Comment on Late", "more than 2", "no upper end", "from 0, up to 1", fmt.Sprintf(`href="/customers?label=%d">2<`, late.ID), "€2,469",
		`href="/reports/classifications.csv"`, "12\u00a0months", "22\u00a0November\u00a02026", "Run now", `action="/classifications/`+fmt.Sprint(late.ID)+`/delete"`)
	for _, kind := range classify.Types {
		admin.says(t, `id="type-`+string(kind)+`"`)
	}
	sh.as("manager").get("/classifications").want(t, 200).says(t, "Comment on Late", "build 2").lacks(t, "Run now", "/delete", "Add a row", `href="/settings"`)
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
	sh.as("admin").get(classificationsPath(retail)).want(t, 200).says(t, "Retail", "No rows yet", "Add a row").lacks(t, "Comment on Late")
}

func TestClassificationCreate(t *testing.T) {
	onBoth(t, func(t *testing.T, sh *shop) {
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
		create("title", "Growing fast", "value", "+50 %").want(t, 303)
		create("title", "Shrinking", "value", "−10", "colour", "own", "colour_own", " #ABCDEF ").want(t, 303)
		if got := sh.rules("revenue_change"); got != "Growing Growing fast Shrinking" {
			t.Errorf("the list is %q", got)
		}
		growing, shrinking := sh.rule("Growing"), sh.rule("Shrinking")
		if *growing.Value != 1_000 || *growing.MinSpend != 125_050 || *growing.MinOrders != 3 || growing.Comment != "Say thank you.\nTwice." || shrinking.Colour != "#abcdef" || *shrinking.Value != -1_000 {
			t.Errorf("stored %+v and %+v", growing, shrinking)
		}
		b.get("/classifications").want(t, 200).says(t, "Growing saved: customers get it with the next run", "spent €1,250.50 or more, 3\u00a0orders or more", "10 % or more, below 50 %")
		if n := sh.audited("classification.save"); n < 3 {
			t.Errorf("%d entries in the audit log", n)
		}
	})
}

// What is refused stands at its field, both rows are named, and nothing typed is lost.
func TestClassificationRefusals(t *testing.T) {
	sh := newShop(t)
	calm, due := sh.rule("Calm"), sh.rule("Due")
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
		{"twin", []string{"value", "1"}, "value", "“Calm” and “Due” both have the value 1"},
		{"order", []string{"value", "0.5"}, "value", "“Calm” (1) stands before “Due” (0.5)"},
		{"open in the middle", []string{"value", ""}, "value", "only the last row may be without a value"},
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
				res := b.do(http.MethodPost, classificationPath(due.ID), sh.ruleForm(due, changes...)).want(t, 422)
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
	if got := sh.rules("risk"); got != "Calm Due Late" || sh.rule("Due").Version != due.Version || sh.rule("Calm").Version != calm.Version {
		t.Errorf("a refused form changed the list: %q", got)
	}
}

// In another language numbers are read as they are written there.
func TestClassificationInAnotherLanguage(t *testing.T) {
	sh := newShop(t)
	sh.update(func(tx *store.Tx) error {
		return jobs.SaveSetting(tx, store.Actor{Name: "test"}, "locale", "de-DE")
	})
	due := sh.rule("Due")
	sh.as("admin").do(http.MethodPost, classificationPath(due.ID), sh.ruleForm(due, "value", "1,75", "min_spend", "1.250,50")).want(t, 303)
	if due = sh.rule("Due"); *due.Value != 175 || *due.MinSpend != 125_050 {
		t.Errorf("stored %d and %d", *due.Value, *due.MinSpend)
	}
	sh.as("admin").get(classificationPath(due.ID)).want(t, 200).says(t, `value="1,75"`, `value="1.250,50"`)
}

func TestClassificationConflict(t *testing.T) {
	onBoth(t, func(t *testing.T, sh *shop) {
		due := sh.rule("Due")
		ada, other := sh.as("admin"), sh.as("admin")
		began := formValues(ada.get(classificationPath(due.ID)).want(t, 200).doc(t).Find("main form.form"))
		other.do(http.MethodPost, classificationPath(due.ID), sh.ruleForm(due, "title", "Theirs")).want(t, 303)

		began.Set("title", "Mine")
		began.Set("comment", "Kept")
		res := ada.do(http.MethodPost, classificationPath(due.ID), began).want(t, 409)
		res.says(t, "Somebody else changed Theirs while you were typing", "Theirs, stored now")
		doc := res.doc(t)
		var row []string
		doc.Find("main table tbody tr").First().Find("th, td").Each(func(_ int, c *goquery.Selection) { row = append(row, strings.TrimSpace(c.Text())) })
		if got := strings.Join(row, "|"); got != "Title|Due|Theirs|Mine" {
			t.Errorf("the comparison says %q", got)
		}
		if sh.rule("Theirs").Comment != due.Comment {
			t.Error("the stale form was stored")
		}
		// Sent again, knowing theirs, it is stored.
		again := formValues(doc.Find("main form.form"))
		again.Set("comment", doc.Find("textarea").Text())
		ada.do(http.MethodPost, classificationPath(due.ID), again).want(t, 303)
		if got := sh.rule("Mine"); got.Comment != "Kept" {
			t.Errorf("stored %+v", got)
		}

		// Deleted meanwhile: the form makes a new row.
		mine := sh.rule("Mine")
		began = formValues(ada.get(classificationPath(mine.ID)).want(t, 200).doc(t).Find("main form.form"))
		other.do(http.MethodPost, classificationDoPath(mine.ID, "delete"), sh.ruleForm(mine)).want(t, 303)
		began.Set("title", "Mine again")
		doc = ada.do(http.MethodPost, classificationPath(mine.ID), began).want(t, 409).says(t, "Somebody else deleted Mine").doc(t)
		form := doc.Find("main form.form")
		if form.AttrOr("action", "") != "/classifications" {
			t.Fatalf("the form leads to %q", form.AttrOr("action", ""))
		}
		ada.do(http.MethodPost, "/classifications", formValues(form)).want(t, 303)
		if got := sh.rules("risk"); got != "Calm Mine again Late" {
			t.Errorf("the list is %q", got)
		}
	})
}

func TestClassificationMove(t *testing.T) {
	onBoth(t, func(t *testing.T, sh *shop) {
		b, kind := sh.as("admin"), fmt.Sprint(sh.rule("Calm").SmartTypeID)
		for _, row := range [][2]string{{"Up", "10"}, {"Down", "-10"}} {
			b.post("/classifications", "smart_type", kind, "type", "revenue_change", "colour", "#e69f00", "title", row[0], "value", row[1]).want(t, 303)
		}
		down := sh.rule("Down")
		form := values("version", fmt.Sprint(down.Version), "position", "1", "form_key", "a-key-of-this-form")
		b.do(http.MethodPost, classificationDoPath(down.ID, "move"), form).want(t, 303, "/classifications?smart_type="+kind)
		if got := sh.rules("revenue_change"); got != "Down Up" {
			t.Errorf("moved: %q", got)
		}
		b.get("/classifications").says(t, "Down moved to 1 of 2")
		// The same form again, and a form of the list as it was.
		b.do(http.MethodPost, classificationDoPath(down.ID, "move"), form).want(t, 303)
		form.Set("form_key", "another")
		form.Set("position", "2")
		b.do(http.MethodPost, classificationDoPath(down.ID, "move"), form).want(t, 409).says(t, "Somebody else changed this list meanwhile")
		if got := sh.rules("revenue_change"); got != "Down Up" {
			t.Errorf("after a stale move: %q", got)
		}
		// An order that is not accepted names both rows.
		due := sh.rule("Due")
		b.do(http.MethodPost, classificationDoPath(due.ID, "move"), sh.ruleForm(due, "position", "1")).want(t, 422).says(t, "“Due” (2) stands before “Calm” (1)")
		b.do(http.MethodPost, classificationDoPath(due.ID, "move"), sh.ruleForm(due, "position", "x")).want(t, 400)
		b.post("/classifications/999999/move", "position", "1").want(t, 404)
		if got := sh.rules("risk"); got != "Calm Due Late" {
			t.Errorf("after refused moves: %q", got)
		}
	})
}

func TestClassificationDeleteAndUndo(t *testing.T) {
	onBoth(t, func(t *testing.T, sh *shop) {
		b, due := sh.as("admin"), sh.rule("Due")
		b.do(http.MethodPost, classificationDoPath(due.ID, "delete"), sh.ruleForm(due, "form_key", "once")).want(t, 303)
		way := undoIn(t, b.get("/classifications").says(t, "Due deleted"))
		if got := sh.rules("risk"); got != "Calm Late" {
			t.Errorf("deleted: %q", got)
		}
		b.do(http.MethodPost, classificationDoPath(due.ID, "delete"), sh.ruleForm(due, "form_key", "once")).want(t, 303)
		b.do(http.MethodPost, classificationDoPath(due.ID, "delete"), sh.ruleForm(due)).want(t, 409)
		b.get(classificationPath(due.ID)).want(t, 404)
		b.with("Referer", "http://shop.example/classifications").post(way, "form_key", "back").want(t, 303, "/classifications")
		b.with("Referer", "http://shop.example/classifications").post(way, "form_key", "back").want(t, 303, "/classifications")
		b.get("/classifications").says(t, "Due: taken back")
		if got := sh.rules("risk"); got != "Calm Due Late" {
			t.Errorf("restored: %q", got)
		}
		if n := sh.audited("classification.restore"); n != 1 {
			t.Errorf("%d entries of the restore", n)
		}
	})
}

// A part brings the word of what was done along, with the way back, and once.
func TestClassificationPartSaysWhatWasDone(t *testing.T) {
	sh := newShop(t)
	b, due := sh.as("admin").with("HX-Request", "true"), sh.rule("Due")
	to := b.do(http.MethodPost, classificationDoPath(due.ID, "delete"), sh.ruleForm(due)).want(t, 303).Header.Get("Location")
	undoIn(t, b.get(to).want(t, 200).says(t, `hx-swap-oob="beforeend:#toasts"`, "Due deleted").lacks(t, "Comment on Due"))
	b.get(to).want(t, 200).lacks(t, "Due deleted")
}

// In place, the form is a part; accepted, the page loads itself again: its style
// sheet may lack the new colour.
func TestClassificationInPlace(t *testing.T) {
	sh := newShop(t)
	due := sh.rule("Due")
	b := sh.as("admin").with("HX-Request", "true").with("HX-Target", "edit-risk")
	b.get(classificationPath(due.ID)).want(t, 200).lacks(t, "<html").says(t, `id="edit-risk"`, `hx-post="`+classificationPath(due.ID)+`"`, `hx-target="#edit-risk"`)
	b.do(http.MethodPost, classificationPath(due.ID), sh.ruleForm(due, "title", "")).want(t, 422).lacks(t, "<html").says(t, `id="edit-risk"`)
	to := b.do(http.MethodPost, classificationPath(due.ID), sh.ruleForm(due, "title", "Soon")).want(t, 303).Header.Get("Location")
	if res := b.get(to).want(t, 200); res.Header.Get("HX-Refresh") != "true" || res.body != "" {
		t.Errorf("after a form in place: HX-Refresh %q, body %q", res.Header.Get("HX-Refresh"), res.body)
	}
	sh.as("admin").get(to).want(t, 200)
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
	v := newClassificationsView(newTestLocale(t), jobs.Shop{}, &classificationsData{admin: true})
	if v.Empty == nil || v.Empty.Start == nil || v.Empty.Start.Href != importNewPath() || len(v.Groups) != 0 {
		t.Errorf("a new shop's page: %+v", v)
	}
}
