package customerlist_test

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"wholesight/jobs/customerlist"
	"wholesight/jobs/text"
)

// slowSuggest says the same the long way round, from the rows themselves.
func slowSuggest(rows []customerlist.Row, typed string, sees func(customerlist.Row) bool, limit int) []int32 {
	type hit struct {
		at   int32
		near int
		row  customerlist.Row
	}
	whole, words := text.Fold(typed), []string(nil)
	for _, w := range strings.Fields(typed) { // as the list of customers takes a text apart: a-100 is one word
		if w = text.Fold(w); w != "" {
			words = append(words, w)
		}
	}
	var hits []hit
	for i, row := range rows {
		if !sees(row) || len(words) == 0 {
			continue
		}
		var fields []string
		for _, f := range []string{row.Code, row.Name, row.City, row.Contact} {
			if folded := text.Fold(f); f != "" {
				fields = append(fields, folded)
			}
		}
		line := strings.Join(fields, " ") + " "
		near := 2
		for _, w := range words {
			if !strings.Contains(line, w) {
				near = -1
				break
			}
			if !strings.Contains(" "+line, " "+w) {
				near = 3
			}
		}
		code, name := text.Fold(row.Code), strings.TrimPrefix(line, text.Fold(row.Code)+" ")
		switch {
		case near < 0:
			continue
		case code == whole:
			near = 0
		case strings.HasPrefix(line, whole), strings.HasPrefix(name, whole):
			near = 1
		}
		hits = append(hits, hit{int32(i), near, row})
	}
	number := func(b bool) int {
		if b {
			return 1
		}
		return 0
	}
	slices.SortFunc(hits, func(a, b hit) int {
		return cmp.Or(cmp.Compare(a.near, b.near), cmp.Compare(number(b.row.Active), number(a.row.Active)),
			cmp.Compare(b.row.Figures.Revenue, a.row.Figures.Revenue), cmp.Compare(a.row.Code, b.row.Code))
	})
	out := make([]int32, 0, limit)
	for _, h := range hits[:min(limit, len(hits))] {
		out = append(out, h.at)
	}
	return out
}

func TestSuggest(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	m := meta()
	rows := shop(rng, m, 700)
	r := build(t, m, rows)
	rep := func(row customerlist.Row) bool { return row.Manager == 11 }
	all := func(customerlist.Row) bool { return true }
	found := 0
	for _, text := range []string{"muller", "Müller", "m", "north muller", "nor", "a-100", "e", "ller", "S", rows[5].Code,
		strings.ToLower(rows[9].Code[:2]), "0012", "日本", "nobody at all", "", " ", "&", "tools the"} {
		for _, limit := range []int{1, 8, 1000} {
			if d := gocmp.Diff(slowSuggest(rows, text, all, limit),
				append([]int32{}, r.Suggest(text, customerlist.Everyone(), limit)...)); d != "" {
				t.Errorf("%q, %d (-slow +quick)\n%s", text, limit, d)
			}
			got := r.Suggest(text, customerlist.OfManagers(11), limit)
			found += len(got)
			if d := gocmp.Diff(slowSuggest(rows, text, rep, limit), append([]int32{}, got...)); d != "" {
				t.Errorf("%q, %d, of one manager (-slow +quick)\n%s", text, limit, d)
			}
			if len(r.Suggest(text, customerlist.Visibility{}, limit)) != 0 {
				t.Errorf("%q is found by somebody who sees nobody", text)
			}
		}
	}
	if found == 0 {
		t.Error("nothing was found: the test proves nothing")
	}
}
