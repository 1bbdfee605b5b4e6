package smarttypes_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"wholesight/jobs"
	"wholesight/jobs/classifications"
	"wholesight/jobs/jobtest"
	"wholesight/jobs/kit"
	"wholesight/jobs/smarttypes"
	"wholesight/store"
	"wholesight/store/storetest"
)

// shop is a shop of two smart types: Retail of three customers with two bands, one of
// them deleted, and a draft; Trade of one customer with one band.
type shop struct {
	t             *testing.T
	db            *store.DB
	trade, retail int64
	user          int64
	ids           map[string]int64
}

func newShop(t *testing.T, db *store.DB) *shop {
	t.Helper()
	s := &shop{t: t, db: db}
	storetest.Update(t, db, func(tx *store.Tx) (err error) {
		if s.trade, err = smarttypes.CreateSmartType(tx, jobtest.Tester, "Trade", true); err != nil {
			return err
		}
		s.retail, err = smarttypes.CreateSmartType(tx, jobtest.Tester, "Retail", false)
		return err
	})
	s.ids = storetest.AddCustomers(t, db, store.Customer{Code: "T1", SmartTypeID: s.trade},
		store.Customer{Code: "R1", SmartTypeID: s.retail},
		store.Customer{Code: "R2", SmartTypeID: s.retail}, store.Customer{Code: "R3", SmartTypeID: s.retail})
	storetest.Update(t, db, func(tx *store.Tx) error {
		one := int64(100)
		late, err := jobtest.PutClassification(tx, jobtest.Tester,
			store.Classification{SmartTypeID: s.retail, Type: "risk", Title: "Calm", Value: &one})
		if err != nil {
			return err
		}
		gone, err := jobtest.PutClassification(tx, jobtest.Tester,
			store.Classification{SmartTypeID: s.retail, Type: "risk", Title: "Gone"})
		if err != nil {
			return err
		}
		if _, err := jobtest.DeleteClassification(tx, jobtest.Tester, gone); err != nil {
			return err
		}
		if _, err := jobtest.PutClassification(tx, jobtest.Tester,
			store.Classification{SmartTypeID: s.trade, Type: "risk", Title: "Steady", Value: &one}); err != nil {
			return err
		}
		u := store.User{Email: "a@shop.example", Name: "A", Role: store.RoleAdmin}
		if s.user, err = tx.CreateUser(u); err != nil {
			return err
		}
		_, err = classifications.EditDraft(tx, jobtest.Tester, s.user, s.retail, func(d *classifications.Draft) error {
			late.Title = "Quiet"
			_, err := d.Put(late, 1)
			return err
		})
		return err
	})
	return s
}

// state is everything that a merge touches, in words.
func (s *shop) state() string {
	s.t.Helper()
	var b strings.Builder
	storetest.View(s.t, s.db, func(tx *store.Tx) error {
		types, err := tx.SmartTypes()
		if err != nil {
			return err
		}
		uses, err := tx.SmartTypeUses()
		if err != nil {
			return err
		}
		for _, t := range types {
			u := uses[t.ID]
			fmt.Fprintf(&b, "%d %s portal=%v: %d customers, %d + %d rules\n", t.Position, t.Title, t.Portal, u.Customers, u.Live,
				u.Deleted)
		}
		all, err := tx.AllClassifications()
		for id := int64(1); id <= int64(len(all)); id++ {
			fmt.Fprintf(&b, "%s of %d, live=%v\n", all[id].Title, all[id].SmartTypeID, all[id].DeletedAt.IsZero())
		}
		return err
	})
	return b.String()
}

func (s *shop) merge(from, into int64) (m smarttypes.Merged, err error) {
	s.t.Helper()
	err = s.db.Update(s.t.Context(), func(tx *store.Tx) error {
		p, err := smarttypes.PlanMerge(tx, from, into)
		if err != nil {
			return err
		}
		m, err = smarttypes.Merge(tx, jobtest.Tester, from, into, p.Seen())
		return err
	})
	return m, err
}

func (s *shop) undo(id int64) (u store.Undo, err error) {
	err = s.db.Update(s.t.Context(), func(tx *store.Tx) error {
		u, err = jobs.Undo(tx, jobtest.Tester, id, true)
		return err
	})
	return u, err
}

// A smart type goes into another with all its customers; history keeps its rules; the
// way back puts everything where it was. On both engines.
func TestMergeAndBack(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		s := newShop(t, db)
		before := s.state()
		storetest.View(t, db, func(tx *store.Tx) error {
			p, err := smarttypes.PlanMerge(tx, s.retail, s.trade)
			if p.Use.Customers != 3 || len(p.Rules) != 1 || p.Rules[0].Title != "Calm" || p.Kept != 1 || p.Use.Drafts != 1 ||
				p.Use.Deleted != 1 {
				t.Errorf("the plan is %+v", p)
			}
			return err
		})
		m, err := s.merge(s.retail, s.trade)
		if err != nil || m.Customers != 3 {
			t.Fatalf("merged %+v, %v", m, err)
		}
		want := fmt.Sprintf("1 Trade portal=true: 4 customers, 1 + 2 rules\nCalm of %[1]d, live=false\nGone of %[1]d, live=false\nSteady of %[1]d, live=true\n", s.trade)
		if got := s.state(); got != want {
			t.Errorf("after the merge\n%swant\n%s", got, want)
		}
		if _, err := s.undo(m.Undo); err != nil {
			t.Fatal(err)
		}
		if got := s.state(); got != before {
			t.Errorf("put back\n%swant\n%s", got, before)
		}
		storetest.View(t, db, func(tx *store.Tx) error {
			log, err := tx.AuditLog(store.AuditFilter{Text: "smart-type", Limit: 3})
			if err == nil && (log[0].Action != "smart-type.restore" || log[1].Action != "smart-type.merge" ||
				!strings.Contains(log[1].After, `"customers":3`) || !strings.Contains(log[1].After, `"Calm"`)) {
				t.Errorf("entries %+v", log)
			}
			return err
		})
		// And again: the ids are the same, and so are the ways.
		if m, err = s.merge(s.retail, s.trade); err != nil {
			t.Fatal(err)
		}
	})
}

// The first in order may go into the second: the order has no gap, and what stood first
// stands first again.
func TestMergeTheFirst(t *testing.T) {
	s := newShop(t, storetest.SQLite(t))
	before := s.state()
	m, err := s.merge(s.trade, s.retail)
	if err != nil {
		t.Fatal(err)
	}
	if got := s.state(); !strings.HasPrefix(got, "1 Retail portal=false: 4 customers, 1 + 2 rules\n") {
		t.Errorf("after the merge\n%s", got)
	}
	if _, err := s.undo(m.Undo); err != nil || s.state() != before {
		t.Errorf("%v\n%s", err, s.state())
	}
}

// What came since the merge stays: customers of a third smart type, and a rule that
// somebody has put back stops the whole way back.
func TestUndoOfAMergeLeavesWhatCameSince(t *testing.T) {
	s := newShop(t, storetest.SQLite(t))
	m, err := s.merge(s.retail, s.trade)
	if err != nil {
		t.Fatal(err)
	}
	storetest.Update(t, s.db, func(tx *store.Tx) error {
		third, err := smarttypes.CreateSmartType(tx, jobtest.Tester, "Third", false)
		if err != nil {
			return err
		}
		c, err := tx.CustomerByID(s.ids["R2"])
		if err != nil {
			return err
		}
		c.SmartTypeID = third
		return tx.UpdateCustomer(c)
	})
	u, err := s.undo(m.Undo)
	if err != nil || u.Kept != "2 of 3 customers are back; 1 were changed since and stay as they are" {
		t.Errorf("%q, %v", u.Kept, err)
	}
	if got := s.state(); !strings.Contains(got, "2 Retail portal=false: 2 customers, 1 + 1 rules\n3 Third portal=false: 1 customers") {
		t.Errorf("put back\n%s", got)
	}

	if m, err = s.merge(s.retail, s.trade); err != nil {
		t.Fatal(err)
	}
	storetest.Update(t, s.db, func(tx *store.Tx) error {
		_, err := smarttypes.CreateSmartType(tx, jobtest.Tester, "Retail", false)
		return err
	})
	before := s.state()
	var refused kit.Refusals
	if _, err := s.undo(m.Undo); !errors.As(err, &refused) ||
		!strings.Contains(err.Error(), "another smart type called Retail") || s.state() != before {
		t.Errorf("%v\n%s", err, s.state())
	}
}

// A plan that is not the present one is not carried out, and nor is nonsense.
func TestMergeIsRefused(t *testing.T) {
	s := newShop(t, storetest.SQLite(t))
	before := s.state()
	for name, c := range map[string]struct {
		from, into int64
		seen, want string
	}{
		"into itself":    {s.retail, s.retail, "", "Choose the smart type"},
		"into nothing":   {s.retail, 999, "", "Choose the smart type"},
		"another plan":   {s.retail, s.trade, "other", "changed by somebody else"},
		"not there":      {999, s.trade, "", "not found"},
		"without a plan": {s.retail, s.trade, "", "changed by somebody else"},
	} {
		err := s.db.Update(t.Context(), func(tx *store.Tx) error {
			_, err := smarttypes.Merge(tx, jobtest.Tester, c.from, c.into, c.seen)
			return err
		})
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if s.state() != before {
		t.Errorf("a refused merge changed\n%s", s.state())
	}
}

// One moves by one place or to any; whoever saw another order moves nothing.
func TestMoveSmartType(t *testing.T) {
	db := storetest.SQLite(t)
	var ids []int64
	storetest.Update(t, db, func(tx *store.Tx) error {
		for _, title := range []string{"A", "B", "C"} {
			id, err := smarttypes.CreateSmartType(tx, jobtest.Tester, title, false)
			if err != nil {
				return err
			}
			ids = append(ids, id)
		}
		return nil
	})
	for _, c := range []struct {
		id   int64
		to   int
		want string
	}{{ids[2], 1, "CAB"}, {ids[2], 99, "ABC"}, {ids[0], 2, "BAC"}, {ids[0], 2, "BAC"}} {
		storetest.Update(t, db, func(tx *store.Tx) error {
			all, err := tx.SmartTypes()
			if err != nil {
				return err
			}
			if err := smarttypes.MoveSmartType(tx, jobtest.Tester, c.id, c.to, smarttypes.IDs(all)); err != nil {
				return err
			}
			if all, err = tx.SmartTypes(); err != nil {
				return err
			}
			got := ""
			for i, t2 := range all {
				if got += t2.Title; t2.Position != int64(i)+1 {
					t.Errorf("%s stands at %d", t2.Title, t2.Position)
				}
			}
			if got != c.want {
				t.Errorf("%s, want %s", got, c.want)
			}
			return nil
		})
	}
	err := db.Update(t.Context(), func(tx *store.Tx) error {
		return smarttypes.MoveSmartType(tx, jobtest.Tester, ids[0], 1, ids)
	})
	if !errors.Is(err, store.ErrConflict) {
		t.Errorf("moved in an order that is not: %v", err)
	}
}

// What is in use is not deleted; what is not comes back where it stood.
func TestDeleteAndBack(t *testing.T) {
	db := storetest.SQLite(t)
	s := newShop(t, db)
	var empty store.SmartType
	storetest.Update(t, db, func(tx *store.Tx) error {
		id, err := smarttypes.CreateSmartType(tx, jobtest.Tester, "Empty", true)
		if err != nil {
			return err
		}
		if err := smarttypes.OrderSmartTypes(tx, jobtest.Tester, []int64{id, s.trade, s.retail}); err != nil {
			return err
		}
		empty, err = tx.SmartType(id)
		return err
	})
	before := s.state()
	var undo int64
	storetest.Update(t, db, func(tx *store.Tx) (err error) {
		trade, err := tx.SmartType(s.trade)
		if err != nil {
			return err
		}
		var refused kit.Refusals
		if _, err := smarttypes.DeleteSmartType(tx, jobtest.Tester, trade.ID, trade.Version); !errors.As(err, &refused) {
			t.Errorf("one in use: %v", err)
		}
		if _, err := smarttypes.DeleteSmartType(tx, jobtest.Tester, empty.ID, empty.Version-1); !errors.Is(err,
			store.ErrConflict) {
			t.Errorf("a stale version: %v", err)
		}
		undo, err = smarttypes.DeleteSmartType(tx, jobtest.Tester, empty.ID, empty.Version)
		return err
	})
	if _, err := s.undo(undo); err != nil || s.state() != before {
		t.Errorf("%v\n%swant\n%s", err, s.state(), before)
	}
}
