package classifications_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"wholesight/jobs/classifications"
	"wholesight/jobs/jobtest"
	"wholesight/jobs/rebuild"
	"wholesight/jobs/rules/classify"
	"wholesight/store"
	"wholesight/store/storetest"
)

// draftOf is a draft over rows of one type, with the ids 1, 2, 3 …
func draftOf(kind classify.Type, values ...int64) *classifications.Draft {
	d := &classifications.Draft{SmartTypeID: 1, UserID: 1}
	for i, v := range values {
		c := store.Classification{ID: int64(i) + 1, SmartTypeID: 1, Type: string(kind), Title: fmt.Sprintf("R%d", i+1),
			Colour: "#000000", Value: hundredths(v), Position: int64(i) + 1, Version: 1}
		d.Base = append(d.Base, c)
		d.Rows = append(d.Rows, classifications.DraftRow{Classification: c})
	}
	return d
}

// rowsOf are the titles of a type's rows; what is gone is in brackets.
func rowsOf(d *classifications.Draft, kind classify.Type) string {
	var titles []string
	for _, r := range d.Of(kind) {
		if r.Gone {
			r.Title = "(" + r.Title + ")"
		}
		titles = append(titles, r.Title)
	}
	return strings.Join(titles, " ")
}

func TestDraftEdits(t *testing.T) {
	for _, tt := range []struct {
		name    string
		edit    func(d *classifications.Draft) error
		want    string
		changes int
		err     error
	}{
		{"nothing", func(*classifications.Draft) error { return nil }, "R1 R2 R3 R4", 0, nil},
		{"up", func(d *classifications.Draft) error { return d.Move(3, 2) }, "R1 R3 R2 R4", 1, nil},
		{"down", func(d *classifications.Draft) error { return d.Move(1, 3) }, "R2 R3 R1 R4", 1, nil},
		{"beyond the end", func(d *classifications.Draft) error { return d.Move(1, 99) }, "R2 R3 R4 R1", 1, nil},
		{"there and back", func(d *classifications.Draft) error { return errors.Join(d.Move(1, 3), d.Move(1, 1)) },
			"R1 R2 R3 R4", 0, nil},
		{"past one that is gone", func(d *classifications.Draft) error { return errors.Join(d.Delete(2), d.Move(3, 1)) },
			"R3 R1 (R2) R4", 2, nil},
		{"behind one that is gone", func(d *classifications.Draft) error { return errors.Join(d.Delete(2), d.Move(1, 2)) },
			"(R2) R3 R1 R4", 2, nil},
		{"where it stands", func(d *classifications.Draft) error { return errors.Join(d.Delete(2), d.Move(3, 2)) },
			"R1 (R2) R3 R4", 1, nil},
		{"a new one", func(d *classifications.Draft) error {
			_, err := d.Put(store.Classification{Type: "risk", Title: " New ", Colour: "#ABCDEF", Value: hundredths(250)}, 0)
			return err
		}, "R1 R2 New R3 R4", 1, nil},
		{"a new one at a place", func(d *classifications.Draft) error {
			_, err := d.Put(store.Classification{Type: "risk", Title: "New", Colour: "#abcdef", Value: hundredths(250)}, 1)
			return err
		}, "New R1 R2 R3 R4", 1, nil},
		{"deleted and restored", func(d *classifications.Draft) error { return errors.Join(d.Delete(2), d.Restore(2)) },
			"R1 R2 R3 R4", 0, nil},
		{"an order", func(d *classifications.Draft) error { return d.Order(classify.Risk, []int64{4, 3, 2, 1}) },
			"R4 R3 R2 R1", 1, nil},
		{"half an order", func(d *classifications.Draft) error { return d.Order(classify.Risk, []int64{4, 3, 2}) },
			"R1 R2 R3 R4", 0, store.ErrConflict},
		{"an order that names one twice", func(d *classifications.Draft) error {
			return d.Order(classify.Risk, []int64{4, 3, 2, 2})
		}, "R1 R2 R3 R4", 0, store.ErrConflict},
		{"gone twice", func(d *classifications.Draft) error { return errors.Join(d.Delete(2), d.Delete(2)) }, "R1 (R2) R3 R4",
			1, store.ErrNotFound},
		{"nobody", func(d *classifications.Draft) error { return d.Move(9, 1) }, "R1 R2 R3 R4", 0, store.ErrNotFound},
		{"a value", func(d *classifications.Draft) error { return d.SetValue(2, hundredths(150)) }, "R1 R2 R3 R4", 1, nil},
		{"the value it has", func(d *classifications.Draft) error { return d.SetValue(2, hundredths(200)) }, "R1 R2 R3 R4", 0,
			nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := draftOf(classify.Risk, 100, 200, 300, 400)
			if err := tt.edit(d); !errors.Is(err, tt.err) {
				t.Fatalf("error %v, want %v", err, tt.err)
			}
			if got := rowsOf(d, classify.Risk); got != tt.want || d.Changes() != tt.changes {
				t.Errorf("%s, %d changes; want %s, %d", got, d.Changes(), tt.want, tt.changes)
			}
		})
	}
}

// What is wrong whatever the other rows say is refused at once; what is wrong with the
// order stays in the draft, with both rows named.
func TestDraftProblems(t *testing.T) {
	d := draftOf(classify.Risk, 100, 200)
	var value *classify.ValueError
	if err := d.SetValue(1, hundredths(-1)); !errors.As(err, &value) || *d.Row(1).Value != 100 {
		t.Errorf("a value below 0: %v", err)
	}
	for field, c := range map[string]store.Classification{
		"title":     {ID: 1, Title: " ", Colour: "#000000", Value: hundredths(1)},
		"colour":    {ID: 1, Title: "A", Colour: "red", Value: hundredths(1)},
		"comment":   {ID: 1, Title: "A", Colour: "#000000", Comment: strings.Repeat("x", 2001), Value: hundredths(1)},
		"min_spend": {ID: 1, Title: "A", Colour: "#000000", MinSpend: hundredths(-1), Value: hundredths(1)},
	} {
		if _, err := d.Put(c, 1); !errors.As(err, &value) || value.Field != field {
			t.Errorf("%s: %v", field, err)
		}
	}
	if d.Changes() != 0 {
		t.Errorf("refused edits left %d changes", d.Changes())
	}
	if err := d.SetValue(1, hundredths(300)); err != nil {
		t.Fatal(err)
	}
	var order *classify.OrderError
	if err := d.Problem(classify.Risk); !errors.As(err, &order) || order.Before.Title != "R1" ||
		order.After.Title != "R2" {
		t.Errorf("the order: %v", err)
	}
}

// worth is which way a customer goes: to less risk, more revenue and more orders is up.
func TestPreviewDirections(t *testing.T) {
	db := storetest.SQLite(t)
	jobtest.WorkedExamples(t, db)
	jobtest.Rebuild(t, db, rebuild.Options{})
	var user, smartType int64
	storetest.Update(t, db, func(tx *store.Tx) (err error) {
		if smartType, _, err = tx.FirstSmartType(); err != nil {
			return err
		}
		user, err = tx.CreateUser(store.User{Email: "a@shop.example", Role: store.RoleAdmin})
		return err
	})
	try := func(edit func(d *classifications.Draft)) *classifications.Preview {
		var v *classifications.Preview
		storetest.View(t, db, func(tx *store.Tx) error {
			d, err := classifications.LoadDraft(tx, user, smartType)
			if err != nil {
				return err
			}
			edit(d)
			p, err := new(classifications.Populations).Of(tx, smartType)
			if err != nil {
				return err
			}
			all, err := tx.AllClassifications()
			if err != nil {
				return err
			}
			v, err = classifications.NewPreview(d, p, all)
			return err
		})
		return v
	}
	if v := try(func(*classifications.Draft) {}); v.Moved != 0 || v.Problems != 0 {
		t.Errorf("nothing changed, and %d move", v.Moved)
	}
	// LATE has 4.73 and is Lost: as Late up to 5 takes it, it has come up.
	up := try(func(d *classifications.Draft) {
		if err := d.SetValue(d.Live(classify.Risk)[1].ID, hundredths(500)); err != nil {
			t.Fatal(err)
		}
	})
	if up.Moved != 1 || up.Up != 1 {
		t.Errorf("%d move, %d up", up.Moved, up.Up)
	}
	in := up.Types[0].Bands[1].In
	if in.Customers != 1 || len(in.First) != 1 || up.Types[0].Bands[2].Out.Customers != 1 {
		t.Errorf("who moves: %+v", up.Types[0].Bands)
	}
	// Without its row it has no label: down.
	down := try(func(d *classifications.Draft) {
		if err := d.Delete(d.Live(classify.Risk)[2].ID); err != nil {
			t.Fatal(err)
		}
	})
	if down.Moved != 1 || down.Down != 1 || down.Types[0].None.Customers == 0 {
		t.Errorf("%d move, %d down", down.Moved, down.Down)
	}
	wrong := try(func(d *classifications.Draft) {
		if err := d.SetValue(d.Live(classify.Risk)[0].ID, hundredths(90_000)); err != nil {
			t.Fatal(err)
		}
	})
	if wrong.Problems != 1 || wrong.Moved != 0 {
		t.Errorf("an order that is not accepted moves %d", wrong.Moved)
	}
}
