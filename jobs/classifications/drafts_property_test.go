package classifications_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wholesight/jobs/calendar"
	"wholesight/jobs/classifications"
	"wholesight/jobs/jobtest"
	"wholesight/jobs/rebuild"
	"wholesight/jobs/rules/classify"
	"wholesight/store"
	"wholesight/store/storetest"
)

// randomEdits changes a draft a few times, as a person does, and leaves it in an
// order that is accepted: an edit that breaks it is mended or taken back.
func randomEdits(r *rand.Rand, d *classifications.Draft) (err error) {
	for range 1 + r.IntN(6) {
		kind := classify.Types[r.IntN(6)]
		drawn := jobtest.RandomBands(r, string(kind))
		live := d.Live(kind)
		kept := *d
		kept.Rows = append([]classifications.DraftRow(nil), d.Rows...)
		pick := func() store.Classification { return live[r.IntN(len(live))] }
		switch edit := r.IntN(7); {
		case edit == 0 && len(drawn) > 0:
			b := drawn[r.IntN(len(drawn))]
			c := store.Classification{Type: string(kind), Title: "New " + b.Title, Value: jobtest.InHundredths(b.Value),
				MinSpend: jobtest.InHundredths(b.MinSpend), Colour: "#009e73"}
			_, err = d.Put(c, 0)
		case len(live) == 0:
		case edit == 1:
			err = d.Delete(pick().ID)
		case edit == 2:
			c := pick()
			c.MinSpend, c.MinOrders = hundredths(int64(r.IntN(200_000))), hundredths(int64(r.IntN(4)))
			_, err = d.Put(c, d.Place(c.ID))
		case edit == 3:
			err = d.Move(pick().ID, 1+r.IntN(len(live)+1))
		case len(drawn) > 0:
			c := pick()
			c.Value = jobtest.InHundredths(drawn[r.IntN(len(drawn))].Value)
			_, err = d.Put(c, 0)
		}
		if err != nil {
			return err
		}
		if d.Problem(kind) != nil {
			d.Rows = kept.Rows
		}
	}
	return nil
}

// applyRound tries random edits, compares what the preview says with what Apply
// publishes and with a whole run as of the same day, and tells whether it changed
// anything.
func applyRound(t *testing.T, db *store.DB, r *rand.Rand, populations *classifications.Populations,
	user int64) (moved int) {
	t.Helper()
	labels := func(tx *store.Tx) map[int64][6]int64 {
		all := map[int64][6]int64{}
		build, err := tx.Published(rebuild.StepLabels)
		if err != nil {
			t.Fatal(err)
		}
		if err := tx.EachLabels(build.ID, func(id int64, l [6]int64) error { all[id] = l; return nil }); err != nil {
			t.Fatal(err)
		}
		return all
	}
	want, tallies := map[int64][6]int64{}, map[int64]store.LabelCount{}
	var changes int64
	var applied classifications.Applied
	storetest.Update(t, db, func(tx *store.Tx) error {
		types, err := tx.SmartTypes()
		if err != nil {
			return err
		}
		smartType := types[r.IntN(len(types))].ID
		d, err := classifications.EditDraft(tx, jobtest.Tester, user, smartType,
			func(d *classifications.Draft) error { return randomEdits(r, d) })
		if err != nil || d.Version == 0 {
			return err
		}
		if d, err = classifications.LoadDraft(tx, user, smartType); err != nil { // as it is stored
			return err
		}
		p, err := populations.Of(tx, smartType)
		if err != nil {
			return err
		}
		all, err := tx.AllClassifications()
		if err != nil {
			return err
		}
		preview, err := classifications.NewPreview(d, p, all)
		if err != nil {
			return err
		}
		before := labels(tx)
		if applied, err = classifications.ApplyDraft(tx, jobtest.Tester, populations, user, smartType,
			d.Version); err != nil {
			return err
		}
		for id, l := range before {
			want[id] = l
		}
		bin, err := tx.Bin(store.BinFilter{Limit: 10_000})
		if err != nil {
			return err
		}
		for _, kind := range classify.Types {
			for _, row := range d.Of(kind) {
				data := fmt.Sprintf(`{"id":%d}`, row.ID)
				if inBin := slices.ContainsFunc(bin, func(u store.Undo) bool {
					return u.Action == "classification.delete" &&
						u.Data == data
				}); row.Gone && !row.IsNew() && !inBin {
					t.Errorf("%s is deleted and not in the bin", row.Title)
				}
			}
		}
		ids := map[int64]int64{0: 0} // of the draft to those that were stored
		for _, kind := range classify.Types {
			after := classifications.Group(applied.After, kind)
			if len(after) != len(d.Live(kind)) {
				t.Fatalf("%s: %d rows stored of %d", kind, len(after), len(d.Live(kind)))
			}
			for i, c := range d.Live(kind) {
				ids[c.ID] = after[i].ID
			}
			for _, b := range preview.Types[kind.Index()].Bands {
				if r := d.Row(b.ID); !r.Gone && b.Draft.Customers > 0 {
					tallies[ids[b.ID]] = store.LabelCount{ClassificationID: ids[b.ID], Customers: int64(b.Draft.Customers),
						Revenue: b.Draft.Revenue}
				}
			}
		}
		individuals := map[int64]bool{}
		for t, kind := range classify.Types {
			for i := range p.IDs {
				id, l := preview.Types[kind.Index()].Label(i), want[p.IDs[i]]
				if l[t] != ids[id] {
					changes++
					individuals[p.IDs[i]] = true
				}
				l[t] = ids[id]
				want[p.IDs[i]] = l
			}
		}
		if preview.Moved != len(individuals) || preview.Up+preview.Down+preview.Sideways != preview.Moved {
			t.Errorf("the preview moves %d (%d up, %d down, %d sideways), of %d", preview.Moved, preview.Up, preview.Down,
				preview.Sideways, len(individuals))
		}
		moved = preview.Moved
		return nil
	})
	if applied.Build == 0 {
		return 0
	}
	check := func(what string) {
		t.Helper()
		storetest.View(t, db, func(tx *store.Tx) error {
			if diff := cmp.Diff(want, labels(tx)); diff != "" {
				t.Fatalf("%s: labels (- preview, + published)\n%s", what, diff)
			}
			counts, err := tx.LabelCounts(store.Everyone())
			got := map[int64]store.LabelCount{}
			mine := map[int64]bool{}
			for _, c := range applied.After {
				mine[c.ID] = true
			}
			for _, c := range counts {
				if mine[c.ClassificationID] {
					got[c.ClassificationID] = c
				}
			}
			if diff := cmp.Diff(tallies, got); diff != "" {
				t.Fatalf("%s: counts (- preview, + published)\n%s", what, diff)
			}
			return err
		})
	}
	check("applied")
	var asOf calendar.Day
	storetest.View(t, db, func(tx *store.Tx) error {
		b, err := tx.Build(applied.Build)
		if err != nil {
			return err
		}
		asOf = b.AsOf
		if b.History && b.Moved != changes || b.Moved != applied.Moved {
			t.Errorf("build %d says that %d labels changed, want %d", b.ID, b.Moved, changes)
		}
		return nil
	})
	if findings, err := db.Check(context.Background()); err != nil || len(findings) > 0 {
		t.Fatalf("after an apply the database is not sound: %v, %v", findings, err)
	}
	if report := jobtest.Rebuild(t, db, rebuild.Options{Only: rebuild.StepLabels,
		AsOf: asOf.String()}); report.Moved != 0 {
		t.Errorf("a whole run after an apply moved %d", report.Moved)
	}
	check("run again")
	return moved
}

// Whatever is edited, the preview is what Apply publishes, and what a whole run of
// the same day comes to: every customer's labels, the counts and the revenue.
func TestThePreviewIsWhatApplyPublishes(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		shops, rounds := 12, 12
		if !db.Embedded() {
			shops, rounds = 3, 5
		}
		tried, moved := 0, 0
		for seed := range uint64(shops) {
			t.Run(fmt.Sprint(seed), func(t *testing.T) {
				r := rand.New(rand.NewPCG(seed, 99))
				s := jobtest.RandomShop(r)
				for len(s.Customers) < 6 {
					s = jobtest.RandomShop(r)
				}
				db := db
				if seed > 0 {
					if db = storetest.SQLite(t); shops == 3 {
						db = storetest.Postgres(t)
					}
				}
				s.Store(t, db)
				var user int64
				storetest.Update(t, db, func(tx *store.Tx) (err error) {
					user, err = tx.CreateUser(store.User{Email: "a@shop.example", Role: store.RoleAdmin})
					return err
				})
				jobtest.Rebuild(t, db, rebuild.Options{AsOf: calendar.Of(s.AsOf).String()})
				var populations classifications.Populations
				for range rounds {
					tried++
					moved += applyRound(t, db, r, &populations, user)
					if t.Failed() {
						return
					}
				}
			})
		}
		t.Logf("%d rounds moved %d customers", tried, moved)
		if 4*moved < tried {
			t.Errorf("%d rounds moved %d customers only: the edits say nothing", tried, moved)
		}
	})
}
