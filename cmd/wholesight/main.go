// Command wholesight is the whole product in one binary: the server, the importer,
// the nightly work and every task of an operator. This package is wiring only: it
// turns flags and environment into calls of jobs, store and web, and their results
// into lines, JSON and an exit status. It holds no rule of its own.
//
// Results go to standard output, messages to standard error, so that a pipe gets
// what it asked for. The exit status is 0 done, 1 failed, 2 wrong usage, 3 done
// with rejected rows.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"

	"wholesight/store"
)

// Exit statuses.
const (
	exitDone     = 0
	exitFailed   = 1
	exitUsage    = 2
	exitRejected = 3
)

// errRejected is the outcome "done with rejected rows".
var errRejected = errors.New("done with rejected rows")

// usageError is a mistake in how a command was called.
type usageError struct{ error }

// cli is the command line; its order is the order of the help.
type cli struct {
	DB   string `name:"db" default:"sqlite:wholesight.db" help:"Database: sqlite:FILE or postgres://…"`
	JSON bool   `name:"json" help:"Report as JSON on standard output."`

	Serve          serveCmd          `cmd:"" help:"Serve the pages and do the jobs."`
	Demo           demoCmd           `cmd:"" help:"Fill an empty database with the demo shop and say its log-ins."`
	Import         importCmd         `cmd:"" help:"Import customers, products, orders, targets or contacts."`
	Rebuild        rebuildCmd        `cmd:"" help:"Build graph data, assign classifications and forecast."`
	Export         exportCmd         `cmd:"" help:"Export a table, the classification report or the forecasts as CSV."`
	Evaluate       evaluateCmd       `cmd:"" help:"Test every forecast on the shop's own history."`
	Classification classificationCmd `cmd:"" help:"Classifications."`
	Setting        settingCmd        `cmd:"" help:"List the settings, or show or change one."`
	User           userCmd           `cmd:"" help:"The people who may log in."`
	Backup         backupCmd         `cmd:"" help:"Write a consistent, checked copy while the server runs."`
	Restore        restoreCmd        `cmd:"" help:"Put a backup in the database's place; the old one is kept aside."`
	Migrate        migrateCmd        `cmd:"" help:"Bring the database's schema to this version."`
	Doctor         doctorCmd         `cmd:"" help:"Look for damage in the database."`
	Version        versionCmd        `cmd:"" help:"Say the version."`
}

// app is what every command gets.
type app struct {
	ctx    context.Context
	cli    *cli
	stdin  io.Reader
	stdout io.Writer
	stderr io.Writer
	log    *slog.Logger
}

func main() {
	// The first signal asks every command to stop in good order, a second one ends it.
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop)
	os.Exit(run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// run is main without the process around it. It returns the exit status.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	a := &app{ctx: ctx, cli: &cli{}, stdin: stdin, stdout: stdout, stderr: stderr}
	a.log = slog.New(slog.NewTextHandler(stderr, nil))
	status := -1 // set when kong wants to leave early: after --help
	parser, err := kong.New(a.cli,
		kong.Name("wholesight"),
		kong.Description("Sales intelligence for B2B shops: who to call today, why, what to offer and at what price."),
		kong.DefaultEnvars("WHOLESIGHT"),
		kong.WithHyphenPrefixedParameters(true), // --value -10
		kong.Writers(stdout, stderr),
		kong.Exit(func(code int) { status = code }),
	)
	if err != nil {
		panic(err) // the struct above is wrong
	}
	call, err := parser.Parse(args)
	if status >= 0 {
		return status
	}
	if err == nil {
		err = call.Run(a)
	}
	var parse *kong.ParseError
	var usage usageError
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, errRejected):
		return exitRejected
	case errors.As(err, &parse), errors.As(err, &usage), errors.Is(err, store.ErrAddress):
		fmt.Fprintf(stderr, "wholesight: %v (see wholesight --help)\n", err)
		return exitUsage
	default:
		fmt.Fprintf(stderr, "wholesight: %v\n", err)
		return exitFailed
	}
}

// open opens the database for a command and brings a new one's schema up. A
// database with an older schema is migrated by serve and migrate only, which back
// it up first; the other commands say so.
func (a *app) open() (*store.DB, error) {
	db, err := store.Open(a.ctx, a.cli.DB, store.Options{})
	if err != nil {
		return nil, err
	}
	if err := ready(a.ctx, db); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return db, nil
}

func ready(ctx context.Context, db *store.DB) error {
	have, newest, err := db.SchemaVersion(ctx)
	switch {
	case err != nil:
		return err
	case have == 0:
		_, err := db.Migrate(ctx)
		return err
	case have > newest:
		return fmt.Errorf("%w: its schema is number %d, this binary knows %d", store.ErrNewer, have, newest)
	case have < newest:
		return fmt.Errorf("the database's schema is number %d, this binary's %d: run wholesight migrate", have, newest)
	}
	return nil
}

// with opens the database, runs f and closes it.
func (a *app) with(f func(db *store.DB) error) (err error) {
	db, err := a.open()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	return f(db)
}

// actor is who the audit log names for what the command line does.
var actor = store.Actor{Name: "command line"}
