package customerlist_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"wholesight/jobs/calendar"
	"wholesight/jobs/customerlist"
	"wholesight/jobs/text"
)

// A patched customer list is the customer list that would be built anew, and the one that it was
// made of stays as it was, in every order, however often it is patched.
func TestAPatchIsWhatABuildWouldBe(t *testing.T) {
	rng, m := rand.New(rand.NewPCG(11, 12)), meta()
	every := customerlist.Filter{Activity: customerlist.EveryActivity}
	for range 10 {
		rows := shop(rng, m, 1+rng.IntN(60))
		r := build(t, m, rows)
		for range 30 {
			before := lists(t, r, every)
			changed := map[string]customerlist.Facts{}
			next := slices.Clone(rows)
			for range rng.IntN(4) {
				at := rng.IntN(len(next))
				next[at].Facts = facts(rng)
				changed[next[at].Code] = next[at].Facts
			}
			day := m
			day.Today = today + calendar.Day(rng.IntN(3))
			patched, err := r.Patch(day.Today, changed)
			if err != nil {
				t.Fatal(err)
			}
			fresh := build(t, day, next)
			if diff := gocmp.Diff(lists(t, fresh, every), lists(t, patched, every)); diff != "" {
				t.Fatal(diff)
			}
			for row := range int32(len(next)) {
				if diff := gocmp.Diff(fresh.At(row).Facts, patched.At(row).Facts); diff != "" {
					t.Fatalf("%s:\n%s", fresh.Code(row), diff)
				}
			}
			for _, f := range []customerlist.Filter{{FollowUp: customerlist.FollowUpOverdue}, {NoContact: ptr(7)},
				{Target: customerlist.TargetBehind}} {
				if diff := gocmp.Diff(lists(t, fresh, f)[:1], lists(t, patched, f)[:1]); diff != "" {
					t.Fatalf("%+v:\n%s", f, diff)
				}
			}
			if diff := gocmp.Diff(before, lists(t, r, every)); diff != "" {
				t.Fatalf("the old one has changed:\n%s", diff)
			}
			rows, r = next, patched
		}
	}
	if _, err := build(t, m, nil).Patch(today, map[string]customerlist.Facts{"A": {}}); err == nil {
		t.Error("facts of a customer who is not there are accepted")
	}
}

// lists are the codes in every order.
func lists(t *testing.T, r *customerlist.List, f customerlist.Filter) (out []string) {
	t.Helper()
	for k := range customerlist.Key(len(customerlist.Keys())) {
		for _, descending := range []bool{false, true} {
			all, err := r.All(f, customerlist.Sort{Key: k, Descending: descending}, customerlist.Everyone())
			if err != nil {
				t.Fatal(err)
			}
			out = append(out, k.String()+": "+strings.Join(codes(r, all), " "))
		}
	}
	return out
}

func TestChoicesAreWhatAPersonsCustomersHave(t *testing.T) {
	m := meta()
	rows := shop(rand.New(rand.NewPCG(13, 14)), m, 200)
	rows[7].Industry, rows[7].Manager, rows[7].Active = "Whales", 10, true
	r := build(t, m, rows)
	for _, a := range []customerlist.Activity{customerlist.ActiveOnly, customerlist.InactiveOnly,
		customerlist.EveryActivity} {
		for _, manager := range []int64{0, 10, 11} {
			v := customerlist.OfManagers(manager)
			if manager == 0 {
				v = customerlist.Everyone()
			}
			count := func(texts func(customerlist.Row) []string) map[string]int {
				n := map[string]int{}
				for _, row := range rows {
					if (a == customerlist.EveryActivity || row.Active == (a == customerlist.ActiveOnly)) &&
						(manager == 0 || row.Manager == manager) {
						for _, text := range texts(row) {
							if text != "" {
								n[text]++
							}
						}
					}
				}
				return n
			}
			got := r.Choices(v, a)
			for name, c := range map[string]struct {
				got  []customerlist.Choice
				want map[string]int
			}{
				"groups":     {got.Groups, count(func(r customerlist.Row) []string { return r.Groups })},
				"tags":       {got.Tags, count(func(r customerlist.Row) []string { return r.Tags })},
				"industries": {got.Industries, count(func(r customerlist.Row) []string { return []string{r.Industry} })},
				"countries":  {got.Countries, count(func(r customerlist.Row) []string { return []string{r.Country} })},
			} {
				have := map[string]int{}
				for _, choice := range c.got {
					have[choice.Text] = choice.Count
				}
				if diff := gocmp.Diff(c.want, have); diff != "" {
					t.Errorf("%s of %d:\n%s", name, manager, diff)
				}
				if !slices.IsSortedFunc(c.got, func(a, b customerlist.Choice) int {
					return strings.Compare(text.Fold(a.Text), text.Fold(b.Text))
				}) {
					t.Errorf("%s are not in order: %v", name, c.got)
				}
			}
		}
	}
	f := customerlist.Filter{Groups: []string{"North", "gone"}, Tags: []string{"a:b"}, Industries: []string{"Whales"},
		Countries: []string{"XX"}}
	var got []string
	for _, p := range r.Unknown(f, customerlist.Everyone()) {
		got = append(got, p.Name+" "+p.Words)
	}
	want := []string{`group asks for group "gone", which no customer has (any more)`,
		`tag asks for tag "a:b", which no customer has (any more)`,
		`country asks for country "XX", which no customer has (any more)`}
	if diff := gocmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if got := r.Unknown(customerlist.Filter{Industries: []string{"Whales"}}, customerlist.OfManagers(11)); len(got) != 1 {
		t.Errorf("an industry that only others' customers have: %v", got)
	}
}

func TestDerivedFiguresAreWhatTheListSortsBy(t *testing.T) {
	m := meta()
	rows := shop(rand.New(rand.NewPCG(15, 16)), m, 300)
	r := build(t, m, rows)
	averages, days := 0, 0
	for i, row := range rows {
		e := r.At(int32(i))
		want, _, ok := slowKey(row, customerlist.ByAverageOrder, m)
		if got, has := e.AverageOrder(); has != ok || has && got != want {
			t.Errorf("%s: an average order of %d, %v; want %d, %v", row.Code, got, has, want, ok)
		}
		want, _, known := slowKey(row, customerlist.ByExpected, m)
		if got, has := e.ExpectedNext(); has != known || has && int64(got) != want {
			t.Errorf("%s: expected on %v, %v; want %v, %v", row.Code, got, has, calendar.Day(want), known)
		}
		if ok {
			averages++
		}
		if known {
			days++
		}
	}
	if averages < 100 || days < 100 {
		t.Errorf("only %d averages and %d days were looked at", averages, days)
	}
}
