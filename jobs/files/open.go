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
	in.head, err = in.r.Peek(4096)
	if err != nil && err != io.EOF {
		return err
	}
	return in.recognise()
}

// signatures of what is often sent by mistake.
var signatures = []struct{ magic, text string }{
	{"%PDF", "this is a PDF document. Export the data as CSV or .xlsx"},
	{"\xd0\xcf\x11\xe0", "this is an Excel file of the old kind (.xls). Save it as .xlsx or CSV"},
	{"\x1f\x8b", "this is packed with gzip twice. Unpack it once"},
	{"BZh", "this is packed with bzip2. Unpack it, or pack it with gzip"},
	{"\xfd7zXZ", "this is packed with xz. Unpack it, or pack it with gzip"},
	{"\x28\xb5\x2f\xfd", "this is packed with zstd. Unpack it, or pack it with gzip"},
	{"7z\xbc\xaf", "this is a 7z archive. Unpack it"},
	{"Rar!", "this is a RAR archive. Unpack it"},
	{"\x89PNG", "this is a picture. Export the data as CSV or .xlsx"},
	{"\xff\xd8\xff", "this is a picture. Export the data as CSV or .xlsx"},
	{"{\\rtf", "this is a text document (RTF). Save it as CSV"},
}

func (in *opened) recognise() error {
	if len(bytes.TrimSpace(in.head)) == 0 && len(in.head) < 4096 {
		return refuse(Empty, 0, "the file is empty. Export it again")
	}
	for _, s := range signatures {
		if bytes.HasPrefix(in.head, []byte(s.magic)) {
			return refuse(NotText, 0, "%s", s.text)
		}
	}
	if bytes.HasPrefix(in.head, []byte("PK\x03\x04")) || bytes.HasPrefix(in.head, []byte("PK\x05\x06")) {
		in.book = true // whether it is one, and no other zip archive, its parts will tell
		return nil
	}
	lower := bytes.ToLower(bytes.TrimSpace(in.head))
	for _, tag := range []string{"<!doctype", "<html", "<table", "<?xml"} {
		if bytes.HasPrefix(lower, []byte(tag)) {
			return refuse(NotText, 0, "this is a web page or XML, not a table. Save it as CSV or .xlsx")
		}
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
	if errors.Is(err, gzip.ErrHeader) || errors.Is(err, gzip.ErrChecksum) || errors.Is(err, io.ErrUnexpectedEOF) || isCorrupt(err) {
		return n, refuse(Damaged, 0, "the gzip file is damaged or cut off. Pack or send it again")
	}
	return n, err
}

func size(n int64) string {
	if n >= 1<<20 {
		return fmt.Sprintf("%d MiB", n>>20)
	}
	return fmt.Sprintf("%d KiB", max(n>>10, 1))
}
