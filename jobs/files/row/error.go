package row

import (
	"errors"
	"fmt"
)

// Codes of an Error.
const (
	NotText        = "not-text"        // a PDF, a zip archive, NUL bytes …
	TooBig         = "too-big"         // over MaxBytes, a cell, row or workbook over its limit
	Damaged        = "damaged"         // a broken gzip or workbook, an unclosed quotation mark
	Empty          = "empty"           // nothing in it
	NoHeader       = "no-header"       // the first row is not a header
	MissingColumns = "missing-columns" // columns that must be there are not
	Unanswered     = "unanswered"      // the plan has an open question
	Changed        = "changed"         // the file is not the one that was inspected
	BadOption      = "bad-option"      // an option that makes no sense for this file
)

// Error says why a file is refused whole. Its text is a sentence for the person who
// owns the file: what, where, how to mend it.
type Error struct {
	Code    string
	File    string
	Line    int64    // 0 when no line is to blame
	Missing []string // our columns, for MissingColumns and NoHeader
	Text    string
}

func (e *Error) Error() string {
	where := e.File
	if e.Line > 0 {
		where = fmt.Sprintf("%s, line %d", e.File, e.Line)
	}
	if where == "" {
		return e.Text
	}
	return where + ": " + e.Text
}

// Refuse makes an Error; the file's name is filled in at the boundary.
func Refuse(code string, line int64, format string, args ...any) *Error {
	return &Error{Code: code, Line: line, Text: fmt.Sprintf(format, args...)}
}

// Named fills the file's name into an Error that has none.
func Named(err error, file string) error {
	var bad *Error
	if errors.As(err, &bad) && bad.File == "" {
		bad.File = file
	}
	return err
}

// Clip shortens a text for a message.
func Clip(s string, most int) string {
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}

// Size is a number of bytes as a person reads it.
func Size(n int64) string {
	if n >= 1<<20 {
		return fmt.Sprintf("%d MiB", n>>20)
	}
	return fmt.Sprintf("%d KiB", max(n>>10, 1))
}
