package forecast

import (
	"encoding/json"
	"errors"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"

	"wholesight/jobs/calendar"
)

// restored is a model that has been written and read.
func restored(t testing.TB, m *Model) *Model {
	t.Helper()
	out := &Model{}
	if err := json.Unmarshal([]byte(written(t, m)), out); err != nil {
		t.Fatal(err)
	}
	return out
}

// grown is a model with trees, trained once for all tests that only ask it; its shop goes
// on for 200 days more.
var grown = sync.OnceValues(func() (Shop, *Model) {
	s := small.shop(14)
	s.AsOf -= 200
	m, err := train(s, 1, mostRows, nil)
	if err != nil || m.Fitted.Trees == nil {
		panic("no trees: nothing would be proved")
	}
	return s, m
})

// What is written is read without loss: the same bytes, and the same forecasts to the
// bit, also of later days.
func TestModelIsJSONWithoutLoss(t *testing.T) {
	check := func(s Shop, m *Model) {
		back := restored(t, m)
		for _, later := range []calendar.Day{0, 1, 149, 1000} {
			same(t, m, back, s, s.AsOf+later)
		}
	}
	check(grown())
	for _, p := range []plan{thin, {customers: 20, days: 200, habits: habits}} {
		s := p.shop(8)
		s.AsOf -= 150
		check(s, trained(t, s, 2))
	}
}

// Neither the order of customers nor their numbers are anything to a model, and the same
// shop gives the same one.
func TestOrderOfCustomersIsNothing(t *testing.T) {
	s := thin.shop(9)
	m := trained(t, s, 2)
	same(t, m, trained(t, s, 2), s, s.AsOf)
	other := s
	other.Customers = slices.Clone(s.Customers)
	rng := rand.New(rand.NewPCG(1, 51))
	rng.Shuffle(len(other.Customers), func(i, j int) {
		other.Customers[i], other.Customers[j] = other.Customers[j], other.Customers[i]
	})
	for i := range other.Customers {
		other.Customers[i].ID = rng.Int64()
	}
	same(t, m, trained(t, other, 2), s, s.AsOf)
}

// Training reads the shop and leaves it alone.
func TestTrainLeavesTheShopAlone(t *testing.T) {
	s := thin.shop(10)
	before, _ := json.Marshal(s)
	m := trained(t, s, 1)
	for i := range s.Customers {
		m.Forecast(&s.Customers[i], s.AsOf)
	}
	if after, _ := json.Marshal(s); string(after) != string(before) {
		t.Error("the shop is another one after training")
	}
}

func TestModelIsShared(t *testing.T) {
	s := thin.shop(11)
	m := restored(t, trained(t, s, 0)) // nothing is prepared yet
	want := make([]Forecast, len(s.Customers))
	first := restored(t, m)
	for i := range want {
		want[i] = first.Forecast(&s.Customers[i], s.AsOf)
	}
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for i := range want {
				if got := m.Forecast(&s.Customers[i], s.AsOf); got != want[i] {
					t.Errorf("customer %d: %+v, alone %+v", i, got, want[i])
					return
				}
			}
		})
	}
	all.Wait()
}

func TestNobodyHasBought(t *testing.T) {
	for what, s := range map[string]Shop{
		"no customers":     {AsOf: begin},
		"without baskets":  {AsOf: begin, Customers: []Customer{{}, {ID: 3}}},
		"all of it later":  {AsOf: begin, Customers: []Customer{on(1, 2), on(9)}},
		"the eve of it":    {AsOf: begin - 1, Customers: []Customer{on(0)}},
		"a year before it": {AsOf: begin - 365, Customers: []Customer{on(0, 400)}},
	} {
		if m, err := Train(s, nil); !errors.Is(err, ErrNoPurchase) || m != nil {
			t.Errorf("%s: %v, %v", what, m, err)
		}
	}
}

// Of who has not bought by the day nothing is known, and nothing is made up.
func TestNothingKnown(t *testing.T) {
	m := trained(t, thin.shop(12), 0)
	for _, c := range []Customer{{}, {Kind: 2, Consent: true}, on(2000)} {
		if got := m.Forecast(&c, begin+1000); got != (Forecast{}) {
			t.Errorf("%+v", got)
		}
	}
}

// Progress is told from 0 to all, once a step; an error ends the work and is handed on.
func TestTell(t *testing.T) {
	s := thin.shop(13)
	var heard []int
	if _, err := train(s, 3, 0, func(done, all int) error {
		if all != 4 {
			t.Errorf("%d steps of three trials and the learning", all)
		}
		heard = append(heard, done)
		return nil
	}); err != nil || !slices.Equal(heard, []int{0, 1, 2, 3, 4}) {
		t.Errorf("heard %v, %v", heard, err)
	}
	stop := errors.New("enough")
	for at := range 5 {
		if m, err := train(s, 3, 0, func(done, _ int) error {
			if done == at {
				return stop
			}
			return nil
		}); !errors.Is(err, stop) || at < 4 && m != nil {
			t.Errorf("stopped at step %d: %v, %v", at, m != nil, err)
		}
	}
}
