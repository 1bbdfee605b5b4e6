package imports

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"wholesight/jobs/calendar"
	"wholesight/jobs/files"
	"wholesight/jobs/files/cells"
	"wholesight/jobs/settings"
	"wholesight/store"
)

// Export writes what the scope sees of one kind as CSV that Import reads back
// without a change: the columns of the import format, UTF-8, rows in order of their
// natural key (byte order; the lines of an order as they were imported). Texts that
// a spreadsheet would run as a formula are shielded; numbers stay numbers.
//
// Amounts are in the shop's currency, so an order that came in another one is
// exported without the columns currency and rate: importing it keeps them.
func Export(ctx context.Context, db *store.DB, scope store.Scope, kind files.Kind, w io.Writer) error {
	return db.View(ctx, func(tx *store.Tx) error {
		shop, err := settings.Load(tx)
		if err != nil {
			return err
		}
		e := exporter{tx: tx, scope: scope, digits: cells.MinorDigits(shop.Currency), csv: csv.NewWriter(w)}
		write, ok := map[files.Kind]func() error{files.Customers: e.customers, files.Products: e.products,
			files.Orders:  e.orders,
			files.Targets: e.targets, files.Contacts: e.contacts}[kind]
		if !ok {
			return fmt.Errorf("%q cannot be exported here; there are %v", kind, files.Kinds)
		}
		err = write()
		e.csv.Flush()
		return errors.Join(err, e.csv.Error())
	})
}

// exporter writes one export.
type exporter struct {
	tx     *store.Tx
	scope  store.Scope
	digits int // of the shop's minor units
	csv    *csv.Writer
	row    []string
}

func (e *exporter) header(names ...string) error { return e.csv.Write(names) }

// text adds a text cell.
func (e *exporter) text(values ...string) {
	for _, v := range values {
		e.row = append(e.row, cells.Shield(v))
	}
}

// number adds a number cell of so many decimals; nil is empty.
func (e *exporter) number(v *int64, decimals int) {
	cell := ""
	if v != nil {
		cell = plain(*v, decimals)
	}
	e.row = append(e.row, cell)
}

func (e *exporter) day(d *calendar.Day) {
	cell := ""
	if d != nil {
		cell = d.String()
	}
	e.row = append(e.row, cell)
}

func (e *exporter) yesNo(v bool) {
	e.row = append(e.row, map[bool]string{true: "yes", false: "no"}[v])
}

// end writes the row.
func (e *exporter) end() error {
	err := e.csv.Write(e.row)
	e.row = e.row[:0]
	return err
}

func (e *exporter) customers() error {
	if err := e.header(files.ColumnNames(files.Customers)...); err != nil {
		return err
	}
	return e.tx.EachCustomer(e.scope, func(c *store.Customer) error {
		e.text(c.Code, c.Name, c.SmartType, strings.Join(c.Groups, "|"), c.AccountManager, c.Industry, c.Email, c.Phone,
			c.Contact,
			c.City, c.Postcode, c.Country, strings.Join(c.Tags, "|"))
		e.day(c.CreatedOn)
		e.yesNo(c.Active)
		e.yesNo(c.Consent)
		return e.end()
	})
}

func (e *exporter) products() error {
	attributes, err := e.attributes()
	if err != nil {
		return err
	}
	header := files.ColumnNames(files.Products)
	for _, name := range attributes {
		header = append(header, files.AttributeColumn+name)
	}
	if err := e.header(header...); err != nil {
		return err
	}
	return e.tx.EachProduct(func(p *store.Product) error {
		e.text(p.SKU, p.Name, p.Category, p.Group, p.Brand, strings.Join(p.Tags, "|"))
		e.number(p.ListPrice, 4)
		e.number(p.Cost, 4)
		e.number(p.PackSize, 3)
		e.yesNo(p.Active)
		e.text(p.Kind, strings.Join(p.Groups, "|"))
		for _, name := range attributes {
			e.text(p.Attributes[name])
		}
		return e.end()
	})
}

// attributes are the names of all attributes that products have, sorted.
func (e *exporter) attributes() ([]string, error) {
	names := map[string]bool{}
	err := e.tx.EachProduct(func(p *store.Product) error {
		for name := range p.Attributes {
			names[name] = true
		}
		return nil
	})
	return slices.Sorted(maps.Keys(names)), err
}

func (e *exporter) orders() error {
	if err := e.header("order_number", "order_date", "customer_code", "sku", "quantity", "unit_price", "line_total",
		"delivered_quantity", "cost", "channel", "status"); err != nil {
		return err
	}
	return e.tx.EachOrderLine(e.scope, func(o *store.ExportLine) error {
		l := &o.Line
		e.text(o.Number)
		e.day(&o.Day)
		e.text(o.Customer, o.SKU)
		e.number(&l.Quantity, 3)
		e.number(&l.UnitPrice, 4)
		e.number(&l.Total, e.digits)
		e.number(&l.Delivered, 3)
		cost := &l.Cost
		if !l.HasCost {
			cost = nil
		}
		e.number(cost, 4)
		e.text(o.Channel, o.Status.String())
		return e.end()
	})
}

func (e *exporter) targets() error {
	names := []string{"customer_code", "start_month"}
	for i := range 12 {
		names = append(names, "m"+strconv.Itoa(i+1))
	}
	if err := e.header(append(names, "discount_pct")...); err != nil {
		return err
	}
	return e.tx.EachTarget(e.scope, func(t *store.Target) error {
		e.text(t.Customer, t.StartMonth.String())
		for i := range t.Amounts {
			e.number(&t.Amounts[i], e.digits)
		}
		e.number(t.Discount, 2)
		return e.end()
	})
}

func (e *exporter) contacts() error {
	if err := e.header(files.ColumnNames(files.Contacts)...); err != nil {
		return err
	}
	return e.tx.EachContact(e.scope, func(c *store.Contact) error {
		e.text(c.Customer)
		e.row = append(e.row, time.UnixMilli(c.At).UTC().Format("2006-01-02T15:04:05.999Z"))
		e.text(c.Kind, c.Body, c.Outcome)
		e.day(c.NextOn)
		e.text(c.Author)
		return e.end()
	})
}

// plain writes a number of so many decimals without noughts at its end. Three
// decimals are written as four: 1.125 could be read as a thousand and something,
// and whoever imports the file would be asked.
func plain(v int64, decimals int) string {
	if v == 0 {
		return "0"
	}
	u, sign := uint64(v), ""
	if v < 0 {
		u, sign = -u, "-"
	}
	s := strconv.FormatUint(u, 10)
	if len(s) <= decimals {
		s = strings.Repeat("0", decimals-len(s)+1) + s
	}
	whole, frac := s[:len(s)-decimals], strings.TrimRight(s[len(s)-decimals:], "0")
	switch len(frac) {
	case 0:
		return sign + whole
	case 3:
		frac += "0"
	}
	return sign + whole + "." + frac
}
