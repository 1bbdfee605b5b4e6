package web

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	jobclassifications "wholesight/jobs/classifications"
	"wholesight/jobs/rules/classify"
	"wholesight/store"
	"wholesight/web/classifications"
	"wholesight/web/paths"
)

// parts asks as the page's script does.
func (sh *shop) parts(of string) *browser { return sh.as(of).with("HX-Request", "true") }

// While a value is typed the page says what it would do, and nothing is kept.
func TestClassificationPreview(t *testing.T) {
	sh := newShop(t)
	calm, due, late := sh.rule("Calm"), sh.rule("Due"), sh.rule("Late")
	typed := func(b *browser, value string) reply {
		return b.post(paths.PreviewPath(), "smart_type", fmt.Sprint(due.SmartTypeID), "row", fmt.Sprint(calm.ID), "value", value)
	}
	// Both customers have a risk of 1.33 and the label Late; by the rows as they are
	// they would be due. A Calm up to 1.5 takes them.
	b := sh.parts("admin")
	res := typed(b, "1.5").want(t, 200).lacks(t, "<html").says(t, `hx-swap-oob="true"`, "moves 2\u00a0customers: 2 up, 0 down", "from 0, up to 1.5", "more than 1.5, up to 2")
	doc := res.doc(t)
	for id, want := range map[string]string{"n-" + fmt.Sprint(calm.ID): "0 → becomes 2", "n-" + fmt.Sprint(due.ID): "0", "n-" + fmt.Sprint(late.ID): "2 → becomes 0"} {
		if got := strings.Join(strings.Fields(doc.Find("#"+id).Text()), " "); got != want {
			t.Errorf("%s says %q, want %q", id, got, want)
		}
	}
	if got := doc.Find("#movers-risk a").Length(); got != 4 {
		t.Errorf("%d customers are named, want 2 in and 2 out", got)
	}
	typed(b, "2").want(t, 200).says(t, "“Calm” and “Due” both have the value 2", "It cannot stand before Due.", "It cannot stand behind Calm.")
	typed(b, "-1").want(t, 200).says(t, "The value must not be below 0.")
	typed(b, "1.5x").want(t, 200).says(t, "is not a number")
	b.post(paths.PreviewPath(), "smart_type", fmt.Sprint(due.SmartTypeID), "row", fmt.Sprint(calm.ID), "order", fmt.Sprintf("%d,%d,%d", due.ID, calm.ID, late.ID)).want(t, 200).says(t, "“Due” (2) stands before “Calm” (1)")
	b.post(paths.PreviewPath(), "smart_type", fmt.Sprint(due.SmartTypeID), "row", fmt.Sprint(calm.ID), "order", "1,x").want(t, 400)
	b.post(paths.PreviewPath(), "smart_type", fmt.Sprint(due.SmartTypeID), "row", fmt.Sprint(calm.ID), "order", fmt.Sprint(due.ID)).want(t, 409)
	b.post(paths.PreviewPath(), "smart_type", fmt.Sprint(due.SmartTypeID), "row", "999999", "value", "1").want(t, 404)
	b.post(paths.PreviewPath(), "smart_type", "999", "row", "1", "value", "1").want(t, 404)
	b.post(paths.PreviewPath(), "row", "1", "value", "1").want(t, 400)
	typed(sh.parts("manager"), "1.5").want(t, 200)
	typed(sh.parts("rep"), "1.5").want(t, 403)
	for _, of := range []string{"admin", "manager"} {
		sh.view(func(tx *store.Tx) error {
			d, err := jobclassifications.LoadDraft(tx, sh.people[of].ID, due.SmartTypeID)
			if d.Version != 0 {
				t.Errorf("a preview was kept for %s: %+v", of, d)
			}
			return err
		})
	}
}

// A value typed in place is kept, twice sent once; refused, it stays as it was typed;
// what another tab has changed is not overwritten.
func TestClassificationValue(t *testing.T) {
	sh := newShop(t)
	calm := sh.rule("Calm")
	path := paths.RuleDoPath(calm.ID, "value")
	b := sh.parts("admin")
	first := b.post(path, "value", "1.5", "was", "1", "form_key", "k").want(t, 200).lacks(t, "<html").says(t, "Draft: 1\u00a0change", `id="was-`+fmt.Sprint(calm.ID)+`"`, `name="was" value="1.5"`)
	if got := *sh.draft("admin").Row(calm.ID).Value; got != 150 {
		t.Errorf("the draft has %d", got)
	}
	again := b.post(path, "value", "1.5", "was", "1", "form_key", "k").want(t, 200)
	if version := `name="version" value="` + fmt.Sprint(sh.draft("admin").Version) + `"`; !strings.Contains(first.body, version) || !strings.Contains(again.body, version) {
		t.Errorf("the version %s is not told\n%s", version, first.body)
	}
	b.post(path, "value", "1.7", "was", "1").want(t, 409).says(t, "This row was changed meanwhile", "You typed 1.7; it is not kept.")
	b.post(path, "value", "abc", "was", "1.5").want(t, 422).lacks(t, "<html", `id="was-`).says(t, "is not a number")
	res := sh.as("admin").post(path, "value", "abc", "was", "1.5").want(t, 422)
	input := res.doc(t).Find("#value-" + fmt.Sprint(calm.ID))
	if input.AttrOr("value", "") != "abc" || input.AttrOr("aria-invalid", "") != "true" {
		t.Errorf("the value comes back as %q, aria-invalid %q", input.AttrOr("value", ""), input.AttrOr("aria-invalid", ""))
	}
	if got := *sh.draft("admin").Row(calm.ID).Value; got != 150 {
		t.Errorf("after refusals the draft has %d", got)
	}
	sh.as("admin").post(path, "value", "1,25", "was", "1.5").want(t, 303)
	sh.as("manager").post(path, "value", "1.25").want(t, 403)
	if got := *sh.rule("Calm").Value; got != 100 {
		t.Errorf("stored before it is applied: %d", got)
	}
}

// Applied, a draft is what everybody sees at once, labels included; sent twice it
// counts once, and it can be taken back.
func TestDraftApply(t *testing.T) {
	onBoth(t, func(t *testing.T, sh *shop) {
		calm, late := sh.rule("Calm"), sh.rule("Late")
		b := sh.as("admin")
		b.post(paths.RuleDoPath(calm.ID, "value"), "value", "1.5").want(t, 303)
		form := sh.draftForm("admin")
		form.Set("form_key", "once")
		to := b.do(http.MethodPost, paths.DraftPath("apply"), form).want(t, 303).Header.Get("Location")
		if again := b.do(http.MethodPost, paths.DraftPath("apply"), form).want(t, 303).Header.Get("Location"); again != to {
			t.Errorf("the same form leads to %s and then to %s", to, again)
		}
		page := b.get(to).want(t, 200).says(t, "Applied: 2\u00a0labels changed, published as build 4", fmt.Sprintf(`href="/customers?label=%d">2<`, calm.ID), fmt.Sprintf(`href="/customers?label=%d">0<`, late.ID), "+2 −0", "+0 −2")
		if got := *sh.rule("Calm").Value; got != 150 {
			t.Errorf("stored: %d", got)
		}
		sh.as("rep").get("/customers").want(t, 200).says(t, "Calm")
		sh.as("manager").get("/classifications/moves?build=4").want(t, 200).says(t, sh.seed.alpha.customer.Name, sh.seed.bravo.customer.Name)
		own := sh.as("rep").get("/classifications/moves?build=4").want(t, 200).says(t, sh.seed.alpha.customer.Name)
		if err := leaks(own, "CanaryBravo"); err == nil && strings.Contains(own.body, "CanaryBravo") {
			t.Error("a rep sees another's customer")
		}
		if d := sh.draft("admin"); d.Version != 0 {
			t.Errorf("the draft is still there: %+v", d)
		}
		if n := sh.audited("classification.apply"); n != 1 {
			t.Errorf("%d entries of the apply", n)
		}
		b.post(undoIn(t, page)).want(t, 303)
		if got := *sh.rule("Calm").Value; got != 100 {
			t.Errorf("taken back: %d", got)
		}
		sh.view(func(tx *store.Tx) error {
			counts, err := tx.LabelCounts(store.Everyone())
			if len(counts) != 1 || counts[0].ClassificationID != sh.rule("Due").ID || counts[0].Customers != 2 {
				t.Errorf("taken back, the labels are %+v", counts) // by the rows: the fixture's labels were not
			}
			return err
		})
		if n := sh.audited("classification.revert"); n != 1 {
			t.Errorf("%d entries of the revert", n)
		}
		sh.as("manager").do(http.MethodPost, paths.DraftPath("apply"), form).want(t, 403)
		b.post(paths.DraftPath("apply"), "version", "1").want(t, 400)
	})
}

// An order that is not accepted is refused with both rows named, and the draft stays.
func TestDraftApplyRefused(t *testing.T) {
	sh := newShop(t)
	calm := sh.rule("Calm")
	b := sh.as("admin")
	b.post(paths.RuleDoPath(calm.ID, "value"), "value", "3").want(t, 303)
	before := sh.draft("admin")
	for _, b := range []*browser{b, sh.parts("admin")} {
		b.do(http.MethodPost, paths.DraftPath("apply"), sh.draftForm("admin")).want(t, 422).says(t, "“Calm” (3) stands before “Due” (2)", "nothing of your draft is lost", `value="3"`)
	}
	if after := sh.draft("admin"); after.Version != before.Version || *sh.rule("Calm").Value != 100 {
		t.Errorf("a refused apply changed something: %+v", after)
	}
	// A row that may not be empty where it stands.
	b.post(paths.RuleDoPath(calm.ID, "value"), "value", "").want(t, 303)
	b.do(http.MethodPost, paths.DraftPath("apply"), sh.draftForm("admin")).want(t, 422).says(t, "only the last row may be without a value")
}

// What somebody else has saved since the draft began is shown beside it, and taken in.
func TestDraftStale(t *testing.T) {
	sh := newShop(t)
	calm, due, late := sh.rule("Calm"), sh.rule("Due"), sh.rule("Late")
	b := sh.as("admin")
	b.post(paths.RuleDoPath(calm.ID, "value"), "value", "1.5").want(t, 303)
	b.do(http.MethodPost, paths.RulePath(0, due.ID), sh.ruleForm(due, "title", "Mine")).want(t, 303)
	sh.update(func(tx *store.Tx) error { // somebody else, by the command line
		by := store.Actor{Name: "other"}
		due.Title, due.Comment = "Theirs", "Theirs too"
		if _, err := jobclassifications.Put(tx, by, due, int(due.Position)); err != nil {
			return err
		}
		if _, err := jobclassifications.Delete(tx, by, late.ID, late.Version); err != nil {
			return err
		}
		v := int64(900)
		_, err := jobclassifications.Put(tx, by, store.Classification{SmartTypeID: due.SmartTypeID, Type: "risk", Title: "Added", Value: &v, Colour: "#000000"}, 0)
		return err
	})
	b.get("/classifications").want(t, 200).says(t, "Somebody else saved these classifications since you began your draft")
	res := b.do(http.MethodPost, paths.DraftPath("apply"), sh.draftForm("admin")).want(t, 409).says(t, "Take theirs into my draft", "Yours, not applied")
	var rows []string
	res.doc(t).Find("#conflict tbody tr").Each(func(_ int, tr *goquery.Selection) {
		var cells []string
		tr.Find("th, td").Each(func(_ int, c *goquery.Selection) { cells = append(cells, strings.TrimSpace(c.Text())) })
		rows = append(rows, strings.Join(cells, "|"))
	})
	want := []string{"Due|Title|Due|Theirs|Mine", "Due|Comment|Comment on Due|Theirs too|Comment on Due", "Late|Row|there|deleted|there", "Added|Row|–|new|–"}
	if !slices.Equal(rows, want) {
		t.Errorf("the comparison says %q, want %q", rows, want)
	}
	if sh.rule("Theirs").ID != due.ID || *sh.rule("Calm").Value != 100 {
		t.Error("a stale draft was applied")
	}
	b.do(http.MethodPost, paths.DraftPath("merge"), sh.draftForm("admin")).want(t, 303)
	if got := sh.drafted("risk"); got != "Calm Mine Added" {
		t.Errorf("the draft is %q", got)
	}
	b.get("/classifications").want(t, 200).lacks(t, "Somebody else saved")
	b.do(http.MethodPost, paths.DraftPath("apply"), sh.draftForm("admin")).want(t, 303)
	if mine := sh.rule("Mine"); mine.ID != due.ID || *sh.rule("Calm").Value != 150 || sh.rules("risk") != "Calm Mine Added" {
		t.Errorf("applied: %q", sh.rules("risk"))
	}
}

// A discarded draft comes back; a form of another draft discards nothing.
func TestDraftDiscard(t *testing.T) {
	sh := newShop(t)
	calm := sh.rule("Calm")
	b := sh.as("admin")
	b.post(paths.RuleDoPath(calm.ID, "value"), "value", "1.5").want(t, 303)
	stale := sh.draftForm("admin")
	b.post(paths.RuleDoPath(calm.ID, "value"), "value", "1.6").want(t, 303)
	b.do(http.MethodPost, paths.DraftPath("discard"), stale).want(t, 409).says(t, "Your draft is another one by now")
	b.do(http.MethodPost, paths.DraftPath("apply"), stale).want(t, 409)
	b.do(http.MethodPost, paths.DraftPath("discard"), sh.draftForm("admin")).want(t, 303)
	page := b.get("/classifications").want(t, 200).says(t, "Draft discarded", `value="1"`)
	b.post(undoIn(t, page)).want(t, 303)
	if got := *sh.draft("admin").Row(calm.ID).Value; got != 160 {
		t.Errorf("taken back, the draft has %d", got)
	}
	if n := sh.audited("classification.discard"); n != 1 {
		t.Errorf("%d entries of the discard", n)
	}
}

// Each person has a draft of their own.
func TestDraftsArePersonal(t *testing.T) {
	sh := newShop(t)
	calm := sh.rule("Calm")
	sh.as("admin").post(paths.RuleDoPath(calm.ID, "value"), "value", "1.5").want(t, 303)
	sh.as("manager").get("/classifications").want(t, 200).lacks(t, "Draft:", `value="1.5"`)
	sh.update(func(tx *store.Tx) error {
		d, err := jobclassifications.LoadDraft(tx, sh.people["manager"].ID, calm.SmartTypeID)
		if d.Version != 0 || d.Changes() != 0 {
			t.Errorf("a draft reached somebody else: %+v", d)
		}
		return err
	})
}

// All who would move stand on a page of their own.
func TestDraftMovers(t *testing.T) {
	sh := newShop(t)
	calm := sh.rule("Calm")
	b := sh.as("admin")
	b.post(paths.RuleDoPath(calm.ID, "value"), "value", "1.5").want(t, 303)
	path := paths.DraftMoversPath(calm.SmartTypeID, classify.Risk, calm.ID, "in", 1)
	b.get(path).want(t, 200).says(t, "Who would come into Calm", "2\u00a0customers", sh.seed.alpha.customer.Name, "Late")
	b.get(paths.DraftMoversPath(calm.SmartTypeID, classify.Risk, calm.ID, "out", 1)).want(t, 200).says(t, "Who would leave Calm", "Nobody would move")
	b.get(path+"x").want(t, 400)
	b.get(paths.PreviewPath()).want(t, 303, "/classifications")
	b.get(paths.DraftMoversPath(calm.SmartTypeID, classify.Risk, 9999, "in", 1)).want(t, 404)
	sh.as("manager").get(path).want(t, 200).says(t, "Nobody would move") // a draft of one's own
	sh.as("rep").get(path).want(t, 403)
	if got := classifications.PageOf(make([]int32, 120), 3); len(got) != 20 {
		t.Errorf("the third page of 120 has %d", len(got))
	}
}

func TestTimeframeSave(t *testing.T) {
	sh := newShop(t)
	kind := fmt.Sprint(sh.rule("Calm").SmartTypeID)
	b := sh.as("admin")
	b.post(paths.TimeframePath(), "smart_type", kind, "timeframe", "6").want(t, 303)
	b.get("/classifications").want(t, 200).says(t, "6\u00a0months", "Timeframe saved: 6 months from the next run on")
	b.post(paths.TimeframePath(), "smart_type", kind, "timeframe", "7").want(t, 422).says(t, "The timeframe is 3, 6, 12 or 24 months.")
	sh.as("manager").post(paths.TimeframePath(), "smart_type", kind, "timeframe", "12").want(t, 403)
	if n := sh.audited("setting.save"); n != 1 {
		t.Errorf("%d entries of the setting", n)
	}
}

// Before the first run there is nothing to count: a draft is made and applied all the
// same.
func TestDraftBeforeTheFirstRun(t *testing.T) {
	sh := newShop(t)
	var retail int64
	sh.update(func(tx *store.Tx) (err error) {
		retail, err = tx.NewSmartType("Retail", false)
		return err
	})
	b := sh.as("admin")
	b.post("/classifications", "smart_type", fmt.Sprint(retail), "type", "risk", "colour", "#000000", "title", "All", "value", "").want(t, 303)
	b.get(paths.ClassificationsPath(retail)).want(t, 200).says(t, "Draft: 1\u00a0change", "0 or more", "moves nobody")
	var version int64
	sh.view(func(tx *store.Tx) error {
		d, err := jobclassifications.LoadDraft(tx, sh.people["admin"].ID, retail)
		version = d.Version
		return err
	})
	b.post(paths.DraftPath("apply"), "smart_type", fmt.Sprint(retail), "version", fmt.Sprint(version)).want(t, 303)
	if got := sh.rules("risk"); !strings.Contains(got, "All") {
		t.Errorf("applied: %q", got)
	}
}
