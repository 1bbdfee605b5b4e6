package archive

import (
	"context"
	"path"
	"slices"
	"strings"

	"wholesight/jobs/files"
)

// Turn is the place of a kind among those that a shop imports one after the other: orders
// before targets and contacts, what is not known last.
func Turn(k files.Kind) int {
	if i := slices.Index(files.Kinds, k); i >= 0 {
		return i
	}
	return len(files.Kinds)
}

// guessKind finds what a file holds: the kinds whose columns its header has, and of
// several the one whose name the file has, or that knows most of the header. It is a
// table when a header fits, or when its name ends like one's.
func guessKind(ctx context.Context, src files.Source) (k files.Kind, certain, table bool) {
	byName := kindOfName(src.Name())
	most, fits, named := 0, 0, false
	for _, kind := range files.Kinds {
		n, whole := files.HeaderFits(ctx, src, kind)
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
		return byName, true, true
	case fits > 0:
		return k, fits == 1 && byName == "", true
	}
	return byName, false, slices.Contains(tableNames, strings.ToLower(path.Ext(src.Name())))
}

// tableNames are how names of tables end; a .txt may as well be a letter.
var tableNames = []string{".csv", ".tsv", ".xlsx", ".xlsm", ".gz"}

// kindWords are what files of each kind are called.
var kindWords = map[files.Kind]string{
	files.Customers: "customer client debitor kunde account clientes clienti klanten klienci",
	files.Products:  "product article artikel item produkt sku prodotti productos",
	files.Orders:    "order auftrag auftraege bestellung invoice rechnung sales commande pedido umsatz",
	files.Targets:   "target ziel budget plan objectif",
	files.Contacts:  "contact kontakt activity call besuch visit",
}

// kindOfName is the one kind that a file is called by, "" when there are none or several.
func kindOfName(name string) (k files.Kind) {
	name = path.Base(name)
	f := files.Fold(strings.TrimSuffix(name, path.Ext(name)))
	for _, kind := range files.Kinds {
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
