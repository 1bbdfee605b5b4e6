package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"

	"wholesight/jobs"
	"wholesight/jobs/intake"
	"wholesight/store"
)

type importCmd struct {
	Kind          string   `arg:"" enum:"customers,products,orders,targets,contacts" help:"customers, products, orders, targets or contacts."`
	Files         []string `arg:"" name:"file" help:"CSV files, .gz of one too, or .xlsx."`
	Preset        string   `enum:",uci-online-retail" default:"" help:"A known foreign header: uci-online-retail."`
	DryRun        bool     `help:"Check and count, change nothing."`
	DateOrder     string   `enum:",dmy,mdy" default:"" help:"dmy or mdy, where a file's days can be read both ways."`
	Decimal       string   `enum:",point,comma" default:"" help:"point or comma, where a file's numbers can be read both ways."`
	CreateMissing bool     `default:"true" negatable:"" help:"Make a stub of an unknown customer or product; else its row is rejected."`
	Rejected      string   `placeholder:"OUT.csv" help:"Write the rejected rows here, each with its line and reason."`
}

func (c *importCmd) Run(a *app) error {
	// A file whose orders are scattered would take more memory otherwise.
	debug.SetGCPercent(50)
	if c.Rejected != "" && len(c.Files) > 1 {
		return usageError{errors.New("--rejected takes the rows of one file: import the files one by one")}
	}
	return a.with(func(db *store.DB) error {
		rejected := false
		for _, name := range c.Files {
			r, err := c.one(a, db, name)
			if err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
			rejected = rejected || r.Rejected > 0
		}
		if rejected {
			return errRejected
		}
		return nil
	})
}

func (c *importCmd) one(a *app, db *store.DB, name string) (r jobs.ImportResult, err error) {
	tell, done := a.progress()
	opt := jobs.ImportOptions{
		Kind:          intake.Kind(c.Kind),
		Read:          intake.Options{Preset: c.Preset, DateOrder: c.DateOrder, Decimal: map[string]string{"point": ".", "comma": ","}[c.Decimal]},
		CreateMissing: c.CreateMissing,
		DryRun:        c.DryRun,
		Actor:         actor,
		Progress:      tell,
	}
	take := func(w io.Writer) error {
		opt.Rejected = w
		r, err = jobs.Import(a.ctx, db, fileSource(name), opt)
		return err
	}
	if c.Rejected == "" {
		err = take(io.Discard)
	} else {
		err = a.output(c.Rejected, take)
	}
	done()
	if err != nil {
		return r, err
	}
	for _, note := range r.Notes {
		fmt.Fprintln(a.stderr, note)
	}
	for _, j := range r.FirstRejections {
		fmt.Fprintf(a.stderr, "line %d, %s: %s\n", j.Line, j.Column, j.Reason)
	}
	if more := r.Rejected - int64(len(r.FirstRejections)); more > 0 {
		fmt.Fprintf(a.stderr, "and %d more rejected rows (--rejected OUT.csv writes them all)\n", more)
	}
	return r, a.report(r, r.String())
}

// fileSource is a file on disk as the reader wants it: it is opened twice.
type fileSource string

func (f fileSource) Open() (io.ReadCloser, error) { return os.Open(string(f)) }
func (f fileSource) Name() string                 { return filepath.Base(string(f)) }

// Size is 0 for a file that cannot be asked: Open says why.
func (f fileSource) Size() int64 {
	info, err := os.Stat(string(f))
	if err != nil {
		return 0
	}
	return info.Size()
}
