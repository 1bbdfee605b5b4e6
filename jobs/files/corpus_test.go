package files

import (
	"errors"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wholesight/jobs/calendar"
	"wholesight/jobs/files/cells"
)

var update = flag.Bool("update", false, "rewrite the outcomes in testdata/corpus; read the difference before committing it")

// A case of the corpus is a file NAME.csv (or one made by corpusMade) and
// NAME.want: a line that says what it shows, a line with the kind of the file and
// the options, and below a ruler the outcome: refused with which sentence, or
// the plan, the typed rows and the rejections.
func TestCorpus(t *testing.T) {
	wants, err := filepath.Glob("testdata/corpus/*.want")
	if err != nil {
		t.Fatal(err)
	}
	if len(wants) < 210 {
		t.Errorf("the corpus has %d files, it should have 210 at least", len(wants))
	}
	made := corpusMade(t)
	maps.Copy(made, corpusBooks(t))
	for _, want := range wants {
		name := strings.TrimSuffix(filepath.Base(want), ".want")
		t.Run(name, func(t *testing.T) {
			data, ok := made[name]
			if !ok {
				if data, err = os.ReadFile("testdata/corpus/" + name + ".csv"); err != nil {
					t.Fatal(err)
				}
			}
			delete(made, name)
			wanted, err := os.ReadFile(want)
			if err != nil {
				t.Fatal(err)
			}
			head, _, ok := strings.Cut(string(wanted), "----\n")
			lines := strings.Split(strings.TrimSpace(head), "\n")
			if !ok || len(lines) != 2 {
				t.Fatalf("%s: wants a line of words, a line of options, a ruler", want)
			}
			k, o := corpusOptions(t, lines[1])
			got := head + "----\n" + outcome(t, memSource{name + ".csv", data}, k, o)
			if *update {
				if err := os.WriteFile(want, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(string(wanted), got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", lines[0], diff)
			}
		})
	}
	for name := range made {
		t.Errorf("%s is made and has no .want", name)
	}
}

// corpusOptions reads "orders currency=GBP date-order=dmy map:Price=unit_price".
func corpusOptions(t *testing.T, line string) (Kind, Options) {
	t.Helper()
	words := strings.Fields(line)
	o := Options{Currency: "GBP", Today: calendar.Must("2026-11-22"), Mapping: map[string]string{}}
	for _, w := range words[1:] {
		name, value, _ := strings.Cut(w, "=")
		switch header, isMap := strings.CutPrefix(name, "map:"); {
		case isMap:
			o.Mapping[strings.ReplaceAll(header, "_", " ")] = value
		case name == "currency":
			o.Currency = value
		case name == "date-order":
			o.DateOrder = value
		case name == "decimal":
			o.Decimal = value
		case name == "encoding":
			o.Encoding = value
		case name == "delimiter":
			o.Delimiter = rune(value[0])
		case name == "preset":
			o.Preset = value
		case name == "zone":
			o.TimeZone = value
		case name == "max":
			n, err := strconv.ParseInt(value, 10, 64)
			if err != nil {
				t.Fatal(err)
			}
			o.MaxBytes = n
		default:
			t.Fatalf("unknown option %q", w)
		}
	}
	return Kind(words[0]), o
}

// outcome is what becomes of a file, as text.
func outcome(t *testing.T, src Source, k Kind, o Options) string {
	t.Helper()
	var b strings.Builder
	p, err := Inspect(t.Context(), src, k, o)
	if err != nil {
		var fe *FileError
		if !errors.As(err, &fe) {
			t.Fatalf("refused with %T: %v", err, err)
		}
		fmt.Fprintf(&b, "refused, %s: %s\n", fe.Code, err)
		return b.String()
	}
	fmt.Fprintf(&b, "%s %s", p.Format, p.Encoding)
	for _, f := range []struct{ name, value string }{{"delimiter", p.Delimiter}, {"dates", p.DateOrder},
		{"decimal", p.Decimal}, {"ignored", strings.Join(p.Ignored, ", ")}} {
		if f.value != "" {
			fmt.Fprintf(&b, "; %s %q", f.name, f.value)
		}
	}
	fmt.Fprintf(&b, "; %d rows, %d blank\n", p.Rows, p.Blank)
	for _, q := range p.Questions {
		fmt.Fprintf(&b, "asks %s %s (guess %q): %s\n", q.Kind, q.Column, q.Guess, q.Text)
		for _, a := range q.Answers {
			fmt.Fprintf(&b, "  %s = %s: %s\n", a.Value, a.Label, a.Sample)
		}
	}
	if len(p.Open()) > 0 {
		return b.String()
	}
	same := map[string]int{}
	reject := func(r Rejection) error {
		if same[r.Reason]++; same[r.Reason] > 8 {
			return nil
		}
		fmt.Fprintf(&b, "reject line %d %s [%s] %q: %s\n", r.Line, r.Cause, r.Column, r.Value, r.Reason)
		return nil
	}
	if err := readAll(t, p, src, &b, reject); err != nil {
		fmt.Fprintf(&b, "refused: %s\n", err)
	}
	for _, reason := range slices.Sorted(maps.Keys(same)) {
		if n := same[reason]; n > 8 {
			fmt.Fprintf(&b, "and %d more rejections: %s\n", n-8, reason)
		}
	}
	return b.String()
}

func readAll(t *testing.T, p *Plan, src Source, b *strings.Builder, reject func(Rejection) error) error {
	switch p.Kind {
	case Customers:
		return p.Customers(t.Context(), src, func(c CustomerRow) error {
			fmt.Fprintf(b, "customer %q %q type %q groups %q manager %q email %q phone %q city %q postcode %q country %q tags %q created %s active %s consent %s\n", c.Code, short(c.Name), c.SmartType, c.Groups,
				c.AccountManager, c.Email, c.Phone, c.City, c.Postcode, c.Country, c.Tags, maybe(c.HasCreatedOn, c.CreatedOn),
				maybe(c.HasActive, c.Active), maybe(c.HasMarketingConsent, c.MarketingConsent))
			return nil
		}, reject)
	case Products:
		return p.Products(t.Context(), src, func(r ProductRow) error {
			fmt.Fprintf(b, "product %q %q category %q tags %q list %s cost %s pack %s active %s kind %s\n", r.SKU, r.Name,
				r.Category, r.Tags,
				maybe(r.HasListPrice, cells.FormatScaled(r.ListPrice, 4)), maybe(r.HasCost, cells.FormatScaled(r.Cost, 4)),
				maybe(r.HasPackSize, cells.FormatScaled(r.PackSize, 3)), maybe(r.HasActive, r.Active), r.Kind)
			if len(r.Groups)+len(r.Attributes) > 0 {
				fmt.Fprintf(b, "  seen by %q, attributes %q\n", r.Groups, r.Attributes)
			}
			return nil
		}, reject)
	case Targets:
		return p.Targets(t.Context(), src, func(r TargetRow) error {
			fmt.Fprintf(b, "target %q from %s: %d discount %s%%\n", r.Customer, r.StartMonth, r.Months,
				maybe(r.HasDiscount, cells.FormatScaled(r.DiscountBasis, 2)))
			return nil
		}, reject)
	case Contacts:
		return p.Contacts(t.Context(), src, func(r ContactRow) error {
			fmt.Fprintf(b, "contact %q %s at %d time %v %q %q %q by %q next %s\n", r.Customer, r.Day, r.At, r.HasTime, r.Kind,
				r.Body, r.Outcome, r.Author, maybe(r.HasNextOn, r.NextOn))
			return nil
		}, reject)
	}
	return p.Orders(t.Context(), src, spillTo(t), func(r OrderRows) error {
		fmt.Fprintf(b, "order %q %s customer %q", r.Number, r.Day, r.Customer)
		for _, f := range []struct{ name, value string }{{"name", short(r.CustomerName)}, {"country", r.CustomerCountry},
			{"channel", r.Channel}} {
			if f.value != "" {
				fmt.Fprintf(b, " %s %q", f.name, f.value)
			}
		}
		fmt.Fprintf(b, " %s %s\n", r.Status, r.Currency)
		for _, l := range r.Lines {
			fmt.Fprintf(b, "  line %d %q", l.Line, l.SKU)
			if l.ProductName != "" {
				fmt.Fprintf(b, " %q", l.ProductName)
			}
			fmt.Fprintf(b, " %s × %s = %d", cells.FormatScaled(l.Quantity, 3),
				maybe(l.HasUnitPrice, cells.FormatScaled(l.UnitPrice, 4)), l.Total)
			if l.FileTotal != l.Total {
				fmt.Fprintf(b, " (%d in the file)", l.FileTotal)
			}
			if l.Delivered != l.Quantity {
				fmt.Fprintf(b, " delivered %s", cells.FormatScaled(l.Delivered, 3))
			}
			if l.HasCost {
				fmt.Fprintf(b, " cost %s", cells.FormatScaled(l.Cost, 4))
			}
			if l.Service {
				b.WriteString(" service")
			}
			if l.Warn != 0 {
				fmt.Fprintf(b, " warning: %s", l.Warn)
			}
			b.WriteString("\n")
		}
		return nil
	}, reject)
}

func maybe(has bool, v any) string {
	if !has {
		return "–"
	}
	return fmt.Sprint(v)
}

// short keeps the 10,000-character name out of the outcome.
func short(s string) string {
	if len(s) > 200 {
		return fmt.Sprintf("%s… (%d bytes)", s[:10], len(s))
	}
	return s
}

func TestEveryKindStandsInTheCorpus(t *testing.T) {
	wants, err := filepath.Glob("testdata/corpus/*.want")
	if err != nil {
		t.Fatal(err)
	}
	seen := map[Kind]int{}
	for _, want := range wants {
		b, err := os.ReadFile(want)
		if err != nil {
			t.Fatal(err)
		}
		k, _, _ := strings.Cut(strings.Split(string(b), "\n")[1], " ")
		seen[Kind(k)]++
	}
	got := slices.Sorted(maps.Keys(seen))
	if diff := cmp.Diff(slices.Sorted(slices.Values(Kinds)), got); diff != "" {
		t.Error(diff)
	}
}
