package archive

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"wholesight/jobs/files"
	"wholesight/jobs/files/row"
)

// Limits of an archive of several files.
const (
	maxArchive = row.MaxWorkbook // bytes as packed: they are held in memory while it is read, as those of a workbook
	maxParts   = 50              // files in it
	maxRatio   = 400             // times its packed size that a file over a MiB may have
)

// Part is one file of an archive.
type Part struct {
	Source  files.Source
	Place   int        // where it stands in the archive: what File asks for
	Kind    files.Kind // by its header, else by its name; "" when neither tells
	Certain bool       // no other kind fits; else the person is asked
	Table   bool       // a header fits, or its name says that it is one; else it is left out unless a person takes it
}

// Open takes a ZIP archive of tables apart, in the order a shop imports them. It
// returns no parts and no error for what is no archive: a text, a workbook.
func Open(ctx context.Context, src files.Source) ([]Part, error) {
	list, err := sources(src)
	if list == nil || err != nil {
		return nil, row.Named(err, src.Name())
	}
	parts := make([]Part, len(list))
	for i, f := range list {
		if err := f.check(); err != nil {
			return nil, row.Named(err, src.Name())
		}
		parts[i] = Part{Source: f, Place: i}
		if parts[i].Kind, parts[i].Certain, parts[i].Table = guessKind(ctx, f); ctx.Err() != nil {
			return nil, ctx.Err()
		}
	}
	slices.SortStableFunc(parts, func(a, b Part) int { return Turn(a.Kind) - Turn(b.Kind) })
	return parts, nil
}

// File is one file of an archive that Open has taken apart, by its place.
func File(src files.Source, place int) (files.Source, error) {
	list, err := sources(src)
	if err != nil {
		return nil, row.Named(err, src.Name())
	}
	if place < 0 || place >= len(list) {
		return nil, fmt.Errorf("%s has no file at place %d", src.Name(), place)
	}
	return list[place], nil
}

// sources are the files of an archive as they stand in it; nil for what is none.
func sources(src files.Source) ([]zipSource, error) {
	packed, err := readZip(src)
	if packed == nil || err != nil {
		return nil, err
	}
	z, err := zip.NewReader(bytes.NewReader(packed), int64(len(packed)))
	if err != nil {
		return nil, row.Refuse(row.Damaged, 0, "the zip archive is damaged or cut off. Pack or send it again")
	}
	if isDocument(z) {
		return nil, nil
	}
	var list []zipSource
	for _, f := range z.File {
		name := strings.ReplaceAll(f.Name, `\`, "/")
		if path.IsAbs(name) || slices.Contains(strings.Split(name, "/"), "..") || len(name) > 1 && name[1] == ':' {
			return nil, row.Refuse(row.NotText, 0,
				"the archive has the file %q, whose name leads out of it. Pack it again without paths", row.Clip(name, 80))
		}
		if f.FileInfo().IsDir() || ofSystem(name) {
			continue
		}
		if list = append(list, zipSource{f, name}); len(list) > maxParts {
			return nil, row.Refuse(row.TooBig, 0, "the archive has more than %d files. Split it into several archives",
				maxParts)
		}
	}
	if len(list) == 0 {
		return nil, row.Refuse(row.Empty, 0, "the archive has no files. Pack it again")
	}
	return list, nil
}

// readZip reads an archive whole; nil for what is none.
func readZip(src files.Source) ([]byte, error) {
	f, err := src.Open()
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var magic [4]byte
	switch _, err := io.ReadFull(f, magic[:]); {
	case err == io.EOF || err == io.ErrUnexpectedEOF:
		return nil, nil
	case err != nil:
		return nil, err
	case string(magic[:]) != "PK\x03\x04" && string(magic[:]) != "PK\x05\x06":
		return nil, nil
	}
	rest, err := io.ReadAll(io.LimitReader(f, maxArchive+1))
	if err != nil {
		return nil, err
	}
	if len(rest) > maxArchive {
		return nil, row.Refuse(row.TooBig, 0, "the archive is larger than %s. Split it into several", row.Size(maxArchive))
	}
	return append(magic[:], rest...), nil
}

// isDocument tells whether a zip is one file of an office, whose reader names it.
func isDocument(z *zip.Reader) bool {
	return slices.ContainsFunc(z.File, func(f *zip.File) bool {
		name := strings.ToLower(f.Name)
		return name == "[content_types].xml" || name == "mimetype" || name == "index/document.iwa" ||
			strings.HasPrefix(name, "xl/")
	})
}

// ofSystem tells whether a system has put a file into the archive for itself.
func ofSystem(name string) bool {
	base := path.Base(name)
	return strings.HasPrefix(name, "__MACOSX/") || strings.HasPrefix(base, ".") && base != ".." ||
		strings.EqualFold(base, "thumbs.db") || strings.EqualFold(base, "desktop.ini")
}

// check refuses what a file of an archive may not be.
func (s zipSource) check() error {
	switch f := s.file; {
	case f.Flags&1 != 0:
		return row.Refuse(row.NotText, 0, "%s in the archive is protected by a password. Pack it without one",
			row.Clip(s.name, 80))
	case f.UncompressedSize64 > 1<<20 && f.UncompressedSize64/maxRatio > f.CompressedSize64:
		return row.Refuse(row.TooBig, 0,
			"%s in the archive is packed more than %d times smaller than it is, which no table is. Send it unpacked",
			row.Clip(s.name, 80), maxRatio)
	}
	nested, err := s.isArchive()
	if nested {
		return row.Refuse(row.NotText, 0,
			"%s is an archive inside of the archive. Unpack it and pack its files themselves", row.Clip(s.name, 80))
	}
	return err
}

// isArchive tells whether a file is an archive of its own and no workbook.
func (s zipSource) isArchive() (bool, error) {
	if s.file.UncompressedSize64 > row.MaxWorkbook {
		return false, nil // no workbook either; its reader says so
	}
	packed, err := readZip(s)
	if packed == nil || err != nil {
		return false, err
	}
	z, err := zip.NewReader(bytes.NewReader(packed), int64(len(packed)))
	return err == nil && !isDocument(z), nil
}

// zipSource is a file of an archive; its limit holds whatever the archive says of it.
type zipSource struct {
	file *zip.File
	name string // with its folders, which tell two files of one name apart
}

func (s zipSource) Name() string { return s.name }
func (s zipSource) Size() int64  { return int64(s.file.UncompressedSize64) }

func (s zipSource) Open() (io.ReadCloser, error) {
	r, err := s.file.Open()
	if err != nil {
		return nil, row.Refuse(row.Damaged, 0, "%s in the archive cannot be unpacked (%v). Pack it again", s.name, err)
	}
	return &zipReader{ReadCloser: r, left: int64(s.file.UncompressedSize64)}, nil
}

// zipReader ends where the archive says that the file does: what is packed behind it is a bomb.
type zipReader struct {
	io.ReadCloser
	left int64
}

func (z *zipReader) Read(p []byte) (int, error) {
	n, err := z.ReadCloser.Read(p)
	if z.left -= int64(n); z.left < 0 {
		return 0, row.Refuse(row.Damaged, 0, "a file of the archive is longer than the archive says. Pack it again")
	}
	var corrupt flate.CorruptInputError
	if errors.Is(err, zip.ErrChecksum) || errors.Is(err, zip.ErrFormat) || errors.Is(err, io.ErrUnexpectedEOF) ||
		errors.As(err, &corrupt) {
		return n, row.Refuse(row.Damaged, 0, "a file of the archive is damaged. Pack it again")
	}
	return n, err
}
