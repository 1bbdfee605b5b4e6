package files

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"

	"wholesight/jobs/files/cells"
)

// mostWords bounds the words of a column that are asked about one by one.
const mostWords = 20

// wordTally counts the words of a column whose words have meanings.
type wordTally struct {
	col           int
	column        string
	means         cells.Meanings // nil: a column of yes and no
	answers       []string
	known, blanks int64
	marks         map[string]*wordCount // what stands in a column of yes and no
	unknown       map[string]*wordCount
	many          bool   // more unknown words than are asked about
	lost          int64  // their rows
	last          []byte // the cell before, which most rows repeat
	lastCount     *int64
}

type wordCount struct {
	text string // as it stands in the file
	rows int64
}

func newWordTally(p *Plan, c Column) (wordTally, bool) {
	t := wordTally{col: c.Index, column: c.Column, marks: map[string]*wordCount{}, unknown: map[string]*wordCount{}}
	t.means, t.answers = wordsOf(p.Kind, c.Column)
	return t, t.means != nil || yesNo(p.Kind, c.Column)
}

func (t *wordTally) add(p *Plan, cell []byte) {
	if t.lastCount != nil && bytes.Equal(cell, t.last) {
		*t.lastCount++
		return
	}
	t.lastCount = t.count(p, cells.CleanText(cell))
	t.last = append(t.last[:0], cell...)
	*t.lastCount++
}

// count is the counter of a cell's word.
func (t *wordTally) count(p *Plan, b []byte) *int64 {
	if len(b) == 0 {
		return &t.blanks
	}
	word := cells.Word(b)
	if _, ok := p.given(t.column, b); ok {
		return &t.known
	}
	if t.means == nil {
		if _, ok := cells.YesNo(b); !ok && len(t.marks) > 1 {
			return &t.known // a word that its row is rejected for
		}
		return countIn(t.marks, word, b)
	}
	if _, ok := t.means[word]; ok {
		return &t.known
	}
	if len(t.unknown) > mostWords && t.unknown[word] == nil {
		t.many = true
		return &t.lost
	}
	return countIn(t.unknown, word, b)
}

func countIn(m map[string]*wordCount, word string, b []byte) *int64 {
	c := m[word]
	if c == nil {
		c = &wordCount{text: clip(string(b), 40)}
		m[word] = c
	}
	return &c.rows
}

// decideWords asks about the words that have no meaning yet.
func decideWords(p *Plan, ts []wordTally) {
	for i := range ts {
		t := &ts[i]
		c := &p.Columns[t.col]
		switch _, said := p.Words[t.column][""]; {
		case t.means == nil:
			if len(t.marks) != 1 || t.blanks == 0 || t.known > 0 {
				continue
			}
			mark := sortedWords(t.marks)[0]
			if _, ok := cells.YesNo([]byte(mark.text)); !ok {
				t.answers = []string{"yes", "no"}
				p.Questions = append(p.Questions, askWord(t, c, mark))
			}
			if !said {
				p.Questions = append(p.Questions, askMark(t, c))
			}
		case len(t.unknown) == 0:
		case t.many || t.known == 0 && c.Guessed:
			p.Questions = append(p.Questions, askColumn(t, c))
		default:
			for _, w := range sortedWords(t.unknown) {
				p.Questions = append(p.Questions, askWord(t, c, w))
			}
		}
	}
}

func sortedWords(m map[string]*wordCount) []*wordCount {
	list := make([]*wordCount, 0, len(m))
	for _, w := range m {
		list = append(list, w)
	}
	slices.SortFunc(list, func(a, b *wordCount) int {
		return cmp.Or(cmp.Compare(b.rows, a.rows), strings.Compare(a.text, b.text))
	})
	return list
}

func askWord(t *wordTally, c *Column, w *wordCount) Question {
	q := Question{Kind: AskWords, Column: t.column, Word: w.text, Rows: w.rows, Header: c.Key}
	q.Text = fmt.Sprintf("Column “%s”: what does “%s” mean? It stands in %s.", c.Header, w.text, rowCount(w.rows))
	for _, a := range t.answers {
		q.Answers = append(q.Answers, Answer{Value: a, Label: a})
	}
	q.Flag = fmt.Sprintf(`--words "%s:%s=%s"`, t.column, w.text, strings.Join(t.answers, "|"))
	return q
}

// askMark asks what the empty cells of a column mean that holds one mark and
// nothing else: no, or what an empty cell means everywhere.
func askMark(t *wordTally, c *Column) Question {
	mark := sortedWords(t.marks)[0]
	q := Question{Kind: AskWords, Column: t.column, Rows: t.blanks, Header: c.Key}
	q.Text = fmt.Sprintf("Column “%s” holds “%s” in %s and nothing in %s. What do the empty cells mean?", c.Header,
		mark.text, rowCount(mark.rows), rowCount(t.blanks))
	q.Answers = []Answer{{Value: "no", Label: "no"}, {Value: "yes", Label: "yes"}}
	q.Flag = fmt.Sprintf(`--words "%s:=no|yes"`, t.column)
	return q
}

// askColumn asks whether a column is what its header says, for its words are not.
func askColumn(t *wordTally, c *Column) Question {
	var some []string
	for i, w := range sortedWords(t.unknown) {
		if i == 3 {
			break
		}
		some = append(some, "“"+w.text+"”")
	}
	q := Question{Kind: AskWords, Column: t.column, Whole: true, Header: c.Key}
	if q.Text = fmt.Sprintf("Column “%s” is taken for %s, but its words (%s) are none that %s can be. Is it to be read?",
		c.Header, t.column, strings.Join(some, ", "), t.column); t.many {
		q.Text = fmt.Sprintf("Column “%s” is taken for %s, but has more than %d words that it cannot be (%s …). Is it to be read?", c.Header, t.column, mostWords, strings.Join(some, ", "))
	}
	q.Answers = []Answer{{Value: "", Label: "do not read it"}}
	if !t.many {
		q.Answers = append(q.Answers, Answer{Value: t.column, Label: "read it, and ask about each word"})
	}
	q.Flag = fmt.Sprintf(`--map "%s="`, c.Key)
	return q
}

func rowCount(n int64) string {
	if n == 1 {
		return "1 row"
	}
	return fmt.Sprintf("%d rows", n)
}

// yesNo are the columns of yes and no.
func yesNo(k Kind, column string) bool {
	return column == "active" && (k == Customers || k == Products) || column == "marketing_consent" && k == Customers
}

// wordsOf are the words of a column whose others are asked about; nil for all
// other columns. answers are what such a word can mean.
func wordsOf(k Kind, column string) (m cells.Meanings, answers []string) {
	switch {
	case k == Orders && column == "status":
		return cells.StatusWords, []string{StatusDraft, StatusOpen, StatusClosed, StatusCancelled}
	case k == Products && column == "kind":
		return cells.ProductKinds, []string{"goods", "service"}
	}
	return nil, nil
}
