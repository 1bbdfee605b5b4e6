package files

import (
	"slices"
	"strconv"
	"strings"
)

// cellType says how the cells of a column are read.
type cellType uint8

const (
	textCell cellType = iota
	keyCell
	numberCell
	dayCell
	instantCell
)

// columnDef is one of our columns: its name, how its cells are read, whether a
// file must have it, and other headers it goes by (folded as fold does).
type columnDef struct {
	name string
	cell cellType
	must bool
	also string
}

var columnDefs = map[Kind][]columnDef{
	Customers: {
		{"code", keyCell, true, `
			customercode customerno customernumber customerid custcode custno accountno accountnumber
			accountcode kundennummer kundennr kundencode kdnr debitornr debitorennr debitorennummer codeclient
			nclient numeroclient clientcode codigocliente codicecliente kodklienta klantnummer klantnr`},
		{"name", textCell, true, `
			customername company companyname customer firma kunde kundenname unternehmen raisonsociale nomclient
			nazwa bedrijfsnaam`},
		{"smart_type", textCell, false, "type customertype"},
		{"groups", textCell, false, "group customergroup customergroups"},
		{"account_manager", textCell, false, "manager salesrep rep salesperson accountowner"},
		{"industry", textCell, false, "sector branche"},
		{"email", textCell, false, "emailaddress mail"},
		{"phone", textCell, false, "phonenumber telephone tel telefon"},
		{"contact", textCell, false, "contactperson contactname ansprechpartner"},
		{"city", textCell, false, "town ort stadt ville ciudad citta miasto plaats"},
		{"postcode", textCell, false, "postalcode zip zipcode plz"},
		{"country", textCell, false, "land pays pais paese kraj"},
		{"tags", textCell, false, "tag"},
		{"created_on", dayCell, false, "created createdat creationdate customersince since"},
		{"active", textCell, false, "isactive enabled aktiv"},
		{"marketing_consent", textCell, false, "consent optin newsletter"},
	},
	Products: {
		{"sku", keyCell, true, `
			productcode productid productno itemno itemnumber itemcode articleno articlenumber article
			artikelnummer artikelnr artnr artikelcode stockcode codearticle refarticle referencearticle
			referenceproduit codigoarticulo codicearticolo kodproduktu productnumber`},
		{"name", textCell, true, `
			productname description title bezeichnung designation artikelname produktname artikelbezeichnung
			libelle descripcion descrizione omschrijving`},
		{"category", textCell, false, "categorypath kategorie"},
		{"product_group", textCell, false, "group warengruppe"},
		{"brand", textCell, false, "manufacturer marke"},
		{"tags", textCell, false, "tag"},
		{"list_price", numberCell, false, "price unitprice listenpreis preis prix"},
		{"cost", numberCell, false, "unitcost costprice purchaseprice einkaufspreis"},
		{"pack_size", numberCell, false, "packsize pack packaging"},
		{"active", textCell, false, "isactive enabled aktiv"},
		{"kind", textCell, false, "type producttype"},
		{"groups", textCell, false, "customergroups visibletogroups"},
	},
	Orders: {
		{"order_number", keyCell, true, `
			orderno orderid order ordernr number invoice invoiceno invoicenumber documentno auftragsnummer
			bestellnummer auftragsnr ordernumber bestellnr belegnummer belegnr rechnungsnummer rechnungsnr
			ncommande numerocommande numerodecommande nfacture numerofacture numerodefacture numeropedido
			numerodepedido numeroordine numerzamowienia nrzamowienia bestelnummer`},
		{"order_date", dayCell, true, `
			date day orderdate orderday invoicedate documentdate datum auftragsdatum bestelldatum belegdatum
			rechnungsdatum datecommande datedecommande datefacture datedefacture fecha fechapedido dataordine
			datazamowienia besteldatum`},
		{"customer_code", keyCell, true, `
			customer customerno customernumber customerid custcode custno accountno accountnumber code
			kundennummer kundennr kundencode kdnr debitornr debitorennr debitorennummer codeclient nclient
			numeroclient clientcode codigocliente codicecliente kodklienta klantnummer klantnr`},
		{"sku", keyCell, true, `
			productcode productid productno itemno itemnumber itemcode articleno articlenumber article
			artikelnummer artikelnr artnr artikelcode stockcode codearticle refarticle referencearticle
			referenceproduit codigoarticulo codicearticolo kodproduktu productnumber`},
		{"quantity", numberCell, true, `
			qty quantityordered orderedquantity menge anzahl quantite stuck stueck qte cantidad quantita ilosc
			aantal`},
		{"unit_price", numberCell, false, `
			price netprice unitnetprice preis einzelpreis stuckpreis prixunitaire stueckpreis vkpreis prixunit
			prixunitaireht precio preciounitario prezzo prezzounitario cenajednostkowa stukprijs`},
		{"line_total", numberCell, false, `
			total linevalue lineamount amount nettotal netamount gesamt gesamtpreis betrag positionssumme
			zeilensumme montant montantht importe importo wartosc bedrag`},
		{"delivered_quantity", numberCell, false, `
			delivered qtydelivered deliveredqty shipped shippedquantity geliefert`},
		{"cost", numberCell, false, "unitcost costprice einkaufspreis"},
		{"channel", textCell, false, "saleschannel kanal"},
		{"status", textCell, false, "orderstatus state"},
		{"currency", textCell, false, "currencycode wahrung devise"},
		{"rate", numberCell, false, "exchangerate fxrate kurs wechselkurs"},
		{"customer_name", textCell, false, "company companyname kunde"},
		{"product_name", textCell, false, "description itemname articlename bezeichnung"},
	},
	Targets: append([]columnDef{
		{"customer_code", keyCell, true, `
			customer customerno customernumber customerid code kundennummer kundennr kundencode kdnr debitornr
			debitorennr debitorennummer codeclient nclient numeroclient clientcode codigocliente codicecliente
			kodklienta klantnummer klantnr`},
		{"start_month", keyCell, true, "start month from startmonat"},
		{"annual", numberCell, false, "target annualtarget yearly year total"},
		{"discount_pct", numberCell, false, "discount discountpercent rabatt"},
	}, months()...),
	Contacts: {
		{"customer_code", keyCell, true, `
			customer customerno customernumber customerid code kundennummer kundennr kundencode kdnr debitornr
			debitorennr debitorennummer codeclient nclient numeroclient clientcode codigocliente codicecliente
			kodklienta klantnummer klantnr`},
		{"at", instantCell, true, "date day time when datetime datum"},
		{"kind", keyCell, true, "type contacttype art"},
		{"body", textCell, false, "text note notes subject message"},
		{"outcome", textCell, false, "result ergebnis"},
		{"next_on", dayCell, false, "next nextdate followup followupon wiedervorlage"},
		{"author", textCell, false, "user by staff"},
	},
}

// customerCountry is a column that only presets fill.
const customerCountry = "customer_country"

func months() []columnDef {
	var defs []columnDef
	for i := range 12 {
		m := strconv.Itoa(i + 1)
		defs = append(defs, columnDef{"m" + m, numberCell, false, "month" + m})
	}
	return defs
}

// keyColumns are the columns whose values together must not stand twice in one
// file with different data.
var keyColumns = map[Kind][]string{
	Customers: {"code"},
	Products:  {"sku"},
	Targets:   {"customer_code", "start_month"},
	Contacts:  {"customer_code", "at", "kind", "author", "body"},
}

// ColumnNames lists our columns of a kind, in the order the documentation has.
func ColumnNames(k Kind) []string {
	var names []string
	for _, d := range columnDefs[k] {
		names = append(names, d.name)
	}
	return names
}

// HasColumn tells whether files of a kind can have a column, attr:NAME among them.
func HasColumn(k Kind, name string) bool {
	_, ok := defOf(k, name)
	return ok
}

// defOf is the definition of our column; ok is false for unknown names.
func defOf(k Kind, name string) (columnDef, bool) {
	if name == customerCountry && k == Orders {
		return columnDef{name: customerCountry}, true
	}
	if _, ok := attribute(k, name); ok {
		return columnDef{name: name}, true
	}
	i := slices.IndexFunc(columnDefs[k], func(d columnDef) bool { return d.name == name })
	if i < 0 {
		return columnDef{}, false
	}
	return columnDefs[k][i], true
}

// AttributeColumn begins the name of a column that holds an attribute of products.
const AttributeColumn = "attr:"

// attribute is the name of the attribute that a column of products holds: that
// behind attr: in any case, as it is written.
func attribute(k Kind, column string) (name string, ok bool) {
	n := len(AttributeColumn)
	if k != Products || len(column) <= n || !strings.EqualFold(column[:n], AttributeColumn) {
		return "", false
	}
	name = strings.Join(strings.Fields(column[n:]), " ")
	return name, name != ""
}

// guess is our column for a header, "" when none fits. The column's own name
// wins over every synonym.
func guess(k Kind, header string) string {
	f := Fold(header)
	if f == "" {
		return ""
	}
	if name, ok := attribute(k, strings.TrimSpace(header)); ok {
		return AttributeColumn + name
	}
	for _, d := range columnDefs[k] {
		if Fold(d.name) == f {
			return d.name
		}
	}
	for _, d := range columnDefs[k] {
		if slices.Contains(strings.Fields(d.also), f) {
			return d.name
		}
	}
	return ""
}

// missing lists what must be there and is not. Alternatives count as missing
// when neither is complete, and are then named together.
func missing(k Kind, has func(string) bool) []string {
	var out []string
	for _, d := range columnDefs[k] {
		if d.must && !has(d.name) {
			out = append(out, d.name)
		}
	}
	switch k {
	case Orders:
		if !has("unit_price") && !has("line_total") {
			out = append(out, "unit_price or line_total")
		}
	case Targets:
		all := true
		for _, d := range months() {
			all = all && has(d.name)
		}
		if !has("annual") && !all {
			out = append(out, "annual or m1 … m12")
		}
	}
	return out
}

// Required lists the columns that a file of a kind must have, in the order the
// documentation has; where one of two will do, they stand together as "a or b".
func Required(k Kind) []string {
	return missing(k, func(string) bool { return false })
}

// Optional lists the columns that a file of a kind may have beside Required.
func Optional(k Kind) []string {
	var names []string
	for _, d := range columnDefs[k] {
		other := missing(k, func(name string) bool { return name == d.name })
		if len(other) == len(Required(k)) && !choiceOf(k, d.name) {
			names = append(names, d.name)
		}
	}
	return names
}

// choiceOf tells whether a column is one of several of which a file needs some.
func choiceOf(k Kind, name string) bool {
	if k != Targets {
		return false
	}
	for _, m := range months() {
		if m.name == name {
			return true
		}
	}
	return false
}

// Missing lists the columns that must be there and are not, as Required names
// them; none for a plan that a second pass can work with.
func (p *Plan) Missing() []string { return missing(p.Kind, p.Has) }
