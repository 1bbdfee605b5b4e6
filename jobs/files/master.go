package files

import (
	"context"
	"strings"

	"wholesight/jobs/calendar"
	"wholesight/jobs/files/cells"
)

// Customers hands out the rows of a customers file in file order. A row's key
// that stands more than once with different data is rejected every time; the
// same row twice is handed out once. row's and reject's errors end the pass.
func (p *Plan) Customers(ctx context.Context, src Source, row func(CustomerRow) error,
	reject func(Rejection) error) error {
	return pass(ctx, p, src, Customers, reject, (*reading).customer, row)
}

// Products hands out the rows of a products file, as Customers does.
func (p *Plan) Products(ctx context.Context, src Source, row func(ProductRow) error,
	reject func(Rejection) error) error {
	return pass(ctx, p, src, Products, reject, (*reading).product, row)
}

// Targets hands out the rows of a targets file, as Customers does.
func (p *Plan) Targets(ctx context.Context, src Source, row func(TargetRow) error, reject func(Rejection) error) error {
	return pass(ctx, p, src, Targets, reject, (*reading).target, row)
}

// Contacts hands out the rows of a contacts file, as Customers does.
func (p *Plan) Contacts(ctx context.Context, src Source, row func(ContactRow) error,
	reject func(Rejection) error) error {
	return pass(ctx, p, src, Contacts, reject, (*reading).contact, row)
}

// pass is the second pass over a file whose rows stand for themselves.
func pass[T any](ctx context.Context, p *Plan, src Source, k Kind, reject func(Rejection) error,
	read func(*reading, *record) (T, bool), row func(T) error) error {
	r, err := p.begin(ctx, src, k, reject)
	if err != nil {
		return err
	}
	var keys []hashed
	for _, name := range keyColumns[k] {
		if i, ok := r.at[name]; ok {
			def, _ := defOf(k, name)
			keys = append(keys, hashed{i, def.cell == keyCell})
		}
	}
	once := map[uint64]bool{}
	for {
		raw, err := r.t.next()
		if err != nil {
			return r.end(err)
		}
		rec := r.ready(raw)
		if aside, err := r.setAside(rec); aside {
			if err != nil {
				return r.end(err)
			}
			continue
		}
		key, keyed := rowKey(rec, keys)
		value, ok := read(r, rec)
		switch {
		case ok && keyed && listed(p.Conflicts, key):
			name := keyColumns[k][0]
			ok = r.blame.set(CauseRepeated, name, r.cell(rec, name), "the same %s stands in the file more than once, with "+
				"different data; keep the right row and leave the others out", strings.Join(keyColumns[k][:min(len(keys), 3)],
				", "))
		case ok && keyed && listed(p.Repeated, key):
			if once[key] {
				continue
			}
			once[key] = true
		}
		if ok {
			if err = row(value); err != nil {
				if _, r.blame, ok = refused(err); !ok {
					return r.end(err)
				}
			}
		}
		if !ok || err != nil {
			err = r.refuseRow()
		}
		if err != nil {
			return r.end(err)
		}
	}
}

func (r *reading) customer(rec *record) (c CustomerRow, ok bool) {
	if !r.shape(rec) {
		return c, false
	}
	c = CustomerRow{Line: rec.line, Columns: r.columns}
	if c.Code, ok = r.key(rec, "code"); !ok {
		return c, false
	}
	text := func(column string) string { return r.codes.get(r.cell(rec, column)) }
	c.Name = string(r.cell(rec, "name"))
	c.SmartType, c.AccountManager, c.Industry = text("smart_type"), text("account_manager"), text("industry")
	c.Email, c.Phone, c.Contact = text("email"), text("phone"), text("contact")
	c.City, c.Postcode, c.Country = text("city"), text("postcode"), text("country")
	c.Groups, c.Tags = cells.SplitList(r.cell(rec, "groups")), cells.SplitList(r.cell(rec, "tags"))
	if cells.DamagedID([]byte(c.Postcode)) {
		return c, r.blame.set(CauseKey, "postcode", []byte(c.Postcode), "postcode was turned into %s by a spreadsheet, "+
			"its digits are lost; write it again, or format the column as text and export again", c.Postcode)
	}
	if c.CreatedOn, c.HasCreatedOn, ok = r.dayCell(rec, "created_on", &r.days); !ok {
		return c, false
	}
	if c.Active, c.HasActive, ok = r.yesNo(rec, "active"); !ok {
		return c, false
	}
	c.MarketingConsent, c.HasMarketingConsent, ok = r.yesNo(rec, "marketing_consent")
	return c, ok
}

func (r *reading) product(rec *record) (p ProductRow, ok bool) {
	if !r.shape(rec) {
		return p, false
	}
	p = ProductRow{Line: rec.line, Columns: r.columns, Kind: "goods"}
	if p.SKU, ok = r.key(rec, "sku"); !ok {
		return p, false
	}
	text := func(column string) string { return r.codes.get(r.cell(rec, column)) }
	p.Name = string(r.cell(rec, "name"))
	p.Category, p.ProductGroup, p.Brand = categoryPath(text("category")), text("product_group"), text("brand")
	p.Tags, p.Groups = cells.SplitList(r.cell(rec, "tags")), cells.SplitList(r.cell(rec, "groups"))
	for column := range r.columns {
		if name, ok := attribute(Products, column); ok {
			if p.Attributes == nil {
				p.Attributes = map[string]string{}
			}
			p.Attributes[name] = r.codes.get(r.cell(rec, column))
		}
	}
	for _, n := range []struct {
		column   string
		to       *int64
		has      *bool
		decimals int
		money    string
	}{
		{"list_price", &p.ListPrice, &p.HasListPrice, 4, r.p.Currency},
		{"cost", &p.Cost, &p.HasCost, 4, r.p.Currency},
		{"pack_size", &p.PackSize, &p.HasPackSize, 3, cells.NoMoney},
	} {
		if *n.to, *n.has, ok = r.number(rec, n.column, n.decimals, n.money); !ok {
			return p, false
		}
		if *n.to < 0 {
			return p, r.blame.set(CauseNumber, n.column, r.cell(rec, n.column),
				"%s must not be negative; correct it or leave it empty", n.column)
		}
		if n.money == cells.NoMoney && *n.has && *n.to == 0 {
			return p, r.blame.set(CauseNumber, n.column, r.cell(rec, n.column),
				"%s must be above zero; correct it or leave it empty", n.column)
		}
	}
	if p.Active, p.HasActive, ok = r.yesNo(rec, "active"); !ok {
		return p, false
	}
	if kind := r.cell(rec, "kind"); len(kind) > 0 {
		known := false
		if p.Kind, known = cells.ProductKinds[cells.Word(kind)]; !known {
			return p, r.blame.set(CauseWord, "kind", kind, "kind “%s” is not known; write goods or service",
				clip(string(kind), 40))
		}
	}
	return p, true
}

// categoryPath writes a path with one space on each side of its signs.
func categoryPath(s string) string {
	if !strings.Contains(s, ">") {
		return s
	}
	parts := strings.Split(s, ">")
	kept := parts[:0]
	for _, part := range parts {
		if part = strings.TrimSpace(part); part != "" {
			kept = append(kept, part)
		}
	}
	return strings.Join(kept, " > ")
}

// dayCell reads a day; has is false when the cell is empty.
func (r *reading) dayCell(rec *record, column string, days *cells.DayReader) (d calendar.Day, has, ok bool) {
	b := r.cell(rec, column)
	if len(b) == 0 {
		return 0, false, true
	}
	d, why := days.Day(b)
	if why != "" {
		return 0, false, r.blame.set(CauseDate, column, b, "%s “%s” %s", column, clip(string(b), 40), why)
	}
	return d, true, true
}

func (r *reading) yesNo(rec *record, column string) (yes, has, ok bool) {
	b := r.cell(rec, column)
	if len(b) == 0 {
		return false, false, true
	}
	if yes, ok = cells.YesNo(b); !ok {
		return false, false, r.blame.set(CauseWord, column, b, "%s “%s” is neither yes nor no; write yes or no", column,
			clip(string(b), 40))
	}
	return yes, true, true
}
