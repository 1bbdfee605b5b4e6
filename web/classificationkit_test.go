package web

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"wholesight/jobs/calendar"
	jobclassifications "wholesight/jobs/classifications"
	"wholesight/jobs/figures"
	"wholesight/jobs/rules/classify"
	"wholesight/jobs/settings"
	"wholesight/store"
	"wholesight/store/storetest"
	"wholesight/views/ui"
	"wholesight/web/classifications"
	"wholesight/web/paths"
)

// plantMoves makes three risk bands of the first smart type and two builds: in the
// second one the given customers moved from Calm to Late.
func plantMoves(tx *store.Tx, moved ...store.Customer) error {
	by := store.Actor{Name: "test"}
	kind, _, err := tx.FirstSmartType()
	if err != nil {
		return err
	}
	var rules []store.Classification
	for i, title := range []string{"Calm", "Due", "Late"} {
		c := store.Classification{SmartTypeID: kind, Type: "risk", Title: title, Comment: "Comment on " + title}
		if v := int64(i+1) * 100; i < 2 {
			c.Value = &v
		}
		if c, err = jobclassifications.Put(tx, by, c, 0); err != nil {
			return err
		}
		rules = append(rules, c)
	}
	for i, rule := range []store.Classification{rules[0], rules[2]} {
		was, err := tx.Baseline()
		if err != nil {
			return err
		}
		b := store.Build{AsOf: calendar.Of(storetest.Now), Timeframe: 12, Steps: "graph labels", StartedAt: storetest.Now, Customers: int64(len(moved)), History: true}
		if b.ID, err = tx.BeginBuild(b); err != nil {
			return err
		}
		var scores []store.Score
		var changes []store.LabelChange
		for _, c := range moved {
			s := store.Score{CustomerID: c.ID, SmartTypeID: c.SmartTypeID, Customer: figures.Customer{Revenue: 123_456, Orders: 3, PurchaseDays: 3, LastPurchase: b.AsOf - 40, Since: 40, GapNum: 60, GapDen: 2, Risk: 133}}
			s.Labels[0] = rule.ID
			for t := 1; t < len(s.Reasons); t++ {
				s.Reasons[t] = "no_revenue"
			}
			scores = append(scores, s)
			if i == 1 {
				changes = append(changes, store.LabelChange{CustomerID: c.ID, Type: classify.Risk.Index(), From: rules[0].ID, To: rule.ID})
			}
		}
		b.Moved = int64(len(changes))
		if err := tx.StageScores(b.ID, scores); err != nil {
			return err
		}
		if err := tx.StageChanges(b.ID, changes); err != nil {
			return err
		}
		counts := []store.LabelCount{{ClassificationID: rule.ID, Customers: int64(len(moved)), Revenue: 123_456 * int64(len(moved))}}
		var moves []store.Move
		if i == 1 {
			moves = []store.Move{{Type: classify.Risk.Index(), From: rules[0].ID, To: rule.ID, Customers: int64(len(moved))}}
		}
		if err := tx.StageCounts(b.ID, counts, moves); err != nil {
			return err
		}
		if err := tx.PublishBuild(b, []string{store.StepGraph, store.StepLabels}, was); err != nil {
			return err
		}
	}
	return nil
}

// spareRule is a row nobody else speaks of, for routes that change one.
func (sh *shop) spareRule() (c store.Classification) {
	sh.t.Helper()
	sh.seed.spare++
	v := int64(10_000 + 100*sh.seed.spare)
	sh.update(func(tx *store.Tx) error {
		kind, _, err := tx.FirstSmartType()
		if err != nil {
			return err
		}
		c, err = jobclassifications.Put(tx, store.Actor{Name: "test"}, store.Classification{SmartTypeID: kind, Type: "orders",
			Title: fmt.Sprintf("Spare %d", sh.seed.spare), Value: &v}, 0)
		if err != nil {
			return err
		}
		return sh.dropDraft(tx, "admin", c.SmartTypeID) // which does not know of it
	})
	return c
}

// dropDraft forgets somebody's draft, if there is one.
func (sh *shop) dropDraft(tx *store.Tx, of string, smartType int64) error {
	d, err := jobclassifications.LoadDraft(tx, sh.people[of].ID, smartType)
	if err != nil || d.Version == 0 {
		return err
	}
	return tx.DropClassificationDraft(smartType, d.UserID, d.Version)
}

// spareDraft is a draft of somebody's that can be applied, as the bar's form has it.
func (sh *shop) spareDraft(of string) url.Values {
	sh.t.Helper()
	calm := sh.rule("Calm")
	sh.seed.spare++
	sh.update(func(tx *store.Tx) error {
		if err := sh.dropDraft(tx, of, calm.SmartTypeID); err != nil {
			return err
		}
		_, err := jobclassifications.EditDraft(tx, store.Actor{Name: "test"}, sh.people[of].ID, calm.SmartTypeID, func(d *jobclassifications.Draft) error {
			calm.Comment = fmt.Sprintf("Draft %d", sh.seed.spare)
			_, err := d.Put(calm, d.Place(calm.ID))
			return err
		})
		return err
	})
	return sh.draftForm(of)
}

// draft is somebody's draft of the shop's first smart type.
func (sh *shop) draft(of string) (d *jobclassifications.Draft) {
	sh.t.Helper()
	smartType := sh.rule("Calm").SmartTypeID
	sh.view(func(tx *store.Tx) (err error) {
		d, err = jobclassifications.LoadDraft(tx, sh.people[of].ID, smartType)
		return err
	})
	return d
}

// draftForm is the form of the bar over somebody's draft.
func (sh *shop) draftForm(of string) url.Values {
	d := sh.draft(of)
	return values("smart_type", fmt.Sprint(d.SmartTypeID), "version", fmt.Sprint(d.Version))
}

// drafted are the titles of a type's rows in the admin's draft, in order; a deleted one
// is in brackets.
func (sh *shop) drafted(kind classify.Type) string {
	sh.t.Helper()
	var titles []string
	for _, r := range sh.draft("admin").Of(kind) {
		if r.Gone {
			r.Title = "(" + r.Title + ")"
		}
		titles = append(titles, r.Title)
	}
	return strings.Join(titles, " ")
}

// wasOf is a row as its form says that it began.
func (sh *shop) wasOf(c store.Classification) string {
	var was string
	sh.view(func(tx *store.Tx) error {
		shop, err := settings.Load(tx)
		if err != nil {
			return err
		}
		l, err := ui.NewLocale(shop.Locale.String(), shop.Currency)
		was = classifications.RuleFormOf(l, c).Encode()
		return err
	})
	return was
}

// rule is the risk row of a title.
func (sh *shop) rule(title string) (found store.Classification) {
	sh.t.Helper()
	sh.view(func(tx *store.Tx) error {
		all, err := tx.AllClassifications()
		for _, c := range all {
			if c.Title == title {
				found = c
			}
		}
		return err
	})
	if found.ID == 0 {
		sh.t.Fatalf("no classification is called %s", title)
	}
	return found
}

// rules are the titles of the live rows of a type, in order.
func (sh *shop) rules(kind classify.Type) string {
	sh.t.Helper()
	var titles []string
	sh.view(func(tx *store.Tx) error {
		all, err := tx.Classifications(0)
		for _, c := range jobclassifications.Group(all, kind) {
			titles = append(titles, c.Title)
		}
		return err
	})
	return strings.Join(titles, " ")
}

// ruleForm is the form of a row as its page has it, with changes.
func (sh *shop) ruleForm(c store.Classification, changes ...string) url.Values {
	f := values("was", sh.wasOf(c), "smart_type", fmt.Sprint(c.SmartTypeID), "title", c.Title, "value", classify.FormatValue(c.Value), "position", fmt.Sprint(c.Position),
		"comment", c.Comment, "colour", c.Colour, "min_spend", "", "min_orders", "")
	for i := 0; i < len(changes); i += 2 {
		f.Set(changes[i], changes[i+1])
	}
	return f
}

// ruleAt is the row that an address /classifications/ID… names.
func (sh *shop) ruleAt(path string) (c store.Classification) {
	sh.t.Helper()
	sh.view(func(tx *store.Tx) (err error) {
		c, err = tx.Classification(paths.Number(strings.Split(path, "/")[2]))
		return err
	})
	return c
}

// job puts a run into the table in a state, by the way that leads there.
func (sh *shop) job(state store.JobState) (id int64) {
	sh.t.Helper()
	sh.seed.spare++
	sh.update(func(tx *store.Tx) (err error) {
		// Names of its own: nobody's runner claims it, and none joins another.
		name := fmt.Sprintf("spare%d", sh.seed.spare)
		if id, _, err = tx.Enqueue(name, name, "{}", store.Actor{Name: "test"}, false); err != nil || state == store.JobQueued {
			return err
		}
		j, err := tx.ClaimJob("test", []string{name}, 1<<40)
		if err != nil || state == store.JobRunning {
			return err
		}
		return tx.EndJob(j.ID, j.Attempt, store.JobEnd{State: state, Failed: state != store.JobDone, Error: map[bool]string{true: "it broke"}[state == store.JobDead || state == store.JobFailed]})
	})
	return id
}

// audited is how many entries of an action the log has.
func (sh *shop) audited(action string) (n int) {
	sh.t.Helper()
	sh.view(func(tx *store.Tx) error {
		all, err := tx.AuditLog(store.AuditFilter{Text: action, Limit: 200})
		for _, e := range all {
			if e.Action == action {
				n++
			}
		}
		return err
	})
	return n
}

// lacks fails the test when the body has one of the texts.
func (r reply) lacks(t testing.TB, texts ...string) reply {
	t.Helper()
	for _, text := range texts {
		if strings.Contains(r.body, text) {
			t.Fatalf("the answer says %q\n%s", text, r.body)
		}
	}
	return r
}
