package workbook

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// format is what a number format makes of a number, as far as it changes its meaning.
type format struct {
	kind     kind
	day      bool   // of a moment: it shows the day
	clock    bool   // of a moment: it shows the time
	currency string // of a number: "$", "USD"
	digits   string // of a code: zeros, and what stands between them
}

type kind uint8

const (
	plainNumber kind = iota
	percent
	code    // 00000: the zeros in front belong to it
	moment  // a day, a time
	elapsed // [h]:mm: more than a day of hours
)

// builtIn are the formats that a workbook names by number only. Those from 27 on are days
// in every language that has them.
func builtIn(id int) format {
	switch {
	case id == 9 || id == 10:
		return format{kind: percent}
	case id >= 14 && id <= 17, id >= 27 && id <= 31, id >= 34 && id <= 36, id >= 50 && id <= 58:
		return format{kind: moment, day: true}
	case id >= 18 && id <= 21, id == 32, id == 33, id == 45, id == 47:
		return format{kind: moment, clock: true}
	case id == 22:
		return format{kind: moment, day: true, clock: true}
	case id == 46:
		return format{kind: elapsed}
	}
	return format{}
}

// parseFormat reads a format code; its first section decides.
func parseFormat(text string) format {
	var f format
	var bare strings.Builder // without literals
	var literal []string
	long := false
	rest := text
	for rest != "" && rest[0] != ';' {
		var lit string
		switch rest[0] {
		case '"':
			lit, rest, _ = strings.Cut(rest[1:], `"`)
			literal = append(literal, lit)
		case '\\', '_', '*':
			r, size := firstRune(rest[1:])
			if rest[0] == '\\' {
				literal = append(literal, r)
				bare.WriteString(markLiteral(r))
			}
			rest = rest[1+size:]
		case '[':
			lit, rest, _ = strings.Cut(rest[1:], "]")
			name, isMoney := strings.CutPrefix(lit, "$")
			lower := strings.ToLower(lit)
			switch {
			case isMoney:
				name, _, _ = strings.Cut(name, "-")
				literal = append(literal, name)
			case lower != "" && strings.Trim(lower, "h") == "", lower != "" && strings.Trim(lower, "m") == "",
				lower != "" && strings.Trim(lower, "s") == "":
				long = true
			}
		default:
			r, size := firstRune(rest)
			if c := []rune(r)[0]; unicode.Is(unicode.Sc, c) {
				literal = append(literal, r)
			} else {
				bare.WriteString(r)
			}
			rest = rest[size:]
		}
	}
	return f.settle(strings.ToLower(bare.String()), literal, long)
}

// settle decides by the letters that are left.
func (f format) settle(bare string, literal []string, long bool) format {
	has := func(letters string) bool { return strings.ContainsAny(bare, letters) }
	switch {
	case long:
		return format{kind: elapsed}
	case bare == "general" || bare == "@":
	case has("yd"), has("mhs") && (!has("0#?%") || strings.Contains(bare, "s.0")):
		f.kind, f.clock = moment, has("hs")
		f.day = has("yd") || !f.clock || strings.Contains(bare, "mmm")
		return f
	case has("%"):
		f.kind = percent
		return f
	case strings.Count(bare, "0") > 1 && strings.Trim(bare, "0-/ ") == "":
		f.kind, f.digits = code, strings.TrimSpace(bare)
		return f
	}
	for _, l := range literal {
		if f.currency == "" {
			f.currency = currencyOf(l)
		}
	}
	return f
}

func firstRune(s string) (string, int) {
	r, size := utf8.DecodeRuneInString(s)
	return string(r), size
}

// markLiteral keeps an escaped sign that may stand between the digits of a code.
func markLiteral(r string) string {
	if r == "-" || r == "/" || r == " " {
		return r
	}
	return ""
}

// currencyOf is the currency that a literal names, "" when it is another word.
func currencyOf(literal string) string {
	l := strings.TrimRight(strings.TrimSpace(literal), ".")
	switch l {
	case "Fr", "SFr", "sFr":
		return "CHF"
	case "kr", "zł", "Kč", "Ft", "lei", "лв", "R", "RM", "Rp", "руб":
		return l
	}
	letters := 0
	for _, r := range l {
		if unicode.Is(unicode.Sc, r) {
			return l
		}
		if r >= 'A' && r <= 'Z' {
			letters++
		}
	}
	if letters == 3 && len(l) == 3 {
		return l
	}
	return ""
}
