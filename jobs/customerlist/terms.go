package customerlist

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"wholesight/jobs/text"
)

// terms are the different texts of a column, each kept once. The empty text is
// number 0 and means none.
type terms struct {
	texts  []string
	number map[string]uint32
}

func (t *terms) add(text string) uint32 {
	if text == "" {
		return 0
	}
	if n, ok := t.number[text]; ok {
		return n
	}
	if t.number == nil {
		t.texts, t.number = []string{""}, map[string]uint32{}
	}
	n := uint32(len(t.texts))
	text = strings.Clone(text) // not the row it stood in
	t.texts, t.number[text] = append(t.texts, text), n
	return n
}

func (t *terms) text(n uint32) string {
	if n == 0 {
		return ""
	}
	return t.texts[n]
}

// wanted is by number which of the texts are asked for.
func (t *terms) wanted(texts []string) []bool {
	set := make([]bool, max(1, len(t.texts)))
	for _, text := range texts {
		if n := t.number[text]; n > 0 {
			set[n] = true
		}
	}
	return set
}

// ranks are by number the places of the texts in their order; texts that fold to
// the same have the same.
func (t *terms) ranks() []int64 {
	var f text.Folder
	keys := make([]string, len(t.texts))
	for i, s := range t.texts {
		keys[i] = f.Fold(s)
	}
	return ranks(keys)
}

// ranks are the places of the keys in their order, the same for equal ones.
func ranks(keys []string) []int64 {
	sorted := slices.Compact(slices.Sorted(slices.Values(keys)))
	out := make([]int64, len(keys))
	for i, key := range keys {
		at, _ := slices.BinarySearch(sorted, key)
		out[i] = int64(at)
	}
	return out
}

// column holds one text a row.
type column struct {
	terms
	rows []uint32
}

func makeColumn(n int) column                  { return column{rows: make([]uint32, 0, n)} }
func (c *column) append(text string)           { c.rows = append(c.rows, c.add(text)) }
func (c *column) of(row int32) string          { return c.text(c.rows[row]) }
func (c *column) has(row int32, w []bool) bool { return w[c.rows[row]] }

// sets hold a set of texts a row, all behind each other.
type sets struct {
	terms
	end     []uint32 // where the row's set ends
	members []uint32
}

func makeSets(n int) sets { return sets{end: make([]uint32, 0, n)} }

func (s *sets) append(texts []string) {
	for _, text := range texts {
		if n := s.add(text); n > 0 {
			s.members = append(s.members, n)
		}
	}
	s.end = append(s.end, uint32(len(s.members)))
}

// at is the row's set. It is the sets' own memory.
func (s *sets) at(row int32) []uint32 {
	from := uint32(0)
	if row > 0 {
		from = s.end[row-1]
	}
	return s.members[from:s.end[row]]
}

// of is the row's set as texts, sorted; nil for none.
func (s *sets) of(row int32) []string {
	numbers := s.at(row)
	if len(numbers) == 0 {
		return nil
	}
	out := make([]string, len(numbers))
	for i, n := range numbers {
		out[i] = s.texts[n]
	}
	slices.Sort(out)
	return out
}

func (s *sets) has(row int32, w []bool) bool {
	for _, n := range s.at(row) {
		if w[n] {
			return true
		}
	}
	return false
}

func (c *columns) addSegments(row *Row) {
	c.groups.append(row.Groups)
	c.tags.append(row.Tags)
	c.industry.append(row.Industry)
	c.country.append(row.Country)
}

// Choice is a value that a filter can ask for, and how many customers have it.
type Choice struct {
	Text  string
	Count int
}

// Choices are the values that a filter form offers.
type Choices struct {
	Groups     []Choice
	Tags       []Choice // group:value
	Industries []Choice
	Countries  []Choice
}

// keptChoices are everybody's choices by activity, counted when first asked for:
// most people see every customer.
type keptChoices [EveryActivity + 1]struct {
	once sync.Once
	of   Choices
}

// Choices are the values that the customers of a person have, by text, with the
// number of these customers. A value that only others' customers have is missing.
func (r *List) Choices(v Visibility, a Activity) Choices {
	if !v.all {
		return r.countChoices(v, a)
	}
	kept := &r.choices[a]
	kept.once.Do(func() { kept.of = r.countChoices(v, a) })
	return kept.of
}

func (r *List) countChoices(v Visibility, a Activity) Choices {
	rows := r.filter(&Filter{Activity: a}, v)
	set := func(s *sets) []Choice {
		counts := make([]int, len(s.texts))
		rows.each(func(row int32) {
			for _, n := range s.at(row) {
				counts[n]++
			}
		})
		return s.choices(counts)
	}
	single := func(c *column) []Choice {
		counts := make([]int, len(c.texts))
		rows.each(func(row int32) {
			if n := c.rows[row]; n > 0 {
				counts[n]++
			}
		})
		return c.choices(counts)
	}
	return Choices{Groups: set(&r.groups), Tags: set(&r.tags), Industries: single(&r.industry),
		Countries: single(&r.country)}
}

// choices are the texts that are counted at all, as a person looks them up.
func (t *terms) choices(counts []int) []Choice {
	var out []Choice
	var keys []string
	var f text.Folder
	for n, count := range counts {
		if count > 0 {
			out = append(out, Choice{t.texts[n], count})
			keys = append(keys, f.Fold(t.texts[n]))
		}
	}
	order := make([]int, len(out))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int {
		return cmp.Or(strings.Compare(keys[a], keys[b]), strings.Compare(out[a].Text, out[b].Text))
	})
	sorted := make([]Choice, len(out))
	for i, at := range order {
		sorted[i] = out[at]
	}
	return sorted
}

func has(choices []Choice, text string) bool {
	return slices.ContainsFunc(choices, func(c Choice) bool { return c.Text == text })
}
