package files

import (
	"context"
	"path"
	"slices"
	"strings"
)

// turn is the place of a kind among those that a shop imports one after the other: orders
// before targets and contacts, what is not known last.
func (k Kind) turn() int {
	if i := slices.Index(Kinds, k); i >= 0 {
		return i
	}
	return len(Kinds)
}

// guessKind finds what a file holds: the kinds whose columns its header has, and of
// several the one whose name the file has, or that knows most of the header.
func guessKind(src Source) (k Kind, certain bool) {
	byName := kindOfName(src.Name())
	most, fits, named := 0, 0, false
	for _, kind := range Kinds {
		n, whole := headerFits(src, kind)
		if !whole {
			continue
		}
		fits++
		named = named || kind == byName
		if n > most {
			k, most = kind, n
		}
	}
	switch {
	case named:
		return byName, true
	case fits > 0:
		return k, fits == 1 && byName == ""
	}
	return byName, false
}

// headerFits tells how many columns of a kind a file has, and whether it has those that
// must be there. What cannot be read fits nothing: its error is said when it is imported.
func headerFits(src Source, k Kind) (n int, whole bool) {
	t, err := openTable(context.Background(), src, k, Options{MaxBytes: DefaultMaxBytes})
	if err != nil {
		return 0, false
	}
	rows, err := t.look(headerWithin)
	if err == nil {
		if at, _ := headerAmong(rows, k, Options{}); at >= 0 {
			n, whole = knownColumns(rows[at], k, Options{})
		}
	}
	if t.close() != nil {
		return 0, false
	}
	return n, whole
}

// kindWords are what files of each kind are called.
var kindWords = map[Kind]string{
	Customers: "customer client debitor kunde account clientes clienti klanten klienci",
	Products:  "product article artikel item produkt sku prodotti productos",
	Orders:    "order auftrag auftraege bestellung invoice rechnung sales commande pedido umsatz",
	Targets:   "target ziel budget plan objectif",
	Contacts:  "contact kontakt activity call besuch visit",
}

// kindOfName is the one kind that a file is called by, "" when there are none or several.
func kindOfName(name string) (k Kind) {
	f := fold(strings.TrimSuffix(name, path.Ext(name)))
	for _, kind := range Kinds {
		for w := range strings.FieldsSeq(kindWords[kind]) {
			if !strings.Contains(f, w) {
				continue
			}
			if k != "" && k != kind {
				return ""
			}
			k = kind
		}
	}
	return k
}
