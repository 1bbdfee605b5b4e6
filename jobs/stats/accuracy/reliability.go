package accuracy

import (
	"fmt"
	"slices"
)

// Bin is rows that were given about the same probability, and what came of them.
// "Of 40 customers scored like this, 27 did."
type Bin struct {
	N         int     // rows
	Predicted float64 // mean probability; 0 without rows
	Came      int
	Low, High float64 // of the share that came: Wilson, 95 %; 0 to 1 without rows
	From, To  float64 // the bin's edges; of Deciles its smallest and largest probability
}

// Rate is the share that came; not ok without rows.
func (b Bin) Rate() (float64, bool) {
	if b.N == 0 {
		return 0, false
	}
	return float64(b.Came) / float64(b.N), true
}

// Reliability sorts rows into the bins between edges.
//
// Inputs: probabilities, truths 0 or 1, edges ascending, both ends with: 0, 0.25,
// 0.5, 0.75, 1 are four bins. A bin holds its lower edge; the last its upper one
// too. Result: a bin fewer than edges, also those without rows. Rows beyond the
// ends and NaN are in none. Panics: lengths that differ, fewer than two edges,
// edges that do not ascend.
func Reliability(p, truth []float64, edges []float64) []Bin {
	if len(p) != len(truth) {
		panic(fmt.Sprintf("accuracy: columns of %d and %d rows", len(p), len(truth)))
	}
	if len(edges) < 2 {
		panic(fmt.Sprintf("accuracy: %d edges make no bin", len(edges)))
	}
	bins := make([]Bin, len(edges)-1)
	for i := range bins {
		bins[i].From, bins[i].To = edges[i], edges[i+1]
		if !(edges[i] < edges[i+1]) {
			panic(fmt.Sprintf("accuracy: edge %v is not below %v", edges[i], edges[i+1]))
		}
	}
	last := len(edges) - 1
	for i, x := range p {
		if !(x >= edges[0] && x <= edges[last]) {
			continue
		}
		at, hit := slices.BinarySearch(edges, x)
		if !hit {
			at--
		}
		bins[min(at, last-1)].put(x, truth[i])
	}
	for i := range bins {
		bins[i].settle()
	}
	return bins
}

// Deciles sorts rows by probability into ten bins of about equal numbers,
// lowest first.
//
// Rows of equal probability stay together, in the tenth that the middle of them
// lies in: nobody could say which of them belongs to which bin. Bins that stay
// empty are left out, so there may be fewer than ten; none without rows, or where
// a probability or truth is NaN. Panics when the lengths differ.
func Deciles(p, truth []float64) []Bin {
	if !usable(p, truth) {
		return nil
	}
	order := ascending(p)
	var bins []Bin
	tenth := -1
	ties(p, order, func(from, to int) {
		// floor(10 × middle ÷ n), the middle being (from + to) ÷ 2.
		if at := 5 * (from + to) / len(p); at != tenth {
			bins = append(bins, Bin{From: p[order[from]]})
			tenth = at
		}
		b := &bins[len(bins)-1]
		b.To = p[order[from]]
		for _, r := range order[from:to] {
			b.put(p[r], truth[r])
		}
	})
	for i := range bins {
		bins[i].settle()
	}
	return bins
}

// put adds a row; Predicted is a sum until settle.
func (b *Bin) put(p, truth float64) {
	b.N++
	b.Predicted += p
	if truth != 0 {
		b.Came++
	}
}

func (b *Bin) settle() {
	if b.N > 0 {
		b.Predicted /= float64(b.N)
	}
	b.Low, b.High = Wilson(b.Came, b.N, Z95)
}
