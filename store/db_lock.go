package store

import (
	"errors"
	"fmt"
	"os"

	"golang.org/x/sys/unix"
)

// Lock makes this process the only server of an embedded database: it holds a lock
// on a file of its own beside it, which the kernel lets go when the process ends,
// however it ends. A second one gets ErrLocked. Other commands work beside the
// server and take no lock. On a shared database there is nothing to lock.
func (db *DB) Lock() (unlock func() error, err error) {
	if !db.Embedded() {
		return func() error { return nil }, nil
	}
	name := db.dsn + ".lock"
	f, err := os.OpenFile(name, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("lock: %w", err)
	}
	if err := unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB); err != nil {
		closed := f.Close()
		if errors.Is(err, unix.EWOULDBLOCK) {
			err = fmt.Errorf("%s: %w", name, ErrLocked)
		}
		return nil, errors.Join(err, closed)
	}
	return f.Close, nil
}
