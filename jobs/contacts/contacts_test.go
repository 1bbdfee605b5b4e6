package contacts_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"wholesight/jobs/calendar"
	jobcontacts "wholesight/jobs/contacts"
	"wholesight/jobs/customerlist"
	"wholesight/jobs/files"
	"wholesight/jobs/jobtest"
	"wholesight/jobs/kit"
	"wholesight/jobs/lists"
	"wholesight/jobs/people"
	"wholesight/jobs/settings"
	"wholesight/store"
	"wholesight/store/storetest"
)

// callers are two people of a shop with customers to call.
type callers struct {
	anna, ben store.User
	ids       map[string]int64
}

func newCallers(t *testing.T, db *store.DB, codes ...string) callers {
	t.Helper()
	var customers []store.Customer
	for _, code := range codes {
		customers = append(customers, store.Customer{Code: code, Phone: "1", Email: "a@example.com", City: "Bremen"})
	}
	c := callers{ids: storetest.AddCustomers(t, db, customers...)}
	storetest.Update(t, db, func(tx *store.Tx) (err error) {
		by := store.Actor{Name: "test"}
		if c.anna, err = people.AddUser(tx, by, people.Person{Email: "anna@shop.example", Name: "Anna",
			Role: store.RoleManager}); err != nil {
			return err
		}
		c.ben, err = people.AddUser(tx, by, people.Person{Email: "ben@shop.example", Name: "Ben", Role: store.RoleRep,
			SeesAll: true})
		return err
	})
	return c
}

// log logs a contact of a user, and takes what it is refused for as an error.
func (c callers) log(tx *store.Tx, u store.User, e jobcontacts.ContactEntry) (*store.Contact, error) {
	added, _, err := jobcontacts.Add(tx, u.Actor("192.0.2.1"), u, u.Scope(), e)
	return added, err
}

func call(code, outcome, note string) jobcontacts.ContactEntry {
	return jobcontacts.ContactEntry{Customer: code, Kind: "call", Outcome: outcome, Note: note}
}

func TestContactIsLoggedWithItsCorrections(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		c := newCallers(t, db, "C1")
		next := calendar.Of(storetest.Now) + 3
		e := call("C1", "reached", "  Wants a price.\r\nRing on Monday. ")
		e.NextOn, e.Version = &next, 1
		e.Was = jobcontacts.CustomerDetails{Phone: "1", Email: "a@example.com", City: "Bremen"}
		e.Now = e.Was
		e.Now.Phone, e.Now.Contact = " 0421 77 ", "Ms Vogt"
		var id int64
		storetest.Update(t, db, func(tx *store.Tx) error {
			added, err := c.log(tx, c.anna, e)
			if err == nil {
				id = added.ID
			}
			return err
		})
		storetest.View(t, db, func(tx *store.Tx) error {
			got, err := jobcontacts.Contact(tx, store.Everyone(), id)
			if err != nil {
				return err
			}
			want := &store.Contact{ID: id, CustomerID: c.ids["C1"], At: storetest.Now.UnixMilli(), Kind: "call", Author: "Anna",
				Body:    "Wants a price.\nRing on Monday.",
				Outcome: "Reached", NextOn: &next, Version: 1, UserID: c.anna.ID, Customer: "C1"}
			if d := cmp.Diff(want, got); d != "" {
				t.Errorf("the contact (-want +got)\n%s", d)
			}
			customer, err := tx.Customer(store.Everyone(), "C1")
			if err != nil {
				return err
			}
			if customer.Phone != "0421 77" || customer.Contact != "Ms Vogt" || customer.City != "Bremen" ||
				customer.Version != 2 {
				t.Errorf("the customer is %+v", customer)
			}
			log, err := tx.AuditLog(store.AuditFilter{Limit: 2})
			if err != nil {
				return err
			}
			if log[0].Action != "contact.add" || log[1].Action != "customer.edit" ||
				!strings.Contains(log[1].Before, `"phone":"1"`) {
				t.Errorf("the log says %+v", log)
			}
			return nil
		})
	})
}

func TestContactThatIsRefusedChangesNothing(t *testing.T) {
	db := storetest.SQLite(t)
	c := newCallers(t, db, "C1")
	yesterday := calendar.Of(storetest.Now) - 1
	for field, change := range map[string]func(e *jobcontacts.ContactEntry){
		"kind":     func(e *jobcontacts.ContactEntry) { e.Kind = "fax" },
		"outcome":  func(e *jobcontacts.ContactEntry) { e.Outcome = "" },
		"note":     func(e *jobcontacts.ContactEntry) { e.Note = strings.Repeat("ü", 10_001) },
		"next_on":  func(e *jobcontacts.ContactEntry) { e.NextOn = &yesterday },
		"email":    func(e *jobcontacts.ContactEntry) { e.Now.Email = "nobody" },
		"city":     func(e *jobcontacts.ContactEntry) { e.Now.City = strings.Repeat("x", 201) },
		"postcode": func(e *jobcontacts.ContactEntry) { e.Now.Postcode = "1\x002" },
	} {
		e := call("C1", "Reached", "x")
		e.Version = 1
		change(&e)
		err := db.Update(t.Context(), func(tx *store.Tx) error {
			_, err := c.log(tx, c.anna, e)
			return err
		})
		var bad kit.Refusals
		if !errors.As(err, &bad) || bad[0].Field != field {
			t.Errorf("%s: %v", field, err)
		}
	}
	note := call("C1", "", "")
	note.Kind = "note"
	err := db.Update(t.Context(), func(tx *store.Tx) error {
		_, err := c.log(tx, c.anna, note)
		return err
	})
	if bad := (kit.Refusals)(nil); !errors.As(err, &bad) || bad[0].Field != "note" {
		t.Errorf("an empty note: %v", err)
	}
	stale := call("C1", "Reached", "x")
	stale.Version, stale.Now.Phone = 7, "2"
	err = db.Update(t.Context(), func(tx *store.Tx) error {
		_, err := c.log(tx, c.anna, stale)
		return err
	})
	if !errors.Is(err, store.ErrConflict) {
		t.Errorf("corrections of another version: %v", err)
	}
	stale.Now = stale.Was // nothing is corrected: the version does not matter
	storetest.Update(t, db, func(tx *store.Tx) error {
		if n := contacts(t, tx); n != 0 {
			t.Errorf("%d contacts were kept of what was refused", n)
		}
		_, err := c.log(tx, c.anna, stale)
		return err
	})
}

func contacts(t *testing.T, tx *store.Tx) (n int) {
	t.Helper()
	if err := tx.EachContact(store.Everyone(), func(*store.Contact) error { n++; return nil }); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestContactIsEditedByThoseWhoMay(t *testing.T) {
	db := storetest.SQLite(t)
	c := newCallers(t, db, "C1")
	var annas, bens *store.Contact
	storetest.Update(t, db, func(tx *store.Tx) (err error) {
		if annas, err = c.log(tx, c.anna, call("C1", "Reached", "a")); err != nil {
			return err
		}
		bens, err = c.log(tx, c.ben, call("C1", "Not reached", "b"))
		return err
	})
	next := calendar.Of(storetest.Now) + 7
	edit := func(u store.User, id, version int64, outcome string) error {
		return db.Update(t.Context(), func(tx *store.Tx) error {
			_, _, err := jobcontacts.Edit(tx, u.Actor(""), u, id,
				jobcontacts.ContactChange{Version: version, Outcome: outcome, NextOn: &next})
			return err
		})
	}
	if err := edit(c.ben, annas.ID, 1, "Call back"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("a rep changes somebody else's: %v", err)
	}
	if err := edit(c.anna, bens.ID, 1, "Call back"); err != nil {
		t.Errorf("a manager changes a rep's: %v", err)
	}
	if err := edit(c.ben, bens.ID, 1, "Reached"); !errors.Is(err, store.ErrConflict) {
		t.Errorf("of another version: %v", err)
	}
	if err := edit(c.ben, bens.ID, 2, "Abducted"); !errors.As(err, new(kit.Refusals)) {
		t.Errorf("with an outcome that there is none of: %v", err)
	}
	if err := db.Update(t.Context(), func(tx *store.Tx) error {
		_, _, err := jobcontacts.Delete(tx, c.ben.Actor(""), c.ben, annas.ID, 1)
		return err
	}); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("a rep deletes somebody else's: %v", err)
	}
	storetest.Update(t, db, func(tx *store.Tx) error {
		_, _, err := jobcontacts.Delete(tx, c.ben.Actor(""), c.ben, bens.ID, 2)
		if n := contacts(t, tx); err == nil && n != 1 {
			t.Errorf("%d are left", n)
		}
		return err
	})
}

func TestTallyCountsByWhatOutcomesMean(t *testing.T) {
	db, clock := storetest.SQLiteWithClock(t)
	c := newCallers(t, db, "C1", "C2")
	log := func(u store.User, e jobcontacts.ContactEntry) {
		t.Helper()
		clock.Add(time.Minute)
		storetest.Update(t, db, func(tx *store.Tx) error {
			_, err := c.log(tx, u, e)
			return err
		})
	}
	log(c.anna, call("C1", "Reached", ""))
	log(c.anna, call("C1", "Order placed", ""))
	log(c.anna, call("C2", "Not reached", ""))
	log(c.ben, call("C2", "Order placed", ""))
	visit := call("C2", "Order placed", "")
	visit.Kind = "visit"
	log(c.anna, visit)
	today := calendar.Of(clock.Now())
	clock.Add(24 * time.Hour)
	log(c.anna, call("C1", "Reached", ""))
	storetest.View(t, db, func(tx *store.Tx) error {
		for day, want := range map[calendar.Day]jobcontacts.Tally{today - 1: {}, today: {Calls: 3, Reached: 2, Orders: 1},
			today + 1: {Calls: 1, Reached: 1}} {
			if got, err := jobcontacts.CallTally(tx, c.anna, day); err != nil || got != want {
				t.Errorf("on %v %+v, %v; want %+v", day, got, err, want)
			}
		}
		return nil
	})
}

func TestOutcomesAreRead(t *testing.T) {
	got, err := settings.ParseOutcomes(" Reached +;Order placed ++ ; Gone;")
	if d := cmp.Diff([]settings.Outcome{{Title: "Reached", Reached: true},
		{Title: "Order placed", Reached: true, Ordered: true}, {Title: "Gone"}}, got); d != "" || err != nil {
		t.Errorf("%v\n%s", err, d)
	}
	for _, s := range []string{"", ";", "+", "A;a", strings.Repeat("x", 41), "1;2;3;4;5;6;7;8;9;10", "a\tb"} {
		if all, err := settings.ParseOutcomes(s); err == nil {
			t.Errorf("%q passes as %+v", s, all)
		}
	}
}

// list is the shop's whole list of customers, by name.
func list(t *testing.T, tx *store.Tx) jobcontacts.CallList {
	t.Helper()
	r, err := new(lists.Cache).List(tx)
	if err != nil {
		t.Fatal(err)
	}
	v := customerlist.NewView()
	v.Sort = customerlist.Sort{Key: customerlist.ByName}
	return jobcontacts.CallList{List: r, View: v, Visible: customerlist.Everyone()}
}

func TestLeaseKeepsTwoFromOneCustomer(t *testing.T) {
	storetest.EachWithClock(t, func(t *testing.T, db *store.DB, clock *storetest.Clock) {
		c := newCallers(t, db, "C1", "C2", "C3")
		id := c.ids["C1"]
		begin := func(u store.User) (other string) {
			t.Helper()
			storetest.Update(t, db, func(tx *store.Tx) error {
				l, err := jobcontacts.BeginCall(tx, u, id)
				if l != nil {
					other = l.Name + " since " + l.Since.Format("15:04")
				}
				return err
			})
			return other
		}
		since := "Anna since " + clock.Now().UTC().Format("15:04")
		if got := begin(c.anna); got != "" {
			t.Fatalf("Anna is told %q", got)
		}
		clock.Add(10 * time.Minute)
		if got := begin(c.anna); got != "" {
			t.Errorf("Anna again is told %q", got)
		}
		clock.Add(14 * time.Minute)
		if got := begin(c.ben); got != since {
			t.Errorf("Ben is told %q, want %q", got, since)
		}
		clock.Add(time.Minute)
		if got := begin(c.ben); got != "" {
			t.Errorf("after fifteen minutes Ben is told %q", got)
		}
		storetest.Update(t, db, func(tx *store.Tx) error { return tx.EndCall(id, c.anna.ID) }) // not hers any more
		if got := begin(c.anna); !strings.HasPrefix(got, "Ben") {
			t.Errorf("Anna is told %q", got)
		}
		storetest.Update(t, db, func(tx *store.Tx) error {
			return jobcontacts.TakeOverCall(tx, c.anna.Actor(""), c.anna, id)
		})
		storetest.Update(t, db, func(tx *store.Tx) error {
			if kept, err := tx.KeepCall(id, c.ben.ID, jobcontacts.CallTime); err != nil || kept {
				t.Errorf("Ben keeps what was taken over: %v, %v", kept, err)
			}
			on, err := jobcontacts.OnCall(tx)
			if len(on) != 1 || on[id].Name != "Anna" {
				t.Errorf("on call: %+v", on)
			}
			log, errL := tx.AuditLog(store.AuditFilter{Limit: 1})
			if errL != nil || log[0].Action != "call.take_over" {
				t.Errorf("the log says %+v, %v", log, errL)
			}
			return err
		})
	})
}

func TestNextPassesByWhomOthersAreOnAndWhoWasCalled(t *testing.T) {
	db := storetest.SQLite(t)
	c := newCallers(t, db, "C1", "C2", "C3", "C4", "C5")
	next := func(u store.User, place int, code string) (got string, n jobcontacts.NextCall) {
		t.Helper()
		storetest.Update(t, db, func(tx *store.Tx) (err error) {
			l := list(t, tx)
			if n, err = l.Next(tx, u, place, code); err == nil && n.Row >= 0 {
				got = l.List.Code(n.Row)
			}
			return err
		})
		return got, n
	}
	if got, _ := next(c.anna, 0, ""); got != "C1" {
		t.Errorf("Anna begins with %s", got)
	}
	if got, n := next(c.ben, 0, ""); got != "C2" || n.Busy != 1 {
		t.Errorf("Ben begins with %s, %+v", got, n)
	}
	storetest.Update(t, db, func(tx *store.Tx) error {
		_, err := c.log(tx, c.ben, call("C3", "Reached", ""))
		return err
	})
	if got, n := next(c.anna, 1, "C1"); got != "C4" || n.Busy != 1 || n.Done != 1 {
		t.Errorf("after C1 Anna gets %s, %+v", got, n)
	}
	if got, _ := next(c.anna, 2, "gone"); got != "C4" { // who stood second has left the list
		t.Errorf("after one who has left the list comes %s", got)
	}
	if got, _ := next(c.anna, 4, "C4"); got != "C5" {
		t.Errorf("after C4 Anna gets %s", got)
	}
	if got, n := next(c.ben, 3, "C3"); got != "" || n.Row != -1 || n.Busy != 2 {
		t.Errorf("at the end Ben gets %s, %+v", got, n)
	}
}

// Many who press at once get each another customer.
func TestNextNeverGivesOneCustomerTwice(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		c := newCallers(t, db, "C1", "C2", "C3", "C4", "C5", "C6", "C7", "C8")
		type got struct {
			code string
			err  error
		}
		all := make(chan got)
		users := []store.User{c.anna, c.ben}
		for i := range 8 {
			go func() {
				var g got
				g.err = db.Update(t.Context(), func(tx *store.Tx) error {
					l := list(t, tx)
					n, err := l.Next(tx, users[i%2], 0, "")
					if err == nil && n.Row >= 0 {
						g.code = users[i%2].Name + " " + l.List.Code(n.Row)
						_, err = c.log(tx, users[i%2], call(l.List.Code(n.Row), "Reached", "x"))
					}
					return err
				})
				all <- g
			}()
		}
		seen := map[string]bool{}
		for range 8 {
			g := <-all
			if g.err != nil {
				t.Errorf("%v", g.err)
				continue
			}
			_, code, _ := strings.Cut(g.code, " ")
			if code == "" || seen[code] {
				t.Errorf("%s once more", g.code)
			}
			seen[code] = true
		}
	})
}

// What is logged goes out with an export and comes back without a change, and stays
// the own contact of whoever logged it.
func TestLoggedContactsComeThroughExportAndImport(t *testing.T) {
	db := storetest.SQLite(t)
	c := newCallers(t, db, "C1")
	var added *store.Contact
	storetest.Update(t, db, func(tx *store.Tx) (err error) {
		added, err = c.log(tx, c.anna, call("C1", "Reached", "=cmd, \"quoted\"\nsecond line"))
		return err
	})
	jobtest.Wants(t, jobtest.ImportText(t, db, files.Contacts, jobtest.Export(t, db, files.Contacts)),
		"created=0 updated=0 unchanged=1 rejected=0")
	storetest.View(t, db, func(tx *store.Tx) error {
		got, err := tx.ContactByID(added.ID)
		if err == nil && got.UserID != c.anna.ID {
			t.Errorf("after the import the contact is %+v", got)
		}
		return err
	})
}
