package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"time"
)

// ErrNotEmbedded is what backup and restore say of a database server.
var ErrNotEmbedded = errors.New("this database has tools of its own: use pg_dump and pg_restore")

// Backup writes a consistent, checked copy of the database to a new file while
// others go on reading and writing. The copy is made under another name, checked
// there, and takes its name only when it is sound; a file that is there already is
// not replaced.
func (db *DB) Backup(ctx context.Context, dest string) (err error) {
	defer wrap(&err, "backup to %s", dest)
	if !db.Embedded() {
		return ErrNotEmbedded
	}
	if _, err := os.Stat(dest); err == nil {
		return fmt.Errorf("%w: name a file that is not there yet", os.ErrExist)
	}
	part := dest + ".part"
	if err := os.Remove(part); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	if err := copyTo(ctx, db.dsn, part); err != nil {
		return errors.Join(err, removeIfThere(part))
	}
	if err := verify(ctx, part); err != nil {
		return errors.Join(err, removeIfThere(part))
	}
	return os.Rename(part, dest)
}

// Restore puts a checked copy of the backup in the database's place and keeps the
// database that was there under the name it returns ("" when there was none). It
// refuses a backup that is damaged or of a newer schema, and to work under a
// running server (ErrLocked).
func Restore(ctx context.Context, address, src string) (aside string, err error) {
	defer wrap(&err, "restore from %s", src)
	d, path, err := parseURL(address)
	if err != nil {
		return "", err
	}
	if !d.embedded {
		return "", ErrNotEmbedded
	}
	if _, err := os.Stat(src); err != nil {
		return "", err
	}
	unlock, err := (&DB{dialect: d, dsn: path}).Lock()
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, unlock()) }()
	if err := verify(ctx, src); err != nil {
		return "", err
	}
	fresh := path + ".restored"
	if err := removeIfThere(fresh); err != nil {
		return "", err
	}
	if err := copyTo(ctx, src, fresh); err != nil {
		return "", errors.Join(err, removeIfThere(fresh))
	}
	if _, err := os.Stat(path); err == nil {
		aside = path + ".before-restore-" + time.Now().UTC().Format("20060102T150405")
		if err := fold(ctx, path); err != nil {
			return "", err
		}
		if err := os.Rename(path, aside); err != nil {
			return "", err
		}
		// Folded into the file above; left here they would be taken for the new one's.
		for _, tail := range []string{"-wal", "-shm"} {
			if err := removeIfThere(path + tail); err != nil {
				return "", err
			}
		}
	}
	return aside, os.Rename(fresh, path)
}

// copyTo makes a compact copy of one database file in another, from one snapshot,
// and syncs it.
func copyTo(ctx context.Context, from, to string) error {
	if err := withFile(ctx, from, func(c *sql.Conn) error {
		_, err := c.ExecContext(ctx, "VACUUM INTO $1", to)
		return err
	}); err != nil {
		return err
	}
	if err := os.Chmod(to, 0o600); err != nil {
		return err
	}
	f, err := os.OpenFile(to, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// verify opens a copy and reads it whole: the engine's checks and ours, and a
// schema that this binary knows.
func verify(ctx context.Context, path string) error {
	db, err := Open(ctx, fileAddress(path), Options{})
	if err != nil {
		return err
	}
	defer db.Close()
	have, newest, err := db.SchemaVersion(ctx)
	if err != nil {
		return err
	}
	if have > newest {
		return fmt.Errorf("%w: its schema is number %d, this binary knows %d", ErrNewer, have, newest)
	}
	if have == 0 {
		return fmt.Errorf("%w: it holds no shop", ErrDamaged)
	}
	if have < newest { // an older backup is sound if the engine says so; serve migrates it
		return nil
	}
	found, err := db.Check(ctx)
	if err != nil {
		return err
	}
	if len(found) > 0 {
		return fmt.Errorf("%w: %s (%d)", ErrDamaged, found[0].What, found[0].Rows)
	}
	return nil
}

// fold writes the log of a database nobody else uses into its file.
func fold(ctx context.Context, path string) error {
	return withFile(ctx, path, func(c *sql.Conn) error {
		_, err := c.ExecContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)")
		return err
	})
}

// withFile runs f on a connection of its own to a database file.
func withFile(ctx context.Context, path string, f func(*sql.Conn) error) (err error) {
	pool, err := openFile(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, pool.Close()) }()
	c, err := pool.Conn(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, c.Close()) }()
	return f(c)
}

func removeIfThere(path string) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return nil
}
