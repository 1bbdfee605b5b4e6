package files

import (
	"fmt"
	"slices"

	"wholesight/jobs/calendar"
	"wholesight/jobs/files/cells"
)

// Plan is what Inspect found out about a file and how the second pass will read
// it. It survives JSON, so that a wizard can keep it between its steps.
type Plan struct {
	Kind     Kind   `json:"kind"`
	Name     string `json:"name"`     // of the source
	Format   string `json:"format"`   // "csv" or "xlsx"
	Packed   bool   `json:"packed"`   // gzip around it
	Bytes    int64  `json:"bytes"`    // of the unpacked text
	Checksum uint32 `json:"checksum"` // of the stored bytes: the second pass must see the same file

	Preset    string   `json:"preset,omitempty"`
	Encoding  string   `json:"encoding"`
	Mixed     bool     `json:"mixed_encoding,omitempty"` // some rows are in another encoding; they will be rejected
	Delimiter string   `json:"delimiter,omitempty"`
	Header    []string `json:"header"`
	HeaderRow int      `json:"header_row,omitempty"` // the line of the file that the header begins in
	Titled    bool     `json:"titled,omitempty"`     // rows stand above the header, and are not read
	Columns   []Column `json:"columns"`              // one per header cell, in file order
	Ignored   []string `json:"ignored"`              // headers that are not read
	Rows      int64    `json:"rows"`                 // without header, blank lines and rows of empty cells
	Blank     int64    `json:"blank"`                // blank lines and rows of empty cells, skipped

	DateOrder  string `json:"date_order"`            // "dmy", "mdy", "ymd", "" when no day needs it
	DatesMixed bool   `json:"dates_mixed,omitempty"` // days in both orders: those that fit both are rejected
	// Words are Options.Words, in the form in which words are compared.
	Words map[string]map[string]string `json:"words,omitempty"`

	Decimal string `json:"decimal"` // of the file: ".", ",", "" when the columns differ or none needs it

	Sheet        string   `json:"sheet,omitempty"`         // of a workbook, the one that is read
	OtherSheets  []string `json:"other_sheets,omitempty"`  // visible ones with rows that are passed over
	HiddenSheets []string `json:"hidden_sheets,omitempty"` // hidden ones with rows, passed over
	HiddenRows   int64    `json:"hidden_rows,omitempty"`   // rows that are hidden or filtered out in the sheet; they count

	Filled      int64 `json:"filled,omitempty"`       // rows whose order number, day and customer stand in the row above
	Totals      int64 `json:"totals,omitempty"`       // rows that sum up others: rejected, CauseTotals
	HeaderAgain int64 `json:"header_again,omitempty"` // rows that repeat the header: rejected, CauseHeaderAgain

	Questions []Question `json:"questions"`
	Samples   [][]string `json:"samples"` // the first rows as they stand in the file, at most ten

	Currency string       `json:"currency,omitempty"`
	TimeZone string       `json:"time_zone,omitempty"`
	Today    calendar.Day `json:"today,omitempty"`
	MaxBytes int64        `json:"max_bytes,omitempty"`
	Date1904 bool         `json:"date_1904,omitempty"` // a workbook that counts its days from 1904

	// What the second pass needs of the first: sorted 64-bit hashes, big endian.
	Scattered []byte `json:"scattered,omitempty"` // order numbers whose lines do not stand together
	SpillAll  bool   `json:"spill_all,omitempty"` // too many of them to list
	Repeated  []byte `json:"repeated,omitempty"`  // keys that stand more than once, with the same data
	Conflicts []byte `json:"conflicts,omitempty"` // keys that stand more than once, with different data

	TempDir string `json:"-"` // Options.TempDir; set it again on a Plan that comes from JSON

	// Progress is Options.Progress; set it again on a Plan that comes from JSON.
	Progress func(done, total int64) `json:"-"`
}

// Column is one column of the file.
type Column struct {
	Index   int    `json:"index"`
	Header  string `json:"header"`
	Key     string `json:"key"`     // the header, made unique: a second "Price" is "Price (2)"; the key in Options.Mapping
	Column  string `json:"column"`  // ours, "" = ignored
	Guessed bool   `json:"guessed"` // by its header, not by a mapping
	Decimal string `json:"decimal,omitempty"`
	Mixed   bool   `json:"mixed,omitempty"` // decimal points and commas: numbers that fit both are rejected
}

// Question kinds.
const (
	AskDateOrder = "date-order" // answered by Options.DateOrder or Plan.Answer
	AskDecimal   = "decimal"    // answered by Options.Decimal or Plan.Answer
	AskHeader    = "header"     // two headers mean one column: answered by Options.Mapping
	AskEncoding  = "encoding"   // answered by Options.Encoding; has a Guess
	AskWords     = "words"      // a word of a column that has no meaning yet: answered by Options.Words
	AskSheet     = "sheet"      // answered by Options.Sheet
	AskTotal     = "total"      // the line total is not quantity × price: answered by Options.Mapping
)

// Question is something only a person can decide. With a Guess it is answered
// already and may be corrected; without one the second pass will not start.
type Question struct {
	Kind    string   `json:"kind"`
	Column  string   `json:"column,omitempty"` // ours
	Text    string   `json:"text"`
	Answers []Answer `json:"answers"`
	Guess   string   `json:"guess,omitempty"`
	Word    string   `json:"word,omitempty"` // AskWords: as it stands in the file; "" = the empty cells
	// the column is asked about: an answer's Value is what Options.Mapping gives for Header
	Whole  bool   `json:"whole,omitempty"`
	Header string `json:"header,omitempty"` // Column.Key, for Options.Mapping
	Rows   int64  `json:"rows,omitempty"`   // that the question is about
	Flag   string `json:"flag,omitempty"`   // of the command line, which answers it: --decimal point|comma
}

// Answer is one possible answer, with what a value of the file would become.
type Answer struct {
	Value  string `json:"value"`
	Label  string `json:"label"`
	Sample string `json:"sample,omitempty"`
}

// Has tells whether the file has our column.
func (p *Plan) Has(column string) bool { return p.index(column) >= 0 }

// Open lists the questions that must be answered before the second pass.
func (p *Plan) Open() []Question {
	var open []Question
	for _, q := range p.Questions {
		if q.Guess == "" {
			open = append(open, q)
		}
	}
	return open
}

// Answer settles a question of kind AskDateOrder or AskDecimal without reading
// the file again (an empty column answers it for every column). The other kinds
// change how rows are split or mapped: Inspect again with the Options they name.
func (p *Plan) Answer(kind, column, value string) error {
	match := func(q Question) bool { return q.Kind == kind && (column == "" || q.Column == column) }
	i := slices.IndexFunc(p.Questions, match)
	if i < 0 {
		return fmt.Errorf("there is no open question %q for column %q", kind, column)
	}
	if !slices.ContainsFunc(p.Questions[i].Answers, func(a Answer) bool { return a.Value == value }) {
		return fmt.Errorf("%q does not answer: %s", value, p.Questions[i].Text)
	}
	switch kind {
	case AskDateOrder:
		p.DateOrder, p.DatesMixed = value, false
	case AskDecimal:
		for _, q := range p.Questions {
			if c := p.index(q.Column); match(q) && c >= 0 {
				p.Columns[c].Decimal, p.Columns[c].Mixed = value, false
			}
		}
		p.Decimal = p.commonDecimal()
	default:
		return fmt.Errorf("question %q is answered by inspecting the file again", kind)
	}
	p.Questions = slices.DeleteFunc(p.Questions, match)
	return nil
}

// index is the position of our column in the file, −1 when absent.
func (p *Plan) index(column string) int {
	if column == "" {
		return -1
	}
	return slices.IndexFunc(p.Columns, func(c Column) bool { return c.Column == column })
}

// commonDecimal is the sign all number columns share, "" when they differ.
func (p *Plan) commonDecimal() string {
	common := ""
	for _, c := range p.Columns {
		switch {
		case c.Decimal == "" || c.Decimal == common:
		case common == "":
			common = c.Decimal
		default:
			return ""
		}
	}
	return common
}

// given is what a person has said that a cell means; ok is false when nothing.
func (p *Plan) given(column string, cell []byte) (meaning string, ok bool) {
	words := p.Words[column]
	if len(words) == 0 {
		return "", false
	}
	meaning, ok = words[cells.Word(cell)]
	return meaning, ok
}

// meaning is a cell with what a person has said of its word.
func (p *Plan) meaning(column string, cell []byte) []byte {
	if len(p.Words) == 0 {
		return cell
	}
	if m, ok := p.given(column, cell); ok {
		return []byte(m)
	}
	return cell
}
