package classify

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"wholesight/jobs/calendar"
)

// The scripts in testdata are meant to be read, and written, by somebody who
// sells. A line is one statement; "#" begins a comment:
//
//	== title                            a new shop
//	as of 2026-11-22, 12 months
//	customer Alder                      then one line per order: day and net value
//	  2026-08-01 100.00
//	band risk Late 5 spend 100 orders 2 a classification; value - means none
//	expect Alder risk 0.68              a column of the report, or "none" and the reason
//	expect Alder label risk Late        or none
//	words risk Late more than 1, up to 5
//	accept risk                         Check has nothing against the bands
//	refuse risk “Late” …                Check refuses them in these words
func TestScripts(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) < 5 {
		t.Fatalf("scripts: %v, %v", files, err)
	}
	for _, name := range files {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txt"), func(t *testing.T) { runScript(t, name) })
	}
}

type scriptShop struct {
	w     Windows
	names []string
	books [][]Order
	bands Bands
	all   []*Figures // settled; nil after a change
}

func runScript(t *testing.T, name string) {
	file, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	var shop scriptShop
	lines, checks := bufio.NewScanner(file), 0
	for n := 1; lines.Scan(); n++ {
		line, _, _ := strings.Cut(lines.Text(), "#")
		words := strings.Fields(line)
		if len(words) == 0 {
			continue
		}
		checked, err := shop.run(words)
		if err != nil {
			t.Errorf("%s:%d: %s: %v", name, n, strings.TrimSpace(line), err)
		}
		if checked {
			checks++
		}
	}
	if lines.Err() != nil || checks == 0 {
		t.Fatalf("%s: %d checks, %v", name, checks, lines.Err())
	}
}

// run does one statement and says whether it was a check.
func (s *scriptShop) run(w []string) (checked bool, err error) {
	rest := func(n int) string { return strings.Join(w[min(n, len(w)):], " ") }
	switch {
	case w[0] == "==":
		*s = scriptShop{}
		return false, nil
	case w[0] == "as" && len(w) == 5 && w[4] == "months":
		months, err := parseTimeframe(w[3])
		if err != nil {
			return false, err
		}
		day, err := calendar.Parse(strings.TrimSuffix(w[2], ","))
		if err != nil {
			return false, err
		}
		s.all = nil
		s.w, err = NewWindows(day, months)
		return false, err
	case w[0] == "customer" && len(w) == 2:
		s.names, s.books, s.all = append(s.names, w[1]), append(s.books, nil), nil
		return false, nil
	case w[0] == "band" && len(w) >= 4:
		return false, s.band(w[1:])
	case w[0] == "expect" && len(w) >= 4:
		return true, s.expect(w[1], w[2:])
	case w[0] == "words" && len(w) >= 4:
		k, i := Type(w[1]).Index(), slices.IndexFunc(s.bands[Type(w[1]).Index()],
			func(b Band) bool { return b.Title == w[2] })
		return true, differs(Words(Type(w[1]), s.bands[k], i), rest(3))
	case w[0] == "accept" && len(w) == 2:
		return true, Check(Type(w[1]), s.bands[Type(w[1]).Index()])
	case w[0] == "refuse" && len(w) >= 3:
		err := Check(Type(w[1]), s.bands[Type(w[1]).Index()])
		if err == nil {
			return true, fmt.Errorf("was accepted")
		}
		return true, differs(err.Error(), rest(2))
	case len(w) == 2 && len(s.books) > 0:
		day, err := calendar.Parse(w[0])
		if err != nil {
			return false, err
		}
		net, err := ParseValue(w[1])
		if err != nil {
			return false, err
		}
		last := len(s.books) - 1
		s.books[last], s.all = append(s.books[last], Order{day, *net}), nil
		return false, nil
	}
	return false, fmt.Errorf("not a statement")
}

func differs(got, want string) error {
	if got != want {
		return fmt.Errorf("got %q", got)
	}
	return nil
}

func (s *scriptShop) band(w []string) error {
	t, err := ParseType(w[0])
	if err != nil {
		return err
	}
	list := &s.bands[t.Index()]
	b := Band{ID: int64(len(*list) + 1), Title: w[1]}
	if w[2] != "-" {
		if b.Value, err = ParseValue(w[2]); err != nil {
			return err
		}
	}
	for i := 3; i+1 < len(w); i += 2 {
		switch w[i] {
		case "spend":
			if b.MinSpend, err = ParseValue(w[i+1]); err != nil {
				return err
			}
		case "orders":
			n, err := strconv.ParseInt(w[i+1], 10, 64)
			if err != nil {
				return err
			}
			b.MinOrders = &n
		default:
			return fmt.Errorf("%q is neither spend nor orders", w[i])
		}
	}
	*list = append(*list, b)
	return nil
}

// settle measures the whole shop, once after each change.
func (s *scriptShop) settle() error {
	if s.all != nil {
		return nil
	}
	for _, orders := range s.books {
		f, err := Measure(orders, s.w)
		if err != nil {
			return err
		}
		s.all = append(s.all, &f)
	}
	return Settle(s.all)
}

func (s *scriptShop) expect(name string, w []string) error {
	if err := s.settle(); err != nil {
		return err
	}
	i := slices.Index(s.names, name)
	if i < 0 {
		return fmt.Errorf("no customer %s", name)
	}
	f := s.all[i]
	if w[0] == "label" && len(w) == 3 {
		k, got := Type(w[1]).Index(), "none"
		if k < 0 {
			return fmt.Errorf("no type %s", w[1])
		}
		if id := Assign(f, s.bands)[k]; id > 0 {
			got = s.bands[k][id-1].Title
		}
		return differs(got, w[2])
	}
	got, err := f.column(w[0])
	if err != nil {
		return err
	}
	return differs(got, strings.Join(w[1:], " "))
}

// parseTimeframe reads "3", "6", "12" or "24".
func parseTimeframe(s string) (Timeframe, error) {
	if n, err := strconv.Atoi(s); err == nil && Timeframe(n).Valid() {
		return Timeframe(n), nil
	}
	return 0, fmt.Errorf("timeframe %q: it is 3, 6, 12 or 24 months", s)
}
