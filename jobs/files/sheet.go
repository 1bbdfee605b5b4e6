package files

import (
	"io"
	"slices"
	"strings"

	xlsx "wholesight/jobs/files/workbook"
)

// sheet is the sheet of a workbook that is read, and what is known of the others.
type sheet struct {
	book   *xlsx.Book
	rows   *xlsx.Rows
	name   string
	full   []string // visible sheets with rows
	hidden []string // sheets with rows that are passed over because they are hidden
}

// openSheet opens a workbook at the sheet that is asked for, else at its only visible one
// with rows, else at the first whose header has the columns that must be there: which one
// is meant is then asked. The packed bytes are held in memory, hence MaxWorkbook.
func openSheet(in *opened, k Kind, o Options) (*sheet, error) {
	packed, err := io.ReadAll(io.LimitReader(in.r, MaxWorkbook+1))
	if err != nil {
		return nil, err
	}
	if len(packed) > MaxWorkbook {
		return nil, refuse(TooBig, 0, "the workbook is larger than %s. Save the sheet as CSV, which has no such limit",
			size(MaxWorkbook))
	}
	s := &sheet{}
	if s.book, err = xlsx.Open(packed, o.MaxBytes); err != nil {
		return nil, err
	}
	var all []string
	for _, tab := range s.book.Sheets {
		all = append(all, tab.Name)
		switch {
		case tab.Full && tab.Hidden:
			s.hidden = append(s.hidden, tab.Name)
		case tab.Full:
			s.full = append(s.full, tab.Name)
		}
	}
	switch {
	case o.Sheet != "":
		i := slices.IndexFunc(all, func(name string) bool {
			return strings.EqualFold(strings.TrimSpace(name), strings.TrimSpace(o.Sheet))
		})
		if i < 0 {
			return nil, refuse(BadOption, 0, "the workbook has no sheet “%s”; it has %s", clip(o.Sheet, 40),
				clip(strings.Join(all, ", "), 200))
		}
		s.name = all[i]
	case len(s.full) == 0 && len(s.hidden) > 0:
		return nil, refuse(Empty, 0, "only hidden sheets of the workbook have rows (%s). Show the one to import and save it again, or name it",
			clip(strings.Join(s.hidden, ", "), 100))
	case len(s.full) == 0:
		return nil, refuse(Empty, 0, "the workbook has no rows. Save it with its data")
	default:
		s.name = s.likeliest(k, o)
	}
	s.rows, err = s.book.Rows(s.name)
	return s, err
}

// likeliest is the first visible sheet whose header has the columns that must be there,
// else the first one.
func (s *sheet) likeliest(k Kind, o Options) string {
	if len(s.full) == 1 {
		return s.full[0]
	}
	for _, name := range s.full {
		rows, err := s.book.Rows(name)
		if err != nil {
			continue // its damage is said when it is chosen
		}
		t := &table{sheet: &sheet{book: s.book, rows: rows}, encoding: UTF8}
		head, err := t.look(headerWithin)
		if err == nil && len(head) > 0 {
			if i, whole := headerAmong(head, k, o); i >= 0 && whole {
				return name
			}
		}
	}
	return s.full[0]
}

// passed are the visible sheets with rows that are not read.
func (s *sheet) passed() []string {
	return slices.DeleteFunc(slices.Clone(s.full), func(name string) bool { return name == s.name })
}

// askSheet asks which sheet is meant where several have rows and nobody has said.
func askSheet(s *sheet, o Options) (q Question, ask bool) {
	if s == nil || o.Sheet != "" || len(s.full) < 2 {
		return q, false
	}
	q = Question{Kind: AskSheet, Flag: "--sheet NAME",
		Text: "The workbook has several sheets with rows: " + clip(strings.Join(s.full, ", "), 200) +
			". Which one is to be imported?"}
	for _, name := range s.full {
		q.Answers = append(q.Answers, Answer{Value: name, Label: name})
	}
	return q, true
}
