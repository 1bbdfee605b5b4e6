package people_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"wholesight/jobs/people"
	"wholesight/store"
	"wholesight/store/storetest"
)

// door is a shop with one admin and a clock that the test moves.
type door struct {
	t    *testing.T
	db   *store.DB
	h    *people.Hasher
	mu   sync.Mutex
	now  time.Time
	user store.User
}

const goodPassword = "grey stapler 9 canoe"

// eachDoor runs f on both engines: for what people do to each other at once. What one
// person does needs one: openDoor.
func eachDoor(t *testing.T, f func(t *testing.T, d *door)) {
	t.Helper()
	for name, address := range map[string]func(testing.TB) string{"SQLite": storetest.SQLiteURL,
		"PostgreSQL": storetest.PostgresURL} {
		t.Run(name, func(t *testing.T) { f(t, openDoor(t, address(t))) })
	}
}

// openDoor is a shop with one admin and a clock of the test's.
func openDoor(t *testing.T, address string) *door {
	t.Helper()
	d := &door{t: t, h: people.NewHasher(cheap), now: storetest.Now}
	db, err := store.Open(context.Background(), address, store.Options{Now: d.clock})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	if _, err := db.Migrate(context.Background()); err != nil {
		t.Fatal(err)
	}
	d.db = db
	d.user = d.add("boss@shop.example", store.RoleAdmin)
	return d
}

func (d *door) clock() time.Time {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.now
}

func (d *door) wait(by time.Duration) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.now = d.now.Add(by)
}

// add adds a user with goodPassword.
func (d *door) add(email string, role store.Role) (u store.User) {
	d.t.Helper()
	hash, err := d.h.Hash(d.t.Context(), goodPassword)
	if err != nil {
		d.t.Fatal(err)
	}
	by := store.Actor{Name: "test"}
	storetest.Update(d.t, d.db, func(tx *store.Tx) error {
		if u, err = people.AddUser(tx, by, people.Person{Email: email, Name: "Some One", Role: role}); err != nil {
			return err
		}
		if err := people.SetPassword(tx, by, u, hash, ""); err != nil {
			return err
		}
		u, err = tx.User(u.ID)
		return err
	})
	return u
}

// try attempts a log-in.
func (d *door) try(email, password, ip string) error {
	_, err := people.LogIn(d.t.Context(), d.db, d.h, people.Attempt{Email: email, Password: password, IP: ip},
		func(tx *store.Tx, u store.User) error {
			_, err := tx.CreateSession(people.NewSecret(), u, ip, "", "{}")
			return err
		})
	return err
}

// audit is the log's actions with their objects, newest first.
func (d *door) audit() (lines []string) {
	d.t.Helper()
	storetest.View(d.t, d.db, func(tx *store.Tx) error {
		all, err := tx.AuditLog(store.AuditFilter{Limit: 200})
		for _, e := range all {
			lines = append(lines, e.Actor.Name+" "+e.Action+" "+e.Object)
		}
		return err
	})
	return lines
}

func TestLogInHasOneAnswerForAllThatDoesNotFit(t *testing.T) {
	eachDoor(t, func(t *testing.T, d *door) {
		off := d.add("off@shop.example", store.RoleRep)
		storetest.Update(t, d.db, func(tx *store.Tx) error {
			_, err := people.AddUser(tx, store.Actor{}, people.Person{Email: "invited@shop.example", Name: "New",
				Role: store.RoleRep})
			return errors.Join(err, people.DisableUser(tx, store.Actor{}, off.ID, off.Version, true))
		})
		for _, c := range [][2]string{
			{"boss@shop.example", "wrong"}, {"nobody@shop.example", goodPassword}, {"off@shop.example", goodPassword},
			{"invited@shop.example", ""}, {"invited@shop.example", goodPassword}, {"", ""},
		} {
			if err := d.try(c[0], c[1], "192.0.2.1"); err != people.ErrWrongLogIn {
				t.Errorf("%s with %q: %v", c[0], c[1], err)
			}
		}
		if got := d.audit()[:6]; got[0] != "nobody login.refuse user:unknown" ||
			got[3] != fmt.Sprintf("nobody login.refuse user:%d", off.ID) {
			t.Errorf("audit log: %v", got)
		}
		if err := d.try(" BOSS@shop.example ", goodPassword, "192.0.2.1"); err != nil {
			t.Errorf("what fits: %v", err)
		}
		if got := d.audit()[0]; got != fmt.Sprintf("boss@shop.example login.accept user:%d", d.user.ID) {
			t.Errorf("audit log: %v", got)
		}
		storetest.View(t, d.db, func(tx *store.Tx) error {
			u, err := tx.User(d.user.ID)
			if !u.LoggedInAt.Equal(storetest.Now) {
				t.Errorf("logged in at %v", u.LoggedInAt)
			}
			return err
		})
	})
}

func TestLogInIsNotWrittenDownWhenItsSessionCannotBegin(t *testing.T) {
	d := openDoor(t, storetest.SQLiteURL(t))
	broken := errors.New("no session")
	_, err := people.LogIn(t.Context(), d.db, d.h, people.Attempt{Email: d.user.Email, Password: goodPassword},
		func(*store.Tx, store.User) error { return broken })
	if !errors.Is(err, broken) {
		t.Errorf("%v", err)
	}
	if got := d.audit()[0]; strings.Contains(got, "login.accept") {
		t.Errorf("the log says %q", got)
	}
}

func TestAccountPausesAfterFiveFailures(t *testing.T) {
	d := openDoor(t, storetest.SQLiteURL(t))
	evaluated := 0
	for hour := d.clock().Add(time.Hour); d.clock().Before(hour); d.wait(time.Second) {
		// Each guess comes from another address.
		err := d.try("boss@shop.example", "guess", fmt.Sprintf("198.51.100.%d", d.clock().Unix()%250))
		if errors.Is(err, people.ErrWrongLogIn) {
			evaluated++
		} else if pause := (*people.PauseError)(nil); !errors.As(err, &pause) || pause.Wait <= 0 ||
			pause.Wait > 15*time.Minute {
			t.Fatalf("%v", err)
		}
	}
	if evaluated < 14 || evaluated > 30 {
		t.Errorf("%d guesses were looked at in an hour", evaluated)
	}
	d.wait(15 * time.Minute)
	if err := d.try("boss@shop.example", goodPassword, "192.0.2.1"); err != nil {
		t.Errorf("the right password after the pause: %v", err)
	}
	for range 5 {
		if err := d.try("boss@shop.example", "typo", "192.0.2.1"); !errors.Is(err, people.ErrWrongLogIn) {
			t.Errorf("after a success the count starts again: %v", err)
		}
	}
}

func TestAccountClosesAfterAHundredFailuresUntilItsReset(t *testing.T) {
	d := openDoor(t, storetest.SQLiteURL(t))
	for range 100 {
		if err := d.try("boss@shop.example", "guess", "198.51.100.7"); !errors.Is(err, people.ErrWrongLogIn) {
			t.Fatal(err)
		}
		d.wait(15 * time.Minute)
	}
	d.wait(1000 * time.Hour)
	pause := (*people.PauseError)(nil)
	if err := d.try("boss@shop.example", goodPassword, "192.0.2.1"); !errors.As(err, &pause) || pause.Wait < 24*time.Hour {
		t.Errorf("after a hundred failures: %v", err)
	}
	hash, err := d.h.Hash(t.Context(), "another long one 77")
	if err != nil {
		t.Fatal(err)
	}
	storetest.Update(t, d.db, func(tx *store.Tx) error {
		secret, err := people.NewLink(tx, store.Actor{Name: "test"}, d.user)
		return errors.Join(err, people.PasswordByLink(tx, secret, hash, "192.0.2.1"))
	})
	if err := d.try("boss@shop.example", "another long one 77", "192.0.2.1"); err != nil {
		t.Errorf("after the reset: %v", err)
	}
}

func TestAddressMayTryTwentyTimesAMinute(t *testing.T) {
	d := openDoor(t, storetest.SQLiteURL(t))
	for i := range 20 {
		if err := d.try(fmt.Sprintf("u%d@shop.example", i), "x", "192.0.2.9"); !errors.Is(err, people.ErrWrongLogIn) {
			t.Fatalf("attempt %d: %v", i+1, err)
		}
		d.wait(time.Second)
	}
	pause := (*people.PauseError)(nil)
	if err := d.try("boss@shop.example", goodPassword, "192.0.2.9"); !errors.As(err, &pause) ||
		pause.Wait != 40*time.Second {
		t.Errorf("the 21st: %v", err)
	}
	if err := d.try("boss@shop.example", goodPassword, "192.0.2.10"); err != nil {
		t.Errorf("another address: %v", err)
	}
	d.wait(40 * time.Second)
	if err := d.try("boss@shop.example", goodPassword, "192.0.2.9"); err != nil {
		t.Errorf("a minute later: %v", err)
	}
}

func TestParallelGuessesAreCountedEach(t *testing.T) {
	eachDoor(t, func(t *testing.T, d *door) {
		var wg sync.WaitGroup
		var mu sync.Mutex
		looked := 0
		for i := range 12 {
			wg.Go(func() {
				err := d.try("boss@shop.example", "guess", fmt.Sprintf("198.51.100.%d", i))
				mu.Lock()
				defer mu.Unlock()
				if errors.Is(err, people.ErrWrongLogIn) {
					looked++
				} else if pause := (*people.PauseError)(nil); !errors.As(err, &pause) {
					t.Errorf("%v", err)
				}
			})
		}
		wg.Wait()
		if looked != 5 {
			t.Errorf("%d of twelve guesses at once were looked at, want 5", looked)
		}
	})
}

func TestLogInMakesAWeakHashStrong(t *testing.T) {
	d := openDoor(t, storetest.SQLiteURL(t))
	d.h = people.NewHasher(people.Cost{MemoryKiB: 128, Time: 1, Threads: 1})
	for range 2 {
		if err := d.try("boss@shop.example", goodPassword, "192.0.2.1"); err != nil {
			t.Fatal(err)
		}
	}
	storetest.View(t, d.db, func(tx *store.Tx) error {
		hash, err := tx.PasswordHash(d.user.ID)
		if !strings.Contains(hash, "m=128,") {
			t.Errorf("hash %q", hash)
		}
		return err
	})
}

func TestThrottleForgivesAfterAQuietDay(t *testing.T) {
	now := storetest.Now
	old := store.Throttle{Failures: 40, Total: 60, UpdatedAt: now.Add(-24 * time.Hour), Until: now.Add(-23 * time.Hour)}
	got := people.AccountFailed(old, now)
	if got.Failures != 1 || got.Total != 61 || got.Until.After(now) {
		t.Errorf("after a quiet day: %+v", got)
	}
	for failures, pause := range map[int64]time.Duration{3: 0, 4: time.Second, 5: 2 * time.Second, 12: 256 * time.Second,
		13: 512 * time.Second, 14: 15 * time.Minute, 70: 15 * time.Minute} {
		got := people.AccountFailed(store.Throttle{Failures: failures, UpdatedAt: now}, now)
		if got.Until.Sub(now) != pause {
			t.Errorf("after failure %d a pause of %v, want %v", failures+1, got.Until.Sub(now), pause)
		}
	}
}

func TestAddressesOfOneNetworkCountAsOne(t *testing.T) {
	same := [][2]string{{"2001:db8:1:2::1", "2001:db8:1:2:ffff::9"}}
	other := [][2]string{{"2001:db8:1:2::1", "2001:db8:1:3::1"}, {"192.0.2.1", "192.0.2.2"},
		{"::ffff:192.0.2.1", "::ffff:192.0.2.2"}}
	for _, p := range same {
		if people.AddressKey(p[0]) != people.AddressKey(p[1]) {
			t.Errorf("%v count apart", p)
		}
	}
	for _, p := range other {
		if people.AddressKey(p[0]) == people.AddressKey(p[1]) {
			t.Errorf("%v count as one", p)
		}
	}
}

func TestOwnPasswordIsThrottledToo(t *testing.T) {
	d := openDoor(t, storetest.SQLiteURL(t))
	check := func(password string) error {
		return people.CheckOwnPassword(t.Context(), d.db, d.h, d.user, password, "192.0.2.1")
	}
	for range 4 {
		if err := check("guess"); err != people.ErrWrongLogIn {
			t.Fatal(err)
		}
	}
	if err := check(goodPassword); err != nil {
		t.Fatal(err)
	}
	for range 5 {
		if err := check("guess"); err != people.ErrWrongLogIn {
			t.Fatal(err)
		}
	}
	if err, pause := check(goodPassword), (*people.PauseError)(nil); !errors.As(err, &pause) {
		t.Errorf("after five failures: %v", err)
	}
}
