package store

import (
	"bytes"
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"strconv"
	"strings"
	"text/template"

	"github.com/pressly/goose/v3"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Migrate brings the schema to this binary's version: forward only, one
// transaction for each migration. A database that is newer is refused (ErrNewer)
// and left alone. It returns how many migrations ran.
func (db *DB) Migrate(ctx context.Context) (_ int, err error) {
	defer wrap(&err, "migrate")
	p, newest, err := db.provider()
	if err != nil {
		return 0, err
	}
	have, err := p.GetDBVersion(ctx)
	if err != nil {
		return 0, err
	}
	if have > newest {
		return 0, fmt.Errorf("%w: its schema is number %d, this binary knows %d", ErrNewer, have, newest)
	}
	done, err := p.Up(ctx)
	return len(done), err
}

// SchemaVersion is the number of the newest migration the database has seen, and
// the newest that this binary knows.
func (db *DB) SchemaVersion(ctx context.Context) (have, newest int64, err error) {
	defer wrap(&err, "schema version")
	p, newest, err := db.provider()
	if err != nil {
		return 0, 0, err
	}
	have, err = p.GetDBVersion(ctx)
	return have, newest, err
}

// provider makes goose run our migrations: the embedded files, with the words that
// the engines spell differently filled in, and those that are written in Go.
func (db *DB) provider() (*goose.Provider, int64, error) {
	names, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil {
		return nil, 0, err
	}
	var all []*goose.Migration
	var newest int64
	for _, name := range names {
		number, _, _ := strings.Cut(strings.TrimPrefix(name, "migrations/"), "_")
		version, err := strconv.ParseInt(number, 10, 64)
		if err != nil {
			return nil, 0, fmt.Errorf("%s: a migration's name begins with its number", name)
		}
		statements, err := db.dialect.render(name)
		if err != nil {
			return nil, 0, err
		}
		run := func(ctx context.Context, tx *sql.Tx) error {
			if _, err := tx.ExecContext(ctx, statements); err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
			return nil
		}
		all = append(all, goose.NewGoMigration(version, &goose.GoFunc{RunTx: run}, nil))
		newest = max(newest, version)
	}
	all = append(all, goose.NewGoMigration(searchKeys, &goose.GoFunc{RunTx: refreshSearchKeys}, nil))
	newest = max(newest, searchKeys)
	p, err := goose.NewProvider(db.dialect.goose, db.writer, nil,
		goose.WithGoMigrations(all...), goose.WithDisableGlobalRegistry(true),
		goose.WithSlog(slog.New(slog.DiscardHandler)))
	return p, newest, err
}

// render fills the engine's words into one migration.
func (d *dialect) render(name string) (string, error) {
	text, err := migrations.ReadFile(name)
	if err != nil {
		return "", err
	}
	data := map[string]any{"AppendOnly": d.appendOnly}
	for word, spelling := range d.words {
		data[word] = spelling
	}
	t, err := template.New(name).Option("missingkey=error").Parse(string(text))
	if err != nil {
		return "", fmt.Errorf("%s: %w", name, err)
	}
	var b bytes.Buffer
	if err := t.Execute(&b, data); err != nil {
		return "", errors.Join(fmt.Errorf("%s", name), err)
	}
	return b.String(), nil
}
