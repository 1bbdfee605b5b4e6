package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync/atomic"
	"time"
)

// DB is one open database. It is safe for concurrent use.
type DB struct {
	dialect *dialect
	dsn     string
	writer  *sql.DB
	reader  *sql.DB
	now     func() time.Time
	trace   func(statement string, args []any)
	ticks   atomic.Int64 // see Tx.Order
}

// Options of Open; the zero value is what a server wants.
type Options struct {
	Now func() time.Time // the clock; time.Now when nil

	// Trace hears of every statement that a transaction sends, before it is sent, with
	// what is bound to it (which it must not keep). Tests prove with it what a request
	// may read; nil: nobody listens.
	Trace func(statement string, args []any)
}

// Open opens the database at an address (sqlite:FILE or postgres://…), without
// touching its schema: see Migrate. A SQLite file that is not there is created,
// readable by its owner only.
func Open(ctx context.Context, address string, opt Options) (_ *DB, err error) {
	d, dsn, err := parseURL(address)
	if err != nil {
		return nil, err
	}
	db := &DB{dialect: d, dsn: dsn, now: opt.Now, trace: opt.Trace}
	if db.now == nil {
		db.now = time.Now
	}
	if db.writer, db.reader, err = d.openPools(dsn); err != nil {
		return nil, err
	}
	if err := db.writer.PingContext(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("open %s: %w", redact(address), translate(err)), db.Close())
	}
	return db, nil
}

// Close closes both pools. On SQLite the last close folds the log into the file.
func (db *DB) Close() error {
	if db.reader == db.writer {
		return db.writer.Close()
	}
	return errors.Join(db.reader.Close(), db.writer.Close())
}

// Engine is the engine's name, for pages and messages.
func (db *DB) Engine() string { return db.dialect.name }

// Embedded tells whether the database is a file of this machine.
func (db *DB) Embedded() bool { return db.dialect.embedded }

// Now is the database's clock.
func (db *DB) Now() time.Time { return db.now() }

// View runs f in a read-only transaction: all it reads is one snapshot.
func (db *DB) View(ctx context.Context, f func(*Tx) error) error {
	return db.run(ctx, db.reader, &db.dialect.read, f)
}

// Update runs f in a transaction that is committed when f returns nil and undone
// when it returns an error or panics. f may run more than once.
func (db *DB) Update(ctx context.Context, f func(*Tx) error) error {
	return db.run(ctx, db.writer, &db.dialect.write, f)
}

// maxTries bounds how often a transaction that lost against another is run again;
// with the pauses below that is about ten seconds.
const maxTries = 24

func (db *DB) run(ctx context.Context, pool *sql.DB, opt *sql.TxOptions, f func(*Tx) error) error {
	for try := 1; ; try++ {
		err := db.once(ctx, pool, opt, f)
		if errorKind(err) != busy || try == maxTries {
			return translate(err)
		}
		// The pause grows to half a second and is jittered, so that those who
		// met once do not meet again.
		pause := min(time.Duration(try*try)*2*time.Millisecond, 500*time.Millisecond)
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(pause/2 + rand.N(pause)):
		}
	}
}

func (db *DB) once(ctx context.Context, pool *sql.DB, opt *sql.TxOptions, f func(*Tx) error) (err error) {
	from := db.ticks.Add(1)
	tx, err := pool.BeginTx(ctx, opt)
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	done := false
	defer func() {
		if !done { // an error or a panic: the rollback's own error adds nothing
			_ = tx.Rollback()
		}
	}()
	if err := f(&Tx{ctx: ctx, tx: tx, db: db, Now: db.now().UTC(), reads: opt.ReadOnly, from: from}); err != nil {
		return err
	}
	done = true
	if err := tx.Commit(); err != nil {
		_ = tx.Rollback()
		return fmt.Errorf("commit: %w", err)
	}
	return nil
}
