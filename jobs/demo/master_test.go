package demo

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"wholesight/jobs/calendar"
)

// checkReferences checks that everything in the master data points at something.
func checkReferences(t *testing.T, s *Shop) {
	t.Helper()
	titles := map[string]bool{"": true}
	for _, st := range s.SmartTypes() {
		titles[st.Title] = true
	}
	codes := map[string]bool{}
	for i, c := range s.Customers() {
		if c.Code == "" || codes[c.Code] {
			t.Fatalf("customer %d: code %q is empty or there twice", i, c.Code)
		}
		codes[c.Code] = true
		if c.Name == "" || !titles[c.SmartType] {
			t.Fatalf("customer %+v: no name, or an unknown smart type", c)
		}
		if c.AccountManager != "" && !slices.Contains(s.AccountManagers(), c.AccountManager) ||
			c.Industry != "" && !slices.Contains(s.Industries(), c.Industry) {
			t.Fatalf("customer %+v: unknown account manager or industry", c)
		}
		for _, g := range c.Groups {
			if !slices.Contains(s.Groups(), g) {
				t.Fatalf("customer %s: unknown group %q", c.Code, g)
			}
		}
		if c.CreatedOn > s.cfg.End || c.Email != "" && !strings.HasSuffix(c.Email, ".example") {
			t.Fatalf("customer %+v: made after the end, or with an email that may be real", c)
		}
	}
	skus := map[string]bool{}
	for _, p := range s.Products() {
		if skus[p.SKU] || p.SKU == "" || p.PackSize < 1 || p.Cost < 1 || p.Cost >= p.ListPrice || p.Kind != "goods" &&
			p.Kind != "service" {
			t.Fatalf("product %+v", p)
		}
		skus[p.SKU] = true
	}
	for _, tg := range s.Targets() {
		if tg.Customer < 0 || tg.Customer >= len(codes) {
			t.Fatalf("target %+v: no such customer", tg)
		}
	}
	for _, u := range s.Users() {
		if u.Role == "customer" && (u.Customer < 0 || u.Customer >= len(codes)) ||
			u.Role == "rep" && !slices.Contains(s.AccountManagers(), u.AccountManager) {
			t.Fatalf("user %+v", u)
		}
	}
}

func TestNothingIsThereTwiceInALargeShop(t *testing.T) {
	if testing.Short() {
		t.Skip("a shop of 50,000 customers: not with -short")
	}
	s := shopOf(t, Config{Customers: 50_000})
	checkReferences(t, s)
	names := map[string]bool{}
	for _, c := range s.Customers() {
		if names[c.Name] && c.Name != "Same Name Ltd" {
			t.Fatalf("name %q is there twice", c.Name)
		}
		names[c.Name] = true
	}
	numbers := make(map[string]struct{}, 1<<20)
	each(t, s, func(o Order) {
		if _, twice := numbers[o.Number]; twice {
			t.Fatalf("order %s is there twice", o.Number)
		}
		numbers[o.Number] = struct{}{}
	})
}

func TestProductsLookLikeACatalogue(t *testing.T) {
	s := shopOf(t, Config{})
	paths, brands, tags := map[string]int{}, map[string]bool{}, map[string]int{}
	inactive, services, late := 0, 0, 0
	tag := regexp.MustCompile(`^(make|material):\S`)
	for i, p := range s.Products() {
		paths[p.Category]++
		brands[p.Brand] = true
		for _, g := range p.Tags {
			if !tag.MatchString(g) {
				t.Errorf("%s: tag %q", p.SKU, g)
			}
			tags[strings.Split(g, ":")[0]]++
		}
		if !p.Active {
			inactive++
		}
		if p.Kind == "service" {
			services++
		}
		if s.traits[i].from > 0 {
			late++
		}
		list := s.PriceList(trade, i)
		for j := 1; j < len(list); j++ {
			if list[j].From <= list[j-1].From || list[j].Price > list[j-1].Price || list[j].Price <= p.Cost {
				t.Errorf("%s: price list %v, cost %d", p.SKU, list, p.Cost)
			}
		}
		if p.Kind == "goods" && s.PriceList(distributor, i)[3].Price >= s.PriceList(retail, i)[0].Price {
			t.Errorf("%s costs a distributor as much as a retailer", p.SKU)
		}
	}
	if n := len(s.Products()); n < 550 || n > 650 {
		t.Errorf("%d products", n)
	}
	if len(paths) < 50 || paths["Fixings > Screws > Wood screws"] == 0 || len(brands) < 10 {
		t.Errorf("%d categories, %d brands", len(paths), len(brands))
	}
	if tags["make"] < 40 || tags["material"] < 200 || inactive < 3 || services != 4 || late < 5 {
		t.Errorf("tags %v, %d inactive, %d services, %d late", tags, inactive, services, late)
	}
}

func TestPricesRiseOnceAYear(t *testing.T) {
	s := shopOf(t, Config{})
	if len(s.levels) != 4 {
		t.Fatalf("%d price levels in 36 months", len(s.levels))
	}
	for i, p := range s.Products() {
		if now := s.levels[3][i]; now.list != p.ListPrice || now.cost != p.Cost {
			t.Errorf("%s: last level %v", p.SKU, now)
		}
		for l := 1; l < 4; l++ {
			if was, is := s.levels[l-1][i].list, s.levels[l][i].list; is < was || was > 2_000 &&
				(is <= was || is > was*107/100) {
				t.Errorf("%s: from %d to %d in one rise", p.SKU, was, is)
			}
		}
	}
	for i, d := range s.days {
		day := s.start + calendar.Day(i)
		_, m, first := day.Parts()
		if i > 0 && (d.level != s.days[i-1].level) != (m == time.March && first == 1) {
			t.Errorf("the prices change on %s", day)
		}
	}
}

func TestTargetsRunAndAreReachable(t *testing.T) {
	s := shopOf(t, Config{})
	starts, discounted := map[time.Month]int{}, 0
	targets := s.Targets()
	for _, tg := range targets {
		sum := int64(0)
		for _, m := range tg.Months {
			if m <= 0 {
				t.Errorf("target %+v has a month of nothing", tg)
			}
			sum += m
		}
		if sum < 10_000 || sum%10_000 != 0 {
			t.Errorf("target %+v comes to %d", tg, sum)
		}
		if end := s.cfg.End.Month(); tg.Start > end || tg.Start+11 < end {
			t.Errorf("target from %s does not hold the last day", tg.Start)
		}
		if tg.DiscountPct > 0 {
			discounted++
		}
		starts[tg.Start.Of()]++
	}
	if len(targets) < 50 || len(starts) < 3 || discounted < 20 {
		t.Errorf("%d targets, starting in %v, %d with a discount", len(targets), starts, discounted)
	}
}

func TestContactsLieInThePast(t *testing.T) {
	s := shopOf(t, Config{})
	overdue, due, later, kinds := 0, 0, 0, map[string]int{}
	var before Contact
	for i, c := range s.Contacts() {
		at := time.UnixMilli(c.At).UTC()
		day := calendar.Of(at)
		if day >= s.cfg.End || day < s.customers[c.Customer].CreatedOn || at.Hour() < 8 || at.Hour() > 17 ||
			at.Weekday() == 0 || at.Weekday() == 6 {
			t.Errorf("contact at %s", at)
		}
		if i > 0 && (c.Customer < before.Customer || c.Customer == before.Customer && c.At <= before.At) {
			t.Errorf("contact %d comes before its time", i)
		}
		if c.Author != s.customers[c.Customer].AccountManager || c.Outcome != "" &&
			!slices.Contains(s.Outcomes(), c.Outcome) {
			t.Errorf("contact %+v", c)
		}
		kinds[c.Kind]++
		switch {
		case !c.Next:
		case c.NextOn < s.cfg.End:
			overdue++
		case c.NextOn == s.cfg.End:
			due++
		default:
			later++
		}
		before = c
	}
	if len(kinds) != 4 || overdue < 10 || due < 10 || later < 10 {
		t.Errorf("kinds %v; follow-ups: %d overdue, %d due, %d to come", kinds, overdue, due, later)
	}
}

func TestUsersAreOneOfEach(t *testing.T) {
	s := shopOf(t, Config{})
	roles, emails := map[string]int{}, map[string]bool{}
	for _, u := range s.Users() {
		roles[u.Role]++
		if emails[u.Email] || !strings.HasSuffix(u.Email, ".example") {
			t.Errorf("email %q", u.Email)
		}
		emails[u.Email] = true
		if u.Role == "customer" && s.customers[u.Customer].SmartType == "Retail" {
			t.Errorf("%s belongs to a customer without the portal", u.Email)
		}
	}
	if roles["admin"] != 1 || roles["manager"] != 1 || roles["rep"] != 2 || roles["customer"] != 2 {
		t.Errorf("roles %v", roles)
	}
}
