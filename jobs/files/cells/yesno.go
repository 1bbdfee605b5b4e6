package cells

import "strings"

// yesNoWords are yes and no in en, de, fr, es, it, nl, pl, pt, sv and da, with the
// words for true, active and blocked that stand in such columns, bare.
var yesNoWords = func() map[string]bool {
	words := map[string]bool{}
	for line, yes := range map[string]bool{
		`1 yes y true t x on active enabled ok
		ja j wahr aktiv an oui o vrai actif active activee si s verdadero activo activa sim verdadeiro ativo ativa
		vero attivo attiva waar actief tak prawda aktywny aktywna aktywne sann sant aktivt sandt + ✓ ✔ ☑`: true,
		`0 no n false f off inactive disabled
		nein falsch inaktiv aus non faux inactif inactive falso inactivo inactiva nao inativo inativa
		inattivo inattiva nee onwaar inactief niet nie falsz nieaktywny nieaktywna nej falskt falsk inaktivt ☐`: false,
	} {
		for w := range strings.FieldsSeq(line) {
			words[w] = yes
		}
	}
	return words
}()

// YesNo reads a yes or no in the words that spreadsheets and ERPs use.
func YesNo(b []byte) (yes, ok bool) {
	if len(b) == 1 { // the usual cell
		switch b[0] {
		case '1', 'x', 'X', 'y', 'Y':
			return true, true
		case '0', 'n', 'N':
			return false, true
		}
	}
	yes, ok = yesNoWords[Word(b)]
	return yes, ok
}
