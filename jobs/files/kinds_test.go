package files_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"wholesight/jobs/calendar"
	"wholesight/jobs/files"
)

// field is one situation of a kind that people who export order books meet: the same
// cells as a text file and as a workbook of text cells, and what becomes of them.
type field struct {
	name string
	kind files.Kind
	rows []string // cells with | between them, the header first
	opt  files.Options
	want string // a line for each row taken, rejected (with its cause) or asked
	text bool   // a text file alone: what it shows has no counterpart in a workbook
}

// A situation ends alike as text and as a workbook.
func TestSituations(t *testing.T) {
	for _, f := range slices.Concat(emptyWords, numbersAsWritten, daysAsWritten, codesAsWritten, marksAndWords,
		tablesAsExported) {
		for format, source := range map[string]func(*testing.T, []string) files.Source{"csv": asText, "xlsx": asWorkbook} {
			if f.text {
				if source = asItStands; format == "xlsx" {
					continue
				}
			}
			t.Run(f.name+" "+format, func(t *testing.T) {
				if diff := cmp.Diff(strings.Split(f.want, "\n"), became(t, f, source(t, f.rows))); diff != "" {
					t.Errorf("-want +got:\n%s", diff)
				}
			})
		}
	}
}

func asText(_ *testing.T, rows []string) files.Source {
	var b strings.Builder
	for _, row := range rows {
		cells := strings.Split(row, "|")
		for i, c := range cells {
			if strings.ContainsAny(c, ";\"\n") {
				cells[i] = `"` + strings.ReplaceAll(c, `"`, `""`) + `"`
			}
		}
		b.WriteString(strings.Join(cells, ";") + "\n")
	}
	return exported{"file.csv", []byte(b.String())}
}

func asItStands(_ *testing.T, rows []string) files.Source {
	return exported{"file.csv", []byte(strings.Join(rows, "\n") + "\n")}
}

func asWorkbook(t *testing.T, rows []string) files.Source {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	for r, row := range rows {
		for c, text := range strings.Split(row, "|") {
			cell, err := excelize.CoordinatesToCellName(c+1, r+1)
			if err == nil && text != "" {
				err = f.SetCellStr("Sheet1", cell, text)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return exported{"file.xlsx", b.Bytes()}
}

// became is what becomes of a file, a line each.
func became(t *testing.T, f field, src files.Source) (out []string) {
	t.Helper()
	o := f.opt
	o.Today, o.Currency = calendar.Must("2026-11-30"), "EUR"
	plan, err := files.Inspect(t.Context(), src, f.kind, o)
	if bad := (*files.FileError)(nil); errors.As(err, &bad) {
		return []string{"refused " + bad.Code}
	} else if err != nil {
		t.Fatal(err)
	}
	for _, q := range plan.Open() {
		if q.Flag == "" {
			t.Errorf("the question %q names no flag", q.Text)
		}
		out = append(out, strings.TrimSpace("asks "+q.Kind+" "+q.Column))
	}
	if len(out) > 0 {
		return out
	}
	say := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	reject := func(r files.Rejection) error {
		say("line %d: %s", r.Line, r.Cause)
		return nil
	}
	switch f.kind {
	case files.Customers:
		err = plan.Customers(context.Background(), src, func(c files.CustomerRow) error {
			since, active := "", ""
			if c.HasCreatedOn {
				since = " since " + c.CreatedOn.String()
			}
			if c.HasActive {
				active = fmt.Sprint(" active=", c.Active)
			}
			say("%s %s%s%s", c.Code, c.Name, since, active)
			return nil
		}, reject)
	case files.Targets:
		err = plan.Targets(context.Background(), src, func(r files.TargetRow) error {
			sum := int64(0)
			for _, m := range r.Months {
				sum += m
			}
			say("%s %s %d at %d", r.Customer, r.StartMonth, sum, r.DiscountBasis)
			return nil
		}, reject)
	default:
		err = plan.Orders(context.Background(), src, memSpill{}, func(r files.OrderRows) error {
			for _, l := range r.Lines {
				say("%s %s %s %s %s × %d = %d", r.Number, r.Day, r.Customer, r.Status, l.SKU, l.Quantity, l.Total)
			}
			return nil
		}, reject)
	}
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(out)
	return out
}

const orderHead = "order_number|order_date|customer_code|sku|quantity|unit_price"
