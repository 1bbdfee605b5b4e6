package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime/debug"
	"strings"
	"time"

	"wholesight/store"
)

type backupCmd struct {
	Dest string `arg:"" help:"A file that is not there yet."`
}

func (c *backupCmd) Run(a *app) error {
	return a.with(func(db *store.DB) error {
		if err := db.Backup(a.ctx, c.Dest); err != nil {
			return err
		}
		info, err := os.Stat(c.Dest)
		if err != nil {
			return err
		}
		return a.report(map[string]any{"file": c.Dest, "bytes": info.Size()},
			fmt.Sprintf("%s: %d bytes, checked", c.Dest, info.Size()))
	})
}

type restoreCmd struct {
	Src string `arg:"" help:"A file that backup wrote."`
}

func (c *restoreCmd) Run(a *app) error {
	aside, err := store.Restore(a.ctx, a.cli.DB, c.Src)
	if err != nil {
		return err
	}
	line := "restored " + c.Src
	if aside != "" {
		line += "; the database that was there is kept as " + aside
	}
	return a.report(map[string]any{"restored": c.Src, "kept": aside}, line)
}

type migrateCmd struct{}

func (c *migrateCmd) Run(a *app) (err error) {
	db, err := store.Open(a.ctx, a.cli.DB, store.Options{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	ran, backup, err := migrate(a.ctx, db, a.cli.DB)
	if err != nil {
		return err
	}
	have, _, err := db.SchemaVersion(a.ctx)
	if err != nil {
		return err
	}
	line := fmt.Sprintf("schema number %d, %d migrations ran", have, ran)
	if backup != "" {
		line += "; the database as it was is kept as " + backup
	}
	return a.report(map[string]any{"schema": have, "ran": ran, "backup": backup}, line)
}

// migrate brings a database to this version, with a checked backup beside it first
// when there is something to lose.
func migrate(ctx context.Context, db *store.DB, address string) (ran int, backup string, err error) {
	have, newest, err := db.SchemaVersion(ctx)
	if err != nil {
		return 0, "", err
	}
	if path, embedded := strings.CutPrefix(address, "sqlite:"); embedded && have > 0 && have < newest {
		backup = fmt.Sprintf("%s.before-%d-%s", path, newest, time.Now().UTC().Format("20060102T150405"))
		if err := db.Backup(ctx, backup); err != nil {
			return 0, "", err
		}
	}
	ran, err = db.Migrate(ctx)
	return ran, backup, err
}

type doctorCmd struct{}

func (c *doctorCmd) Run(a *app) error {
	return a.with(func(db *store.DB) error {
		found, err := db.Check(a.ctx)
		if err != nil {
			return err
		}
		if found == nil {
			found = []store.Finding{} // [] in JSON, not null
		}
		var b strings.Builder
		for _, f := range found {
			fmt.Fprintf(&b, "%d × %s\n", f.Rows, f.What)
		}
		fmt.Fprintf(&b, "%s: %d findings", db.Engine(), len(found))
		if err := a.report(found, b.String()); err != nil {
			return err
		}
		if len(found) > 0 {
			return errors.New("the database is not sound: restore a backup, or ask for help with the lines above")
		}
		return nil
	})
}

// version is stamped by the Makefile's build.
var version = "development"

type versionCmd struct{}

func (c *versionCmd) Run(a *app) error {
	goVersion := ""
	if info, ok := debug.ReadBuildInfo(); ok {
		goVersion = info.GoVersion
	}
	return a.report(map[string]string{"version": version, "go": goVersion}, "wholesight "+version+" "+goVersion)
}
