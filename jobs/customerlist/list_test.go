package customerlist_test

import (
	"errors"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"wholesight/jobs/customerlist"
	"wholesight/jobs/figures"
	"wholesight/jobs/rules/classify"
)

func TestEntriesAreWhatWasAdded(t *testing.T) {
	m := meta()
	rows := shop(rand.New(rand.NewPCG(7, 8)), m, 120)
	r := build(t, m, rows)
	if r.Len() != len(rows) {
		t.Fatalf("%d rows of %d", r.Len(), len(rows))
	}
	for i, row := range rows {
		e := r.At(int32(i))
		got := customerlist.Row{
			ID: e.ID, Code: e.Code, Name: e.Name, City: row.City, Contact: row.Contact, SmartType: e.SmartType.ID,
			Manager: e.Manager.ID,
			Active:  e.Active, Scored: e.Scored, Figures: e.Figures,
			Groups: e.Groups, Tags: e.Tags, Industry: e.Industry, Country: e.Country, Backorder: e.Backorder, Facts: e.Facts,
			Forecast: e.Forecast,
		}
		if e.SlippedFrom != nil {
			got.SlippedFrom = e.SlippedFrom.ID
		}
		for k, l := range e.Labels {
			if l != nil {
				got.Labels[k] = l.ID
			}
		}
		if diff := gocmp.Diff(row, got); diff != "" {
			t.Fatalf("row %d:\n%s", i, diff)
		}
		if found, ok := r.Find(row.Code); !ok || found != int32(i) {
			t.Errorf("Find(%q) = %d, %v; want %d", row.Code, found, ok, i)
		}
	}
	for _, code := range []string{"", "A", "zzz", rows[5].Code + "0"} {
		if row, ok := r.Find(code); ok {
			t.Errorf("Find(%q) = %d", code, row)
		}
	}
	if _, ok := build(t, m, nil).Find("A"); ok {
		t.Error("an empty customer list finds somebody")
	}
}

func TestAddRefusesWhatDoesNotFit(t *testing.T) {
	fine := customerlist.Row{ID: 1, Code: "B", Name: "n", SmartType: 1, Scored: true}
	for name, change := range map[string]func(*customerlist.Row){
		"a code twice":               func(r *customerlist.Row) { r.Code = "A" },
		"a code before the last":     func(r *customerlist.Row) { r.Code = "" },
		"an unknown smart type":      func(r *customerlist.Row) { r.SmartType = 9 },
		"an unknown account manager": func(r *customerlist.Row) { r.Manager = 9 },
		"an unknown label":           func(r *customerlist.Row) { r.Labels[2] = 9 },
		"too many orders":            func(r *customerlist.Row) { r.Figures.Orders = math.MaxInt32 + 1 },
		"an unknown channel":         func(r *customerlist.Row) { r.Forecast = figures.Forecast{Known: true, Channel: 9} },
		"an unknown usable channel":  func(r *customerlist.Row) { r.Forecast = figures.Forecast{Known: true, Usable: 9} },
		"too late a horizon": func(r *customerlist.Row) {
			r.Forecast = figures.Forecast{Known: true, ChurnHorizon: math.MaxInt16 + 1}
		},
		"too high a risk": func(r *customerlist.Row) { r.Figures.Risk = math.MaxInt32 + 1 },
	} {
		b := customerlist.NewBuilder(meta(), 2)
		if err := b.Add(customerlist.Row{ID: 5, Code: "A", SmartType: 1}); err != nil {
			t.Fatal(err)
		}
		row := fine
		change(&row)
		err := b.Add(row)
		if err == nil {
			t.Errorf("%s is accepted", name)
		}
		if strings.HasPrefix(name, "too") != errors.Is(err, classify.ErrOverflow) {
			t.Errorf("%s: %v", name, err)
		}
		if err := b.Add(fine); err != nil {
			t.Errorf("after %s: %v", name, err)
		}
		if r := b.List(); r.Len() != 2 || r.Code(1) != "B" || r.ID(1) != 1 {
			t.Errorf("after %s: %d rows", name, r.Len())
		}
	}
}
