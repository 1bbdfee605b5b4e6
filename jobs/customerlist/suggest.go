package customerlist

import (
	"cmp"
	"slices"
	"strings"

	"wholesight/jobs/text"
)

// Suggest is the customers that a person may mean who has typed a text, the likeliest
// first, at most limit of them: those whose code is the text, whose code or name begins
// with it, that have each of its words at the beginning of a word, that have them
// anywhere. Equal ones stand with the active before the others, then by revenue, then
// by code. A text without a letter or digit means nobody.
func (r *List) Suggest(typed string, v Visibility, limit int) []int32 {
	words, _ := text.FoldWords(typed)
	if len(words) == 0 || limit <= 0 {
		return nil
	}
	visible, whole := r.managerSet(v.managers), text.Fold(typed)
	best := make([]suggestion, 0, limit+1) // a whole shop may match a letter: it is not sorted to show eight
	for row := range int32(r.Len()) {
		if !v.all && !visible[r.manager[row]] {
			continue
		}
		line := part(r.search, r.searchEnd, row)
		if !holdsAll(line, words) {
			continue
		}
		s := suggestion{row, r.nearness(row, line, whole, words)}
		at, _ := slices.BinarySearchFunc(best, s, r.compareSuggestions)
		if at == limit {
			continue
		}
		if best = slices.Insert(best, at, s); len(best) > limit {
			best = best[:limit]
		}
	}
	rows := make([]int32, len(best))
	for i, s := range best {
		rows[i] = s.row
	}
	return rows
}

// suggestion is a row with how near it is to what was typed: 0 is nearest.
type suggestion struct {
	row      int32
	nearness uint8
}

func (r *List) compareSuggestions(a, b suggestion) int {
	return cmp.Or(cmp.Compare(a.nearness, b.nearness), cmp.Compare(r.flags[b.row]&flagActive, r.flags[a.row]&flagActive),
		cmp.Compare(r.revenue[b.row], r.revenue[a.row]), cmp.Compare(a.row, b.row))
}

// nearness tells how a line that holds all words holds them. A line is code, name, city
// and contact, folded, with a space behind each.
func (r *List) nearness(row int32, line, whole string, words []string) uint8 {
	code := text.Fold(r.Code(row))
	switch {
	case code == whole:
		return 0
	case strings.HasPrefix(line, whole), strings.HasPrefix(strings.TrimPrefix(line, code+" "), whole):
		return 1
	}
	for _, word := range words {
		if !strings.HasPrefix(line, word) && !strings.Contains(line, " "+word) {
			return 3
		}
	}
	return 2
}
