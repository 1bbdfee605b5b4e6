package classifications_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	jobclassifications "wholesight/jobs/classifications"
	"wholesight/jobs/jobtest"
	"wholesight/jobs/rules/classify"
	"wholesight/store"
	"wholesight/web/classifications"
	"wholesight/web/paths"
	"wholesight/web/webtest"
)

// parts asks as the page's script does.
func parts(sh *webtest.Shop, of string) *webtest.Browser { return sh.As(of).With("HX-Request", "true") }

// While a value is typed the page says what it would do, and nothing is kept.
func TestClassificationPreview(t *testing.T) {
	sh := webtest.NewShop(t)
	calm, due, late := sh.Rule("Calm"), sh.Rule("Due"), sh.Rule("Late")
	typed := func(b *webtest.Browser, value string) webtest.Reply {
		return b.Post(paths.PreviewPath(), "smart_type", fmt.Sprint(due.SmartTypeID), "row", fmt.Sprint(calm.ID), "value",
			value)
	}
	// Both customers have a risk of 1.33 and the label Late; by the rows as they are
	// they would be due. A Calm up to 1.5 takes them.
	b := parts(sh, "admin")
	res := typed(b, "1.5").Want(t, 200).Lacks(t, "<html").Says(t, `hx-swap-oob="true"`,
		"moves 2\u00a0customers: 2 up, 0 down", "from 0, up to 1.5", "more than 1.5, up to 2")
	doc := res.Doc(t)
	for id, want := range map[string]string{"n-" + fmt.Sprint(calm.ID): "0 → becomes 2", "n-" + fmt.Sprint(due.ID): "0",
		"n-" + fmt.Sprint(late.ID): "2 → becomes 0"} {
		if got := strings.Join(strings.Fields(doc.Find("#"+id).Text()), " "); got != want {
			t.Errorf("%s says %q, want %q", id, got, want)
		}
	}
	if got := doc.Find("#movers-risk a").Length(); got != 4 {
		t.Errorf("%d customers are named, want 2 in and 2 out", got)
	}
	typed(b, "2").Want(t, 200).Says(t, "“Calm” and “Due” both have the value 2", "It cannot stand before Due.",
		"It cannot stand behind Calm.")
	typed(b, "-1").Want(t, 200).Says(t, "The value must not be below 0.")
	typed(b, "1.5x").Want(t, 200).Says(t, "is not a number")
	b.Post(paths.PreviewPath(), "smart_type", fmt.Sprint(due.SmartTypeID), "row", fmt.Sprint(calm.ID), "order",
		fmt.Sprintf("%d,%d,%d", due.ID, calm.ID, late.ID)).Want(t, 200).Says(t, "“Due” (2) stands before “Calm” (1)")
	b.Post(paths.PreviewPath(), "smart_type", fmt.Sprint(due.SmartTypeID), "row", fmt.Sprint(calm.ID), "order",
		"1,x").Want(t, 400)
	b.Post(paths.PreviewPath(), "smart_type", fmt.Sprint(due.SmartTypeID), "row", fmt.Sprint(calm.ID), "order",
		fmt.Sprint(due.ID)).Want(t, 409)
	b.Post(paths.PreviewPath(), "smart_type", fmt.Sprint(due.SmartTypeID), "row", "999999", "value", "1").Want(t, 404)
	b.Post(paths.PreviewPath(), "smart_type", "999", "row", "1", "value", "1").Want(t, 404)
	b.Post(paths.PreviewPath(), "row", "1", "value", "1").Want(t, 400)
	typed(parts(sh, "manager"), "1.5").Want(t, 200)
	typed(parts(sh, "rep"), "1.5").Want(t, 403)
	for _, of := range []string{"admin", "manager"} {
		sh.View(func(tx *store.Tx) error {
			d, err := jobclassifications.LoadDraft(tx, sh.People[of].ID, due.SmartTypeID)
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
	sh := webtest.NewShop(t)
	calm := sh.Rule("Calm")
	path := paths.RuleDoPath(calm.ID, "value")
	b := parts(sh, "admin")
	first := b.Post(path, "value", "1.5", "was", "1", "form_key", "k").Want(t, 200).Lacks(t, "<html").Says(t,
		"Draft: 1\u00a0change", `id="was-`+fmt.Sprint(calm.ID)+`"`, `name="was" value="1.5"`)
	if got := *sh.Draft("admin").Row(calm.ID).Value; got != 150 {
		t.Errorf("the draft has %d", got)
	}
	again := b.Post(path, "value", "1.5", "was", "1", "form_key", "k").Want(t, 200)
	if version := `name="version" value="` + fmt.Sprint(sh.Draft("admin").Version) +
		`"`; !strings.Contains(first.Text, version) || !strings.Contains(again.Text, version) {
		t.Errorf("the version %s is not told\n%s", version, first.Text)
	}
	b.Post(path, "value", "1.7", "was", "1").Want(t, 409).Says(t, "This row was changed meanwhile",
		"You typed 1.7; it is not kept.")
	b.Post(path, "value", "abc", "was", "1.5").Want(t, 422).Lacks(t, "<html", `id="was-`).Says(t, "is not a number")
	res := sh.As("admin").Post(path, "value", "abc", "was", "1.5").Want(t, 422)
	input := res.Doc(t).Find("#value-" + fmt.Sprint(calm.ID))
	if input.AttrOr("value", "") != "abc" || input.AttrOr("aria-invalid", "") != "true" {
		t.Errorf("the value comes back as %q, aria-invalid %q", input.AttrOr("value", ""), input.AttrOr("aria-invalid", ""))
	}
	if got := *sh.Draft("admin").Row(calm.ID).Value; got != 150 {
		t.Errorf("after refusals the draft has %d", got)
	}
	sh.As("admin").Post(path, "value", "1,25", "was", "1.5").Want(t, 303)
	sh.As("manager").Post(path, "value", "1.25").Want(t, 403)
	if got := *sh.Rule("Calm").Value; got != 100 {
		t.Errorf("stored before it is applied: %d", got)
	}
}

// Applied, a draft is what everybody sees at once, labels included; sent twice it
// counts once, and it can be taken back.
func TestDraftApply(t *testing.T) {
	webtest.OnBoth(t, func(t *testing.T, sh *webtest.Shop) {
		calm, late := sh.Rule("Calm"), sh.Rule("Late")
		b := sh.As("admin")
		b.Post(paths.RuleDoPath(calm.ID, "value"), "value", "1.5").Want(t, 303)
		form := sh.DraftForm("admin")
		form.Set("form_key", "once")
		to := b.Do(http.MethodPost, paths.DraftPath("apply"), form).Want(t, 303).Header.Get("Location")
		if again := b.Do(http.MethodPost, paths.DraftPath("apply"), form).Want(t, 303).Header.Get("Location"); again != to {
			t.Errorf("the same form leads to %s and then to %s", to, again)
		}
		page := b.Get(to).Want(t, 200).Says(t, "Applied: 2\u00a0labels changed, published as build 4",
			fmt.Sprintf(`href="/customers?label=%d">2<`, calm.ID), fmt.Sprintf(`href="/customers?label=%d">0<`, late.ID),
			"+2 −0", "+0 −2")
		if got := *sh.Rule("Calm").Value; got != 150 {
			t.Errorf("stored: %d", got)
		}
		sh.As("rep").Get("/customers").Want(t, 200).Says(t, "Calm")
		sh.As("manager").Get("/classifications/moves?build=4").Want(t, 200).Says(t, sh.Seed.Alpha.Customer.Name,
			sh.Seed.Bravo.Customer.Name)
		own := sh.As("rep").Get("/classifications/moves?build=4").Want(t, 200).Says(t, sh.Seed.Alpha.Customer.Name)
		if err := webtest.Leaks(own, "CanaryBravo"); err == nil && strings.Contains(own.Text, "CanaryBravo") {
			t.Error("a rep sees another's customer")
		}
		if d := sh.Draft("admin"); d.Version != 0 {
			t.Errorf("the draft is still there: %+v", d)
		}
		if n := sh.Audited("classification.apply"); n != 1 {
			t.Errorf("%d entries of the apply", n)
		}
		b.Post(webtest.UndoIn(t, page)).Want(t, 303)
		if got := *sh.Rule("Calm").Value; got != 100 {
			t.Errorf("taken back: %d", got)
		}
		sh.View(func(tx *store.Tx) error {
			counts, err := tx.LabelCounts(store.Everyone())
			if len(counts) != 1 || counts[0].ClassificationID != sh.Rule("Due").ID || counts[0].Customers != 2 {
				t.Errorf("taken back, the labels are %+v", counts) // by the rows: the fixture's labels were not
			}
			return err
		})
		if n := sh.Audited("classification.revert"); n != 1 {
			t.Errorf("%d entries of the revert", n)
		}
		sh.As("manager").Do(http.MethodPost, paths.DraftPath("apply"), form).Want(t, 403)
		b.Post(paths.DraftPath("apply"), "version", "1").Want(t, 400)
	})
}

// An order that is not accepted is refused with both rows named, and the draft stays.
func TestDraftApplyRefused(t *testing.T) {
	sh := webtest.NewShop(t)
	calm := sh.Rule("Calm")
	b := sh.As("admin")
	b.Post(paths.RuleDoPath(calm.ID, "value"), "value", "3").Want(t, 303)
	before := sh.Draft("admin")
	for _, b := range []*webtest.Browser{b, parts(sh, "admin")} {
		b.Do(http.MethodPost, paths.DraftPath("apply"), sh.DraftForm("admin")).Want(t, 422).Says(t,
			"“Calm” (3) stands before “Due” (2)", "nothing of your draft is lost", `value="3"`)
	}
	if after := sh.Draft("admin"); after.Version != before.Version || *sh.Rule("Calm").Value != 100 {
		t.Errorf("a refused apply changed something: %+v", after)
	}
	// A row that may not be empty where it stands.
	b.Post(paths.RuleDoPath(calm.ID, "value"), "value", "").Want(t, 303)
	b.Do(http.MethodPost, paths.DraftPath("apply"), sh.DraftForm("admin")).Want(t, 422).Says(t,
		"only the last row may be without a value")
}

// What somebody else has saved since the draft began is shown beside it, and taken in.
func TestDraftStale(t *testing.T) {
	sh := webtest.NewShop(t)
	calm, due, late := sh.Rule("Calm"), sh.Rule("Due"), sh.Rule("Late")
	b := sh.As("admin")
	b.Post(paths.RuleDoPath(calm.ID, "value"), "value", "1.5").Want(t, 303)
	b.Do(http.MethodPost, paths.RulePath(0, due.ID), sh.RuleForm(due, "title", "Mine")).Want(t, 303)
	sh.Update(func(tx *store.Tx) error { // somebody else, by the command line
		by := store.Actor{Name: "other"}
		due.Title, due.Comment = "Theirs", "Theirs too"
		if _, err := jobtest.PutClassification(tx, by, due); err != nil {
			return err
		}
		if _, err := jobtest.DeleteClassification(tx, by, late); err != nil {
			return err
		}
		v := int64(900)
		_, err := jobtest.PutClassification(tx, by, store.Classification{SmartTypeID: due.SmartTypeID, Type: "risk",
			Title: "Added", Value: &v, Colour: "#000000"})
		return err
	})
	b.Get("/classifications").Want(t, 200).Says(t, "Somebody else saved these classifications since you began your draft")
	res := b.Do(http.MethodPost, paths.DraftPath("apply"), sh.DraftForm("admin")).Want(t, 409).Says(t,
		"Take theirs into my draft", "Yours, not applied")
	var rows []string
	res.Doc(t).Find("#conflict tbody tr").Each(func(_ int, tr *goquery.Selection) {
		var cells []string
		tr.Find("th, td").Each(func(_ int, c *goquery.Selection) { cells = append(cells, strings.TrimSpace(c.Text())) })
		rows = append(rows, strings.Join(cells, "|"))
	})
	want := []string{"Due|Title|Due|Theirs|Mine", "Due|Comment|Comment on Due|Theirs too|Comment on Due",
		"Late|Row|there|deleted|there", "Added|Row|–|new|–"}
	if !slices.Equal(rows, want) {
		t.Errorf("the comparison says %q, want %q", rows, want)
	}
	if sh.Rule("Theirs").ID != due.ID || *sh.Rule("Calm").Value != 100 {
		t.Error("a stale draft was applied")
	}
	b.Do(http.MethodPost, paths.DraftPath("merge"), sh.DraftForm("admin")).Want(t, 303)
	if got := sh.Drafted("risk"); got != "Calm Mine Added" {
		t.Errorf("the draft is %q", got)
	}
	b.Get("/classifications").Want(t, 200).Lacks(t, "Somebody else saved")
	b.Do(http.MethodPost, paths.DraftPath("apply"), sh.DraftForm("admin")).Want(t, 303)
	if mine := sh.Rule("Mine"); mine.ID != due.ID || *sh.Rule("Calm").Value != 150 ||
		sh.Rules("risk") != "Calm Mine Added" {
		t.Errorf("applied: %q", sh.Rules("risk"))
	}
}

// A discarded draft comes back; a form of another draft discards nothing.
func TestDraftDiscard(t *testing.T) {
	sh := webtest.NewShop(t)
	calm := sh.Rule("Calm")
	b := sh.As("admin")
	b.Post(paths.RuleDoPath(calm.ID, "value"), "value", "1.5").Want(t, 303)
	stale := sh.DraftForm("admin")
	b.Post(paths.RuleDoPath(calm.ID, "value"), "value", "1.6").Want(t, 303)
	b.Do(http.MethodPost, paths.DraftPath("discard"), stale).Want(t, 409).Says(t, "Your draft is another one by now")
	b.Do(http.MethodPost, paths.DraftPath("apply"), stale).Want(t, 409)
	b.Do(http.MethodPost, paths.DraftPath("discard"), sh.DraftForm("admin")).Want(t, 303)
	page := b.Get("/classifications").Want(t, 200).Says(t, "Draft discarded", `value="1"`)
	b.Post(webtest.UndoIn(t, page)).Want(t, 303)
	if got := *sh.Draft("admin").Row(calm.ID).Value; got != 160 {
		t.Errorf("taken back, the draft has %d", got)
	}
	if n := sh.Audited("classification.discard"); n != 1 {
		t.Errorf("%d entries of the discard", n)
	}
}

// Each person has a draft of their own.
func TestDraftsArePersonal(t *testing.T) {
	sh := webtest.NewShop(t)
	calm := sh.Rule("Calm")
	sh.As("admin").Post(paths.RuleDoPath(calm.ID, "value"), "value", "1.5").Want(t, 303)
	sh.As("manager").Get("/classifications").Want(t, 200).Lacks(t, "Draft:", `value="1.5"`)
	sh.Update(func(tx *store.Tx) error {
		d, err := jobclassifications.LoadDraft(tx, sh.People["manager"].ID, calm.SmartTypeID)
		if d.Version != 0 || d.Changes() != 0 {
			t.Errorf("a draft reached somebody else: %+v", d)
		}
		return err
	})
}

// All who would move stand on a page of their own.
func TestDraftMovers(t *testing.T) {
	sh := webtest.NewShop(t)
	calm := sh.Rule("Calm")
	b := sh.As("admin")
	b.Post(paths.RuleDoPath(calm.ID, "value"), "value", "1.5").Want(t, 303)
	path := paths.DraftMoversPath(calm.SmartTypeID, classify.Risk, calm.ID, "in", 1)
	b.Get(path).Want(t, 200).Says(t, "Who would come into Calm", "2\u00a0customers", sh.Seed.Alpha.Customer.Name, "Late")
	b.Get(paths.DraftMoversPath(calm.SmartTypeID, classify.Risk, calm.ID, "out", 1)).Want(t, 200).Says(t,
		"Who would leave Calm", "Nobody would move")
	b.Get(path+"x").Want(t, 400)
	b.Get(paths.PreviewPath()).Want(t, 303, "/classifications")
	b.Get(paths.DraftMoversPath(calm.SmartTypeID, classify.Risk, 9999, "in", 1)).Want(t, 404)
	sh.As("manager").Get(path).Want(t, 200).Says(t, "Nobody would move") // a draft of one's own
	sh.As("rep").Get(path).Want(t, 403)
	if got := classifications.PageOf(make([]int32, 120), 3); len(got) != 20 {
		t.Errorf("the third page of 120 has %d", len(got))
	}
}

func TestTimeframeSave(t *testing.T) {
	sh := webtest.NewShop(t)
	kind := fmt.Sprint(sh.Rule("Calm").SmartTypeID)
	b := sh.As("admin")
	b.Post(paths.TimeframePath(), "smart_type", kind, "timeframe", "6").Want(t, 303)
	b.Get("/classifications").Want(t, 200).Says(t, "6\u00a0months", "Timeframe saved: 6 months from the next run on")
	b.Post(paths.TimeframePath(), "smart_type", kind, "timeframe", "7").Want(t, 422).Says(t,
		"The timeframe is 3, 6, 12 or 24 months.")
	sh.As("manager").Post(paths.TimeframePath(), "smart_type", kind, "timeframe", "12").Want(t, 403)
	if n := sh.Audited("setting.save"); n != 1 {
		t.Errorf("%d entries of the setting", n)
	}
}

// Before the first run there is nothing to count: a draft is made and applied all the
// same.
func TestDraftBeforeTheFirstRun(t *testing.T) {
	sh := webtest.NewShop(t)
	var retail int64
	sh.Update(func(tx *store.Tx) (err error) {
		retail, err = tx.NewSmartType("Retail", false)
		return err
	})
	b := sh.As("admin")
	b.Post("/classifications", "smart_type", fmt.Sprint(retail), "type", "risk", "colour", "#000000", "title", "All",
		"value", "").Want(t, 303)
	b.Get(paths.ClassificationsPath(retail)).Want(t, 200).Says(t, "Draft: 1\u00a0change", "0 or more", "moves nobody")
	var version int64
	sh.View(func(tx *store.Tx) error {
		d, err := jobclassifications.LoadDraft(tx, sh.People["admin"].ID, retail)
		version = d.Version
		return err
	})
	b.Post(paths.DraftPath("apply"), "smart_type", fmt.Sprint(retail), "version", fmt.Sprint(version)).Want(t, 303)
	if got := sh.Rules("risk"); !strings.Contains(got, "All") {
		t.Errorf("applied: %q", got)
	}
}
