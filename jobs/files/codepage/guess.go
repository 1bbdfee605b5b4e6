package codepage

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Guesser collects cells with bytes outside ASCII and guesses their page.
type Guesser struct {
	cells map[string]int64 // how often each stands in the file
	bytes int
	first string
}

// maxSample bounds what is kept: more says nothing new.
const maxSample = 128 << 10

// Add notes a cell that is not UTF-8.
func (g *Guesser) Add(cell []byte) {
	if g.cells == nil {
		g.cells, g.first = map[string]int64{}, string(cell[:min(len(cell), 80)])
	}
	if n, known := g.cells[string(cell)]; known {
		g.cells[string(cell)] = n + 1
	} else if g.bytes < maxSample {
		g.cells[string(cell)] = 1
		g.bytes += len(cell)
	}
}

// First is the first cell that was noted.
func (g *Guesser) First() []byte { return []byte(g.first) }

// margin is what another page must have before the first one: a letter or two that fit
// by chance are no reason to leave the usual.
const margin = 6

// Guess is the page that fits best; second is the one behind it.
func (g *Guesser) Guess() (best, second *Page) {
	top, next := -1<<62, -1<<62
	for _, p := range Pages {
		score := 0
		for cell := range g.cells {
			score += p.score([]byte(cell))
		}
		if p == Pages[0] {
			score += margin
		}
		switch {
		case score > top:
			second, next, best, top = best, top, p, score
		case score > next:
			second, next = p, score
		}
	}
	return best, second
}

// common are letters that business names of a page's languages are full of; a letter that
// is none of them (þ, ŕ, ў) is less likely to be meant.
const (
	western = "äöüßéèêëàâáçñóòôíìîïúùûãõøåæœÄÖÜÉÈÀÁÇÑÓÍÚØÅÆŒ"
	central = "ąćęłńóśźżäöüßčďěňřšťůžáéíýúőűăâîșțşţľôŁŚŻŹĆŃĄĘČŘŠŽĎŤŇÁÉÍÝÚÓŮÖÜÄŐŰ"
)

// score judges what the bytes of a cell become on this page.
func (p *Page) score(cell []byte) (score int) {
	before, last := rune(' '), rune(' ')
	for i := 0; i < len(cell); i++ {
		r := rune(cell[i])
		if cell[i] >= utf8.RuneSelf {
			r = p.wide[cell[i]-0x80]
			next := rune(' ')
			if i+1 < len(cell) {
				if next = rune(cell[i+1]); next >= utf8.RuneSelf {
					next = p.wide[next-0x80]
				}
			}
			score += p.judge(before, last, r, next)
		}
		before, last = last, r
	}
	return score
}

// judge scores one letter between its neighbours.
func (p *Page) judge(before, last, r, next rune) int {
	inWord := unicode.IsLetter(last) || unicode.IsLetter(next)
	switch {
	case r == utf8.RuneError || r >= 0x80 && r < 0xa0:
		return -6
	case r >= 0x2500 && r < 0x2600: // lines of boxes
		return -10
	case !unicode.IsLetter(r):
		switch {
		case (r == '\u00a0' || unicode.Is(unicode.Sc, r)) &&
			(unicode.IsDigit(last) || unicode.IsSpace(last) || unicode.IsDigit(next)):
			return 3
		case unicode.IsLetter(last) && unicode.IsLetter(next) && r != '’':
			return -8
		case strings.ContainsRune("€£§°–—“”„‘’«»½²³ø®™\u00a0±×·…", r):
			return 1
		case inWord:
			return -4
		}
		return -2
	case unicode.IsDigit(last) || unicode.IsDigit(next):
		return -3
	case p.cyrillic(r):
		switch {
		case r == 'ё' || r == 'Ё' || r >= 'А' && r <= 'я':
		default:
			return -2
		}
		if latin(last) || latin(next) {
			return -8
		}
		if unicode.IsUpper(r) && unicode.IsLower(last) {
			return -6
		}
		if p.cyrillic(last) || p.cyrillic(next) {
			return 3
		}
		return 0
	case unicode.IsUpper(r) && unicode.IsLower(last):
		return -6
	case unicode.IsUpper(r) && unicode.IsLower(next) && unicode.IsLetter(last):
		return -5
	case unicode.IsLower(r) && unicode.IsUpper(last) && unicode.IsUpper(next):
		return -5
	case unicode.IsLower(r) && unicode.IsUpper(last) && unicode.IsUpper(before):
		return -3
	case last > 0x7f && unicode.IsLetter(last) || next > 0x7f && unicode.IsLetter(next):
		return 0 // words of accents alone are words of another script
	case strings.ContainsRune(western, r):
		return 4
	case p.central() && strings.ContainsRune(central, r):
		return 3
	}
	return -1
}

func (p *Page) cyrillic(r rune) bool { return unicode.Is(unicode.Cyrillic, r) }

func (p *Page) central() bool { return p.Name == "windows-1250" || p.Name == "iso-8859-2" }

func latin(r rune) bool { return unicode.Is(unicode.Latin, r) }
