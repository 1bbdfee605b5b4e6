package customers_test

import (
	"fmt"
	"math/rand/v2"
	"net/url"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wholesight/web/customers"
	"wholesight/web/webtest"
)

// Whatever is filtered, sorted and chosen: the page, the part that htmx gets and the
// file have the same rows.
func TestListsOfAnyAddressAgree(t *testing.T) {
	sh := webtest.NewShop(t)
	webtest.ListShop(t, sh)
	sh.Forecast(t)
	rng, b, some := rand.New(rand.NewPCG(7, 8)), sh.As("manager"), 0
	offers := map[string][]string{
		"q": {"leeds", "customer 1", "koln"}, "label": {webtest.LabelIDs(t, sh, "Few"), webtest.LabelIDs(t, sh, "Late")},
		"label_not": {webtest.LabelIDs(t, sh, "Lost")}, "manager": {"none"}, "active": {"all", "no"},
		"revenue_min": {"50", "200.5"}, "orders_max": {"4", "6"}, "risk_min": {"0.5"}, "silent": {"30"}, "no_contact": {"1"},
		"follow_up": {"none", "overdue"}, "backorder": {"1"}, "target": {"none", "behind"},
		"churn": {"small", "high.very-high", "small.medium.high.very-high"}, "purchase": {"small", "medium.high"},
		"sort": {"name", "-risk", "last", "-average", "expected", "target", "-backorder", "contact", "-churn", "purchase",
			"next", "-value", "expected_revenue", "-expected_orders"},
	}
	for range 25 {
		query := url.Values{"per": {"25"}}
		for _, name := range []string{"q", "label", "label_not", "manager", "active", "revenue_min", "orders_max", "risk_min",
			"silent", "no_contact", "follow_up", "backorder", "target", "churn", "purchase", "sort"} {
			if rng.IntN(5) == 0 {
				query.Set(name, offers[name][rng.IntN(len(offers[name]))])
			}
		}
		for _, c := range customers.CustomerColumns[1:] {
			if rng.IntN(4) == 0 {
				query.Add("cols", c.Name)
			}
		}
		list := customers.CustomerLists[rng.IntN(2)]
		order, _ := webtest.RowsOf(t, b.Get(list.File+".csv?"+query.Encode()).Want(t, 200).Text)
		codes := []string{}
		for page := 1; page == 1 || len(codes) == 25*(page-1); page++ {
			query.Set("page", fmt.Sprint(page))
			address := list.Path + "?" + query.Encode()
			whole := webtest.Listed(b.Get(address).Want(t, 200).Doc(t))
			part := b.With("HX-Request", "true").With("HX-Target", "customer-rows").Get(address).Want(t, 200)
			if diff := cmp.Diff(whole, webtest.Listed(part.Doc(t))); diff != "" {
				t.Fatalf("%s (-page +part)\n%s", address, diff)
			}
			codes = append(codes, whole...)
		}
		if !slices.Equal(order, codes) {
			t.Errorf("%s?%s\n%s", list.Path, query.Encode(), cmp.Diff(codes, order))
		}
		some += len(codes)
	}
	if some < 100 {
		t.Errorf("only %d rows were compared", some)
	}
}
