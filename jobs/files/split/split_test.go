package split

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"wholesight/jobs/files/row"
)

// delimiters are those that files have.
const delimiters = ",;\t|"

// records reads everything a splitter finds.
func records(s *Splitter) (rows [][]string, lines []int64, faults int, err error) {
	for {
		rec, _, err := s.Next()
		if err == io.EOF {
			return rows, lines, faults, nil
		}
		if err != nil {
			return rows, lines, faults, err
		}
		cells := make([]string, len(rec.Fields))
		for i, f := range rec.Fields {
			cells[i] = string(f)
		}
		rows, lines = append(rows, cells), append(lines, rec.Line)
		if rec.Fault != row.Sound {
			faults++
		}
	}
}

// randomTable is a well-formed CSV text: encoding/csv has to read it too.
func randomTable(rng *rand.Rand, delim rune) string {
	pieces := []string{"", "a", "10.5", "Größe", "\"", "\"\"", string(delim), "\n", "\r\n", " ", "'", "x y",
		strings.Repeat("long ", 40)}
	end := []string{"\n", "\r\n"}[rng.IntN(2)]
	var b strings.Builder
	cols := 2 + rng.IntN(5)
	for range rng.IntN(40) {
		for c := range cols {
			if c > 0 {
				b.WriteRune(delim)
			}
			var cell strings.Builder
			for range rng.IntN(4) {
				cell.WriteString(pieces[rng.IntN(len(pieces))])
			}
			text := cell.String()
			if strings.ContainsAny(text, "\"\r\n"+string(delim)) || rng.IntN(4) == 0 {
				text = `"` + strings.ReplaceAll(text, `"`, `""`) + `"`
			}
			b.WriteString(text)
		}
		b.WriteString(end)
		if rng.IntN(8) == 0 {
			b.WriteString(end)
		}
	}
	return b.String()
}

func TestSplitterAgreesWithEncodingCSV(t *testing.T) {
	rng := rand.New(rand.NewPCG(11, 12))
	for round := range 3000 {
		delim := []rune(delimiters)[rng.IntN(4)]
		in := randomTable(rng, delim)
		ref := csv.NewReader(strings.NewReader(in))
		ref.Comma, ref.FieldsPerRecord = delim, -1
		var want [][]string
		var wantLines []int64
		for {
			row, err := ref.Read()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatalf("round %d: encoding/csv: %v", round, err)
			}
			line, _ := ref.FieldPos(0)
			want, wantLines = append(want, row), append(wantLines, int64(line))
		}
		got, lines, faults, err := records(New(strings.NewReader(in), byte(delim)))
		if err != nil || faults != 0 {
			t.Fatalf("round %d: %d faults, %v\n%q", round, faults, err, in)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("round %d (-encoding/csv +ours):\n%s\n%q", round, diff, in)
		}
		if diff := cmp.Diff(wantLines, lines); diff != "" {
			t.Fatalf("round %d: lines (-encoding/csv +ours):\n%s\n%q", round, diff, in)
		}
	}
}

// However the bytes arrive and however small the buffer is, the rows are the same.
func TestSplitterDoesNotCareHowBytesArrive(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	for range 300 {
		in := randomTable(rng, ';')
		want, wantLines, _, err := records(New(strings.NewReader(in), ';'))
		if err != nil {
			t.Fatal(err)
		}
		small := New(iotest.OneByteReader(strings.NewReader(in)), ';')
		small.buf = make([]byte, 1+rng.IntN(16))
		got, lines, _, err := records(small)
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Fatalf("%v\n%s", err, diff)
		}
		if diff := cmp.Diff(wantLines, lines); diff != "" {
			t.Fatal(diff)
		}
	}
}

func TestReadErrorsComeThrough(t *testing.T) {
	broken := errors.New("the disk is gone")
	_, _, _, err := records(New(io.MultiReader(strings.NewReader("a,b\n1,2\n"), iotest.ErrReader(broken)), ','))
	if !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
}

func FuzzSplitter(f *testing.F) {
	for _, seed := range []string{"a,b\n1,2", "\"x\"\"y\",\r\n\"\n", "a\rb\r\n,,\x1a", "5\" pipe,\"a\"b\n",
		"\x00,\xff\n"} {
		f.Add([]byte(seed), byte(','))
	}
	f.Fuzz(func(t *testing.T, in []byte, delim byte) {
		if strings.IndexByte(delimiters, delim) < 0 {
			delim = ','
		}
		whole := New(bytes.NewReader(in), delim)
		whole.buf = make([]byte, 512)
		rows, lines, _, err := records(whole)
		var fe *row.Error
		if err != nil && !errors.As(err, &fe) {
			t.Fatalf("%T: %v", err, err)
		}
		small := New(iotest.HalfReader(bytes.NewReader(in)), delim)
		small.buf = make([]byte, 7)
		again, linesAgain, _, errAgain := records(small)
		if (err == nil) != (errAgain == nil) || err == nil &&
			(!slices.EqualFunc(rows, again, slices.Equal) || !slices.Equal(lines, linesAgain)) {
			t.Fatalf("a small buffer reads it differently: %q %v, %q %v", rows, err, again, errAgain)
		}
		last, bytesOut := int64(0), 0
		for i, row := range rows {
			if lines[i] <= last {
				t.Fatalf("line %d after line %d", lines[i], last)
			}
			last = lines[i]
			for _, cell := range row {
				bytesOut += len(cell)
			}
		}
		if bytesOut > len(in) {
			t.Fatalf("%d bytes of cells out of %d", bytesOut, len(in))
		}
	})
}
