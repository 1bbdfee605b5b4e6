package classify

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

func TestRebandIsWhatAssignGives(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 8))
	w := windows(t, "2026-11-22", 12)
	var into []int32
	for range 60 {
		_, all, _ := shop(t, r, w, r.IntN(40))
		population := make([]Figures, len(all))
		for i, f := range all {
			population[i] = *f
		}
		var bands Bands
		for k, typ := range Types {
			bands[k], _ = randomBands(r, typ, all)
			into = Reband(typ, bands[k], population, into)
			tallies, err := count(len(bands[k]), into, population)
			if err != nil {
				t.Fatal(err)
			}
			for i := range population {
				want := Assign(&population[i], bands)[k]
				at := len(bands[k])
				if got := int64(0); into[i] >= 0 {
					at, got = int(into[i]), bands[k][into[i]].ID
					if got != want {
						t.Fatalf("%s customer %d: band %d, want %d", typ, i, got, want)
					}
				} else if want != 0 {
					t.Fatalf("%s customer %d: none, want %d", typ, i, want)
				}
				tallies[at].Customers--
				tallies[at].Revenue -= population[i].Revenue
			}
			for at, left := range tallies {
				if left != (Tally{}) {
					t.Fatalf("%s band %d: counted %+v too many", typ, at, left)
				}
			}
		}
	}
}

func TestRebandReusesItsSlice(t *testing.T) {
	population, value := make([]Figures, 100), int64(500)
	bands := []Band{{Value: &value}}
	into := make([]int32, 200)
	if allocs := testing.AllocsPerRun(10, func() { into = Reband(Orders, bands, population, into) }); allocs != 0 ||
		len(into) != 100 {
		t.Errorf("%v allocations, %d labels", allocs, len(into))
	}
}

func TestMeasureAllocatesNothing(t *testing.T) {
	w := windows(t, "2026-11-22", 12)
	list := orders(t, "2025-10-01 1", "2026-10-01 1", "2026-10-21 -1")
	if allocs := testing.AllocsPerRun(10, func() { _, _ = Measure(list, w) }); allocs != 0 {
		t.Errorf("%v allocations", allocs)
	}
}

// count is the tally of each band after Reband, with one entry more at the end
// for the customers without a label. labels must come from the same population
// and the same number of bands. ErrOverflow when a band's revenue does not fit.
func count(bands int, labels []int32, population []Figures) ([]Tally, error) {
	tallies := make([]Tally, bands+1)
	for i, at := range labels {
		if at < 0 {
			at = int32(bands)
		}
		y := &tallies[at]
		y.Customers++
		var ok bool
		if y.Revenue, ok = add(y.Revenue, population[i].Revenue); !ok {
			return nil, fmt.Errorf("revenue of band %d: %w", at+1, ErrOverflow)
		}
	}
	return tallies, nil
}
