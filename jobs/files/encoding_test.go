package files

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
)

// A file of another code page says which, shows a word of it, and can be told; the keys
// of its rows are compared as they are read.
func TestCodePagesAreSaid(t *testing.T) {
	lines := []string{"1,2026-01-05,Łódź,Śruba,1,1", "2,2026-01-05,Żabka,Piła,1,1", "1,2026-01-05,Łódź,Gwóźdź,1,1",
		"2,2026-01-05,Żabka,Młotek,1,1"}
	data, err := charmap.Windows1250.NewEncoder().String(orderBook(lines...))
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range []Options{{}, {Encoding: "windows-1250"}} {
		p, keys, rejected := taken(t, text(data), Orders, o)
		if p.Encoding != "windows-1250" || len(rejected) != 0 || len(keys) != 4 ||
			!strings.Contains(strings.Join(keys, "\n"), "1 2026-01-05 Łódź Gwóźdź") {
			t.Errorf("%q: %s, %q, %v", o.Encoding, p.Encoding, keys, rejected)
		}
		asked := len(p.Questions) == 1 && p.Questions[0].Kind == AskEncoding && p.Questions[0].Guess == "windows-1250" &&
			strings.Contains(p.Questions[0].Text, "Łódź")
		if asked != (o.Encoding == "") {
			t.Errorf("%q: it asks %+v", o.Encoding, p.Questions)
		}
	}
}

func TestEveryEncodingCanBeTold(t *testing.T) {
	for _, name := range Encodings {
		data := "code,name\nC1,A\n"
		if name == UTF16LE || name == UTF16BE {
			data = string(utf16Bytes(data, name == UTF16LE, false))
		}
		p, keys, rejected := taken(t, text(data), Customers, Options{Encoding: name})
		if p.Encoding != name || len(keys) != 1 || len(rejected) != 0 {
			t.Errorf("%s: %s %v %v", name, p.Encoding, keys, rejected)
		}
	}
}
