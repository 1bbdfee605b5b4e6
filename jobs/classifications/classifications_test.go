package classifications_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"wholesight/jobs/classifications"
	"wholesight/jobs/jobtest"
	"wholesight/jobs/rules/classify"
	"wholesight/jobs/smarttypes"
	"wholesight/store"
	"wholesight/store/storetest"
)

func TestWhatIsRefusedNamesTheRow(t *testing.T) {
	db := storetest.SQLite(t)
	var trade int64
	storetest.Update(t, db, func(tx *store.Tx) (err error) {
		trade, err = smarttypes.CreateSmartType(tx, jobtest.Tester, " Trade ", true)
		return err
	})
	value := func(v int64) *int64 { return &v }
	for _, c := range []struct {
		rows  []store.Classification
		field string // empty: an order that is not accepted
		index int
	}{
		{[]store.Classification{{Title: "a", Value: value(1)}, {Title: " ", Value: value(2)}}, "title", 1},
		{[]store.Classification{{Title: strings.Repeat("é", 61), Value: value(1)}}, "title", 0},
		{[]store.Classification{{Title: "a\nb", Value: value(1)}}, "title", 0},
		{[]store.Classification{{Title: "a", Comment: strings.Repeat("x", 2001), Value: value(1)}}, "comment", 0},
		{[]store.Classification{{Title: "a", Colour: "red", Value: value(1)}}, "colour", 0},
		{[]store.Classification{{Title: "a"}}, "value", 0},
		{[]store.Classification{{Title: "a", Value: value(100_01)}}, "value", 0},
		{[]store.Classification{{Title: "a", Value: value(1), MinSpend: value(-1)}}, "min_spend", 0},
		{[]store.Classification{{Title: "a", Value: value(5)}, {Title: "b", Value: value(4)}}, "", 1},
	} {
		err := db.Update(context.Background(), func(tx *store.Tx) error {
			_, err := classifications.Save(tx, jobtest.Tester, trade, classify.RevenueRank, c.rows, nil)
			return err
		})
		var v *classify.ValueError
		var o *classify.OrderError
		switch {
		case errors.As(err, &v) && v.Field == c.field && v.Row.Index == c.index:
		case errors.As(err, &o) && c.field == "" && o.After.Index == c.index:
		default:
			t.Errorf("%+v: %v, want field %q of row %d", c.rows, err, c.field, c.index)
		}
	}
	storetest.View(t, db, func(tx *store.Tx) error {
		rows, err := tx.Classifications(trade)
		if len(rows) != 0 {
			t.Errorf("refused rows were stored: %v", rows)
		}
		return err
	})
}

func TestAddedWhereItBelongsAndWrittenIntoTheLog(t *testing.T) {
	db := storetest.SQLite(t)
	var trade int64
	titles := ""
	storetest.Update(t, db, func(tx *store.Tx) (err error) {
		if trade, err = smarttypes.CreateSmartType(tx, jobtest.Tester, "Trade", true); err != nil {
			return err
		}
		for _, v := range []string{"", "5", "1", "2"} {
			value, err := classify.ParseValue(v)
			if err != nil {
				return err
			}
			c, err := classifications.Add(tx, jobtest.Tester, trade, classify.Risk,
				store.Classification{Title: "up to " + v, Value: value, Colour: " #ABCDEF "})
			if err != nil {
				return err
			}
			if c.ID == 0 || c.Colour != "#abcdef" {
				t.Errorf("added as %+v", c)
			}
		}
		rows, err := tx.Classifications(trade)
		if err != nil {
			return err
		}
		for _, c := range classifications.Group(rows, classify.Risk) {
			titles += c.Title + "|"
		}
		if _, err := classifications.Save(tx, jobtest.Tester, trade, classify.Risk, rows,
			nil); err != nil { // nothing new: no entry
			return err
		}
		_, err = jobtest.DeleteClassification(tx, jobtest.Tester, rows[0])
		return err
	})
	if titles != "up to 1|up to 2|up to 5|up to|" {
		t.Errorf("order is %s", titles)
	}
	storetest.View(t, db, func(tx *store.Tx) error {
		log, err := tx.AuditLog(store.AuditFilter{Limit: 50})
		var actions []string
		for _, e := range log {
			actions = append(actions, e.Action)
		}
		if got := strings.Join(actions, " "); got != "classification.save classification.save classification.save classification.save classification.save smart-type.create" {
			t.Errorf("entries: %s", got)
		}
		if !strings.Contains(log[1].After, "more than 1, up to 2") || log[1].Actor.Name != jobtest.Tester.Name {
			t.Errorf("entry is %+v", log[1])
		}
		return err
	})
}

func TestSmartTypesAreChangedWithTheirEntries(t *testing.T) {
	db := storetest.SQLite(t)
	var a, b int64
	storetest.Update(t, db, func(tx *store.Tx) (err error) {
		if a, err = smarttypes.CreateSmartType(tx, jobtest.Tester, "A", false); err != nil {
			return err
		}
		b, err = smarttypes.CreateSmartType(tx, jobtest.Tester, "B", false)
		return err
	})
	storetest.Update(t, db, func(tx *store.Tx) error {
		s, err := tx.SmartType(a)
		if err != nil {
			return err
		}
		if err := smarttypes.SaveSmartType(tx, jobtest.Tester, s); err != nil { // nothing new
			return err
		}
		s.Title = "  A and more "
		return errors.Join(smarttypes.SaveSmartType(tx, jobtest.Tester, s),
			smarttypes.OrderSmartTypes(tx, jobtest.Tester, []int64{a, b}),
			smarttypes.OrderSmartTypes(tx, jobtest.Tester, []int64{b, a}))
	})
	storetest.Update(t, db, func(tx *store.Tx) error {
		all, err := tx.SmartTypes()
		if err != nil {
			return err
		}
		if all[0].Title != "B" || all[1].Title != "A and more" {
			t.Errorf("smart types are %v", all)
		}
		if err := smarttypes.SaveSmartType(tx, jobtest.Tester,
			store.SmartType{ID: a, Title: "x", Version: 1}); !errors.Is(err, store.ErrConflict) {
			t.Errorf("a stale smart type was saved: %v", err)
		}
		_, err = smarttypes.DeleteSmartType(tx, jobtest.Tester, b, all[0].Version)
		return err
	})
	storetest.View(t, db, func(tx *store.Tx) error {
		log, err := tx.AuditLog(store.AuditFilter{Limit: 50})
		got := ""
		for _, e := range log {
			got += e.Action + " "
		}
		if got != "smart-type.delete smart-type.order smart-type.save smart-type.create smart-type.create " {
			t.Errorf("entries: %s", got)
		}
		return err
	})
}
