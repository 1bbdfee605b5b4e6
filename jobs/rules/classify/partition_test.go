package classify

import (
	"encoding/binary"
	"math"
	"math/big"
	"math/rand/v2"
	"testing"

	"wholesight/jobs/figures"
)

// covered lists the bands whose interval holds a key, by Covers alone.
func covered(t Type, bands []Band, k int64) []int {
	var in []int
	for i := range bands {
		c, ok := Covers(t, bands, i)
		if !ok {
			continue
		}
		low := !c.Above || k > c.Low || c.LowIn && k == c.Low
		high := !c.Bounded || k < c.High || c.HighIn && k == c.High
		if low && high {
			in = append(in, i)
		}
	}
	return in
}

// figuresAt is a customer whose key on the type's axis is near v, in hundredths.
func figuresAt(t Type, v int64) (f Figures, key int64) {
	switch t {
	case Risk:
		f.Risk, key = max(0, v), max(0, v)
	case Orders:
		f.Orders = max(0, v/100)
		key = f.Orders * 100
	case RiskChange:
		f.RiskChange = v / 10
		key = f.RiskChange * 10
	case RevenueChange:
		f.RevenueChange = v / 10
		key = f.RevenueChange * 10
	}
	return f, key
}

// checkPartition asserts for an accepted list that around every boundary a
// value lies in at most one band, that Find finds exactly that one, and that the
// words are there.
func checkPartition(t *testing.T, typ Type, bands []Band) {
	t.Helper()
	probes := []int64{0, 1, -1, math.MaxInt32, math.MinInt32}
	for i, b := range bands {
		if Words(typ, bands, i) == "" {
			t.Fatalf("%s: band %d has no words", typ, i)
		}
		if b.Value != nil {
			for _, d := range []int64{-100, -10, -1, 0, 1, 10, 100} {
				probes = append(probes, *b.Value+d)
			}
		}
	}
	for _, p := range probes {
		if typ == RevenueRank || typ == RevenueShare {
			checkRanked(t, typ, bands, p)
			continue
		}
		f, key := figuresAt(typ, p)
		in := covered(typ, bands, key)
		want := -1
		if len(in) == 1 {
			want = in[0]
		}
		if got := Find(typ, bands, &f); len(in) > 1 || got != want {
			t.Fatalf("%s at %d: found %d, covered by %v of %s", typ, key, got, in, show(bands))
		}
	}
}

// checkRanked probes a rank of 977 and a share of a prime total, both next to
// p hundredths of a percent, against the definitions.
func checkRanked(t *testing.T, typ Type, bands []Band, p int64) {
	t.Helper()
	p = min(max(p, 0), 100_00)
	f := Figures{Customer: figures.Customer{RankOf: 977, Total: 999_999_937}}
	f.Rank = min(p*f.RankOf/100_00+1, f.RankOf)
	f.Larger = min(p*f.Total/100_00, f.Total-1)
	want := -1
	for i := len(bands) - 1; i >= 0; i-- {
		share := new(big.Rat).SetFrac64(*bands[i].Value, 100_00)
		limit := new(big.Rat).Mul(share, big.NewRat(f.RankOf, 1)) // rank ≤ ceil(limit)
		holds := big.NewRat(f.Rank-1, 1).Cmp(limit) < 0
		if typ == RevenueShare {
			holds = big.NewRat(f.Larger, 1).Cmp(limit.Mul(share, big.NewRat(f.Total, 1))) < 0
		}
		if holds {
			want = i
		}
	}
	if got := Find(typ, bands, &f); got != want {
		t.Fatalf("%s rank %d, larger %d: found %d, want %d of %s", typ, f.Rank, f.Larger, got, want, show(bands))
	}
}

func show(bands []Band) (out []string) {
	for _, b := range bands {
		out = append(out, FormatValue(b.Value))
	}
	return out
}

func TestAcceptedBandsPartitionTheirAxis(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 3))
	for range 3000 {
		typ := Types[r.IntN(6)]
		bands, _ := randomBands(r, typ, nil)
		if err := Check(typ, bands); err != nil {
			t.Fatal(err)
		}
		checkPartition(t, typ, bands)
	}
}

func FuzzBandsPartitionTheirAxis(f *testing.F) {
	f.Add(uint8(0), []byte{0, 0, 0, 100, 0, 0, 1, 244})
	f.Add(uint8(3), []byte{0, 0, 3, 232, 0, 0, 19, 136, 255, 255, 252, 24, 255, 255, 236, 120})
	f.Add(uint8(4), []byte{0, 0, 31, 64, 0, 0, 37, 28})
	f.Fuzz(func(t *testing.T, which uint8, data []byte) {
		typ := Types[which%6]
		var bands []Band
		for ; len(data) >= 4 && len(bands) < 40; data = data[4:] {
			v := int64(int32(binary.BigEndian.Uint32(data)))
			bands = append(bands, Band{Value: &v})
		}
		if which >= 128 && len(bands) > 0 {
			bands[len(bands)-1].Value = nil
		}
		if err := Check(typ, bands); err != nil {
			if err.Error() == "" {
				t.Fatal("refused without a word")
			}
			for i := range bands { // a draft still has words, and finds without a panic
				if Words(typ, bands, i) == "" {
					t.Fatalf("no words for row %d of %s", i, show(bands))
				}
			}
			Find(typ, bands, &Figures{Customer: figures.Customer{Rank: 1, RankOf: 1, Larger: 0, Total: 1}})
			return
		}
		checkPartition(t, typ, bands)
	})
}
