package imports

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"wholesight/jobs/files"
	"wholesight/store"
)

// Doubts are what a file would do that is seldom meant: nothing is written before a
// person has said that it is.
type Doubts struct {
	Moved   int64    `json:"moved,omitempty"` // orders that would go to another customer, or by more than farDays
	MovedOf []string `json:"moved_of,omitempty"`
	// stored orders that a file of mended rows would leave with a part of their lines
	Fewer    int64    `json:"fewer,omitempty"`
	FewerOf  []string `json:"fewer_of,omitempty"`
	Twins    []Twin   `json:"twins,omitempty"`
	AllTwins int64    `json:"all_twins,omitempty"` // Twins has the first of them
}

const (
	farDays  = 300 // a number that comes again so much later is another order's: many shops count anew each year
	examples = 3
)

// Kinds of the questions that Doubts ask; see files.Question.
const (
	AskReused = "reused-numbers"
	AskFewer  = "fewer-lines"
	AskNear   = "near-code"
)

func (d *Doubts) add(twins []Twin) {
	d.AllTwins += int64(len(twins))
	d.Twins = append(d.Twins, twins[:min(len(twins), max(0, mostTwins-len(d.Twins)))]...)
}

// order notes what a stored order would become. customer is the code of the file's.
func (d *Doubts) order(o, old *store.Order, customer string, mended bool) {
	far := o.Day-old.Day > farDays || old.Day-o.Day > farDays
	if o.CustomerID != old.CustomerID || far {
		d.Moved++
		if len(d.MovedOf) < examples {
			what := fmt.Sprintf("order %s of %s would become one of %s", o.Number, old.Day, o.Day)
			if o.CustomerID != old.CustomerID {
				what += " of another customer, " + customer
			}
			d.MovedOf = append(d.MovedOf, what)
		}
	}
	if mended && (losesLines(o.Lines, old.Lines) || !keepsLine(o.Lines, old.Lines)) {
		d.Fewer++
		if len(d.FewerOf) < examples {
			d.FewerOf = append(d.FewerOf, fewer(o, old))
		}
	}
}

// losesLines tells whether a product of an order would have fewer lines than it has.
func losesLines(lines, old []store.OrderLine) bool {
	if len(lines) < len(old) {
		return true
	}
	left := map[int64]int{}
	for i := range lines {
		left[lines[i].ProductID]++
	}
	return slices.ContainsFunc(old, func(l store.OrderLine) bool {
		left[l.ProductID]--
		return left[l.ProductID] < 0
	})
}

// keepsLine tells whether a line of an order stays as it is. Where none does, what was
// rejected is more likely a further line of the order than all of it, changed.
func keepsLine(lines, old []store.OrderLine) bool {
	return len(old) == 0 || slices.ContainsFunc(old, func(l store.OrderLine) bool {
		return slices.ContainsFunc(lines, func(n store.OrderLine) bool {
			return n.ProductID == l.ProductID && n.Quantity == l.Quantity && n.Total == l.Total
		})
	})
}

// fewer says what an order of mended rows has, and what the shop has of it.
func fewer(o, old *store.Order) string {
	lines := func(of *store.Order) string { return count(int64(len(of.Lines)), "line", "lines") }
	what := fmt.Sprintf("order %s has %s in the shop, and %s in the file", o.Number, lines(old), lines(o))
	if !losesLines(o.Lines, old.Lines) {
		what += ", none of them the same"
	}
	return what
}

// isMended tells whether a file is one of rejected rows: those have their line and
// reason behind the columns of the file.
func isMended(p *files.Plan) bool {
	has := func(name string) bool {
		return slices.ContainsFunc(p.Columns, func(c files.Column) bool {
			return c.Column == "" &&
				isRejectedHeader(c.Header, name)
		})
	}
	return has("line") && has("reason")
}

func isRejectedHeader(header, name string) bool {
	return strings.EqualFold(strings.TrimSpace(header), name)
}

// Unread are the columns of a file that are not read, without the line and the reason
// of rejected rows: those need not be.
func Unread(p *files.Plan) []files.Column {
	mended := isMended(p)
	var all []files.Column
	for _, c := range p.Columns {
		ours := mended && (isRejectedHeader(c.Header, "line") || isRejectedHeader(c.Header, "reason"))
		if c.Column == "" && c.Header != "" && !ours {
			all = append(all, c)
		}
	}
	return all
}

// Open are the questions that a person has not answered yet.
func (d Doubts) Open(o Options) []files.Question {
	var all []files.Question
	if d.Moved > 0 && !o.AcceptReused {
		all = append(all, files.Question{Kind: AskReused, Flag: "--accept-reused-numbers",
			Text: count(d.Moved, "order", "orders") + fmt.Sprintf(" would go to another customer, or move by more than "+
				"%d days: do the numbers begin anew? %s. If they do, put the year in front of them in the file.", farDays,
				strings.Join(d.MovedOf, "; ")),
			Answers: []files.Answer{{Value: "yes", Label: "They are the same orders: change them"}}})
	}
	if d.Fewer > 0 && !o.AcceptFewer {
		all = append(all, files.Question{Kind: AskFewer, Flag: "--accept-fewer-lines",
			Text: "The file has mended rows, and " + count(d.Fewer, "order", "orders") + fmt.Sprintf(" would lose "+
				"lines that the shop has: %s. If the file has all of their lines, say so; else put the other ones into it too.",
				strings.Join(d.FewerOf, "; ")),
			Answers: []files.Answer{{Value: "yes", Label: "The file has the orders whole: replace their lines"}}})
	}
	if o.AcceptNear {
		return all
	}
	for _, t := range d.Twins {
		if _, told := o.Codes[t.Column][t.Code]; told {
			continue
		}
		all = append(all, files.Question{Kind: AskNear, Column: t.Column,
			Text: fmt.Sprintf("%s “%s” is not known, and looks like “%s”, which is. Is it the same?", t.Column, t.Code,
				t.Known),
			Flag: fmt.Sprintf("--words '%s:%s=%s', or --words '%s:%s=%s' where it is another", t.Column, t.Code, t.Known,
				t.Column, t.Code, t.Code),
			Answers: []files.Answer{{Value: t.Known, Label: fmt.Sprintf("It is %s", t.Known)},
				{Value: t.Code, Label: fmt.Sprintf("%s is another", t.Code)}}})
	}
	if more := d.AllTwins - int64(len(d.Twins)); more > 0 {
		all = append(all, files.Question{Kind: AskNear, Flag: "--accept-near-codes",
			Text: fmt.Sprintf("%d more codes look like known ones. Mend them in the file, or take all of them as others.",
				more),
			Answers: []files.Answer{{Value: "yes", Label: "They are all others"}}})
	}
	return all
}

// conclude works out what hangs on the whole of the file. An apply with an open
// question ends here, before anything of it can be seen.
func (im *importer) conclude(ctx context.Context) error {
	im.figures.done()
	if err := im.findTwins(ctx); err != nil {
		return err
	}
	if open := im.doubts.Open(im.opt); im.applying && len(open) > 0 {
		return Unanswered(im.src.Name(), open)
	}
	return nil
}

// Unanswered is the refusal of a file with open questions: each with its flag.
func Unanswered(file string, open []files.Question) error {
	var b strings.Builder
	for i, q := range open {
		if i > 0 {
			b.WriteString("\n  ")
		}
		b.WriteString(strings.TrimSpace(q.Text))
		if flag := FlagOf(q); flag != "" {
			b.WriteString(" Answer with " + flag)
		}
	}
	return &files.FileError{Code: files.Unanswered, File: file, Text: b.String()}
}

// FlagOf is the flag of the command line that answers a question.
func FlagOf(q files.Question) string {
	if q.Flag != "" {
		return q.Flag
	}
	switch q.Kind {
	case files.AskDateOrder:
		return "--date-order dmy|mdy"
	case files.AskDecimal:
		return "--decimal point|comma"
	case files.AskEncoding:
		return "--encoding NAME"
	case files.AskSheet:
		return "--sheet NAME"
	case files.AskWords:
		return fmt.Sprintf("--words '%s:WORD=VALUE'", q.Column)
	case files.AskHeader, files.AskTotal:
		flags := make([]string, len(q.Answers))
		for i, a := range q.Answers {
			flags[i] = fmt.Sprintf("--map '%s='", a.Value)
		}
		return strings.Join(flags, " or ") + " to leave that one out"
	}
	return ""
}

func count(n int64, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
