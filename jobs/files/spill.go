package files

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"slices"
)

const (
	partitionBytes = 6 << 20  // wanted size of a partition
	mostPartitions = 256      // open at once
	partitionLimit = 10 << 20 // a larger one is split again
	splitAgain     = 16
)

// partitions is how many files a text of n bytes is spread over.
func partitions(n int64) int {
	return int(min(max(n/partitionBytes, 1), mostPartitions))
}

// spiller writes rows to files by the hash of their order number, so that each
// file holds whole orders and fits into memory.
type spiller struct {
	space Spill
	level int
	files []spillPart
	head  []byte
}

type spillPart struct {
	file  SpillFile
	w     *bufio.Writer
	bytes int64
}

func newSpiller(space Spill, n, level int) *spiller {
	return &spiller{space: space, level: level, files: make([]spillPart, n)}
}

// write appends one row: its lines, fault and cells, each with its length.
func (s *spiller) write(hash uint64, rec *record) error {
	var again [8]byte // hashed anew per level, so that a part's rows spread over its parts
	binary.LittleEndian.PutUint64(again[:], hash)
	n := int(hash64(uint64(s.level), again[:]) % uint64(len(s.files)))
	part := &s.files[n]
	if part.file == nil {
		f, err := s.space.Create(s.level*mostPartitions + n)
		if err != nil {
			return fmt.Errorf("space for sorting: %w", err)
		}
		part.file, part.w = f, bufio.NewWriterSize(f, 16<<10)
	}
	h := s.head[:0]
	h = binary.LittleEndian.AppendUint64(h, hash)
	h = binary.AppendUvarint(h, uint64(rec.line))
	h = binary.AppendUvarint(h, uint64(rec.last))
	h = binary.AppendUvarint(h, uint64(rec.fault))
	h = binary.AppendUvarint(h, uint64(rec.faultAt))
	h = binary.AppendUvarint(h, uint64(len(rec.fields)))
	for _, f := range rec.fields {
		h = binary.AppendUvarint(h, uint64(len(f)))
	}
	for _, f := range rec.fields {
		h = append(h, f...)
	}
	s.head = h
	part.bytes += int64(len(h))
	_, err := part.w.Write(h)
	return err
}

// group reads the files back one by one and groups their orders.
func (s *spiller) group(o *orderReader, g *group) error {
	for i := range s.files {
		part := &s.files[i]
		if part.file == nil {
			continue
		}
		if err := part.w.Flush(); err != nil {
			return err
		}
		part.w = nil
	}
	for i := range s.files {
		if s.files[i].file == nil {
			continue
		}
		if err := o.t.in.meter.ctx.Err(); err != nil {
			return err
		}
		if err := s.groupPart(&s.files[i], o, g); err != nil {
			return err
		}
		f := s.files[i].file
		s.files[i].file = nil // its space is given back before the next part is read
		if err := f.Close(); err != nil {
			return err
		}
	}
	return nil
}

func (s *spiller) groupPart(part *spillPart, o *orderReader, g *group) error {
	if part.bytes <= partitionLimit {
		return groupInMemory(part, o, g, nil)
	}
	if s.level > 0 {
		return groupGiants(part, o, g)
	}
	sub := newSpiller(s.space, splitAgain, s.level+1)
	err := part.each(func(hash uint64, rec *record, _ int64) error { return sub.write(hash, rec) })
	if err == nil {
		err = sub.group(o, g)
	}
	return errors.Join(err, sub.close())
}

// groupGiants handles a part that stays large after splitting: single orders
// over the limits. Their rows are rejected one by one, the rest is grouped.
func groupGiants(part *spillPart, o *orderReader, g *group) error {
	bytes := map[uint64]int64{}
	if err := part.each(func(hash uint64, _ *record, n int64) error { bytes[hash] += n; return nil }); err != nil {
		return err
	}
	giant := func(hash uint64) bool { return bytes[hash] > maxHeld }
	err := part.each(func(hash uint64, rec *record, _ int64) error {
		if !giant(hash) {
			return nil
		}
		g.rows.Number = string(o.cell(rec, "order_number"))
		defer g.reset()
		return o.reject(o.rejection(g.tooLong(0), rec.line, rec.fields))
	})
	if err != nil {
		return err
	}
	return groupInMemory(part, o, g, giant)
}

// spilled is a row in the buffer of a part.
type spilled struct {
	hash     uint64
	line     int64
	from, to int
}

// groupInMemory loads a part, sorts its rows by order and hands the orders to
// the group by their first line. Rows of skipped orders are left out.
func groupInMemory(part *spillPart, o *orderReader, g *group, skip func(uint64) bool) error {
	text, rows := o.text[:0], o.rows[:0]
	if err := part.load(&text, &rows, skip); err != nil {
		return err
	}
	o.text, o.rows = text, rows
	// Hashes may collide; the order number itself decides below.
	slices.SortFunc(rows, func(a, b spilled) int { return compareRows(text, o.number, a, b) })
	firsts := make([]int, 0, 1024) // where each order begins
	for i := range rows {
		if i == 0 || !sameOrder(text, o.number, rows[i-1], rows[i]) {
			firsts = append(firsts, i)
		}
	}
	slices.SortFunc(firsts, func(a, b int) int { return int(rows[a].line - rows[b].line) })
	var rec record
	for _, at := range firsts {
		for i := at; i < len(rows) && (i == at || sameOrder(text, o.number, rows[i-1], rows[i])); i++ {
			if _, err := unspill(text[rows[i].from:rows[i].to], &rec); err != nil {
				return err
			}
			if err := g.add(&rec); err != nil {
				return err
			}
		}
		if err := g.finish(); err != nil {
			return err
		}
	}
	return nil
}

// close gives back the files that are still open.
func (s *spiller) close() error {
	var err error
	for i := range s.files {
		if f := s.files[i].file; f != nil {
			err = errors.Join(err, f.Close())
			s.files[i].file = nil
		}
	}
	return err
}

// each reads a part from its beginning; n is the bytes of the row.
func (p *spillPart) each(visit func(hash uint64, rec *record, n int64) error) error {
	if _, err := p.file.Seek(0, io.SeekStart); err != nil {
		return err
	}
	r := bufio.NewReaderSize(p.file, 64<<10)
	var rec record
	var row []byte
	for {
		var err error
		if row, err = readSpilled(r, row[:0]); err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		hash, err := unspill(row, &rec)
		if err != nil {
			return err
		}
		if err := visit(hash, &rec, int64(len(row))); err != nil {
			return err
		}
	}
}
