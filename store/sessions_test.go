package store_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"wholesight/store"
	"wholesight/store/storetest"
)

// person adds a user of a role that needs no customer.
func person(t *testing.T, db *store.DB, email string, role store.Role) (u store.User) {
	t.Helper()
	storetest.Update(t, db, func(tx *store.Tx) error {
		id, err := tx.CreateUser(store.User{Email: email, Name: email, Role: role})
		if err != nil {
			return err
		}
		u, err = tx.User(id)
		return err
	})
	return u
}

// open begins a session.
func open(t *testing.T, db *store.DB, id string, u store.User) {
	t.Helper()
	storetest.Update(t, db, func(tx *store.Tx) error {
		_, err := tx.CreateSession(id, u, "192.0.2.1", "browser", "{}")
		return err
	})
}

// lives tells whether a session can be used, and touches it as a request does.
func lives(t *testing.T, db *store.DB, id string) (alive bool) {
	t.Helper()
	storetest.Update(t, db, func(tx *store.Tx) error {
		s, u, err := tx.Session(id)
		if errors.Is(err, store.ErrNotFound) {
			return nil
		}
		if err != nil {
			return err
		}
		alive = true
		return tx.TouchSession(s, u.Role)
	})
	return alive
}

func TestSessionEndsWhenIdleAndWhenOld(t *testing.T) {
	for _, c := range []struct {
		role       store.Role
		idle, most time.Duration
	}{
		{store.RoleAdmin, 30 * time.Minute, 12 * time.Hour},
		{store.RoleManager, 8 * time.Hour, 12 * time.Hour},
		{store.RoleRep, 8 * time.Hour, 12 * time.Hour},
	} {
		t.Run(string(c.role), func(t *testing.T) {
			eachTimed(t, func(t *testing.T, db *store.DB, now *clock) {
				u := person(t, db, "a@shop.example", c.role)
				open(t, db, "idle", u)
				now.add(c.idle - time.Millisecond)
				if !lives(t, db, "idle") {
					t.Error("ended before its idle limit")
				}
				now.add(c.idle)
				if lives(t, db, "idle") {
					t.Error("still there at its idle limit")
				}
				open(t, db, "busy", u)
				step := c.idle - time.Minute
				for past := step; past < c.most; past += step {
					now.add(step)
					if !lives(t, db, "busy") {
						t.Fatalf("a busy session ended after %v", past)
					}
				}
				now.add(c.most % step)
				if lives(t, db, "busy") {
					t.Error("a busy session outlived its absolute limit")
				}
				storetest.View(t, db, func(tx *store.Tx) error {
					if left, err := tx.Sessions(u); len(left) != 0 || err != nil {
						t.Errorf("%d sessions are listed, %v", len(left), err)
					}
					return nil
				})
				storetest.Update(t, db, func(tx *store.Tx) error {
					if n, err := tx.SweepPeople(); n != 2 || err != nil {
						t.Errorf("swept %d, %v", n, err)
					}
					return nil
				})
			})
		})
	}
}

func TestSessionKeepsOnlyTheHashOfItsID(t *testing.T) {
	eachTimed(t, func(t *testing.T, db *store.DB, now *clock) {
		u := person(t, db, "a@shop.example", store.RoleRep)
		open(t, db, "the secret", u)
		storetest.View(t, db, func(tx *store.Tx) error {
			s, got, err := tx.Session("the secret")
			if s.Hash == "the secret" || len(s.Hash) != 64 || got.ID != u.ID || s.IP != "192.0.2.1" || s.Agent != "browser" {
				t.Errorf("session %+v of user %d", s, got.ID)
			}
			if _, _, err := tx.Session(s.Hash); !errors.Is(err, store.ErrNotFound) {
				t.Errorf("the hash opens the session: %v", err)
			}
			return err
		})
	})
}

func TestSessionIsTouchedOnceAMinute(t *testing.T) {
	eachTimed(t, func(t *testing.T, db *store.DB, now *clock) {
		open(t, db, "s", person(t, db, "a@shop.example", store.RoleRep))
		seen := func() (s store.Session) {
			storetest.View(t, db, func(tx *store.Tx) (err error) {
				s, _, err = tx.Session("s")
				return err
			})
			return s
		}
		now.add(59 * time.Second)
		lives(t, db, "s")
		if got := seen(); !got.SeenAt.Equal(storetest.Now) || got.Stale(now.Now()) {
			t.Errorf("touched after 59 s: %v", got.SeenAt)
		}
		now.add(time.Second)
		if !seen().Stale(now.Now()) {
			t.Error("not stale after a minute")
		}
		lives(t, db, "s")
		if got := seen(); !got.SeenAt.Equal(now.Now()) || !got.ExpiresAt.Equal(now.Now().Add(8*time.Hour)) {
			t.Errorf("after a minute: seen %v, ends %v", got.SeenAt, got.ExpiresAt)
		}
		now.add(-time.Hour) // the clock goes back: the session neither ends nor gains an hour
		lives(t, db, "s")
		if got := seen(); !got.SeenAt.Equal(now.Now()) {
			t.Errorf("after the clock went back: seen %v", got.SeenAt)
		}
	})
}

func TestDisabledUserHasNoSession(t *testing.T) {
	eachTimed(t, func(t *testing.T, db *store.DB, now *clock) {
		u := person(t, db, "a@shop.example", store.RoleRep)
		open(t, db, "s", u)
		u.Disabled = true
		storetest.Update(t, db, func(tx *store.Tx) error { return tx.SaveUser(u) })
		if lives(t, db, "s") {
			t.Error("a disabled user's session works")
		}
	})
}

func TestSessionsEndOneByOneAndTogether(t *testing.T) {
	eachTimed(t, func(t *testing.T, db *store.DB, now *clock) {
		a, b := person(t, db, "a@shop.example", store.RoleRep), person(t, db, "b@shop.example", store.RoleRep)
		for _, id := range []string{"a1", "a2", "a3"} {
			open(t, db, id, a)
			now.add(time.Second)
		}
		open(t, db, "b1", b)
		var refs []string
		storetest.View(t, db, func(tx *store.Tx) error {
			list, err := tx.Sessions(a)
			for _, s := range list {
				refs = append(refs, s.Ref())
			}
			return err
		})
		if d := cmp.Diff([]string{store.HashSecret("a3")[:16], store.HashSecret("a2")[:16], store.HashSecret("a1")[:16]},
			refs); d != "" {
			t.Fatalf("newest first (-want +got)\n%s", d)
		}
		if err := db.Update(t.Context(), func(tx *store.Tx) error {
			return tx.DeleteSessionRef(b.ID, refs[0])
		}); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("somebody else's session: %v", err)
		}
		storetest.Update(t, db, func(tx *store.Tx) error { return tx.DeleteSessionRef(a.ID, refs[1]) })
		if lives(t, db, "a2") || !lives(t, db, "a1") {
			t.Error("ending one of them ended the wrong one")
		}
		storetest.Update(t, db, func(tx *store.Tx) error {
			n, err := tx.DeleteSessions(a.ID, store.HashSecret("a1"))
			if n != 1 {
				t.Errorf("%d ended, want 1", n)
			}
			return errors.Join(err, tx.SaveSessionData(store.HashSecret("a1"), `{"k":1}`), tx.SaveSessionData("gone", "x"))
		})
		storetest.View(t, db, func(tx *store.Tx) error {
			s, _, err := tx.Session("a1")
			if s.Data != `{"k":1}` {
				t.Errorf("data %q", s.Data)
			}
			return err
		})
		storetest.Update(t, db, func(tx *store.Tx) error { return tx.DeleteSession(store.HashSecret("a1")) })
		if lives(t, db, "a1") || !lives(t, db, "b1") {
			t.Error("the wrong session ended")
		}
	})
}
