package sieve

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"wholesight/jobs/files/codepage"
)

// totalWords are what a row of totals is called, folded as headers are.
var totalWords = func() map[string]bool {
	words := map[string]bool{}
	for w := range strings.FieldsSeq(`total totals totale totales totaal totalt totalsum grandtotal subtotal subtotals sum sums summe
		summen gesamt gesamtsumme gesamtergebnis insgesamt zwischensumme endsumme teilsumme totalgeneral totalgeneraal soustotal
		totalgenerale subtotale sommetotale suma sumarazem razem ogolem eindtotaal subtotaal somma итого всего всегоитого общийитог 合计 合計
		总计 総計`) {
		words[letters(w)] = true
	}
	return words
}()

// totalWord tells whether a cell is a word for a total, digits and signs apart ("Total
// 2026:"). It is asked of many cells, hence the quick way out.
func totalWord(cell []byte) bool {
	if len(cell) < 3 || len(cell) > 60 {
		return false
	}
	var short [20]byte
	n := 0
	for _, c := range cell {
		switch {
		case c >= utf8.RuneSelf:
			return totalText(cell)
		case c|0x20 >= 'a' && c|0x20 <= 'z':
			if n == len(short) {
				return false
			}
			short[n] = c | 0x20
			n++
		}
	}
	return totalWords[string(short[:n])]
}

// totalText is totalWord for what is not ASCII. Its bytes are not decoded yet.
func totalText(cell []byte) bool {
	texts := []string{string(cell)}
	if !utf8.Valid(cell) {
		texts = texts[:0]
		for _, p := range []*codepage.Page{western, cyrillic} {
			texts = append(texts, p.Text(cell))
		}
	}
	for _, text := range texts {
		if totalWords[letters(text)] {
			return true
		}
	}
	return false
}

// letters are those of a text, small and without accents.
func letters(text string) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(text) {
		if unicode.IsLetter(r) {
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return b.String()
}

var (
	western  = codepage.Of("windows-1252")
	cyrillic = codepage.Of("windows-1251")
)
