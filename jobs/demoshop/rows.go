package demoshop

import (
	"wholesight/jobs/demo"
	"wholesight/jobs/imports"
	"wholesight/jobs/kit"
	"wholesight/store"
)

// smartTypes makes the demo shop's smart types; it returns their ids by title, the
// first one's also by the empty title.
func (s *seeder) smartTypes(tx *store.Tx) (map[string]int64, error) {
	ids := map[string]int64{}
	for _, t := range s.shop.SmartTypes() {
		id, err := tx.NewSmartType(t.Title, t.Portal)
		if err != nil {
			return nil, err
		}
		ids[t.Title] = id
		if len(ids) == 1 {
			ids[""] = id
		}
	}
	return ids, nil
}

func (s *seeder) customers(tx *store.Tx, types map[string]int64) error {
	managers := map[string]int64{}
	for _, name := range s.shop.AccountManagers() {
		id, err := tx.AddAccountManager(name)
		if err != nil {
			return err
		}
		managers[name] = id
	}
	all := s.shop.Customers()
	return inBatches(len(all), func(from, to int) error {
		rows := make([]store.Customer, 0, to-from)
		for i := from; i < to; i++ {
			c := &all[i]
			day := c.CreatedOn
			rows = append(rows, store.Customer{ID: s.customer + int64(i), Code: c.Code, Name: c.Name,
				SmartTypeID:      types[c.SmartType],
				AccountManagerID: managers[c.AccountManager], Groups: c.Groups, Tags: c.Tags, Industry: c.Industry, Email: c.Email,
				Phone: c.Phone, Contact: c.Contact, City: c.City, Postcode: c.Postcode, Country: c.Country, CreatedOn: &day,
				Active: c.Active, Consent: c.MarketingConsent, Notes: c.Notes})
		}
		return tx.InsertCustomers(rows)
	})
}

func (s *seeder) products(tx *store.Tx, _ map[string]int64) error {
	all := s.shop.Products()
	return inBatches(len(all), func(from, to int) error {
		rows := make([]store.Product, 0, to-from)
		for i := from; i < to; i++ {
			p := all[i]
			row := store.Product{ID: s.product + int64(i), SKU: p.SKU, Name: p.Name, Category: p.Category, Group: p.Group,
				Brand: p.Brand,
				Tags:  p.Tags, ListPrice: &p.ListPrice, Cost: &p.Cost, Active: p.Active, Kind: p.Kind}
			if p.PackSize > 0 {
				row.PackSize = &p.PackSize
			}
			rows = append(rows, row)
		}
		return tx.InsertProducts(rows)
	})
}

func (s *seeder) targets(tx *store.Tx, _ map[string]int64) error {
	for _, t := range s.shop.Targets() {
		row := store.Target{CustomerID: s.customer + int64(t.Customer), StartMonth: t.Start, Amounts: t.Months}
		if t.DiscountPct > 0 {
			row.Discount = &t.DiscountPct
		}
		if err := tx.InsertTarget(&row); err != nil {
			return err
		}
	}
	return nil
}

func (s *seeder) contacts(tx *store.Tx, _ map[string]int64) error {
	for _, c := range s.shop.Contacts() {
		row := store.Contact{CustomerID: s.customer + int64(c.Customer), At: c.At, Kind: c.Kind, Author: c.Author,
			Body: c.Body, Outcome: c.Outcome}
		if c.Next {
			row.NextOn = &c.NextOn
		}
		if err := tx.InsertContact(&row); err != nil {
			return err
		}
	}
	return nil
}

// truths are what was planted, as rows.
func (s *seeder) truths() []store.DemoTruth {
	t := s.shop.Truths()
	var rows []store.DemoTruth
	n := map[string]int64{}
	add := func(kind string, customer, product int, detail any) {
		n[kind]++
		row := store.DemoTruth{Kind: kind, N: n[kind], Part: 1}
		if customer >= 0 {
			row.CustomerID = s.customer + int64(customer)
		}
		if product >= 0 {
			row.ProductID = s.product + int64(product)
		}
		if detail != nil {
			row.Detail = kit.JSON(detail)
		}
		rows = append(rows, row)
	}
	for _, v := range t.Stopped {
		add("stopped", v.Customer, -1, map[string]string{"last": v.Last.String()})
	}
	for _, k := range []struct {
		kind string
		all  []int
	}{{"growing", t.Growing}, {"slipping", t.Slipping}, {"one-time", t.OneTime}, {"new", t.New}, {"seasonal", t.Seasonal},
		{"came-back", t.CameBack}} {
		for _, c := range k.all {
			add(k.kind, c, -1, nil)
		}
	}
	for i, bundle := range t.Bundles {
		for j, p := range bundle {
			rows = append(rows, store.DemoTruth{Kind: "bundle", N: int64(i) + 1, Part: int64(j) + 1,
				ProductID: s.product + int64(p)})
		}
	}
	for _, v := range t.Missing {
		add("missing", v.Customer, v.Product, map[string]int64{"lead": s.product + int64(v.Lead)})
	}
	for _, v := range t.Terms {
		add("terms", v.Customer, -1, map[string]int64{"per_mille": v.PerMille})
	}
	for _, v := range t.Specials {
		add("special", v.Customer, v.Product, map[string]int64{"per_mille": v.PerMille})
	}
	for _, v := range t.Peaks {
		add("peak", -1, v.Product, map[string]any{"months": v.Months})
	}
	for _, v := range t.Preferred {
		add("preferred-channel", v.Customer, -1, preferred(v))
	}
	return rows
}

func preferred(v demo.Preferred) map[string]string {
	return map[string]string{"channel": v.Channel, "since": v.Since.String()}
}

// inBatches calls f for ranges of n rows.
func inBatches(n int, f func(from, to int) error) error {
	for from := 0; from < n; from += imports.RowBatch {
		if err := f(from, min(from+imports.RowBatch, n)); err != nil {
			return err
		}
	}
	return nil
}
