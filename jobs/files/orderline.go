package files

import (
	"bytes"

	"wholesight/jobs/files/cells"
)

// orderHead is what all rows of an order must agree on.
type orderHead struct {
	day                                 int32
	customer, status, channel, currency string
}

// orderReader reads rows of an orders file; its columns are looked up once.
type orderReader struct {
	*reading
	number, date, customer, sku, channel, status, currency, customerName, productName, country int
	quantity, delivered, price, total, cost, rate                                              int

	digits       int // of the shop's currency
	lastCustomer lastCell
	lastSKU      lastCell
	lastStatus   lastCell

	text []byte // of one spilled part, reused
	rows []spilled
}

// lastCell remembers the cell read before: the rows of an order repeat theirs.
type lastCell struct {
	cell []byte
	text string
}

func newOrderReader(r *reading) *orderReader {
	at := func(column string) int {
		if i, ok := r.at[column]; ok {
			return i
		}
		return -1
	}
	return &orderReader{reading: r, number: at("order_number"), date: at("order_date"), customer: at("customer_code"),
		sku:     at("sku"),
		channel: at("channel"), status: at("status"), currency: at("currency"), customerName: at("customer_name"),
		productName: at("product_name"), country: at(customerCountry), quantity: at("quantity"),
		delivered: at("delivered_quantity"),
		price:     at("unit_price"), total: at("line_total"), cost: at("cost"), rate: at("rate"),
		digits: cells.Digits(r.p.Currency)}
}

// line reads one row. ok is false when it must be rejected; the blame says why.
func (o *orderReader) line(rec *record, head *orderHead, l *OrderLine) (ok bool) {
	if !o.shape(rec) {
		return false
	}
	*l = OrderLine{Line: rec.line}
	if !o.head(rec, head) {
		return false
	}
	uci := o.p.Preset == PresetUCI
	b := cells.Code(rec.fields[o.sku])
	if uci {
		upperUCI(b)
	}
	if bytes.Equal(b, o.lastSKU.cell) && len(b) > 0 {
		l.SKU = o.lastSKU.text
	} else {
		if l.SKU, ok = o.checkKey(b, "sku"); !ok {
			return false
		}
		o.lastSKU.cell, o.lastSKU.text = append(o.lastSKU.cell[:0], b...), l.SKU
	}
	l.Service = uci && serviceUCI(l.SKU)
	if o.productName >= 0 {
		l.ProductName = o.codes.get(cells.CleanText(rec.fields[o.productName]))
	}
	if !o.money(rec, head.currency, l) {
		return false
	}
	if o.p.Today != 0 && head.day > int32(o.p.Today)+1 {
		l.Warn |= WarnFuture
	}
	if l.Quantity == 0 {
		l.Warn |= WarnZeroQuantity
	}
	if l.HasUnitPrice && l.UnitPrice < 0 {
		l.Warn |= WarnNegativePrice
	}
	return true
}

// head reads day, customer, status, channel and currency.
func (o *orderReader) head(rec *record, h *orderHead) (ok bool) {
	b := cells.Code(rec.fields[o.customer])
	if o.p.Preset == PresetUCI {
		b = customerUCI(b)
	}
	if len(b) == 0 {
		return o.blame.set(CauseNoCustomer, "customer_code", nil, "customer_code is empty: the row does not say who "+
			"bought; fill in the customer's code")
	}
	if bytes.Equal(b, o.lastCustomer.cell) {
		h.customer = o.lastCustomer.text
	} else {
		if h.customer, ok = o.checkKey(b, "customer_code"); !ok {
			return false
		}
		o.lastCustomer.cell, o.lastCustomer.text = append(o.lastCustomer.cell[:0], b...), h.customer
	}
	if b = cells.CleanText(rec.fields[o.date]); len(b) == 0 {
		return o.blame.set(CauseMissing, "order_date", nil, "order_date is empty; fill in the day as YYYY-MM-DD")
	}
	d, why := o.days.Day(b)
	if why != "" {
		return o.blame.set(CauseDate, "order_date", b, "order_date “%s” %s", clip(string(b), 40), why)
	}
	h.day, h.status, h.channel, h.currency = int32(d), StatusClosed, "", o.p.Currency
	if o.status >= 0 {
		if b = o.p.meaning("status", cells.CleanText(rec.fields[o.status])); len(b) > 0 {
			if h.status, ok = o.orderStatus(b); !ok {
				return o.blame.set(CauseWord, "status", b, "status “%s” is unknown; write draft, open, closed or cancelled",
					clip(string(b), 40))
			}
		}
	}
	if o.channel >= 0 {
		h.channel = o.codes.get(o.p.meaning("channel", cells.CleanText(rec.fields[o.channel])))
	}
	if o.currency >= 0 {
		if b = o.p.meaning("currency", cells.CleanText(rec.fields[o.currency])); len(b) > 0 && string(b) != o.p.Currency {
			if h.currency, ok = cells.CurrencyCode(b); !ok {
				return o.blame.set(CauseCurrency, "currency", b, "currency “%s” is no currency; write its three letters, "+
					"such as EUR", clip(string(b), 40))
			}
		}
	}
	return true
}

// orderStatus is what a word says; the cells of a file repeat theirs.
func (o *orderReader) orderStatus(b []byte) (string, bool) {
	if bytes.Equal(b, o.lastStatus.cell) {
		return o.lastStatus.text, true
	}
	s, ok := cells.StatusWords[cells.Word(b)]
	if ok {
		o.lastStatus.cell, o.lastStatus.text = append(o.lastStatus.cell[:0], b...), s
	}
	return s, ok
}

// money reads the figures of a row and settles them.
func (o *orderReader) money(rec *record, currency string, l *OrderLine) (ok bool) {
	a := amounts{toDigits: o.digits, fileDigits: o.digits}
	if a.rate, ok = o.exchange(rec, currency); !ok {
		return false
	}
	if currency != o.p.Currency {
		a.fileDigits = cells.Digits(currency)
	}
	has := false
	if a.quantity, has, ok = o.figure(rec, o.quantity, 3, cells.NoMoney); !ok {
		return false
	}
	if !has {
		return o.blame.set(CauseMissing, "quantity", nil, "quantity is empty; fill it in")
	}
	if a.price, a.hasPrice, ok = o.figure(rec, o.price, 4, currency); !ok {
		return false
	}
	if a.total, a.hasTotal, ok = o.figure(rec, o.total, 6, currency); !ok {
		return false
	}
	if a.hasTotal { // rounded from the cell itself, not from its millionths
		if a.minor, _, ok = o.figure(rec, o.total, a.fileDigits, currency); !ok {
			return false
		}
	}
	if !a.hasPrice && !a.hasTotal {
		return o.blame.set(CauseMissing, o.priceColumn(), nil,
			"the row has neither a unit price nor a line total; fill in one of them (0 for free goods)")
	}
	if a.cost, l.HasCost, ok = o.figure(rec, o.cost, 4, currency); !ok {
		return false
	}
	l.Quantity = a.quantity
	if l.Delivered, l.HasDelivered, ok = o.figure(rec, o.delivered, 3, cells.NoMoney); !ok {
		return false
	}
	if !l.HasDelivered {
		l.Delivered = l.Quantity
	}
	if !a.settle(l) {
		return o.blame.set(CauseNumber, o.priceColumn(), nil,
			"quantity and price make an amount that is too large; correct them")
	}
	return true
}

func (o *orderReader) priceColumn() string {
	if o.price >= 0 {
		return "unit_price"
	}
	return "line_total"
}

// figure is number by position.
func (o *orderReader) figure(rec *record, col, decimals int, money string) (v int64, has, ok bool) {
	if col < 0 {
		return 0, false, true
	}
	c := &o.p.Columns[col]
	if !c.Mixed { // the usual cell: digits and a decimal sign
		dec := byte('.')
		if c.Decimal != "" {
			dec = c.Decimal[0]
		}
		if v, err := cells.ParsePlain(rec.fields[col], dec, decimals); err == cells.NumberOK {
			return v, true, true
		}
	}
	return o.reading.number(rec, c.Column, decimals, money)
}

// exchange is the rate of a row, 0 for the shop's own currency.
func (o *orderReader) exchange(rec *record, currency string) (rate int64, ok bool) {
	if o.rate < 0 && currency == o.p.Currency {
		return 0, true
	}
	rate, has, ok := o.figure(rec, o.rate, rateDecimals, cells.NoMoney)
	switch {
	case !ok:
		return 0, false
	case has && rate <= 0:
		return 0, o.blame.set(CauseCurrency, "rate", rec.fields[o.rate], "the rate must be above zero; correct it")
	case o.p.Currency == "":
		return rate, true
	case currency == o.p.Currency && (!has || rate == cells.Powers[rateDecimals]):
		return 0, true
	case currency == o.p.Currency:
		return 0, o.blame.set(CauseCurrency, "rate", rec.fields[o.rate], "the order is in the shop's own currency %s, "+
			"but has a rate other than 1; fill in the order's currency, or empty the rate", currency)
	case !has:
		return 0, o.blame.set(CauseCurrency, "currency", []byte(currency), "the order is in %s, the shop in %s; fill "+
			"in the column rate, with what one %s is in %s", currency, o.p.Currency, currency, o.p.Currency)
	}
	return rate, true
}
