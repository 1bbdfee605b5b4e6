package workbook

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"path"
	"strings"

	"wholesight/jobs/files/row"
)

// Book is an opened workbook.
type Book struct {
	Date1904 bool
	Sheets   []Sheet // in the order of its tabs, those of charts apart

	parts   map[string]*zip.File
	formats []format // by the number of a style
	strings sharedStrings
	budget  *budget
}

// Sheet is one tab.
type Sheet struct {
	Name   string
	Hidden bool
	Full   bool // it has a row with a cell
	part   string
}

// Limits in front of what a workbook unpacks to.
const (
	maxParts    = 10_000
	maxStyles   = 100_000
	maxStrings  = 5_000_000
	maxText     = 256 << 20 // bytes of all shared texts: they must be in memory
	defaultMost = 16 << 30  // bytes of a sheet, where the caller has no limit
)

// budget is what may still be unpacked.
type budget struct{ left, all int64 }

// metered counts what a part unpacks to.
type metered struct {
	io.ReadCloser
	budget *budget
}

func (m metered) Read(p []byte) (int, error) {
	n, err := m.ReadCloser.Read(p)
	if m.budget.left -= int64(n); m.budget.left < 0 {
		return 0, row.Refuse(row.TooBig, 0,
			"the workbook is larger than %s when unpacked. Split it into smaller ones", row.Size(m.budget.all))
	}
	return n, err
}

// Open reads what a workbook says of its sheets, texts and formats.
func Open(packed []byte, limit int64) (*Book, error) {
	z, err := zip.NewReader(bytes.NewReader(packed), int64(len(packed)))
	if err != nil {
		return nil, row.Refuse(row.NotText, 0, "this is a damaged workbook or zip archive. Save or pack it again")
	}
	if limit <= 0 {
		limit = defaultMost
	}
	b := &Book{parts: map[string]*zip.File{}, budget: &budget{limit, limit}}
	if len(z.File) > maxParts {
		return nil, row.Refuse(row.TooBig, 0,
			"the workbook has more than %d parts. Keep the sheet to import and save it again", maxParts)
	}
	for _, f := range z.File {
		b.parts[strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(f.Name, `\`, "/"), "/"))] = f
	}
	main, err := b.mainPart()
	if err != nil {
		return nil, err
	}
	rels, err := b.relations(main)
	if err != nil {
		return nil, err
	}
	if err := b.readSheets(main, rels); err != nil {
		return nil, err
	}
	dir := path.Dir(main)
	if err := b.readStyles(path.Join(dir, "styles.xml")); err != nil {
		return nil, err
	}
	if err := b.readStrings(path.Join(dir, "sharedstrings.xml")); err != nil {
		return nil, err
	}
	return b, b.look()
}

// mainPart is the name of the part that lists the sheets.
func (b *Book) mainPart() (string, error) {
	switch {
	case b.parts["xl/workbook.xml"] != nil:
		return "xl/workbook.xml", nil
	case b.parts["xl/workbook.bin"] != nil:
		return "", row.Refuse(row.NotText, 0, "this is a binary workbook (.xlsb). Save it as .xlsx or CSV")
	case b.parts["content.xml"] != nil && b.parts["mimetype"] != nil:
		return "", row.Refuse(row.NotText, 0, "this is an OpenDocument file (.ods). Save it as .xlsx or CSV")
	case b.parts["word/document.xml"] != nil:
		return "", row.Refuse(row.NotText, 0, "this is a text document (.docx). Export the data as CSV or .xlsx")
	case b.parts["ppt/presentation.xml"] != nil:
		return "", row.Refuse(row.NotText, 0, "this is a presentation (.pptx). Export the data as CSV or .xlsx")
	case b.parts["index/document.iwa"] != nil:
		return "", row.Refuse(row.NotText, 0, "this is a Numbers document. Export it as .xlsx or CSV")
	}
	rels, err := b.relations("")
	if err != nil {
		return "", err
	}
	for _, r := range rels {
		if strings.HasSuffix(r.kind, "/officeDocument") && b.parts[r.target] != nil {
			return r.target, nil
		}
	}
	return "", row.Refuse(row.NotText, 0,
		"this is a zip archive, or a damaged workbook. Unpack it, or save the sheet again as .xlsx or CSV")
}

// open opens a part; nil when the workbook has none of that name.
func (b *Book) open(name string) (io.ReadCloser, error) {
	f := b.parts[strings.ToLower(name)]
	if f == nil {
		return nil, nil
	}
	if f.Flags&1 != 0 {
		return nil, row.Refuse(row.NotText, 0, "this archive is protected by a password. Pack it without one")
	}
	r, err := f.Open()
	if err != nil {
		return nil, damaged(name)
	}
	return metered{r, b.budget}, nil
}

func damaged(part string) error {
	return row.Refuse(row.Damaged, 0,
		"the workbook is damaged in %s. Open it in a spreadsheet and save it again", path.Base(part))
}

// each visits the tags of a part; a part that is not there has none.
func (b *Book) each(name string, visit func(x *scanner, t tag) error) error {
	r, err := b.open(name)
	if r == nil || err != nil {
		return err
	}
	defer r.Close()
	x := newScanner(r)
	for {
		t, err := x.next()
		if err == io.EOF {
			return nil
		}
		if err == nil {
			err = visit(x, t)
		}
		if err == errEnough {
			return nil
		}
		if err != nil {
			return readable(err, name)
		}
	}
}

// errEnough ends a visit before the end of the part.
var errEnough = errors.New("enough is known")

// readable words an error of unpacking.
func readable(err error, part string) error {
	var refused *row.Error
	if errors.As(err, &refused) {
		return err
	}
	return damaged(part)
}
