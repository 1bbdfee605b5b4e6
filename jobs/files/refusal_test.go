package files

import (
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// What the caller refuses comes back like what the reader rejects: an order
// whole, a row alone, and the pass goes on.
func TestTheCallersRefusalsBecomeRejections(t *testing.T) {
	src := text(orderBook("1,2025-03-04,C1,A,1,1", "1,2025-03-04,C1,B,1,1", "2,2025-03-04,C2,A,1,1",
		"2,2025-03-04,C2,B,1,1", "3,2025-03-04,C3,A,1,1", "4,2025-03-04,C4,A,1,1"))
	p := inspect(t, src, Orders, Options{})
	var got []string
	taken := 0
	err := p.Orders(t.Context(), src, nil, func(o OrderRows) error {
		switch o.Number {
		case "1":
			return &Refusal{Line: 3, Column: "sku", Value: "B", Cause: CauseUnknown, Reason: "B is unknown; import it first"}
		case "2":
			return &Refusal{Column: "customer_code", Value: "C2", Cause: CauseUnknown, Reason: "C2 is unknown; import it first"}
		case "3":
			return &Refusal{Line: 99, Column: "sku", Cause: CauseUnknown, Reason: "no such line"}
		}
		taken++
		return nil
	}, func(r Rejection) error {
		got = append(got, r.Record[0]+r.Record[3]+" "+r.Cause+" "+r.Column+": "+r.Reason)
		return nil
	})
	if err != nil || taken != 1 {
		t.Fatalf("%d taken, %v", taken, err)
	}
	want := []string{
		"1A held-back : this row is good, leave it as it is: order 1 is held back by line 3, B is unknown; import it first",
		"1B unknown sku: B is unknown; import it first",
		"2A unknown customer_code: C2 is unknown; import it first",
		"2B unknown customer_code: C2 is unknown; import it first",
		"3A unknown sku: no such line",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}

	src = text("code,name\nC1,A\nC2,B\n")
	pc := inspect(t, src, Customers, Options{})
	var rejected []Rejection
	err = pc.Customers(t.Context(), src, func(c CustomerRow) error {
		if c.Code == "C1" {
			return &Refusal{Column: "name", Value: "A", Cause: CauseWord, Reason: "not this one"}
		}
		return nil
	}, func(r Rejection) error { rejected = append(rejected, r); return nil })
	if err != nil || len(rejected) != 1 || rejected[0].Line != 2 || rejected[0].Column != "name" ||
		rejected[0].Reason != "not this one" {
		t.Errorf("%v, %v", rejected, err)
	}
}

// Causes has every constant whose name begins with Cause: who goes through the list
// goes through them all.
func TestCausesAreAllOfThem(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "errors.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	constants := 0
	for _, d := range file.Decls {
		g, ok := d.(*ast.GenDecl)
		if !ok || g.Tok != token.CONST {
			continue
		}
		for _, s := range g.Specs {
			if strings.HasPrefix(s.(*ast.ValueSpec).Names[0].Name, "Cause") {
				constants++
			}
		}
	}
	if sorted := slices.Compact(slices.Sorted(slices.Values(Causes))); len(sorted) != constants ||
		len(Causes) != constants {
		t.Errorf("%d causes in the list, %d of them different, %d constants", len(Causes), len(sorted), constants)
	}
}
