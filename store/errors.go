package store

import (
	"database/sql"
	"errors"
	"fmt"
)

// The errors that callers tell apart. They come wrapped: use errors.Is.
var (
	ErrAddress   = errors.New("no address of a database")
	ErrNotFound  = errors.New("not found")
	ErrConflict  = errors.New("changed by somebody else meanwhile") // a stale version, or a key that is taken
	ErrBusy      = errors.New("database busy")                      // after every retry
	ErrFull      = errors.New("no room to write")                   // disk full or failing; nothing was stored
	ErrDamaged   = errors.New("database file damaged")
	ErrNewer     = errors.New("database is of a newer version of Wholesight")
	ErrLocked    = errors.New("another wholesight serve uses this database")
	ErrNotEmpty  = errors.New("database is not empty")
	ErrReference = errors.New("still referred to, or refers to something that is not there")
)

// translate turns an engine's error into ours, keeping the cause in the chain.
// sql.ErrNoRows never leaves the package.
func translate(err error) error {
	if err == nil {
		return nil
	}
	if errors.Is(err, sql.ErrNoRows) {
		return ErrNotFound
	}
	switch errorKind(err) {
	case unique:
		return fmt.Errorf("%w: %w", ErrConflict, err)
	case foreign:
		return fmt.Errorf("%w: %w", ErrReference, err)
	case busy:
		return fmt.Errorf("%w: %w", ErrBusy, err)
	case full:
		return fmt.Errorf("%w: %w", ErrFull, err)
	case damaged:
		return fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	return err
}

// wrap adds what was being done to an error on its way out of a method:
//
//	defer wrap(&err, "customer %q", code)
func wrap(err *error, format string, args ...any) {
	if *err != nil {
		*err = fmt.Errorf(format+": %w", append(args, translate(*err))...)
	}
}
