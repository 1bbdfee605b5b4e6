package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"sync"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// report writes a command's result: v as JSON with --json, else the line.
func (a *app) report(v any, line string) error {
	if !a.cli.JSON {
		_, err := fmt.Fprintln(a.stdout, line)
		return err
	}
	e := json.NewEncoder(a.stdout)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

// progress shows how far long work is: a bar on a terminal, otherwise a line every
// few seconds. done ends the bar's line.
func (a *app) progress() (tell func(done, total int64, note string) error, done func()) {
	var mu sync.Mutex
	f, isFile := a.stderr.(*os.File)
	if !isFile || !term.IsTerminal(int(f.Fd())) {
		last := time.Now()
		return func(done, total int64, note string) error {
			mu.Lock()
			defer mu.Unlock()
			if time.Since(last) < 5*time.Second {
				return a.ctx.Err()
			}
			last = time.Now()
			of := ""
			if total > 0 {
				of = fmt.Sprintf(" of %d", total)
			}
			fmt.Fprintf(a.stderr, "%s: %d%s\n", note, done, of)
			return a.ctx.Err()
		}, func() {}
	}
	var bar *progressbar.ProgressBar
	var shown string
	return func(done, total int64, note string) error {
			mu.Lock()
			defer mu.Unlock()
			if bar == nil || note != shown {
				if bar != nil {
					_ = bar.Finish() // drawing only
				}
				bar, shown = newBar(a.stderr, total, note), note
			}
			if total > 0 {
				bar.ChangeMax64(total)
			}
			_ = bar.Set64(done) // drawing only
			return a.ctx.Err()
		}, func() {
			mu.Lock()
			defer mu.Unlock()
			if bar != nil {
				_ = bar.Finish() // drawing only
				fmt.Fprintln(a.stderr)
			}
		}
}

func newBar(w io.Writer, total int64, note string) *progressbar.ProgressBar {
	if total <= 0 {
		total = -1
	}
	return progressbar.NewOptions64(total, progressbar.OptionSetWriter(w), progressbar.OptionSetDescription(note),
		progressbar.OptionShowCount(), progressbar.OptionShowIts(), progressbar.OptionSetPredictTime(true),
		progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionClearOnFinish())
}

// output calls write with standard output, or with a new file that takes its name
// only when it is written whole.
func (a *app) output(name string, write func(io.Writer) error) error {
	if name == "" || name == "-" {
		return write(a.stdout)
	}
	part := name + ".part"
	f, err := os.Create(part)
	if err != nil {
		return err
	}
	if err := write(f); err != nil {
		_ = f.Close() // the first error says what went wrong
		_ = os.Remove(part)
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	return os.Rename(part, name)
}
