package files

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
)

// facts are orders without what depends on the order of rows.
func facts(orders []OrderRows) []OrderRows {
	out := slices.Clone(orders)
	for i := range out {
		out[i].Line, out[i].Columns = 0, nil
		out[i].Lines = slices.Clone(out[i].Lines)
		for j := range out[i].Lines {
			out[i].Lines[j].Line = 0
		}
		slices.SortFunc(out[i].Lines, func(a, b OrderLine) int {
			return cmp.Or(cmp.Compare(a.SKU, b.SKU), cmp.Compare(a.Quantity, b.Quantity), cmp.Compare(a.UnitPrice, b.UnitPrice))
		})
	}
	slices.SortFunc(out, func(a, b OrderRows) int { return cmp.Compare(a.Number, b.Number) })
	return out
}

// rejectedRows are the rejected records, sorted.
func rejectedRows(rs []Rejection) []string {
	var out []string
	for _, r := range rs {
		out = append(out, strings.Join(r.Record, ","))
	}
	slices.Sort(out)
	return out
}

// A shuffled file has the same orders and rejects the same rows, and both are
// what a plain grouping in memory finds.
func TestShuffledFileGivesTheSameOrders(t *testing.T) {
	rng := rand.New(rand.NewPCG(61, 62))
	for round := range 60 {
		var rows []string
		want := map[string]int{} // good orders: number -> lines
		for n := range 1 + rng.IntN(60) {
			number, good, lines := fmt.Sprintf("%04d", n), true, 1+rng.IntN(6)
			for range lines {
				quantity, customer := fmt.Sprint(1+rng.IntN(9)), "C1"
				switch rng.IntN(40) {
				case 0:
					quantity, good = "many", false
				case 1:
					customer, good = "", false
				case 2:
					customer, good = "C2", good && lines == 1
				}
				rows = append(rows, fmt.Sprintf("%s,2026-01-%02d,%s,P%d,%s,%d.50", number, 1+n%28, customer, rng.IntN(5), quantity,
					rng.IntN(20)))
			}
			if good {
				want[number] = lines
			}
		}
		src := text(orderBook(rows...))
		orders, rejected := readOrders(t, src, inspect(t, src, Orders, Options{}))
		got := map[string]int{}
		for _, o := range orders {
			got[o.Number] = len(o.Lines)
		}
		if diff := gocmp.Diff(want, got); diff != "" {
			t.Fatalf("round %d: %s", round, diff)
		}
		rng.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
		shuffled := text(orderBook(rows...))
		p := inspect(t, shuffled, Orders, Options{})
		orders2, rejected2 := readOrders(t, shuffled, p)
		if diff := gocmp.Diff(facts(orders), facts(orders2)); diff != "" {
			t.Fatalf("round %d, shuffled: %s", round, diff)
		}
		if diff := gocmp.Diff(rejectedRows(rejected), rejectedRows(rejected2)); diff != "" {
			t.Fatalf("round %d, shuffled: %s", round, diff)
		}
		p.SpillAll, p.Scattered = true, nil // too many to list: the same again
		orders3, rejected3 := readOrders(t, shuffled, p)
		if diff := gocmp.Diff(facts(orders), facts(orders3)) +
			gocmp.Diff(rejectedRows(rejected), rejectedRows(rejected3)); diff != "" {
			t.Fatalf("round %d, all spilled: %s", round, diff)
		}
	}
}

func TestPlanSurvivesJSON(t *testing.T) {
	src := text(orderBook("1,03/04/2025,C1,A,1,1.000", "2,03/05/2025,C1,A,1,1.000", "1,03/04/2025,C1,B,1,2.000"))
	p := inspect(t, src, Orders, Options{})
	b, err := json.Marshal(p)
	if err != nil {
		t.Fatal(err)
	}
	var again Plan
	if err := json.Unmarshal(b, &again); err != nil {
		t.Fatal(err)
	}
	if diff := gocmp.Diff(p, &again, gocmp.FilterPath(func(p gocmp.Path) bool { return p.String() == "Progress" },
		gocmp.Ignore())); diff != "" {
		t.Fatal(diff)
	}
	read := func() error {
		return again.Orders(t.Context(), src, spillTo(t), func(OrderRows) error { return nil },
			func(Rejection) error { return nil })
	}
	var fe *FileError
	if err := read(); !errors.As(err, &fe) || fe.Code != Unanswered {
		t.Fatalf("with open questions: %v", err)
	}
	for _, bad := range [][3]string{{AskDateOrder, "", "ymd"}, {AskDecimal, "quantity", "."}, {AskEncoding, "", UTF8}} {
		if err := again.Answer(bad[0], bad[1], bad[2]); err == nil {
			t.Errorf("the answer %v was taken", bad)
		}
	}
	if err := errors.Join(again.Answer(AskDateOrder, "", "mdy"), again.Answer(AskDecimal, "unit_price", ",")); err != nil {
		t.Fatal(err)
	}
	orders, rejected := readOrders(t, src, &again)
	if len(orders) != 2 || len(rejected) != 0 {
		t.Fatalf("%v %v", orders, rejected)
	}
	first := facts(orders)[0]
	if first.Day.String() != "2025-03-04" || len(first.Lines) != 2 || first.Lines[0].Total != 100_000 ||
		again.Decimal != "," {
		t.Errorf("%+v", first)
	}
}

func TestADamagedPlanIsRefused(t *testing.T) {
	src := text(orderBook("1,2025-03-04,C1,A,1,1"))
	for name, damage := range map[string]func(*Plan){
		"column beyond the header": func(p *Plan) { p.Columns[2].Index = 99 },
		"column before the header": func(p *Plan) { p.Columns[2].Index = -1 },
		"no columns":               func(p *Plan) { p.Columns = nil },
		"another kind":             func(p *Plan) { p.Kind = Customers },
		"no such zone":             func(p *Plan) { p.TimeZone = "Atlantis" },
		"wider header":             func(p *Plan) { p.Header = append(p.Header, "x", "y") },
	} {
		p := inspect(t, src, Orders, Options{})
		damage(p)
		if err := p.Orders(t.Context(), src, nil, func(OrderRows) error { return nil },
			func(Rejection) error { return nil }); err == nil {
			t.Errorf("%s: read all the same", name)
		}
	}
}

// Between check and apply the file must stay the same: else orders that the
// plan believes to stand together might be stored in part.
func TestAChangedFileIsNoticed(t *testing.T) {
	p := inspect(t, text(orderBook("1,2025-03-04,C1,A,1,1", "2,2025-03-04,C1,A,1,1")), Orders, Options{})
	changed := text(orderBook("1,2025-03-04,C1,A,1,1", "2,2025-03-04,C1,A,1,2"))
	err := p.Orders(t.Context(), changed, nil, func(OrderRows) error { return nil }, func(Rejection) error { return nil })
	var fe *FileError
	if !errors.As(err, &fe) || fe.Code != Changed {
		t.Errorf("got %v", err)
	}
}

func TestErrorsOfTheCallerEndThePass(t *testing.T) {
	src := text(orderBook("1,2025-03-04,C1,A,1,1", "2,2025-03-04,C1,A,x,1", "1,2025-03-04,C1,B,1,1",
		"3,2025-03-04,C1,B,1,1"))
	p := inspect(t, src, Orders, Options{})
	full := errors.New("the disk is full")
	none := func(Rejection) error { return nil }
	good := func(OrderRows) error { return nil }
	if err := p.Orders(t.Context(), src, spillTo(t), func(OrderRows) error { return full }, none); !errors.Is(err, full) {
		t.Errorf("order: %v", err)
	}
	if err := p.Orders(t.Context(), src, spillTo(t), good, func(Rejection) error { return full }); !errors.Is(err, full) {
		t.Errorf("reject: %v", err)
	}
	if err := p.Orders(t.Context(), src, failingSpill{full}, good, none); !errors.Is(err, full) {
		t.Errorf("spill: %v", err)
	}
	if err := p.Orders(t.Context(), src, nil, good, none); err == nil {
		t.Error("scattered orders were read without a spill")
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := p.Orders(ctx, src, spillTo(t), good, none); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	if _, err := Inspect(ctx, src, Orders, Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

type failingSpill struct{ err error }

func (f failingSpill) Create(int) (SpillFile, error) { return nil, f.err }

// An order larger than the memory for it is rejected; the others of its
// partition are not lost.
func TestAGiantScatteredOrderIsRejectedAlone(t *testing.T) {
	long := strings.Repeat("x", 1000)
	var b strings.Builder
	b.WriteString("order_number,order_date,customer_code,sku,quantity,unit_price,product_name\n")
	const n = 16_000
	for i := range n {
		fmt.Fprintf(&b, "G,2026-01-01,C1,P1,1,1,%s\nS%d,2026-01-01,C1,P1,1,1,\n", long, i)
	}
	src := memSource{"giant.csv", []byte(b.String())}
	p := inspect(t, src, Orders, Options{})
	p.SpillAll = true
	orders, giant := 0, 0
	err := p.Orders(t.Context(), src, spillTo(t), func(o OrderRows) error { orders++; return nil },
		func(r Rejection) error {
			if r.Cause != CauseTooLong || r.Record[0] != "G" {
				return fmt.Errorf("line %d: %s", r.Line, r.Reason)
			}
			giant++
			return nil
		})
	if err != nil || orders != n || giant != n {
		t.Errorf("%d orders, %d rejected, %v", orders, giant, err)
	}
}
