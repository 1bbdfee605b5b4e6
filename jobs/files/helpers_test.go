package files

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// memSource is a file in memory.
type memSource struct {
	name string
	data []byte
}

func (s memSource) Open() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(s.data)), nil }
func (s memSource) Name() string                 { return s.name }
func (s memSource) Size() int64                  { return int64(len(s.data)) }

func text(s string) memSource { return memSource{"test.csv", []byte(s)} }

// diskSource is a file on disk.
type diskSource string

func (s diskSource) Open() (io.ReadCloser, error) { return os.Open(string(s)) }
func (s diskSource) Name() string                 { return filepath.Base(string(s)) }
func (s diskSource) Size() int64 {
	info, err := os.Stat(string(s))
	if err != nil {
		return 0
	}
	return info.Size()
}

// diskSpill is a Spill over a temporary folder; it counts what is left open.
type diskSpill struct {
	dir           string
	made, removed int
}

type diskSpillFile struct {
	*os.File
	of *diskSpill
}

func (s *diskSpill) Create(n int) (SpillFile, error) {
	s.made++
	f, err := os.CreateTemp(s.dir, fmt.Sprintf("part%d-*", n))
	return diskSpillFile{f, s}, err
}

func (f diskSpillFile) Close() error {
	f.of.removed++
	if err := f.File.Close(); err != nil {
		return err
	}
	return os.Remove(f.Name())
}

// spillTo makes a spill that must be empty again when the test ends.
func spillTo(t testing.TB) *diskSpill {
	t.Helper()
	s := &diskSpill{dir: t.TempDir()}
	t.Cleanup(func() {
		if s.made != s.removed {
			t.Errorf("%d spill files made, %d removed", s.made, s.removed)
		}
	})
	return s
}

// inspect fails the test when the file is refused.
func inspect(t testing.TB, src Source, k Kind, o Options) *Plan {
	t.Helper()
	p, err := Inspect(t.Context(), src, k, o)
	if err != nil {
		t.Fatalf("inspect %s: %v", src.Name(), err)
	}
	return p
}

// readOrders reads a whole file; lines are copied.
func readOrders(t testing.TB, src Source, p *Plan) (orders []OrderRows, rejected []Rejection) {
	t.Helper()
	err := p.Orders(t.Context(), src, spillTo(t), func(o OrderRows) error {
		o.Lines = append([]OrderLine(nil), o.Lines...)
		orders = append(orders, o)
		return nil
	}, func(r Rejection) error { rejected = append(rejected, r); return nil })
	if err != nil {
		t.Fatalf("read %s: %v", src.Name(), err)
	}
	return orders, rejected
}

// orderBook is a well-formed orders file: header and lines.
func orderBook(lines ...string) string {
	return "order_number,order_date,customer_code,sku,quantity,unit_price\n" + strings.Join(lines, "\n") + "\n"
}
