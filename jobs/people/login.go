package people

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"time"

	"wholesight/store"
)

// ErrWrongLogIn is the one answer to an address that is not there, a password that
// does not fit and a user who is disabled: which of them it was is nobody's business.
var ErrWrongLogIn = errors.New("e-mail or password is wrong")

// PauseError says that an attempt was not looked at because too many failed before.
type PauseError struct{ Wait time.Duration }

// Error tells how long to wait.
func (e *PauseError) Error() string {
	return fmt.Sprintf("too many attempts: try again in %s", e.Wait.Round(time.Second))
}

// Attempt is somebody at the door.
type Attempt struct {
	Email    string
	Password string
	IP       string
}

// LogIn checks an attempt and, when it fits, calls begin in the transaction that
// writes the log-in down. The errors to tell apart are ErrWrongLogIn and *PauseError.
//
// An attempt is counted as failed before it is looked at, so that a thousand at
// once are not a thousand guesses; a success takes the count back.
func LogIn(ctx context.Context, db *store.DB, h *Hasher, a Attempt,
	begin func(*store.Tx, store.User) error) (store.User, error) {
	user, hash, err := admit(ctx, db, a)
	if err != nil {
		return store.User{}, err
	}
	fits, weak, err := h.Verify(ctx, hash, a.Password)
	if err != nil {
		return store.User{}, err
	}
	stronger := ""
	if fits && weak {
		if stronger, err = h.Hash(ctx, a.Password); err != nil {
			return store.User{}, err
		}
	}
	refused := false
	err = db.Update(ctx, func(tx *store.Tx) error {
		now, err := sameUser(tx, user.ID, hash)
		if err != nil {
			return err
		}
		if refused = !fits || now.ID == 0 || now.Disabled; refused {
			object := "user:unknown"
			if user.ID != 0 {
				object = fmt.Sprintf("user:%d", user.ID)
			}
			// What was typed is not written down: people type passwords there.
			return tx.Audit(store.Actor{Name: "nobody", IP: a.IP}, "login.refuse", object, nil, nil)
		}
		user = now
		if stronger != "" {
			if err := tx.SetPasswordHash(user.ID, stronger); err != nil {
				return err
			}
		}
		if err := errors.Join(tx.ClearThrottle(accountKey(a.Email)), tx.SetLoggedIn(user.ID)); err != nil {
			return err
		}
		if err := tx.Audit(user.Actor(a.IP), "login.accept", fmt.Sprintf("user:%d", user.ID), nil, nil); err != nil {
			return err
		}
		return begin(tx, user)
	})
	if err == nil && refused {
		err = ErrWrongLogIn
	}
	if err != nil {
		return store.User{}, err
	}
	return user, nil
}

// CheckOwnPassword checks the password of somebody who is logged in already, under
// the same limits as a log-in: a session left open must not be a place to guess.
func CheckOwnPassword(ctx context.Context, db *store.DB, h *Hasher, u store.User, password, ip string) error {
	_, hash, err := admit(ctx, db, Attempt{Email: u.Email, IP: ip})
	if err != nil {
		return err
	}
	fits, _, err := h.Verify(ctx, hash, password)
	if err != nil {
		return err
	}
	if !fits {
		return ErrWrongLogIn
	}
	return db.Update(ctx, func(tx *store.Tx) error { return tx.ClearThrottle(accountKey(u.Email)) })
}

// admit counts an attempt and returns the user and hash to check it against, both
// empty for an unknown address.
func admit(ctx context.Context, db *store.DB, a Attempt) (u store.User, hash string, err error) {
	var wait time.Duration
	err = db.Update(ctx, func(tx *store.Tx) error {
		u, hash, wait = store.User{}, "", 0
		account, err := tx.Throttle(accountKey(a.Email))
		if err != nil {
			return err
		}
		address, err := tx.Throttle(addressKey(a.IP))
		if err != nil {
			return err
		}
		if wait = max(account.Until.Sub(tx.Now), address.Until.Sub(tx.Now)); wait > 0 {
			return nil
		}
		wait = 0
		err = errors.Join(
			tx.SaveThrottle(accountKey(a.Email), accountFailed(account, tx.Now)),
			tx.SaveThrottle(addressKey(a.IP), addressTried(address, tx.Now)))
		if err != nil {
			return err
		}
		u, err = tx.UserByEmail(a.Email)
		if errors.Is(err, store.ErrNotFound) {
			u = store.User{}
			return nil
		}
		if err != nil {
			return err
		}
		hash, err = tx.PasswordHash(u.ID)
		return err
	})
	if err == nil && wait > 0 {
		err = &PauseError{Wait: wait}
	}
	return u, hash, err
}

// sameUser is the user as it is now; the zero User when it is gone or its password
// has been changed while the old one was being checked.
func sameUser(tx *store.Tx, id int64, hash string) (store.User, error) {
	if id == 0 {
		return store.User{}, nil
	}
	u, err := tx.User(id)
	if errors.Is(err, store.ErrNotFound) {
		return store.User{}, nil
	}
	if err != nil {
		return store.User{}, err
	}
	now, err := tx.PasswordHash(id)
	if err != nil || now != hash {
		return store.User{}, err
	}
	return u, nil
}

// The limits. An account: five failures are free, then a pause of a second doubles
// up to a quarter of an hour; a quiet day takes it back to none; after a hundred
// without a success only a reset link opens it (existing sessions go on, so that
// nobody can be thrown out by guessing). An address: twenty attempts a minute.
const (
	freeFailures    = 5
	longestPause    = 15 * time.Minute
	quietTime       = 24 * time.Hour
	mostFailures    = 100
	closed          = 10 * 365 * 24 * time.Hour
	attemptsAMinute = 20
)

// accountFailed is an account's throttle after one more failure.
func accountFailed(t store.Throttle, now time.Time) store.Throttle {
	if now.Sub(t.UpdatedAt) >= quietTime {
		t.Failures = 0
	}
	t.Failures++
	t.Total++
	t.UpdatedAt, t.Until = now, now
	if over := t.Failures - freeFailures; over >= 0 {
		pause := longestPause
		if over < 10 {
			pause = min(longestPause, time.Second<<over)
		}
		t.Until = now.Add(pause)
	}
	if t.Total >= mostFailures {
		t.Until = now.Add(closed)
	}
	return t
}

// addressTried is an address's throttle after one more attempt: Failures counts
// those of the minute that began at UpdatedAt.
func addressTried(t store.Throttle, now time.Time) store.Throttle {
	if age := now.Sub(t.UpdatedAt); age >= time.Minute || age < 0 {
		t = store.Throttle{UpdatedAt: now, Until: now, Total: t.Total}
	}
	t.Failures++
	t.Total++
	if t.Failures >= attemptsAMinute {
		t.Until = t.UpdatedAt.Add(time.Minute)
	}
	return t
}

func accountKey(email string) string { return "account:" + store.FoldEmail(email) }

// addressKey is an address as it is throttled: an IPv6 network of 64 bits is one
// household, and costs nothing to hop about in.
func addressKey(ip string) string {
	if a, err := netip.ParseAddr(ip); err == nil && a.Is6() && !a.Is4In6() {
		if p, err := a.Prefix(64); err == nil {
			return "address:" + p.String()
		}
	}
	return "address:" + ip
}
