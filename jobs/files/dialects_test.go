package files_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"wholesight/jobs/calendar"
	"wholesight/jobs/files"
	"wholesight/jobs/jobtest/dialects"
)

// randomBooks is how many books are read, of all dialects together.
const randomBooks = 2000

type exported struct {
	name string
	data []byte
}

func (s exported) Open() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(s.data)), nil }
func (s exported) Name() string                 { return s.name }
func (s exported) Size() int64                  { return int64(len(s.data)) }

// Every dialect's file gives the book that it was written from, to the cent, once what
// was asked is answered by the flag that the question names. Nothing else comes of it:
// no order more, no figure other, no row left out without a word.
func TestDialectsGiveTheBookBack(t *testing.T) {
	each := randomBooks / len(dialects.All)
	if testing.Short() {
		each = 10
	}
	for i := range dialects.All {
		d := &dialects.All[i]
		t.Run(d.Name, func(t *testing.T) {
			t.Parallel()
			for seed := range uint64(each + 1) {
				book := dialects.Random(rand.New(rand.NewPCG(seed, uint64(i))), d.Habits)
				if faults := gives(d, book); len(faults) > 0 {
					_, data, _ := d.Write(book)
					t.Fatalf("book %d: %s\n%s", seed, strings.Join(faults, "\n"), clipped(d, data))
				}
			}
		})
	}
}

func clipped(d *dialects.Dialect, data []byte) string {
	if d.Sheet {
		return "(a workbook)"
	}
	return string(data[:min(len(data), 2500)])
}

// gives reads a book's file as somebody does who answers what is asked, and says what
// is not as the book has it.
func gives(d *dialects.Dialect, book dialects.Book) (faults []string) {
	bad := func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)) }
	name, data, err := d.Write(book)
	if err != nil {
		return []string{err.Error()}
	}
	src := exported{name, data}
	plan, err := answered(d, src)
	if err != nil {
		return []string{err.Error()}
	}
	want := map[string]string{}
	for _, o := range book {
		want[o.Number] = wanted(o)
	}
	err = plan.Orders(context.Background(), src, memSpill{}, func(o files.OrderRows) error {
		if want[o.Number] == "" {
			bad("order %q is none of the book", o.Number)
		} else if got := got(o); got != want[o.Number] {
			bad("order %q is\n  %s, want\n  %s", o.Number, got, want[o.Number])
		}
		delete(want, o.Number)
		return nil
	}, func(r files.Rejection) error {
		if !dialectRow(d, r) {
			bad("line %d is rejected (%s): %s", r.Line, r.Cause, r.Reason)
		}
		return nil
	})
	if err != nil {
		bad("%v", err)
	}
	for _, number := range slices.Sorted(maps.Keys(want)) {
		bad("order %q is lost", number)
	}
	return faults
}

// dialectRow tells whether a rejected row is a totals row or a header again of a dialect
// that has such.
func dialectRow(d *dialects.Dialect, r files.Rejection) bool {
	return d.Sums != "" && r.Cause == files.CauseTotals || d.Paging > 0 && r.Cause == files.CauseHeaderAgain
}

// answered inspects a file, answering each question by what its flag sets, until none
// is open.
func answered(d *dialects.Dialect, src files.Source) (*files.Plan, error) {
	o := files.Options{Today: calendar.Must("2026-11-30"), Currency: "EUR"}
	for range 8 {
		p, err := files.Inspect(context.Background(), src, files.Orders, o)
		if bad := (*files.FileError)(nil); errors.As(err, &bad) && bad.Code == files.MissingColumns && o.Mapping == nil {
			o.Mapping = d.Mapping
			continue
		}
		if err != nil {
			return nil, err
		}
		open := p.Open()
		if len(open) == 0 {
			return p, nil
		}
		for _, q := range open {
			if err := answer(d, &o, p, q); err != nil {
				return nil, err
			}
		}
	}
	return nil, errors.New("it asks and asks")
}

func answer(d *dialects.Dialect, o *files.Options, p *files.Plan, q files.Question) error {
	if q.Flag == "" {
		return fmt.Errorf("the question %q names no flag", q.Text)
	}
	switch q.Kind {
	case files.AskDateOrder:
		o.DateOrder = d.DateOrder
	case files.AskDecimal:
		o.Decimal = d.Decimal
	case files.AskHeader:
		o.Mapping = d.Mapping
	case files.AskWords:
		if d.Words[q.Column] == nil {
			return fmt.Errorf("it asks: %s", q.Text)
		}
		o.Words = d.Words
	case files.AskTotal:
		o.Mapping = maps.Clone(o.Mapping)
		if o.Mapping == nil {
			o.Mapping = map[string]string{}
		}
		for _, c := range p.Columns {
			if c.Column == "line_total" {
				if d.Mapping[c.Key] == "line_total" {
					return fmt.Errorf("it doubts a right total: %s", q.Text)
				}
				o.Mapping[c.Key] = ""
			}
		}
	default:
		return fmt.Errorf("it asks for %s: %s", q.Kind, q.Text)
	}
	return nil
}

// wanted and got write an order of the book and one that was read alike.
func wanted(o dialects.Order) string {
	lines := make([]string, len(o.Lines))
	for i, l := range o.Lines {
		lines[i] = fmt.Sprintf("%s × %d = %d", l.SKU, l.Quantity, l.Total)
	}
	slices.Sort(lines)
	return fmt.Sprintf("%s of %s, %s: %s", o.Day, o.Customer, dialects.Names[o.Status], strings.Join(lines, "; "))
}

func got(o files.OrderRows) string {
	lines := make([]string, len(o.Lines))
	for i, l := range o.Lines {
		lines[i] = fmt.Sprintf("%s × %d = %d", l.SKU, l.Quantity, l.Total)
	}
	slices.Sort(lines)
	return fmt.Sprintf("%s of %s, %s: %s", o.Day, o.Customer, o.Status, strings.Join(lines, "; "))
}

// memSpill keeps scattered orders in memory.
type memSpill struct{}

type memSpillFile struct {
	bytes.Buffer
	read *bytes.Reader
}

func (memSpill) Create(int) (files.SpillFile, error) { return &memSpillFile{}, nil }

func (f *memSpillFile) Seek(offset int64, whence int) (int64, error) {
	if f.read = bytes.NewReader(f.Bytes()); offset != 0 || whence != io.SeekStart {
		return 0, errors.New("it is sought back to 0 only")
	}
	return 0, nil
}

func (f *memSpillFile) Read(b []byte) (int, error) { return f.read.Read(b) }
func (f *memSpillFile) Close() error               { return nil }
