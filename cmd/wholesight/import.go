package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"

	"wholesight/jobs/files"
	"wholesight/jobs/imports"
	"wholesight/store"
)

type importCmd struct {
	Kind      string   `arg:"" enum:"customers,products,orders,targets,contacts,all" help:"customers, products, orders, targets or contacts; all for a zip of several."`
	Files     []string `arg:"" name:"file" help:"CSV files, .gz of one too, .xlsx, or a zip of these."`
	Part      []string `sep:"none" placeholder:"FILE=KIND" help:"FILE of a zip holds KIND; an empty KIND leaves it out. May be given again."`
	Preset    string   `enum:",uci-online-retail" default:"" help:"A known foreign header: uci-online-retail."`
	DryRun    bool     `help:"Check and count, change nothing."`
	DateOrder string   `enum:",dmy,mdy,ymd" default:"" help:"dmy, mdy or ymd, where a file's days can be read in several ways."`
	Create    bool     `xor:"create" aliases:"create-missing" help:"Make a minimal customer or product of an unknown code. Orders do unless told not to."`
	NoCreate  bool     `xor:"create" aliases:"no-create-missing" help:"Reject rows with an unknown code. Targets and contacts do unless told not to."`
	Rejected  string   `placeholder:"OUT.csv" help:"Write the rejected rows here, each with its line and reason."`

	importAnswers
}

func (c *importCmd) Run(a *app) error {
	// A file whose orders are scattered would take more memory otherwise.
	debug.SetGCPercent(50)
	if err := c.sound(); err != nil {
		return err
	}
	read, codes, err := c.answers()
	if err != nil {
		return usageError{err}
	}
	read.Preset, read.DateOrder = c.Preset, c.DateOrder
	opt := imports.Options{Read: read, Codes: codes, DryRun: c.DryRun, Actor: actor,
		AcceptReused: c.AcceptReusedNumbers, AcceptFewer: c.AcceptFewerLines, AcceptNear: c.AcceptNearCodes}
	all, leftOut, err := c.inputs(a)
	if err != nil {
		return err
	}
	if c.Rejected != "" && len(all) > 1 {
		return errRejectedOfOne
	}
	if len(all) > 1 {
		if err := answersFit(read, all); err != nil {
			return err
		}
	}
	return a.with(func(db *store.DB) error { return c.importAll(a, db, all, leftOut, opt) })
}

// importAll imports the files one after the other. One that is refused stops those that
// may need it; what is done stays done.
func (c *importCmd) importAll(a *app, db *store.DB, all []importInput, leftOut []string, opt imports.Options) error {
	for _, text := range leftOut {
		fmt.Fprintln(a.stderr, text)
	}
	if c.DryRun && c.Kind == kindAll {
		fmt.Fprintln(a.stderr, "A dry run checks each file alone: it does not know what the files before it would bring.")
	}
	var sum importSum
	for i, in := range all {
		own := opt
		own.Kind, own.CreateMissing = in.kind, c.creates(in.kind)
		if len(all) > 1 {
			own.Read = fitting(opt.Read, in.kind)
			fmt.Fprintf(a.stderr, "%s (%s)\n", in.name, in.kind)
		}
		r, err := c.one(a, db, in.src, own)
		if err != nil {
			err = errors.Join(inFile(in.name, err), stopped(all, i))
			if len(sum.Files) > 0 { // what is done is done: say it before what is not
				err = errors.Join(a.report(sum, sum.String()), err)
			}
			return err
		}
		sum.add(in.name, r)
		if len(all) == 1 {
			err = a.report(r, r.String())
		} else {
			_, err = fmt.Fprintf(a.stderr, "%s: %s\n", in.name, r)
		}
		if err != nil {
			return err
		}
	}
	if len(all) > 1 {
		if err := a.report(sum, sum.String()); err != nil {
			return err
		}
	}
	if sum.Rejected > 0 {
		return errRejected
	}
	return nil
}

// errRejectedOfOne: rows of several files have no file in common.
var errRejectedOfOne = usageError{errors.New("--rejected takes the rows of one file: import the files one by one")}

// sound refuses a file for the rejected rows that would lose something.
func (c *importCmd) sound() error {
	if c.Rejected == "" {
		return nil
	}
	if len(c.Files) > 1 {
		return errRejectedOfOne
	}
	in, err := os.Stat(c.Files[0])
	if err != nil {
		return nil // reading it says why
	}
	if out, err := os.Stat(c.Rejected); err == nil && os.SameFile(in, out) {
		return usageError{fmt.Errorf("--rejected %s is the file to import, which it would overwrite: name another",
			c.Rejected)}
	}
	return nil
}

// inFile names the file of an error once.
func inFile(name string, err error) error {
	var bad *files.FileError
	if errors.As(err, &bad) && bad.File != "" {
		bad.File = name
		if bad.Code == files.MissingColumns {
			bad.Text += ": --map 'COLUMN=FIELD'"
		}
		return err
	}
	return fmt.Errorf("%s: %w", name, err)
}

func (c *importCmd) one(a *app, db *store.DB, src files.Source,
	opt imports.Options) (r imports.ImportResult, err error) {
	tell, done := a.progress()
	opt.Progress = tell
	take := func(w io.Writer) error {
		opt.Rejected = w
		r, err = imports.Import(a.ctx, db, src, opt)
		return err
	}
	if c.Rejected == "" {
		err = take(io.Discard)
	} else {
		err = a.output(c.Rejected, take)
	}
	done()
	if err != nil {
		sayAll(a.stderr, r)
		return r, err
	}
	c.tell(a.stderr, r)
	return r, nil
}

// sayAll prints what was guessed of the file, one line each.
func sayAll(w io.Writer, r imports.ImportResult) {
	for _, s := range r.Said {
		mark := ""
		if s.Tone == imports.ToneWarn {
			mark = "! "
		}
		fmt.Fprintln(w, mark+s.Text)
	}
}

// tell says what a person should know of an import beside its figures.
func (c *importCmd) tell(w io.Writer, r imports.ImportResult) {
	sayAll(w, r)
	for _, note := range r.Notes {
		fmt.Fprintln(w, note)
	}
	for _, warning := range []struct {
		orders    int64
		one, many string
	}{
		{r.Warnings.Future, "order lies in the future", "orders lie in the future"},
		{r.Warnings.ZeroQuantity, "order has a line of quantity 0", "orders have a line of quantity 0"},
		{r.Warnings.NegativePrice, "order has a line of negative price", "orders have a line of negative price"},
	} {
		switch {
		case warning.orders == 1:
			fmt.Fprintf(w, "1 %s: it is taken, look at it\n", warning.one)
		case warning.orders > 1:
			fmt.Fprintf(w, "%d %s: they are taken, look at them\n", warning.orders, warning.many)
		}
	}
	for _, j := range r.FirstRejections {
		at := fmt.Sprintf("line %d", j.Line)
		if j.Column != "" {
			at += ", " + j.Column
		}
		fmt.Fprintf(w, "%s: %s\n", at, j.Reason)
	}
	if more := r.Rejected - int64(len(r.FirstRejections)); more > 0 {
		where := "--rejected OUT.csv writes them all"
		if c.Rejected != "" {
			where = "all are in " + c.Rejected
		}
		fmt.Fprintf(w, "and %d more rejected rows (%s)\n", more, where)
		for _, cause := range r.Causes {
			fmt.Fprintf(w, "%d × %s\n", cause.Rows, cause.Cause)
		}
	}
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
