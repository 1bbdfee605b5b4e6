package files

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"wholesight/jobs/files/cells"
	"wholesight/jobs/files/row"
)

// Fold makes headers comparable: lower case, without accents, spaces and signs.
func Fold(s string) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(s) {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return b.String()
}

// mapHeader decides which of our columns each header is: by the mapping, then
// by the preset, then by its name. It returns the questions that leaves open.
func mapHeader(k Kind, header []string, o Options) ([]Column, []Question, error) {
	cols := make([]Column, len(header))
	seen := map[string]int{}
	for i, h := range header {
		key := h
		if seen[h]++; seen[h] > 1 {
			key = fmt.Sprintf("%s (%d)", h, seen[h])
		}
		cols[i] = Column{Index: i, Header: h, Key: key}
	}
	mapped, err := applyMapping(k, cols, o.Mapping)
	if err != nil {
		return nil, nil, err
	}
	for i := range cols {
		if mapped[i] {
			continue
		}
		c := guess(k, cols[i].Header)
		if o.Preset == PresetUCI {
			c = guessUCI(cols[i].Header)
		}
		// A hand-made mapping of another header to the same column settles it.
		taken := slices.ContainsFunc(cols, func(x Column) bool { return x.Column == c && mapped[x.Index] })
		if c != "" && !taken {
			cols[i].Column, cols[i].Guessed = c, true
		}
	}
	preferOwnNames(cols)
	return cols, askHeaders(cols), nil
}

// applyMapping sets the columns a person has mapped and tells which those are.
func applyMapping(k Kind, cols []Column, mapping map[string]string) ([]bool, error) {
	mapped := make([]bool, len(cols))
	if len(mapping) == 0 {
		return mapped, nil
	}
	folded := map[string]string{}
	for h, to := range mapping {
		if _, ok := defOf(k, to); to != "" && !ok {
			return nil, refuse(BadOption, 0, "the mapping names a column %q that %s do not have; they have %s", to, k,
				strings.Join(ColumnNames(k), ", "))
		}
		if f, old := Fold(h), ""; f != "" {
			if old = folded[f]; old == "" || to < old { // two spellings of one header: the order of a map must not decide
				folded[f] = to
			}
		}
	}
	for i, c := range cols {
		to, ok := mapping[c.Key]
		if !ok {
			to, ok = mapping[strings.TrimSpace(c.Key)]
		}
		if !ok && c.Key == c.Header {
			to, ok = folded[Fold(c.Header)]
		}
		if ok {
			cols[i].Column, mapped[i] = to, true
		}
	}
	return mapped, nil
}

// preferOwnNames lets a header that is exactly our name win over synonyms:
// "customer_code" beside "Customer" is no question.
func preferOwnNames(cols []Column) {
	for _, c := range cols {
		if !c.Guessed || Fold(c.Header) != Fold(c.Column) {
			continue
		}
		for i, other := range cols {
			if other.Guessed && other.Column == c.Column && Fold(other.Header) != Fold(c.Header) {
				cols[i].Column, cols[i].Guessed = "", false
			}
		}
	}
}

// askHeaders makes a question of every column that two headers claim.
func askHeaders(cols []Column) []Question {
	var qs []Question
	for i, c := range cols {
		first := slices.IndexFunc(cols, func(x Column) bool { return x.Column == c.Column })
		if c.Column == "" || first != i {
			continue
		}
		q := Question{Kind: AskHeader, Column: c.Column}
		var names []string
		for _, x := range cols {
			if x.Column == c.Column {
				names = append(names, fmt.Sprintf("“%s” (column %d)", x.Header, x.Index+1))
				q.Answers = append(q.Answers, Answer{Value: x.Key, Label: names[len(names)-1]})
			}
		}
		if len(names) > 1 {
			q.Text = fmt.Sprintf("%s could all be %s: which one is it? Take one of them, and leave the others out.",
				strings.Join(names, " and "), c.Column)
			qs = append(qs, q)
		}
	}
	return qs
}

// checkColumns refuses a header without the columns that must be there.
func checkColumns(p *Plan, line int64) error {
	miss := missing(p.Kind, p.Has)
	if len(miss) == 0 {
		return nil
	}
	code, text := MissingColumns, ""
	known := 0
	for _, c := range p.Columns {
		if c.Column != "" {
			known++
		}
	}
	need := strings.Join(miss, ", ")
	switch {
	case known == 0 && slices.ContainsFunc(p.Header, looksLikeData):
		code = NoHeader
		text = fmt.Sprintf("there is no header: the first row reads “%s”. Put the column names above it; %s need %s",
			clip(strings.Join(p.Header, p.sep()), 80), p.Kind, need)
	case p.HeaderRow > 1 && p.Titled:
		text = fmt.Sprintf("the header is looked for below a title, and the row that looks most like one (%s) does not "+
			"have the columns %s. Name the row of the header, rename its columns, or say which of them is which",
			clip(strings.Join(p.Header, ", "), 200), need)
	case len(p.Header) == 1:
		text = fmt.Sprintf("only one column is found, “%s”: separate the columns by comma, semicolon or tab; %s need %s",
			clip(p.Header[0], 80), p.Kind, need)
	default:
		text = fmt.Sprintf("columns are missing: %s. The file has %s. Rename its headers, or say which column is which",
			need, clip(strings.Join(p.Header, ", "), 200))
	}
	e := refuse(code, line, "%s", text)
	e.Missing = miss
	return e
}

// looksLikeData: a header has no cell that is a number or a day.
func looksLikeData(cell string) bool {
	if cell == "" {
		return false
	}
	if _, _, err := cells.ParseNumber([]byte(cell), '.', 3); err == cells.NumberOK {
		return true
	}
	_, ok := cells.SniffDay([]byte(cell))
	return ok
}

func (p *Plan) sep() string {
	if p.Delimiter == "" {
		return ","
	}
	return p.Delimiter
}

func clip(s string, most int) string { return row.Clip(s, most) }

// foldWords brings the words that a person has given meanings to into the form in
// which they are compared, and checks that the columns can mean that.
func foldWords(k Kind, words map[string]map[string]string) (map[string]map[string]string, error) {
	if len(words) == 0 {
		return nil, nil
	}
	out := map[string]map[string]string{}
	for column, of := range words {
		_, answers := wordsOf(k, column)
		if yesNo(k, column) {
			answers = []string{"yes", "no"}
		}
		if _, ok := defOf(k, column); !ok {
			return nil, refuse(BadOption, 0, "the words name a column %q that %s do not have; they have %s", column, k,
				strings.Join(ColumnNames(k), ", "))
		}
		out[column] = map[string]string{}
		for word, to := range of {
			meaning := to
			if answers != nil {
				meaning = strings.ToLower(strings.TrimSpace(to))
				if yes, ok := cells.YesNo([]byte(meaning)); ok && yesNo(k, column) {
					meaning = map[bool]string{true: "yes", false: "no"}[yes]
				}
				if meaning != "" && !slices.Contains(answers, meaning) {
					return nil, refuse(BadOption, 0, "the word %q of %s cannot mean %q; it can mean %s, or nothing", word, column, to,
						strings.Join(answers, ", "))
				}
			}
			out[column][cells.Word([]byte(word))] = meaning
		}
	}
	return out, nil
}
