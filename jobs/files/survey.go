package files

import (
	"io"
	"unicode/utf8"

	"wholesight/jobs/files/cells"
)

// maxRuns bounds the order runs that are remembered: 32 MiB of hashes.
const maxRuns = 4 << 20

// surveyor is the first pass over the rows.
type surveyor struct {
	p       *Plan
	numbers []numberTally
	days    []dayTally
	words   []wordTally
	totals  *totalTally // orders with quantity, price and total
	keys    []hashed    // columns of the natural key
	data    []hashed    // all columns that are read
	vote    encodingVote

	runs   slabs[uint64] // orders: one hash per run of equal numbers
	rows   slabs[keyed]  // other kinds: one pair per row
	last   []byte
	spill  bool
	number int // the order number's column
}

// survey reads all rows and writes what they tell into the plan.
func survey(t *table, p *Plan, o Options) error {
	s := newSurveyor(p, o)
	for {
		rec, err := t.next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return err
		}
		p.Rows++
		switch rec.aside {
		case CauseTotals:
			p.Totals++
			continue
		case CauseHeaderAgain:
			p.HeaderAgain++
			continue
		}
		p.sample(rec)
		if rec.high && t.encoding == "" {
			s.vote.row(rec)
			asText(rec)
		} else if rec.high {
			t.decode(rec)
		}
		if p.Kind == Orders {
			s.order(rec)
		} else if err := s.keyed(rec); err != nil {
			return err
		}
		for i := range s.numbers {
			if c := &s.numbers[i]; c.col < len(rec.fields) && !rec.numbers.Has(c.col) {
				c.add(rec.line, rec.fields[c.col])
			}
		}
		for i := range s.words {
			if c := &s.words[i]; c.col < len(rec.fields) {
				c.add(p, rec.fields[c.col])
			}
		}
		s.totals.add(rec)
		for i := range s.days {
			if c := &s.days[i]; c.col < len(rec.fields) {
				c.add(rec.line, rec.fields[c.col])
			}
		}
	}
	return s.finish(t, o)
}

func newSurveyor(p *Plan, o Options) *surveyor {
	s := &surveyor{p: p, number: p.index("order_number")}
	for _, c := range p.Columns {
		if c.Column == "" {
			continue
		}
		def, _ := defOf(p.Kind, c.Column)
		s.data = append(s.data, hashed{c.Index, def.cell == keyCell})
		if t, ok := newWordTally(p, c); ok {
			s.words = append(s.words, t)
		}
		switch {
		case def.cell == numberCell && o.Decimal == "":
			s.numbers = append(s.numbers, numberTally{tally: tally{col: c.Index, column: c.Column}})
		case (def.cell == dayCell || def.cell == instantCell) && o.DateOrder == "":
			s.days = append(s.days, dayTally{tally: tally{col: c.Index, column: c.Column}})
		}
	}
	for _, name := range keyColumns[p.Kind] {
		if i := p.index(name); i >= 0 {
			def, _ := defOf(p.Kind, name)
			s.keys = append(s.keys, hashed{i, def.cell == keyCell})
		}
	}
	s.totals = newTotalTally(p)
	return s
}

// order notes where a run of equal order numbers begins.
func (s *surveyor) order(rec *record) {
	if s.number >= len(rec.fields) || s.spill {
		return
	}
	key := cells.Code(rec.fields[s.number])
	if string(key) == string(s.last) {
		return
	}
	s.last = append(s.last[:0], key...)
	if len(key) == 0 {
		return
	}
	if s.runs.n == maxRuns {
		s.spill, s.runs = true, slabs[uint64]{}
		return
	}
	s.runs.add(hash64(0, key))
}

// keyed notes the hashes of a row's key and data.
func (s *surveyor) keyed(rec *record) error {
	if s.rows.n == MaxKeyed {
		return refuse(TooBig, rec.line, "the file has more than %d rows of %s. Split it into smaller files", MaxKeyed,
			s.p.Kind)
	}
	if k, ok := rowKey(rec, s.keys); ok {
		s.rows.add(keyed{k, rowHash(rec, s.data)})
	}
	return nil
}

// hashed is a column of a hash: a code is hashed as codes are compared.
type hashed struct {
	col  int
	code bool
}

func (h hashed) of(rec *record) []byte {
	if h.code {
		return cells.Code(rec.fields[h.col])
	}
	return cells.CleanText(rec.fields[h.col])
}

// rowKey hashes the cells of the natural key; ok is false when they are not all
// there (the row will be rejected for it) or all empty.
func rowKey(rec *record, cols []hashed) (h uint64, ok bool) {
	filled := false
	for _, col := range cols {
		if col.col >= len(rec.fields) {
			return 0, false
		}
		c := col.of(rec)
		filled = filled || len(c) > 0
		h = hash64(h+1, c)
	}
	return h, filled
}

func rowHash(rec *record, cols []hashed) (h uint64) {
	for _, col := range cols {
		if col.col < len(rec.fields) {
			h = hash64(h+1, col.of(rec))
		}
	}
	return h
}

// finish turns the tallies into decisions and questions.
func (s *surveyor) finish(t *table, o Options) error {
	p := s.p
	p.Encoding = t.encoding
	if p.Encoding == "" {
		var ask *Question
		if p.Encoding, p.Mixed, ask = s.vote.decide(); ask != nil {
			p.Questions = append(p.Questions, *ask)
		}
	}
	decideDays(p, s.days, o)
	decideNumbers(p, s.numbers, o)
	decideWords(p, s.words)
	s.totals.decide()
	if p.Kind == Orders {
		p.Scattered, p.SpillAll = repeats(&s.runs)
		p.SpillAll = p.SpillAll || s.spill
		return nil
	}
	var many bool
	if p.Repeated, p.Conflicts, many = conflicts(&s.rows); many {
		return refuse(TooBig, 0, "more than %d of the %s stand in the file more than once. Remove the repeated rows",
			mostListed, p.Kind)
	}
	return nil
}

// asText brings the cells of a row to UTF-8 before the file's encoding is known,
// exactly as the second pass will: what is not UTF-8 is Windows-1252. Keys must
// be the same in both passes, and signs such as € count in numbers.
func asText(rec *record) {
	for i, f := range rec.fields {
		if !utf8.Valid(f) {
			rec.fields[i], _ = western.Append(nil, f)
		}
	}
}
