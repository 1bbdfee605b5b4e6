package customers_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wholesight/jobs"
	"wholesight/jobs/customers"
	"wholesight/jobs/kit"
	"wholesight/jobs/runner"
	"wholesight/store"
	"wholesight/store/storetest"
)

// bulkShop is a shop of n customers, every second one of Ann, with two account
// managers; Ann is a rep.
type bulkShop struct {
	t        *testing.T
	db       *store.DB
	ann, bob int64 // account managers
	rep      int64 // Ann's user
	by       store.Actor
	codes    []string
	ids      map[string]int64
}

func newBulkShop(t *testing.T, db *store.DB, n int) *bulkShop {
	s := &bulkShop{t: t, db: db}
	storetest.Update(t, db, func(tx *store.Tx) (err error) {
		if s.ann, err = tx.AddAccountManager("Ann"); err != nil {
			return err
		}
		if s.bob, err = tx.AddAccountManager("Bob"); err != nil {
			return err
		}
		if s.rep, err = tx.CreateUser(store.User{Email: "ann@shop.example", Name: "Ann", Role: store.RoleRep}); err != nil {
			return err
		}
		s.by = store.Actor{UserID: s.rep, Name: "ann@shop.example"}
		return tx.LinkManagers(s.rep, []int64{s.ann})
	})
	var all []store.Customer
	for i := range n {
		c := store.Customer{Code: fmt.Sprintf("K%04d", i), Name: fmt.Sprint("Customer ", i)}
		if i%2 == 0 {
			c.AccountManagerID = s.ann
		}
		if i%5 == 0 {
			c.Tags = []string{"a:1", "z:9"}
		}
		s.codes, all = append(s.codes, c.Code), append(all, c)
	}
	s.ids = storetest.AddCustomers(t, db, all...)
	return s
}

func (s *bulkShop) idsOf(codes ...string) (ids []int64) {
	for _, c := range codes {
		ids = append(ids, s.ids[c])
	}
	return ids
}

// state is what bulk actions change, by code.
func (s *bulkShop) state() map[string]string {
	s.t.Helper()
	out := map[string]string{}
	storetest.View(s.t, s.db, func(tx *store.Tx) error {
		return tx.EachCustomer(store.Everyone(), func(c *store.Customer) error {
			out[c.Code] = c.AccountManager + " " + strings.Join(c.Tags, ",")
			return nil
		})
	})
	return out
}

func (s *bulkShop) run(scope store.Scope, a customers.BulkAction, ids []int64) (r customers.BulkResult) {
	s.t.Helper()
	storetest.Update(s.t, s.db, func(tx *store.Tx) (err error) {
		r, err = customers.RunBulk(tx, s.by, scope, a, ids)
		return err
	})
	return r
}

func (s *bulkShop) undo(id int64) (u store.Undo, err error) {
	err = s.db.Update(context.Background(), func(tx *store.Tx) (err error) {
		u, err = jobs.Undo(tx, s.by, id, false)
		return err
	})
	return u, err
}

// work is a run of the job for a bulk action.
func (s *bulkShop) work(bulk int64, progress func(done, total int64, note string) error) error {
	return customers.BulkJob.Run(context.Background(),
		&runner.Work{DB: s.db, Log: storetest.Log(), Args: fmt.Appendf(nil, `{"bulk":%d}`, bulk), Progress: progress})
}

func TestBulkActionsChangeWhomTheyShouldAndTellOfTheRest(t *testing.T) {
	db := storetest.SQLite(t)
	s := newBulkShop(t, db, 7)
	for _, c := range []struct {
		action  customers.BulkAction
		changed []string // of K0000 to K0003
		words   string
		after   func(was string) string
		title   string
	}{
		{customers.BulkAction{Kind: customers.BulkAssign, Manager: s.bob}, []string{"K0000", "K0001", "K0002", "K0003"},
			"4 changed",
			func(was string) string { _, tags, _ := strings.Cut(was, " "); return "Bob " + tags }, "Bob for 4 customers"},
		{customers.BulkAction{Kind: customers.BulkAssign, Manager: s.ann}, []string{"K0001", "K0003"},
			"2 changed, 2 skipped: with this account manager already (K0000, K0002)",
			func(was string) string { _, tags, _ := strings.Cut(was, " "); return "Ann " + tags }, "Ann for 2 customers"},
		{customers.BulkAction{Kind: customers.BulkAssign}, []string{"K0000", "K0002"},
			"2 changed, 2 skipped: with this account manager already (K0001, K0003)",
			func(was string) string { _, tags, _ := strings.Cut(was, " "); return " " + tags },
			"no account manager for 2 customers"},
		{customers.BulkAction{Kind: customers.BulkTag, Tag: " m:Ford "}, []string{"K0000", "K0001", "K0002", "K0003"},
			"4 changed",
			func(was string) string {
				m, tags, _ := strings.Cut(was, " ")
				all := append(strings.FieldsFunc(tags, func(r rune) bool { return r == ',' }), "m:Ford")
				slices.Sort(all)
				return m + " " + strings.Join(all, ",")
			}, "tag m:Ford added to 4 customers"},
		{customers.BulkAction{Kind: customers.BulkUntag, Tag: "a:1"}, []string{"K0000"},
			"1 changed, 3 skipped: do not have the tag (K0001, K0002, K0003)",
			func(was string) string { return strings.Replace(was, "a:1,", "", 1) }, "tag a:1 removed from 1 customer"},
	} {
		before := s.state()
		r := s.run(store.Everyone(), c.action, s.idsOf("K0000", "K0001", "K0002", "K0003", "K0001"))
		want := map[string]string{}
		for code, was := range before {
			want[code] = was
			if slices.Contains(c.changed, code) {
				want[code] = c.after(was)
			}
		}
		if diff := cmp.Diff(want, s.state()); diff != "" {
			t.Errorf("%+v:\n%s", c.action, diff)
		}
		if want := c.words; !strings.HasPrefix(r.Words(), want) || r.Changed != len(c.changed) || r.Job != 0 {
			t.Errorf("%+v: %q, %+v; want %q", c.action, r.Words(), r, want)
		}
		u, err := s.undo(r.Undo)
		if err != nil || u.Title != c.title || u.Kept != "" {
			t.Errorf("undo of %+v: %+v, %v", c.action, u, err)
		}
		if diff := cmp.Diff(before, s.state()); diff != "" {
			t.Errorf("after the undo of %+v:\n%s", c.action, diff)
		}
		if _, err := s.undo(r.Undo); err == nil {
			t.Error("it can be taken back twice")
		}
	}
}

func TestBulkActionsKeepToTheScope(t *testing.T) {
	db := storetest.SQLite(t)
	s := newBulkShop(t, db, 6)
	before := s.state()
	r := s.run(store.OfRep(s.rep), customers.BulkAction{Kind: customers.BulkTag, Tag: "x"},
		append(s.idsOf(s.codes...), 999_999))
	after := s.state()
	for i, code := range s.codes {
		if changed := after[code] != before[code]; changed != (i%2 == 0) {
			t.Errorf("%s of %s is changed: %v", code, before[code], changed)
		}
	}
	if r.Changed != 3 || r.Words() != "3 changed, 4 skipped: not there (any more)" {
		t.Errorf("%+v: %s", r, r.Words())
	}
	for name, c := range map[string]struct {
		action customers.BulkAction
		ids    []int64
		field  string
	}{
		"nobody of the scope": {customers.BulkAction{Kind: customers.BulkTag, Tag: "x"}, s.idsOf("K0001"), "ids"},
		"nobody":              {customers.BulkAction{Kind: customers.BulkTag, Tag: "x"}, nil, "ids"},
		"a manager gone":      {customers.BulkAction{Kind: customers.BulkAssign, Manager: 999}, s.idsOf("K0000"), "manager"},
		"no tag":              {customers.BulkAction{Kind: customers.BulkTag, Tag: "  "}, s.idsOf("K0000"), "tag"},
		"a bar":               {customers.BulkAction{Kind: customers.BulkTag, Tag: "a|b"}, s.idsOf("K0000"), "tag"},
		"a line break":        {customers.BulkAction{Kind: customers.BulkUntag, Tag: "a\nb"}, s.idsOf("K0000"), "tag"},
		"a long tag": {customers.BulkAction{Kind: customers.BulkUntag, Tag: strings.Repeat("ü", 61)},
			s.idsOf("K0000"), "tag"},
	} {
		err := db.Update(context.Background(), func(tx *store.Tx) error {
			_, err := customers.RunBulk(tx, s.by, store.OfRep(s.rep), c.action, c.ids)
			return err
		})
		var refused kit.Refusals
		if !errors.As(err, &refused) || refused[0].Field != c.field {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := db.Update(context.Background(), func(tx *store.Tx) error {
		_, err := customers.RunBulk(tx, s.by, store.Everyone(), customers.BulkAction{Kind: "back", Of: 1}, s.idsOf("K0000"))
		return err
	}); err == nil {
		t.Error("a way back can be asked for by itself")
	}
	if diff := cmp.Diff(after, s.state()); diff != "" {
		t.Errorf("what was refused changed something:\n%s", diff)
	}
}

// Whoever is changed by somebody after a bulk action stays so when it is taken back,
// as far as the same thing is meant; what else was changed stays anyway.
func TestUndoOfABulkActionLeavesWhatWasChangedSince(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		s := newBulkShop(t, db, 4)
		r := s.run(store.Everyone(), customers.BulkAction{Kind: customers.BulkAssign, Manager: s.bob}, s.idsOf(s.codes...))
		edit := func(code string, change func(c *store.Customer)) {
			storetest.Update(t, db, func(tx *store.Tx) error {
				c, err := tx.Customer(store.Everyone(), code)
				if err != nil {
					return err
				}
				change(&c)
				return tx.UpdateCustomer(&c)
			})
		}
		edit("K0001", func(c *store.Customer) { c.AccountManagerID = s.ann })
		edit("K0002", func(c *store.Customer) { c.City = "Hull" })
		storetest.Update(t, db, func(tx *store.Tx) error {
			c, err := tx.Customer(store.Everyone(), "K0003")
			if err != nil {
				return err
			}
			return tx.DeleteCustomer(c.ID, c.Version)
		})
		u, err := s.undo(r.Undo)
		if err != nil || u.Kept != "2 changed, 1 skipped: changed since by somebody (K0001), 1 skipped: not there (any more)" {
			t.Errorf("%q, %v", u.Kept, err)
		}
		if diff := cmp.Diff(map[string]string{"K0000": "Ann a:1,z:9", "K0001": "Ann ", "K0002": "Ann "},
			s.state()); diff != "" {
			t.Error(diff)
		}
		// Nobody is as it left them: nothing to take back, said in a sentence.
		r = s.run(store.Everyone(), customers.BulkAction{Kind: customers.BulkUntag, Tag: "z:9"}, s.idsOf("K0000"))
		edit("K0000", func(c *store.Customer) { c.Tags = append(c.Tags, "z:9") })
		var refused kit.Refusals
		if _, err := s.undo(r.Undo); !errors.As(err, &refused) {
			t.Errorf("nothing to take back: %v", err)
		}
	})
}

// Many customers are changed by a job: all of them once, wherever it was stopped
// before, and a way back takes back what it did so far.
func TestABulkJobGoesOnWhereItWas(t *testing.T) {
	db := storetest.SQLite(t)
	s := newBulkShop(t, db, 501)
	before := s.state()
	assign := customers.BulkAction{Kind: customers.BulkAssign, Manager: s.bob}
	r := s.run(store.Everyone(), assign, s.idsOf(s.codes...))
	if r.Job == 0 || r.Total != 501 || r.Words() != "501 customers are being changed in the background" {
		t.Fatalf("%+v", r)
	}
	storetest.View(t, db, func(tx *store.Tx) error {
		j, err := tx.Job(r.Job)
		if j.Name != customers.BulkJob.Name || !j.State.Live() {
			t.Errorf("the job: %+v", j)
		}
		return err
	})
	if diff := cmp.Diff(before, s.state()); diff != "" {
		t.Errorf("something was changed before the job:\n%s", diff)
	}
	boom, told := errors.New("boom"), 0
	stop := func(done, total int64, _ string) error {
		if told++; done != 200 || total != 501 {
			t.Errorf("%d of %d", done, total)
		}
		return boom
	}
	if err := s.work(r.Bulk, stop); !errors.Is(err, boom) || told != 1 {
		t.Fatalf("stopped %d times: %v", told, err)
	}
	if n := s.of("Bob"); n != 200 {
		t.Errorf("%d are Bob's after one step", n)
	}
	if err := s.work(r.Bulk, nil); err != nil {
		t.Fatal(err)
	}
	if err := s.work(r.Bulk, nil); err != nil { // a run too many
		t.Fatal(err)
	}
	if n := s.of("Bob"); n != 501 {
		t.Errorf("%d are Bob's", n)
	}
	if audited := s.audited("customer.bulk"); audited != 3 {
		t.Errorf("%d entries in the audit log", audited)
	}
	u, err := s.undo(r.Undo)
	if err != nil || u.Kept != "501 customers are being changed in the background" || u.Title != "Bob for 501 customers" {
		t.Errorf("%+v, %v", u, err)
	}
	if err := s.work(r.Bulk+1, nil); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(before, s.state()); diff != "" {
		t.Errorf("after the way back:\n%s", diff)
	}
	// Taken back after one step: the rest is never done.
	r = s.run(store.Everyone(), assign, s.idsOf(s.codes...))
	if err := s.work(r.Bulk, func(int64, int64, string) error { return boom }); !errors.Is(err, boom) {
		t.Fatal(err)
	}
	if _, err := s.undo(r.Undo); err != nil {
		t.Fatal(err)
	}
	if err := s.work(r.Bulk, nil); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(before, s.state()); diff != "" {
		t.Errorf("after the way back of a half:\n%s", diff)
	}
}

func (s *bulkShop) of(manager string) (n int) {
	for _, state := range s.state() {
		if strings.HasPrefix(state, manager+" ") {
			n++
		}
	}
	return n
}

// audited is how many entries of an action the audit log has.
func (s *bulkShop) audited(action string) (n int) {
	s.t.Helper()
	storetest.View(s.t, s.db, func(tx *store.Tx) error {
		all, err := tx.AuditLog(store.AuditFilter{Text: action, Limit: 100})
		n = len(all)
		return err
	})
	return n
}
