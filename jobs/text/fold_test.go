package text_test

import (
	"strings"
	"testing"

	"wholesight/jobs/text"
)

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"":                             "",
		"Müller & Søn":                 "muller son",
		"MÜLLER":                       "muller",
		"u\u0308":                      "u",
		"  A-100 / b_c ":               "a 100 b c",
		"Straße":                       "strasse",
		"Łódź":                         "lodz",
		"Æther Œuvre":                  "aether oeuvre",
		"ﬁne":                          "fine",
		"İstanbul":                     "istanbul",
		"Ελλάς":                        "ελλασ",
		"日本 商会":                        "日本 商会",
		"line\nbreak\tand\x00null\x7f": "line break and null",
		"\xff\xfeA":                    "a",
		"½ price – “sale”":             "1⁄2 price sale",
		"...":                          "",
	} {
		if got := text.Fold(in); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
		if again := text.Fold(text.Fold(in)); again != text.Fold(in) {
			t.Errorf("Fold(%q) twice = %q", in, again)
		}
	}
}

func FuzzFold(f *testing.F) {
	f.Add("Müller\n& Søn")
	f.Fuzz(func(t *testing.T, s string) {
		got := text.Fold(s)
		if strings.ContainsAny(got, "\n\t") || strings.HasPrefix(got, " ") || strings.HasSuffix(got, " ") ||
			strings.Contains(got, "  ") {
			t.Errorf("Fold(%q) = %q", s, got)
		}
	})
}

// Whoever types on an English keyboard finds every letter of the European languages:
// none is left that does not become a to z.
func TestFoldLeavesNoLetterOfEuropeBehind(t *testing.T) {
	for r := 'À'; r <= 'ſ'; r++ {
		if r == '×' || r == '÷' {
			continue
		}
		got := text.Fold("a" + string(r) + "b")
		if inner := strings.TrimSuffix(strings.TrimPrefix(got, "a"), "b"); strings.Trim(inner,
			"abcdefghijklmnopqrstuvwxyz ") != "" || inner == "" {
			t.Errorf("Fold(a%cb) = %q", r, got)
		}
	}
}

func TestFoldWords(t *testing.T) {
	for in, want := range map[string]string{
		"":               "",
		"  ":             "",
		"&":              "asked",
		"A-100 Søren's":  "asked|a 100|soren s",
		"Müller\t& Łódź": "asked|muller|lodz",
	} {
		words, asked := text.FoldWords(in)
		if asked {
			words = append([]string{"asked"}, words...)
		}
		if got := strings.Join(words, "|"); got != want {
			t.Errorf("FoldWords(%q) = %q, want %q", in, got, want)
		}
	}
}
