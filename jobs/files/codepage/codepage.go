package codepage

import (
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// Page is one encoding.
type Page struct {
	Name  string // as options and plans say it
	Label string // as a person reads it
	chars *charmap.Charmap
	wide  [128]rune // of the bytes from 0x80 on
}

// Pages are all encodings, the likeliest first: it wins a tie.
var Pages = pages()

func pages() []*Page {
	all := []*Page{
		{Name: "windows-1252", Label: "Windows-1252 (Western European)", chars: charmap.Windows1252},
		{Name: "iso-8859-15", Label: "ISO-8859-15 (Western European)", chars: charmap.ISO8859_15},
		{Name: "windows-1250", Label: "Windows-1250 (Central European)", chars: charmap.Windows1250},
		{Name: "iso-8859-2", Label: "ISO-8859-2 (Central European)", chars: charmap.ISO8859_2},
		{Name: "windows-1251", Label: "Windows-1251 (Cyrillic)", chars: charmap.Windows1251},
		{Name: "cp850", Label: "CP850 (DOS, Western European)", chars: charmap.CodePage850},
		{Name: "cp437", Label: "CP437 (DOS, United States)", chars: charmap.CodePage437},
		{Name: "macroman", Label: "MacRoman (old Macintosh)", chars: charmap.Macintosh},
	}
	for _, p := range all {
		for i := range p.wide {
			p.wide[i] = p.chars.DecodeByte(byte(0x80 + i))
		}
	}
	return all
}

// Of is the page of a name, nil when there is none.
func Of(name string) *Page {
	for _, p := range Pages {
		if p.Name == name {
			return p
		}
	}
	return nil
}

// Names are the names of all pages.
func Names() []string {
	var out []string
	for _, p := range Pages {
		out = append(out, p.Name)
	}
	return out
}

// Append writes bytes of this page as UTF-8 to dst; ok is false for those that it does
// not define.
func (p *Page) Append(dst, b []byte) (out []byte, ok bool) {
	ok = true
	for _, c := range b {
		if c < utf8.RuneSelf {
			dst = append(dst, c)
			continue
		}
		r := p.wide[c-0x80]
		ok = ok && r != utf8.RuneError
		dst = utf8.AppendRune(dst, r)
	}
	return dst, ok
}

// Text is Append to a new string.
func (p *Page) Text(b []byte) string {
	out, _ := p.Append(nil, b)
	return string(out)
}
