package files

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"hash/crc32"
	"io"

	"wholesight/jobs/files/foreign"
	"wholesight/jobs/files/row"
)

// opened is a source on its way to the splitter: metered, unpacked, limited,
// and with its format known.
type opened struct {
	file   io.Closer
	meter  *meter
	text   *capped       // the unpacked bytes
	head   []byte        // their beginning
	r      *bufio.Reader // text, buffered
	packed bool
	book   bool // a workbook
}

// headBytes are looked at to recognise a file.
const headBytes = 4096

// open opens a source and recognises by its first bytes what it is; the name's
// extension is never believed.
func open(ctx context.Context, src Source, o Options) (*opened, error) {
	f, err := src.Open()
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", src.Name(), err)
	}
	in := &opened{file: f, meter: &meter{ctx: ctx, r: f, total: src.Size(), progress: o.Progress}}
	if err := in.unpack(o.MaxBytes); err != nil {
		f.Close()
		return nil, err
	}
	return in, nil
}

func (in *opened) unpack(limit int64) error {
	raw := bufio.NewReaderSize(in.meter, 64<<10)
	var r io.Reader = raw
	magic, err := raw.Peek(2)
	if err != nil && err != io.EOF {
		return err
	}
	if string(magic) == "\x1f\x8b" {
		z, err := gzip.NewReader(raw)
		if err != nil {
			return refuse(Damaged, 0, "the gzip file is damaged. Pack it again")
		}
		r, in.packed = z, true
	}
	in.text = &capped{r: r, limit: limit}
	in.r = bufio.NewReaderSize(in.text, 64<<10)
	in.head, err = in.r.Peek(headBytes)
	if err != nil && err != io.EOF {
		return err
	}
	return in.recognise()
}

func (in *opened) recognise() error {
	if len(bytes.TrimSpace(in.head)) == 0 && len(in.head) < headBytes {
		return refuse(Empty, 0, "the file is empty. Export it again")
	}
	if bytes.HasPrefix(in.head, []byte("PK\x03\x04")) || bytes.HasPrefix(in.head, []byte("PK\x05\x06")) {
		in.book = true // whether it is one, and no other zip archive, its parts will tell
		return nil
	}
	if foreign.IsOLE(in.head) {
		more, err := in.r.Peek(64 << 10) // the names in it stand behind its first sectors
		if err != nil && err != io.EOF {
			return err
		}
		in.head = more
	}
	if what := foreign.Name(in.head); what != "" {
		return refuse(NotText, 0, "%s", what)
	}
	return nil
}

// drain reads what no record needed any more, so that two passes over the same
// file have the same checksum.
func (in *opened) drain() error {
	_, err := io.Copy(io.Discard, in.meter)
	return err
}

// meter counts and checks the stored bytes as they are read, reports progress
// and notices a cancelled context.
type meter struct {
	ctx      context.Context
	r        io.Reader
	n, total int64
	told     int64
	sum      uint32
	progress func(done, total int64)
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

func (m *meter) Read(p []byte) (int, error) {
	if err := m.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := m.r.Read(p)
	m.n += int64(n)
	m.sum = crc32.Update(m.sum, castagnoli, p[:n])
	if m.progress != nil && (m.n-m.told >= 256<<10 || err == io.EOF && m.told != m.n) {
		m.told = m.n
		m.progress(m.n, m.total)
	}
	return n, err
}

// capped limits the unpacked text: a gzip bomb ends here, at the limit.
type capped struct {
	r        io.Reader
	n, limit int64
}

func (c *capped) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	if c.limit > 0 && c.n > c.limit {
		return 0, refuse(TooBig, 0, "the file is larger than %s when unpacked. Split it into smaller files", size(c.limit))
	}
	if errors.Is(err, gzip.ErrHeader) || errors.Is(err, gzip.ErrChecksum) || errors.Is(err, io.ErrUnexpectedEOF) ||
		isCorrupt(err) {
		return n, refuse(Damaged, 0, "the gzip file is damaged or cut off. Pack or send it again")
	}
	return n, err
}

func size(n int64) string { return row.Size(n) }
