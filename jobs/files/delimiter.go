package files

import (
	"bytes"
	"strings"

	"wholesight/jobs/files/row"
	"wholesight/jobs/files/split"
)

// Delimiter is a sign between cells, and what people call it.
type Delimiter struct{ Sign, Name string }

// Delimiters are those that are tried, the first winning a tie.
var Delimiters = []Delimiter{{",", "comma"}, {";", "semicolon"}, {"\t", "tab"}, {"|", "pipe"}}

// DelimiterName is what a delimiter is called; "" when it is none of Delimiters.
func DelimiterName(sign string) string {
	for _, d := range Delimiters {
		if d.Sign == sign {
			return d.Name
		}
	}
	return ""
}

// sniffDelimiter finds the delimiter in what the splitter has buffered, and
// skips a first line "sep=;" that Excel writes for itself.
func sniffDelimiter(s *split.Splitter, k Kind, o Options) byte {
	head, whole := s.Head()
	given := byte(0)
	line, rest, found := bytes.Cut(head, []byte("\n"))
	if i := bytes.IndexByte(line, '\r'); i >= 0 && (i < len(line)-1 || !found) {
		line, rest = head[:i], head[i+1:] // CR alone ends the lines of this file
	}
	if mark := bytes.Trim(line, "\r\""); len(mark) == 5 && strings.EqualFold(string(mark[:4]), "sep=") {
		given = mark[4]
		s.Skip(len(head)-len(rest), 1)
		head = rest
	}
	switch {
	case o.Delimiter > 0 && o.Delimiter < 0x80:
		return byte(o.Delimiter)
	case given != 0:
		return given
	}
	best, bestScore := byte(','), -1
	for _, d := range Delimiters {
		if score := delimiterScore(head, d.Sign[0], k, o, whole); score > bestScore {
			best, bestScore = d.Sign[0], score
		}
	}
	return best
}

// delimiterScore prefers the delimiter that makes columns we know out of a row, which may
// stand below a title, then the one whose rows all have that row's number of cells, then
// the one with more columns.
func delimiterScore(head []byte, d byte, k Kind, o Options, whole bool) int {
	try := split.Of(head, d)
	var rows []*row.Row
	for len(rows) < headerWithin {
		raw, _, err := try.Next()
		if err != nil || try.Finished() && !whole && len(rows) > 0 {
			break
		}
		rows = append(rows, raw.Clone())
	}
	at, known := -1, 0
	for i, rec := range rows {
		if o.HeaderRow > 0 && rec.Line != int64(o.HeaderRow) {
			continue
		}
		if n, _ := knownColumns(rec, k, o); n > known {
			at, known = i, n
		}
	}
	if at < 0 { // no row names a column: the one with the most cells
		for i, rec := range rows {
			if at < 0 || len(rec.Fields) > len(rows[at].Fields) {
				at = i
			}
		}
	}
	if at < 0 || len(rows[at].Fields) < 2 {
		return 0
	}
	width, same := len(rows[at].Fields), 0
	for _, rec := range rows[at+1:] {
		if len(rec.Fields) == width {
			same++
		}
	}
	fits := 10
	if seen := len(rows) - at - 1; seen > 0 {
		fits = same * 10 / seen
	}
	return known*100_000 + fits*1_000 + min(width, 999)
}
