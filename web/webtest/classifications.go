package webtest

import (
	"fmt"
	"net/url"
	"strings"

	"wholesight/jobs/calendar"
	jobclassifications "wholesight/jobs/classifications"
	"wholesight/jobs/figures"
	"wholesight/jobs/jobtest"
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
		if c, err = jobtest.PutClassification(tx, by, c); err != nil {
			return err
		}
		rules = append(rules, c)
	}
	for i, rule := range []store.Classification{rules[0], rules[2]} {
		was, err := tx.Baseline()
		if err != nil {
			return err
		}
		b := store.Build{AsOf: calendar.Of(storetest.Now), Timeframe: 12, Steps: "graph labels", StartedAt: storetest.Now,
			Customers: int64(len(moved)), History: true}
		if b.ID, err = tx.BeginBuild(b); err != nil {
			return err
		}
		var scores []store.Score
		var changes []store.LabelChange
		for _, c := range moved {
			s := store.Score{CustomerID: c.ID, SmartTypeID: c.SmartTypeID,
				Customer: figures.Customer{Revenue: 123_456, Orders: 3, PurchaseDays: 3, LastPurchase: b.AsOf - 40, Since: 40,
					GapNum: 60, GapDen: 2, Risk: 133}}
			s.Labels[0] = rule.ID
			for t := 1; t < len(s.Reasons); t++ {
				s.Reasons[t] = "no_revenue"
			}
			scores = append(scores, s)
			if i == 1 {
				changes = append(changes, store.LabelChange{CustomerID: c.ID, Type: classify.Risk.Index(), From: rules[0].ID,
					To: rule.ID})
			}
		}
		b.Moved = int64(len(changes))
		if err := tx.StageScores(b.ID, scores); err != nil {
			return err
		}
		if err := tx.StageChanges(b.ID, changes); err != nil {
			return err
		}
		counts := []store.LabelCount{{ClassificationID: rule.ID, Customers: int64(len(moved)),
			Revenue: 123_456 * int64(len(moved))}}
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

// Rule is the risk row of a title.
func (sh *Shop) Rule(title string) (found store.Classification) {
	sh.T.Helper()
	sh.View(func(tx *store.Tx) error {
		all, err := tx.AllClassifications()
		for _, c := range all {
			if c.Title == title {
				found = c
			}
		}
		return err
	})
	if found.ID == 0 {
		sh.T.Fatalf("no classification is called %s", title)
	}
	return found
}

// Rules are the titles of the live rows of a type, in order.
func (sh *Shop) Rules(kind classify.Type) string {
	sh.T.Helper()
	var titles []string
	sh.View(func(tx *store.Tx) error {
		all, err := tx.Classifications(0)
		for _, c := range jobclassifications.Group(all, kind) {
			titles = append(titles, c.Title)
		}
		return err
	})
	return strings.Join(titles, " ")
}

// SpareRule is a row nobody else speaks of, for routes that change one.
func (sh *Shop) SpareRule() (c store.Classification) {
	sh.T.Helper()
	sh.Seed.spare++
	v := int64(10_000 + 100*sh.Seed.spare)
	sh.Update(func(tx *store.Tx) error {
		kind, _, err := tx.FirstSmartType()
		if err != nil {
			return err
		}
		c, err = jobtest.PutClassification(tx, store.Actor{Name: "test"},
			store.Classification{SmartTypeID: kind, Type: "orders",
				Title: fmt.Sprintf("Spare %d", sh.Seed.spare), Value: &v})
		if err != nil {
			return err
		}
		return sh.dropDraft(tx, "admin", c.SmartTypeID) // which does not know of it
	})
	return c
}

// ruleAt is the row that an address /classifications/ID… names.
func (sh *Shop) ruleAt(path string) (c store.Classification) {
	sh.T.Helper()
	sh.View(func(tx *store.Tx) (err error) {
		c, err = tx.Classification(paths.Number(strings.Split(path, "/")[2]))
		return err
	})
	return c
}

// RuleForm is the form of a row as its page has it, with changes.
func (sh *Shop) RuleForm(c store.Classification, changes ...string) url.Values {
	f := Values("was", sh.wasOf(c), "smart_type", fmt.Sprint(c.SmartTypeID), "title", c.Title, "value",
		classify.FormatValue(c.Value), "position", fmt.Sprint(c.Position),
		"comment", c.Comment, "colour", c.Colour, "min_spend", "", "min_orders", "")
	for i := 0; i < len(changes); i += 2 {
		f.Set(changes[i], changes[i+1])
	}
	return f
}

// wasOf is a row as its form says that it began.
func (sh *Shop) wasOf(c store.Classification) string {
	var was string
	sh.View(func(tx *store.Tx) error {
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
