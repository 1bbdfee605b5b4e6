package codepage

import (
	"testing"
)

// Names of companies and goods, as exports of each code page have them.
var written = []struct {
	page  string
	texts []string
}{
	{"windows-1252", []string{"Müller & Söhne", "Café de la Paix", "Größe 5 – blau", "Señor Ibáñez", "Åse Bjørnsen"}},
	{"windows-1250", []string{"Łódź Śródmieście", "Żabka Sp. z o.o.", "Dvořák Jiří", "Škoda Plzeň"}},
	{"iso-8859-2", []string{"Łódź Śródmieście", "Żółw i spółka", "Dvořák Jiří", "Škoda Plzeň", "źrebię"}},
	{"windows-1251", []string{"ООО Ромашка", "Итого", "Пила дисковая", "Москва"}},
	{"macroman", []string{"Müller & Söhne", "Café de la Paix", "Größe", "Señor Ibáñez"}},
	{"cp850", []string{"Müller & Söhne", "Café de la Paix", "Größe", "Bjørn Håkonsen"}},
}

func TestThePageIsGuessedFromItsLetters(t *testing.T) {
	for _, w := range written {
		var g Guesser
		for _, text := range w.texts {
			b, err := Of(w.page).chars.NewEncoder().Bytes([]byte(text))
			if err != nil {
				t.Fatalf("%s: %q: %v", w.page, text, err)
			}
			g.Add(b)
		}
		best, second := g.Guess()
		if best.Name != w.page {
			t.Errorf("%s was taken for %s (before %s): %q reads %q", w.page, best.Name, second.Name, w.texts[0],
				best.Text(g.First()))
		}
	}
}

func TestBytesThatAPageDoesNotDefineAreSaid(t *testing.T) {
	if out, ok := Of("windows-1252").Append(nil, []byte("a\x81b")); ok || string(out) != "a\ufffdb" {
		t.Errorf("%q %v", out, ok)
	}
	if out, ok := Of("windows-1252").Append(nil, []byte("\x80 5")); !ok || string(out) != "€ 5" {
		t.Errorf("%q %v", out, ok)
	}
	if Of("klingon") != nil || len(Names()) != len(Pages) {
		t.Error("the names are not those of the pages")
	}
}
