package boost

import (
	"math"
	"math/rand/v2"
	"testing"
)

func wide(rows, columns int) sample {
	r := rand.New(rand.NewPCG(9, 9))
	s := sample{Table{Names: make([]string, columns), Columns: make([][]float32, columns)}, make([]float64, rows)}
	for c := range s.table.Columns {
		s.table.Columns[c] = make([]float32, rows)
		for i := range rows {
			switch c % 4 { // like features of customers: amounts, counts, mostly 0, gaps
			case 0:
				s.table.Columns[c][i] = float32(math.Exp(r.NormFloat64()))
			case 1:
				s.table.Columns[c][i] = float32(r.IntN(30))
			case 2:
				s.table.Columns[c][i] = float32(max(0, r.IntN(20)-15))
			default:
				s.table.Columns[c][i] = float32(r.NormFloat64())
				if r.IntN(2) == 0 {
					s.table.Columns[c][i] = nan
				}
			}
		}
	}
	for i := range s.y {
		if r.Float64() < sigmoid(math.Log(float64(s.table.Columns[0][i]))+float64(s.table.Columns[1][i])/10-2) {
			s.y[i] = 1
		}
	}
	return s
}

// 50,000 rows × 40 columns × 200 trees of depth 5.
func BenchmarkTrain50k(b *testing.B) {
	s := wide(50_000, 40)
	p := Params{Trees: 200, Depth: 5, MinLeaf: 20, Rate: 0.05, L2: 1}
	for b.Loop() {
		mustTrain(b, s.table, s.y, nil, nil, Logistic, p)
	}
}

func BenchmarkTrain50kWithDefaults(b *testing.B) {
	s := wide(50_000, 40)
	for b.Loop() {
		mustTrain(b, s.table, s.y, nil, nil, Logistic, defaults())
	}
}

func BenchmarkRawAll50k(b *testing.B) {
	s := wide(50_000, 40)
	e := mustTrain(b, s.table, s.y, nil, nil, Logistic,
		Params{Trees: 200, Depth: 5, MinLeaf: 20, Rate: 0.05, L2: 1, RowShare: 0.1})
	b.ReportAllocs()
	for b.Loop() {
		e.RawAll(s.table)
	}
}
