package cells

import "strings"

// monthWords are the months of en, de, fr, es, it, nl and pl, long and short,
// bare, in the order of the year. No word means two months.
var monthWords = func() map[string]int {
	words := map[string]int{}
	for i, line := range [12]string{
		"january jan januar janner jan janvier janv enero ene gennaio gen januari styczen stycznia sty",
		"february feb februar feber fevrier fevr fev febrero febbraio februari luty lutego lut",
		"march mar marz mrz mars marzo maart mrt marzec marca maerz",
		"april apr avril avr abril abr aprile kwiecien kwietnia kwi",
		"may mai mayo maggio mag mei maj maja",
		"june jun juni juin junio giugno giu czerwiec czerwca cze",
		"july jul juli juillet juil julio luglio lug lipiec lipca lip",
		"august aug aout aou agosto ago augustus sierpien sierpnia sie",
		"september sep sept septembre septiembre setiembre set settembre sett wrzesien wrzesnia wrz",
		"october oct oktober okt octobre octubre ottobre ott pazdziernik pazdziernika paz",
		"november nov novembre noviembre listopad listopada lis",
		"december dec dezember dez decembre diciembre dic dicembre grudzien grudnia gru",
	} {
		for w := range strings.FieldsSeq(line) {
			words[w] = i + 1
		}
	}
	return words
}()

// besideMonths are words that may stand beside a day and say nothing: 5 de
// octubre de 2026, Mon 5 Oct 2026, 1er mars 2026.
var besideMonths = func() map[string]bool {
	words := map[string]bool{}
	for w := range strings.FieldsSeq(`de del of the der den le di el dnia
		mon monday tue tues tuesday wed wednesday thu thur thurs thursday fri friday sat saturday sun sunday
		mo montag di dienstag mi mittwoch do donnerstag fr freitag sa samstag sonnabend so sonntag
		lun lundi mardi mer mercredi jeu jeudi ven vendredi sam samedi dim dimanche
		lunes martes mie miercoles jueves vie viernes sabado domingo
		lunedi martedi mercoledi gio giovedi venerdi sab sabato dom domenica
		maandag dinsdag woe woensdag don donderdag vrij vrijdag zat zaterdag zon zondag
		pon poniedzialek wt wtorek sr sroda czw czwartek pt piatek sob sobota niedz niedziela`) {
		words[w] = true
	}
	return words
}()

// namedParts takes a day apart whose month is a word: 5-Oct-2026, Oct 5, 2026,
// 5. März 2026, 05OCT2026, 2026 Oct 5. A month without a day has day 0. rest is
// what stands behind.
func namedParts(b []byte) (p [3]int, digits [3]int, rest []byte, ok bool) {
	var nums, lens [2]int
	month, n, before := 0, 0, 0
	for rest = b; len(rest) > 0; {
		switch c := rest[0]; {
		case c >= '0' && c <= '9':
			if n == 2 {
				return finishNamed(nums, lens, month, n, before, rest)
			}
			v, w := 0, 0
			for w < len(rest) && rest[w] >= '0' && rest[w] <= '9' {
				if v = v*10 + int(rest[w]-'0'); w > 3 {
					return p, digits, b, false
				}
				w++
			}
			if w < len(rest) && rest[w] == ':' { // the time begins
				return p, digits, b, false
			}
			nums[n], lens[n] = v, w
			if n++; n == 2 && month > 0 {
				return finishNamed(nums, lens, month, n, before, ordinal(rest[w:]))
			}
			rest = ordinal(rest[w:])
		case c == ' ' || c == '-' || c == '.' || c == '/' || c == ',' || c == '\'':
			rest = rest[1:]
		default:
			w := wordEnd(rest)
			if w == 0 || w > 24 {
				return p, digits, b, false
			}
			word := bareWord(rest[:w])
			if m := monthWords[word]; m > 0 && month == 0 {
				month, before = m, n
			} else if word == "" || !besideMonths[word] {
				return p, digits, b, false
			}
			if rest = rest[w:]; n == 2 && month > 0 {
				return finishNamed(nums, lens, month, n, before, rest)
			}
		}
	}
	return finishNamed(nums, lens, month, n, before, nil)
}

// bareWord avoids work for the usual word, which is ASCII.
func bareWord(b []byte) string { return Bare(string(b)) }

// ordinal cuts what makes a number an ordinal: 1st, 2nd, 3rd, 4th, 1er, 1º.
func ordinal(b []byte) []byte {
	for _, o := range [...]string{"st", "nd", "rd", "th", "er", "º", "°"} {
		if len(b) >= len(o) && (string(b[:len(o)]) == o || equalASCII(b[:len(o)], o)) && wordEnd(b) <= len(o) {
			return b[len(o):]
		}
	}
	return b
}

// wordEnd is how many bytes of letters stand in front.
func wordEnd(b []byte) int {
	for i, c := range b {
		if !isLetter(c) || c == 0xc2 { // 0xc2 begins no-break spaces, not letters of these languages
			return i
		}
	}
	return len(b)
}

// finishNamed says which of two numbers is the year: the one of four digits, else
// the last.
func finishNamed(nums, lens [2]int, month, n, before int, rest []byte) (p, digits [3]int, _ []byte, ok bool) {
	if month == 0 || n == 0 {
		return p, digits, nil, false
	}
	if n == 1 { // a month and one number: its year
		return [3]int{nums[0], month, 0}, [3]int{lens[0], 2, 0}, rest, before == 0 || lens[0] == 4
	}
	y, d := 1, 0
	if lens[0] == 4 || lens[0] == 2 && nums[0] > 31 {
		y, d = 0, 1
	}
	ok = lens[d] <= 2 && (lens[y] == 4 || lens[y] == 2)
	return [3]int{nums[y], month, nums[d]}, [3]int{lens[y], 2, lens[d]}, rest, ok
}
