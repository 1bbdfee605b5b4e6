package demo

import (
	"math/big"
	"slices"
	"sort"
	"strings"
	"testing"
	"time"
)

// checkOrders checks every line of a shop by itself.
func checkOrders(t *testing.T, s *Shop) {
	t.Helper()
	number := map[string]string{}
	each(t, s, func(o Order) {
		if o.Day < s.Start() || o.Day > s.cfg.End || o.Customer < 0 || o.Customer >= len(s.customers) ||
			o.Currency != Currency || !slices.Contains(s.Channels(), o.Channel) || !slices.Contains(statuses[:], o.Status) ||
			len(o.Lines) == 0 {
			t.Fatalf("order %+v", o)
		}
		prefix := o.Number[:3]
		if before := number[prefix]; prefix != "SO-" && prefix != "CN-" ||
			len(o.Number) < len(before) || len(o.Number) == len(before) && o.Number <= before {
			t.Fatalf("order %s comes after %s", o.Number, before)
		}
		number[prefix] = o.Number
		if o.Day < s.customers[o.Customer].CreatedOn {
			t.Fatalf("order %s is older than its customer", o.Number)
		}
		for _, l := range o.Lines {
			checkLine(t, s, o, l)
		}
	})
}

func checkLine(t *testing.T, s *Shop, o Order, l Line) {
	t.Helper()
	if l.Product < 0 || l.Product >= len(s.products) || l.Quantity == 0 || l.Cost < 1 {
		t.Fatalf("order %s: line %+v", o.Number, l)
	}
	if want := exact(l.Quantity, l.UnitPrice); want != l.Total {
		t.Fatalf("order %s: %d × %d = %d, want %d", o.Number, l.Quantity, l.UnitPrice, l.Total, want)
	}
	lo, hi := min(0, l.Quantity), max(0, l.Quantity)
	if l.Delivered < lo || l.Delivered > hi || (o.Status == "draft" || o.Status == "cancelled") && l.Delivered != 0 {
		t.Fatalf("order %s (%s): delivered %d of %d", o.Number, o.Status, l.Delivered, l.Quantity)
	}
	tr := s.traits[l.Product]
	if !tr.metre && l.Quantity%1000 != 0 {
		t.Fatalf("order %s: %d of %s", o.Number, l.Quantity, s.products[l.Product].Name)
	}
	if day := int32(o.Day - s.start); day < tr.from || day > tr.until && l.Quantity > 0 {
		t.Fatalf("order %s of %s: %s is not sold then", o.Number, o.Day, s.products[l.Product].SKU)
	}
}

// exact is quantity × unit price in minor units, rounded half away from zero, by
// rationals and in another way than the package's.
func exact(quantity, unit int64) int64 {
	v := new(big.Rat).SetFrac64(quantity, 1000)
	v.Mul(v, new(big.Rat).SetFrac64(unit, 10_000))
	v.Mul(v, big.NewRat(100, 1))
	text := v.FloatString(0) // rounds half away from zero
	n, _ := new(big.Int).SetString(text, 10)
	return n.Int64()
}

func TestEveryLineIsSound(t *testing.T) {
	checkOrders(t, shopOf(t, Config{}))
	checkOrders(t, shopOf(t, Config{Seed: 99, Customers: 150, Lines: 40_000}))
}

func TestRoundDivRoundsHalfAwayFromZero(t *testing.T) {
	for _, c := range [][3]int64{{5, 10, 1}, {-5, 10, -1}, {4, 10, 0}, {-4, 10, 0}, {15, 10, 2}, {-15, 10, -2}, {0, 7, 0},
		{7, 7, 1}} {
		if got := roundDiv(c[0], c[1]); got != c[2] {
			t.Errorf("roundDiv(%d, %d) = %d, want %d", c[0], c[1], got, c[2])
		}
	}
}

// net is an order's total.
func net(o Order) int64 {
	sum := int64(0)
	for _, l := range o.Lines {
		sum += l.Total
	}
	return sum
}

func counts(o Order) bool { return o.Status == "open" || o.Status == "closed" }

func TestTheWeekAndTheYearHaveTheirShape(t *testing.T) {
	s := shopOf(t, Config{Customers: 3_000})
	var weekdays [7]int
	months := map[time.Month]int64{}
	years := map[int]int64{}
	seasonal := map[uint8]map[time.Month]int{winter: {}, spring: {}, summer: {}, autumn: {}}
	each(t, s, func(o Order) {
		at := o.Day.Time()
		weekdays[at.Weekday()]++
		if _, m, d := o.Day.Parts(); m == time.December && (d == 25 || d == 26) && s.habits[o.Customer].kind != scripted {
			t.Errorf("order %s of Christmas", o.Number)
		}
		// Two whole calendar years, or the months would not be comparable.
		if at.Year() == 2024 || at.Year() == 2025 {
			months[at.Month()] += int64(len(o.Lines))
			years[at.Year()] += net(o)
			for _, l := range o.Lines {
				if season := s.traits[l.Product].season; season != evenly {
					seasonal[season][at.Month()]++
				}
			}
		}
	})
	weekend, week := weekdays[0]+weekdays[6], 0
	for _, n := range weekdays {
		week += n
	}
	if weekend == 0 || weekend*100 > week*6 {
		t.Errorf("%d of %d orders at weekends", weekend, week)
	}
	for d := 1; d <= 5; d++ {
		if weekdays[d]*100 < week*15 || weekdays[d]*100 > week*25 {
			t.Errorf("orders by weekday: %v", weekdays)
		}
	}
	if months[time.December]*100 > months[time.November]*85 || months[time.August]*100 > months[time.October]*90 {
		t.Errorf("lines by month: %v", months)
	}
	if years[2025]*100 < years[2024]*103 || years[2025]*100 > years[2024]*150 {
		t.Errorf("revenue by year: %v", years)
	}
	for season, by := range seasonal {
		in, all := 0, 0
		for m, n := range by {
			all += n
			if slices.Contains(peaks[season], m) {
				in += n
			}
		}
		if all < 500 || in*100 < all*60 {
			t.Errorf("season %d: %d of %d lines in its peak months", season, in, all)
		}
	}
}

func TestAFewCustomersBringMostOfTheRevenue(t *testing.T) {
	s := shopOf(t, Config{})
	revenue := make([]int64, len(s.customers))
	total := int64(0)
	each(t, s, func(o Order) {
		if counts(o) {
			revenue[o.Customer] += net(o)
			total += net(o)
		}
	})
	sort.Slice(revenue, func(i, j int) bool { return revenue[i] > revenue[j] })
	top := int64(0)
	for _, r := range revenue[:len(revenue)/5] {
		top += r
	}
	if share := top * 100 / total; share < 65 || share > 92 {
		t.Errorf("the largest fifth brings %d %%", share)
	}
	if revenue[0]*100 > total*15 {
		t.Errorf("one customer brings %d of %d", revenue[0], total)
	}
}

func TestThereIsSomeOfEverything(t *testing.T) {
	s := shopOf(t, Config{})
	n := map[string]int{}
	status, channel := map[string]int{}, map[string]int{}
	each(t, s, func(o Order) {
		status[o.Status]++
		channel[o.Channel]++
		if strings.HasPrefix(o.Number, "CN-") {
			n["credit note"]++
			if net(o) > 0 {
				t.Errorf("credit note %s of %d", o.Number, net(o))
			}
			return
		}
		if o.Status == "open" && o.Day < s.cfg.End-130 {
			t.Errorf("order %s is open since %s", o.Number, o.Day)
		}
		if s.habits[o.Customer].kind == scripted {
			return
		}
		for _, l := range o.Lines {
			switch {
			case l.Quantity < 0:
				n["return"]++
			case l.UnitPrice == 0:
				n["free"]++
			case o.Status == "open" && l.Delivered < l.Quantity:
				n["backorder"]++
			case o.Status == "closed" && l.Delivered < l.Quantity:
				n["short"]++
			}
			if l.Quantity%1000 != 0 {
				n["fraction"]++
			}
			if l.Product == s.freight {
				n["carriage"]++
			}
			if l.UnitPrice%100 != 0 {
				n["four decimals"]++
			}
		}
	})
	for what, least := range map[string]int{
		"credit note": 30, "return": 50, "free": 50, "backorder": 30, "short": 5, "fraction": 50, "carriage": 50,
		"four decimals": 500,
	} {
		if n[what] < least {
			t.Errorf("%s: %d, want %d or more", what, n[what], least)
		}
	}
	if status["cancelled"] < 20 || status["draft"] < 2 || status["open"] < 20 || len(channel) != 5 {
		t.Errorf("statuses %v, channels %v", status, channel)
	}
}

func TestLargeShopsKeepTheirShape(t *testing.T) {
	if testing.Short() {
		t.Skip("a million lines: not with -short")
	}
	s := shopOf(t, Config{Customers: 50_000, Lines: 1_000_000})
	lines, quarters := 0, map[int]int{}
	each(t, s, func(o Order) {
		lines += len(o.Lines)
		quarters[int(o.Day-s.start)*12/(int(s.last)+1)]++
	})
	for q := range 12 {
		if quarters[q] < quarters[11]/3 || quarters[q] > quarters[11]*2 {
			t.Errorf("orders by twelfth of the history: %v", quarters)
			break
		}
	}
}
