package foreign

import (
	"bytes"
	"strings"
)

const (
	export  = ". Export the data as CSV or .xlsx"
	saveIt  = ". Open it in a spreadsheet and save it as .xlsx or CSV"
	orPack  = ". Unpack it, or pack it with gzip or as a zip archive"
	picture = "this is a picture" + export
)

// signatures are what certain files begin with.
var signatures = []struct{ magic, text string }{
	{"%PDF", "this is a PDF document" + export},
	{"\x1f\x8b", "this is packed with gzip twice. Unpack it once"},
	{"BZh", "this is packed with bzip2" + orPack},
	{"\xfd7zXZ", "this is packed with xz" + orPack},
	{"\x28\xb5\x2f\xfd", "this is packed with zstd" + orPack},
	{"7z\xbc\xaf", "this is a 7z archive" + orPack},
	{"Rar!", "this is a RAR archive" + orPack},
	{"\x89PNG", picture},
	{"\xff\xd8\xff", picture},
	{"GIF87a", picture},
	{"GIF89a", picture},
	{"II*\x00", picture},
	{"MM\x00*", picture},
	{"RIFF", "this is a picture or a sound" + export},
	{"PAR1", "this is a Parquet file" + export},
	{"ARROW1", "this is an Arrow file" + export},
	{"Obj\x01", "this is an Avro file" + export},
	{"ORC\x01", "this is an ORC file" + export},
	{"SQLite format 3\x00", "this is an SQLite database. Export one table as CSV"},
	{"{\\rtf", "this is a text document (RTF)" + saveIt},
	{"TABLE\r\n0,1", "this is a DIF table" + saveIt},
	{"TABLE\n0,1", "this is a DIF table" + saveIt},
}

// ole is the container of the old Office, and of a new workbook with a password.
const ole = "\xd0\xcf\x11\xe0"

// IsOLE tells whether more of the head is needed to name it.
func IsOLE(head []byte) bool { return bytes.HasPrefix(head, []byte(ole)) }

// Name says what a file is whose first bytes are these, and how to mend it; "" when it
// may be a table.
func Name(head []byte) string {
	for _, s := range signatures {
		if bytes.HasPrefix(head, []byte(s.magic)) {
			return s.text
		}
	}
	if IsOLE(head) {
		return nameOLE(head)
	}
	text := plain(head)
	for _, name := range []func(string) string{nameMail, nameMarkup, nameSYLK, nameJSON} {
		if what := name(text); what != "" {
			return what
		}
	}
	return ""
}

// nameOLE looks for the names of the streams, which are UTF-16.
func nameOLE(head []byte) string {
	has := func(name string) bool {
		return bytes.Contains(head, []byte(strings.Join(strings.Split(name, ""), "\x00")))
	}
	switch {
	case has("EncryptedPackage"), has("EncryptionInfo"):
		return "this workbook is protected by a password. Save it without one"
	case has("WordDocument"):
		return "this is a Word document of the old kind (.doc)" + export
	case has("Workbook"), has("Book"):
		return "this is an Excel file of the old kind (.xls). Save it as .xlsx or CSV"
	}
	return "this is an Excel file of the old kind (.xls), or one that is protected by a password. Save it as .xlsx without a password, or as CSV"
}

// plain is a head as text: without a byte-order mark, without the NUL bytes of UTF-16.
func plain(head []byte) string {
	head = bytes.TrimPrefix(head, []byte("\xef\xbb\xbf"))
	if bytes.HasPrefix(head, []byte("\xff\xfe")) || bytes.HasPrefix(head, []byte("\xfe\xff")) {
		head = bytes.ReplaceAll(head[2:], []byte{0}, nil)
	}
	return strings.TrimSpace(string(head))
}

// nameMail: a web page saved as one file is a mail with parts.
func nameMail(text string) string {
	lower := strings.ToLower(text)
	first, _, _ := strings.Cut(lower, "\n")
	head := strings.HasPrefix(first, "mime-version:") || strings.HasPrefix(first, "from: ") ||
		strings.HasPrefix(first, "content-type:")
	if head && strings.Contains(lower, "content-type: multipart/") {
		return "this is a web page saved as one file (MHTML)" + saveIt
	}
	return ""
}

func nameMarkup(text string) string {
	if len(text) < 2 || text[0] != '<' || !strings.ContainsAny(text[1:2],
		"!?abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") {
		return ""
	}
	lower := strings.ToLower(text)
	has := func(parts ...string) bool {
		for _, p := range parts {
			if strings.Contains(lower, p) {
				return true
			}
		}
		return false
	}
	switch {
	case has("urn:schemas-microsoft-com:office:spreadsheet", "excel.sheet"):
		return "this is an XML table of Excel 2003" + saveIt
	case has("<html", "<table", "<!doctype html", "<body", "<div", "<meta", "<style"):
		return "this is a web page (HTML), not a table; some programs name such pages .xls" + saveIt
	case strings.HasPrefix(lower, "<?xml"), strings.Contains(lower, "</"), strings.Contains(lower, "/>"):
		return "this is XML, not a table" + export
	}
	return ""
}

// nameSYLK: a CSV may begin with ID;P too, but its lines do not begin with C; and F;.
func nameSYLK(text string) string {
	if !strings.HasPrefix(text, "ID;P") {
		return ""
	}
	_, rest, _ := strings.Cut(strings.ReplaceAll(text, "\r", "\n"), "\n")
	for line := range strings.SplitSeq(rest, "\n") {
		for _, kind := range []string{"P;P", "C;", "F;", "B;Y", "B;X", "O;"} {
			if strings.HasPrefix(line, kind) {
				return "this is a SYLK table" + saveIt
			}
		}
	}
	return ""
}

func nameJSON(text string) string {
	if text == "" || text[0] != '{' && text[0] != '[' {
		return ""
	}
	next := strings.TrimSpace(text[1:])
	if next != "" && strings.ContainsAny(next[:1], `{["`) && strings.ContainsAny(next, `:}`) {
		return "this is JSON, not a table" + export
	}
	return ""
}
