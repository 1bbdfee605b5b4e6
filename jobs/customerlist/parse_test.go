package customerlist_test

import (
	"math"
	"math/rand/v2"
	"net/url"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"wholesight/jobs/customerlist"
	"wholesight/jobs/rules/forecast"
)

func TestAViewSurvivesTheAddress(t *testing.T) {
	rng, m := rand.New(rand.NewPCG(9, 10)), meta()
	for range 2000 {
		f := randomFilter(rng, m)
		for _, r := range []*customerlist.Range{&f.Revenue, &f.Orders, &f.Risk, &f.Products} {
			if r.Min != nil && r.Max != nil && *r.Min > *r.Max {
				r.Min, r.Max = r.Max, r.Min
			}
		}
		slices.Sort(f.Any)
		slices.Sort(f.None)
		for _, group := range f.All {
			slices.Sort(group)
		}
		slices.SortFunc(f.All, func(a, b []int64) int {
			return strings.Compare(customerlist.JoinIDs(a), customerlist.JoinIDs(b))
		})
		f.All = slices.CompactFunc(f.All, slices.Equal[[]int64])
		f.Text = strings.Join(strings.Fields(f.Text), " ")
		v := customerlist.View{
			Filter: f, Sort: customerlist.Sort{Key: customerlist.Key(rng.IntN(len(customerlist.Keys()))),
				Descending: rng.IntN(2) == 0},
			Page: 1 + rng.IntN(30), Per: customerlist.PerPage[rng.IntN(4)],
		}
		digits := rng.IntN(4)
		address := v.Query(digits)
		params, err := url.ParseQuery(strings.TrimPrefix(address, "?"))
		if err != nil {
			t.Fatal(err)
		}
		got, problems := customerlist.Parse(params, digits)
		if len(problems) > 0 {
			t.Fatalf("%s: %v", address, problems)
		}
		if diff := gocmp.Diff(v, got); diff != "" {
			t.Fatalf("%s:\n%s", address, diff)
		}
	}
	if got := customerlist.NewView().Query(2); got != "" {
		t.Errorf("the plain list has the address %q", got)
	}
	if v, problems := customerlist.Parse(nil, 2); problems != nil || !gocmp.Equal(v, customerlist.NewView()) {
		t.Errorf("no parameters: %+v, %v", v, problems)
	}
}

func TestParseSaysInWordsWhatIsWrong(t *testing.T) {
	long := strings.Repeat("x", 10_000)
	for query, want := range map[string]string{
		"page=0":                       `page is "0": pages are numbered from 1`,
		"page=1e9":                     `page is "1e9": pages are numbered from 1`,
		"page=99999999999999999999":    `page is "99999999999999999999": pages are numbered from 1`,
		"per=51":                       `per is "51": a page has 25, 50, 100 or 200 rows`,
		"sort=%27;--":                  `sort is "';--": a list is sorted by name, code, type, manager, last, risk, revenue, change, orders, previous, average, gap, expected, since, industry, country, contact, follow_up, target, backorder, backorder_lines, backorder_units, backorder_oldest, churn, purchase, expected_orders, expected_revenue, value, next, products, with - before it for the other way round`,
		"sort=--name":                  `sort is "--name": a list is sorted by`,
		"q=" + long:                    `q is a search for 10000 characters: 200 is the most`,
		"q=%ff":                        `q is not text`,
		"q=a&q=b":                      `q is given 2 times, and can be given once`,
		"label=x":                      `label is "x", which is not the number of one`,
		"label=0":                      `label is "0", which is not the number of one`,
		"label_all=-3":                 `label_all is "-3"`,
		"label_not=1.x":                `label_not is "1.x"`,
		"type=" + long:                 `type is "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…", which is not the number of one`,
		"manager=nobody":               `manager is "nobody"`,
		"active=maybe":                 `active is "maybe": it can be yes, no, all`,
		"revenue_min=1,234":            `revenue_min is "1,234": it has at most 2 decimals, and nothing between thousands`,
		"revenue_min=1 000":            `revenue_min is "1 000", which is not a number: write it like 1234.5`,
		"revenue_max=9e9":              `revenue_max is "9e9", which is not a number`,
		"revenue_max=" + long[:1]:      `revenue_max is "x", which is not a number`,
		"orders_min=1.5":               `orders_min is "1.5": it has at most 0 decimals`,
		"orders_min=x":                 `orders_min is "x", which is not a number: write it like 1234`,
		"risk_max=--1":                 `risk_max is "--1", which is not a number`,
		"risk_max=1.":                  `risk_max is "1.", which is not a number`,
		"risk_min=9223372036854775807": `risk_min is "9223372036854775807", which is too large`,
		"risk_min=2&risk_max=1":        `risk_min is more than risk_max: nothing lies between`,
		"silent=-1":                    `silent is "-1" days: it is 0 or more`,
		"no_contact=-2":                `no_contact is "-2" days: it is 0 or more`,
		"no_contact=x":                 `no_contact is "x", which is not a number`,
		"follow_up=late":               `follow_up is "late": it can be overdue, due, week, none`,
		"follow_up=due&follow_up=week": `follow_up is given 2 times, and can be given once`,
		"target=on+track":              `target is "on track": it can be behind, on_track, ahead, none`,
		"backorder=yes":                `backorder is "yes": it can be 1`,
		"group=%ff":                    `group is not text`,
		"churn=High":                   `churn is "High": it can be small, medium, high, very-high, or some of them with dots between them`,
		"purchase=small.x":             `purchase is "small.x": it can be small, medium, high, very-high, or some`,
		"tag=" + long:                  `tag is a name of 10000 characters: 200 is the most`,
		"colour=red":                   `colour is not something that this list can be asked for`,
		long + "=1":                    `xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx… is not something`,
	} {
		params, err := url.ParseQuery(query)
		if err != nil && !strings.Contains(query, ";") {
			t.Fatal(err)
		}
		if strings.Contains(query, ";") { // net/url refuses a bare semicolon
			name, value, _ := strings.Cut(query, "=")
			params = url.Values{name: {strings.ReplaceAll(value, "%27", "'")}}
		}
		_, problems := customerlist.Parse(params, 2)
		if len(problems) != 1 {
			t.Errorf("%.40s: %d problems: %v", query, len(problems), problems)
			continue
		}
		if got := problems[0].Name + " " + problems[0].Words; !strings.HasPrefix(got, want) {
			t.Errorf("%.40s:\n got %s\nwant %s", query, got, want)
		}
	}
	many := url.Values{"label": slices.Repeat([]string{"1"}, 201), "label_not": {strings.Repeat("1.", 200) + "1"}}
	if _, problems := customerlist.Parse(many, 2); len(problems) != 2 {
		t.Errorf("201 labels: %v", problems)
	}
	if _, problems := customerlist.Parse(url.Values{"industry": slices.Repeat([]string{"a"}, 201)},
		2); len(problems) != 1 {
		t.Errorf("201 industries: %v", problems)
	}
	_, problems := customerlist.Parse(url.Values{"zz": {"1"}, "page": {"x"}, "per": {"y"}, "mine": {"1"}}, 2, "mine")
	if len(problems) != 3 || problems[0].Name != "page" || problems[1].Name != "per" || problems[2].Name != "zz" {
		t.Errorf("several: %v", problems)
	}
}

func TestParseTakesWhatFormsSend(t *testing.T) {
	v, problems := customerlist.Parse(url.Values{
		"q": {"  north tools "}, "label": {"", "7", "5.7"}, "label_all": {"9", "2.1", "1.2"}, "type": {""},
		"manager": {"none", "12"}, "active": {"all"},
		"revenue_min": {"-12,5"}, "revenue_max": {" 1234.56 "}, "orders_min": {"007"}, "risk_max": {"1.5"}, "silent": {"0"},
		"page": {""}, "sort": {"-risk"},
		"group": {" North ", "", "B", "North"}, "tag": {"make:Ford"}, "industry": {""}, "country": {"GB"},
		"no_contact": {"30"}, "follow_up": {"overdue"}, "backorder": {"1"}, "target": {"on_track"}, "slipped": {"1"},
		"expected": {"week"},
		"churn":    {"very-high", "", "high"}, "purchase": {"small.medium.small"},
	}, 2)
	want := customerlist.View{Page: 1, Per: 50, Sort: customerlist.Sort{Key: customerlist.ByRisk, Descending: true},
		Filter: customerlist.Filter{
			Text: "north tools", Any: []int64{5, 7}, All: [][]int64{{1, 2}, {9}}, Managers: []int64{12}, NoManager: true,
			Activity: customerlist.EveryActivity,
			Ranges: customerlist.Ranges{Revenue: customerlist.Range{Min: ptr(-12_50), Max: ptr(1234_56)},
				Orders: customerlist.Range{Min: ptr(7)}, Risk: customerlist.Range{Max: ptr(150)}}, SilentOver: ptr(0),
			Groups: []string{"B", "North"}, Tags: []string{"make:Ford"}, Countries: []string{"GB"}, NoContact: ptr(30),
			FollowUp: customerlist.FollowUpOverdue, Backorder: true,
			Target: customerlist.TargetOnTrack, Slipped: true, Expected: true,
			Churn:    customerlist.BandSet(forecast.VeryLarge, forecast.Large),
			Purchase: customerlist.BandSet(forecast.Small, forecast.Middle),
		}}
	if diff := gocmp.Diff(want, v); diff != "" || len(problems) > 0 {
		t.Errorf("%v\n%s", problems, diff)
	}
}

func TestUnknownNamesWhatIsGone(t *testing.T) {
	r := build(t, meta(), nil)
	f := customerlist.Filter{Any: []int64{300, 1}, All: [][]int64{{2}}, None: []int64{301, 3}, SmartTypes: []int64{1, 4},
		Managers: []int64{10, 5}}
	var got []string
	for _, p := range r.Unknown(f, customerlist.Everyone()) {
		got = append(got, p.Name+" "+p.Words)
	}
	want := []string{
		"label asks for label 1, which is not there (any more)", "label_all asks for label 2, which is not there (any more)",
		"label_not asks for label 3, which is not there (any more)",
		"type asks for smart type 4, which is not there (any more)",
		"manager asks for account manager 5, which is not there (any more)",
	}
	if diff := gocmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if got := r.Unknown(customerlist.Filter{Managers: []int64{10}}, customerlist.OfManagers(11)); len(got) != 1 {
		t.Errorf("somebody else's account manager: %v", got)
	}
}

func TestPagesAndOffsets(t *testing.T) {
	v := customerlist.NewView()
	if v.Offset() != 0 || v.AtPage(3).Offset() != 100 || v.AtPage(math.MaxInt).Offset() != math.MaxInt {
		t.Error("offsets", v.Offset(), v.AtPage(3).Offset(), v.AtPage(math.MaxInt).Offset())
	}
	for count, want := range map[int]int{0: 1, 1: 1, 50: 1, 51: 2, 100: 2, 101: 3} {
		if got := v.Pages(count); got != want {
			t.Errorf("%d rows make %d pages, want %d", count, got, want)
		}
	}
	v = v.AtPage(4).SortedBy(customerlist.ByRisk)
	if v.Page != 1 || v.Sort.String() != "-risk" || v.SortedBy(customerlist.ByRisk).Sort.String() != "risk" ||
		v.SortedBy(customerlist.ByName).Sort.String() != "name" {
		t.Errorf("sorted: %+v", v)
	}
	if v = v.AtPage(4).With(customerlist.Filter{Text: "x"}); v.Page != 1 || !v.Filter.Filtered() ||
		v.Sort.Key != customerlist.ByRisk {
		t.Errorf("filtered: %+v", v)
	}
	if f := (customerlist.Filter{}); f.Filtered() {
		t.Error("the zero filter says something")
	}
}

func FuzzParse(f *testing.F) {
	f.Add("q=a&label=1&sort=-risk&page=2&revenue_min=1.5")
	f.Fuzz(func(t *testing.T, query string) {
		params, _ := url.ParseQuery(query)
		v, problems := customerlist.Parse(params, 2)
		for _, p := range problems {
			if len(p.Words) > 2000 || p.Words == "" {
				t.Errorf("%q", p.Words)
			}
		}
		again, _ := url.ParseQuery(strings.TrimPrefix(v.Query(2), "?"))
		if got, more := customerlist.Parse(again, 2); len(problems) == 0 && (len(more) > 0 || got.Query(2) != v.Query(2)) {
			t.Errorf("%q: %v, %q", v.Query(2), more, got.Query(2))
		}
	})
}
