package web

import (
	"fmt"
	"net/url"
	"strings"

	jobcustomers "wholesight/jobs/customers"
	jobpeople "wholesight/jobs/people"
	"wholesight/jobs/settings"
	"wholesight/store"
	"wholesight/views/ui"
	"wholesight/web/kit"
	"wholesight/web/paths"
	"wholesight/web/targets"
	"wholesight/web/users"
)

// The shop that every test meets: an admin, a manager, two reps with a customer
// each, and a person of each customer. What belongs to the first rep and customer
// is marked "Alpha", what belongs to the second "Bravo": no byte of the one may
// reach the other (canaries_test.go).

// owner is one of the two sides.
type owner struct {
	mark     string // in every text that is the side's own
	rep      string // words of people
	person   string
	customer store.Customer
	manager  int64 // account manager

	canaryAmount int64 // minor units: of the side's one order and its target
}

// seeds are what fill made.
type seeds struct {
	alpha, bravo owner
	spare        int // how many spare rows fixtures have made
}

// roles are the words of the people whose rights the matrix tries, in its order.
var roles = []string{"anonymous", "customer", "rep", "manager", "admin"}

// fixtureSKU is a product that belongs to no side.
const fixtureSKU = "DRILL/1"

// canary is a text that belongs to one side alone.
func (o owner) canary(field string) string { return "Canary" + o.mark + field }

// fill makes the people and rows that tests meet.
func (sh *shop) fill() {
	sh.t.Helper()
	hash, err := sh.s.account.Hasher.Hash(sh.t.Context(), testPassword)
	if err != nil {
		sh.t.Fatal(err)
	}
	sh.seed.alpha = owner{mark: "Alpha", rep: "rep", person: "customer", canaryAmount: 7_717_177}
	sh.seed.bravo = owner{mark: "Bravo", rep: "rep2", person: "customer2", canaryAmount: 8_828_288}
	sh.update(func(tx *store.Tx) error {
		for _, p := range []struct{ word, email, name string }{{"admin", "admin@shop.example", "Ada Admin"}, {"manager", "manager@shop.example", "Max Manager"}} {
			if err := sh.addPerson(tx, p.word, jobpeople.Person{Email: p.email, Name: p.name, Role: store.Role(p.word)}, hash); err != nil {
				return err
			}
		}
		for _, o := range []*owner{&sh.seed.alpha, &sh.seed.bravo} {
			if err := o.plant(tx); err != nil {
				return err
			}
			rep := jobpeople.Person{Email: strings.ToLower(o.canary("Rep")) + "@shop.example", Name: o.canary("RepName"), Role: store.RoleRep, Managers: []int64{o.manager}}
			person := jobpeople.Person{Email: strings.ToLower(o.canary("Person")) + "@buyer.example", Name: o.canary("PersonName"), Role: store.RoleCustomer, Customer: o.customer.Code}
			if err := sh.addPerson(tx, o.rep, rep, hash); err != nil {
				return err
			}
			if err := sh.addPerson(tx, o.person, person, hash); err != nil {
				return err
			}
		}
		if err := tx.InsertProducts([]store.Product{{SKU: fixtureSKU, Name: "Hand drill", Brand: "Nord", Kind: "goods", Active: true}}); err != nil {
			return err
		}
		if err := plantMoves(tx, sh.seed.alpha.customer, sh.seed.bravo.customer); err != nil {
			return err
		}
		if err := tx.InsertDemoTruths([]store.DemoTruth{{Kind: "stopped", N: 1, Part: 1, CustomerID: sh.seed.alpha.customer.ID}}); err != nil {
			return err
		}
		return plantForecasts(tx, sh.seed.alpha, sh.seed.bravo)
	})
}

// addPerson adds somebody whom tests call by a word; hash empty: invited only.
func (sh *shop) addPerson(tx *store.Tx, word string, p jobpeople.Person, hash string) error {
	by := store.Actor{Name: "test"}
	u, err := jobpeople.AddUser(tx, by, p)
	if err != nil {
		return err
	}
	if hash != "" {
		if err := jobpeople.SetPassword(tx, by, u, hash, ""); err != nil {
			return err
		}
	}
	sh.people[word], err = tx.User(u.ID)
	return err
}

// spareUser is a rep nobody else speaks of, for routes that change one.
func (sh *shop) spareUser() store.User {
	sh.t.Helper()
	sh.seed.spare++
	word := fmt.Sprintf("spare%d", sh.seed.spare)
	hash, err := sh.s.account.Hasher.Hash(sh.t.Context(), testPassword)
	if err != nil {
		sh.t.Fatal(err)
	}
	sh.update(func(tx *store.Tx) error {
		return sh.addPerson(tx, word, jobpeople.Person{Email: word + "@shop.example", Name: "Spare " + word, Role: store.RoleRep}, hash)
	})
	return sh.people[word]
}

// link is a fresh one-time link of a purpose.
func (sh *shop) link(purpose store.Purpose) (secret string) {
	sh.t.Helper()
	user := int64(0)
	if purpose != store.LinkSetup {
		user = sh.spareUser().ID
	}
	secret = jobpeople.NewSecret()
	sh.update(func(tx *store.Tx) error { return tx.CreateLink(secret, purpose, user, 1<<40) })
	sh.secrets = append(sh.secrets, secret)
	return secret
}

// params fill the parameters of paths: by the longest pattern that a path begins
// with. A value belongs to the person named: rows of one's own where there are such,
// else something that the right roles may touch. New path parameters go here.
var params = map[string]func(sh *shop, of string) []string{
	"/static/*":         func(*shop, string) []string { return []string{"favicon.svg"} },
	"/setup/:secret":    func(sh *shop, _ string) []string { return []string{sh.link(store.LinkSetup)} },
	"/password/:secret": func(sh *shop, _ string) []string { return []string{sh.link(store.LinkReset)} },
	"/users/:id":        func(sh *shop, _ string) []string { return []string{fmt.Sprint(sh.spareUser().ID)} },
	"/customers/:code/orders/:number": func(sh *shop, of string) []string {
		o := sh.seed.alpha
		if of == "rep2" || of == "customer2" {
			o = sh.seed.bravo
		}
		return []string{url.PathEscape(o.customer.Code), url.PathEscape(o.canary("Order"))}
	},
	"/customers/:code": func(sh *shop, of string) []string {
		if of == "rep2" || of == "customer2" {
			return []string{url.PathEscape(sh.seed.bravo.customer.Code)}
		}
		return []string{url.PathEscape(sh.seed.alpha.customer.Code)}
	},
	"/products/:sku":         func(*shop, string) []string { return []string{url.PathEscape(fixtureSKU)} },
	"/contacts/:id":          func(sh *shop, of string) []string { return []string{fmt.Sprint(sh.spareContact(of).ID)} },
	"/views/:id":             func(sh *shop, of string) []string { return []string{fmt.Sprint(sh.spareView(of).ID)} },
	"/classifications/:id":   func(sh *shop, _ string) []string { return []string{fmt.Sprint(sh.spareRule().ID)} },
	"/smart-types/:id":       func(sh *shop, _ string) []string { return []string{fmt.Sprint(sh.spareSmartType().ID)} },
	"/undo/:id":              func(sh *shop, of string) []string { return []string{fmt.Sprint(sh.spareUndo(of))} },
	"/jobs/:id":              func(sh *shop, _ string) []string { return []string{fmt.Sprint(sh.job(store.JobDead))} },
	"/imports/:id":           func(sh *shop, _ string) []string { return []string{fmt.Sprint(sh.spareImport().ID)} },
	"/imports/samples/:kind": func(*shop, string) []string { return []string{"orders"} },
	"/exports/:file":         func(*shop, string) []string { return []string{"orders.csv"} },
	"/jobs/:id/cancel":       func(sh *shop, _ string) []string { return []string{fmt.Sprint(sh.job(store.JobQueued))} },
	"/account/sessions/:ref": func(sh *shop, of string) []string {
		if of == "anonymous" {
			of = "admin"
		}
		b := sh.as(of)
		return []string{store.HashSecret(b.cookies[sh.s.Sessions.Cookie])[:16]}
	},
}

// forms are what the POST routes are tried with: forms that are carried out. path is
// the address with its parameters filled. New POST routes go here.
var forms = map[string]func(sh *shop, path string) url.Values{
	"POST /login": func(sh *shop, _ string) url.Values {
		return values("email", sh.people["manager"].Email, "password", testPassword)
	},
	"POST /logout": noFields,
	"POST /setup/:secret": func(*shop, string) url.Values {
		return values("email", "first@shop.example", "name", "First", "password", "short")
	},
	"POST /password/:secret": func(*shop, string) url.Values { return values("password", "a new one with 7 words") },

	"POST /account/password":          func(*shop, string) url.Values { return values("old", testPassword, "password", testPassword) },
	"POST /account/prefs":             func(*shop, string) url.Values { return values("theme", "dark") },
	"POST /account/end-sessions":      noFields,
	"POST /account/stay":              noFields,
	"POST /account/sessions/:ref/end": noFields,
	"POST /undo/:id":                  noFields,
	"POST /settings": func(sh *shop, _ string) url.Values {
		sh.seed.spare++
		return values("shop-name", fmt.Sprintf("Shop %d", sh.seed.spare))
	},
	"POST /customers/:code/contact": func(sh *shop, _ string) url.Values {
		sh.seed.spare++
		return values("kind", "call", "outcome", "Reached", "note", fmt.Sprintf("Spoken %d", sh.seed.spare), "next", "3", "then", "save")
	},
	"POST /customers/:code/call":     func(*shop, string) url.Values { return values("over", "1") },
	"POST /customers/:code/call/end": noFields,
	"POST /contacts/:id": func(*shop, string) url.Values {
		return values("version", "1", "outcome", "Call back", "next_on", "2027-03-05", "was", "{}")
	},
	"POST /contacts/:id/delete": func(*shop, string) url.Values { return values("version", "1") },
	"POST /customers/:code/edit": func(sh *shop, path string) url.Values {
		return sh.customerForm(path, "city", fmt.Sprint("City ", sh.spareNumber()))
	},
	"POST /classifications": func(sh *shop, _ string) url.Values {
		sh.seed.spare++
		return sh.ruleForm(store.Classification{Title: fmt.Sprintf("New %d", sh.seed.spare), Colour: "#0072b2"}, "type", "orders", "smart_type", fmt.Sprint(sh.rule("Calm").SmartTypeID),
			"value", fmt.Sprint(10_000+sh.seed.spare), "position", "")
	},
	"POST /classifications/:id":         func(sh *shop, path string) url.Values { return sh.ruleForm(sh.ruleAt(path), "title", "Renamed") },
	"POST /classifications/:id/move":    func(sh *shop, path string) url.Values { return sh.ruleForm(sh.ruleAt(path)) },
	"POST /classifications/:id/delete":  func(sh *shop, path string) url.Values { return sh.ruleForm(sh.ruleAt(path)) },
	"POST /classifications/:id/restore": noFields,
	"POST /classifications/:id/value":   func(*shop, string) url.Values { return values("value", "77777") },
	"POST /classifications/preview": func(sh *shop, _ string) url.Values {
		calm := sh.rule("Calm")
		return values("smart_type", fmt.Sprint(calm.SmartTypeID), "row", fmt.Sprint(calm.ID), "value", "1.5")
	},
	"POST /classifications/draft/apply":   func(sh *shop, _ string) url.Values { return sh.spareDraft("admin") },
	"POST /classifications/draft/discard": func(sh *shop, _ string) url.Values { return sh.spareDraft("admin") },
	"POST /classifications/draft/merge":   func(sh *shop, _ string) url.Values { return sh.spareDraft("admin") },
	"POST /classifications/timeframe": func(sh *shop, _ string) url.Values {
		months := "6"
		sh.view(func(tx *store.Tx) error {
			shop, err := settings.Load(tx)
			if shop.Timeframe == 6 {
				months = "12"
			}
			return err
		})
		return values("smart_type", fmt.Sprint(sh.rule("Calm").SmartTypeID), "timeframe", months)
	},
	"POST /smart-types":            func(sh *shop, _ string) url.Values { return values("title", fmt.Sprint("New type ", sh.spareNumber())) },
	"POST /smart-types/:id":        func(sh *shop, path string) url.Values { return sh.smartTypeForm(path, "portal", "1") },
	"POST /smart-types/:id/move":   func(sh *shop, path string) url.Values { return sh.smartTypeMove(1, "up") },
	"POST /smart-types/:id/merge":  func(sh *shop, path string) url.Values { return sh.mergeForm(sh.smartTypeAt(path), sh.firstSmartType()) },
	"POST /smart-types/:id/delete": func(sh *shop, path string) url.Values { return sh.smartTypeForm(path) },
	"POST /imports":                noFields,
	"POST /imports/:id/check":      noFields,
	"POST /imports/:id/apply":      noFields,
	"POST /imports/:id/cancel":     noFields,
	"POST /imports/:id/discard":    noFields,
	"POST /imports/:id/undo":       noFields,
	"POST /jobs/run":               func(*shop, string) url.Values { return values("job", "audit-check") },
	"POST /jobs/:id/cancel":        noFields,
	"POST /jobs/:id/retry":         noFields,

	"POST /customers/:code/target":        func(sh *shop, path string) url.Values { return sh.targetForm(path, sh.more()) },
	"POST /customers/:code/target/delete": func(sh *shop, path string) url.Values { return sh.targetForm(path, 0) },
	"POST /targets/grid":                  func(sh *shop, _ string) url.Values { return sh.gridOf(sh.seed.alpha.customer.Code, sh.more()) },

	"POST /users": func(sh *shop, _ string) url.Values {
		sh.seed.spare++
		return values("email", fmt.Sprintf("new%d@shop.example", sh.seed.spare), "name", "New One", "role", "rep")
	},
	"POST /users/:id": func(sh *shop, path string) url.Values { return sh.userForm(path, "name", "Other Name") },
	"POST /views": func(sh *shop, _ string) url.Values {
		sh.seed.spare++
		return values("list", "customers", "name", fmt.Sprintf("New view %d", sh.seed.spare), "query", "sort=name")
	},
	"POST /views/:id": func(sh *shop, _ string) url.Values {
		sh.seed.spare++
		return values("name", fmt.Sprintf("Other view %d", sh.seed.spare), "version", "1", "was", "{}")
	},
	"POST /customers/bulk": func(sh *shop, _ string) url.Values {
		sh.seed.spare++
		return values("do", "tag", "tag", fmt.Sprintf("spare:%d", sh.seed.spare), "pick", fmt.Sprint(sh.seed.alpha.customer.ID))
	},
	"POST /views/:id/query":        func(*shop, string) url.Values { return values("query", "sort=risk", "version", "1") },
	"POST /views/:id/delete":       func(*shop, string) url.Values { return values("version", "1") },
	"POST /views/:id/default":      func(*shop, string) url.Values { return values("on", "1") },
	"POST /users/:id/disable":      func(sh *shop, path string) url.Values { return sh.userForm(path) },
	"POST /users/:id/enable":       func(sh *shop, path string) url.Values { sh.disable(path); return sh.userForm(path) },
	"POST /users/:id/end-sessions": noFields,
	"POST /users/:id/link":         noFields,
}

// targetForm is the form of the target of the customer that an address names, with
// more in its first month; without a target, of a new one.
func (sh *shop) targetForm(path string, more int64) url.Values {
	sh.t.Helper()
	code, err := url.PathUnescape(strings.Split(path, "/")[2])
	if err != nil {
		sh.t.Fatal(err)
	}
	f := targets.TargetForm{Start: "2031-01", Split: targets.SplitEven, Annual: "1200"}
	var was targets.TargetForm
	l := sh.locale()
	sh.view(func(tx *store.Tx) error {
		c, err := tx.Customer(store.Everyone(), code)
		if err != nil {
			return err
		}
		all, err := tx.TargetsOfCustomer(c.ID)
		if err == nil && len(all) > 0 {
			f = targets.TargetFormOf(l, &all[0])
			was = f
			all[0].Amounts[0] += more
			f.Months[0] = targets.MoneyText(l, all[0].Amounts[0])
		}
		return err
	})
	v := values("id", fmt.Sprint(f.ID), "version", fmt.Sprint(f.Version), "start_month", f.Start, "split", f.Split, "annual", f.Annual, "discount", f.Discount, "was", kit.WasField(was).Value)
	for i, m := range f.Months {
		v.Set(targets.MonthField(i), m)
	}
	return v
}

// more is an amount that no form before has added.
func (sh *shop) more() int64 {
	sh.seed.spare++
	return int64(sh.seed.spare)
}

// gridOf is the grid of one customer, with more in its first month.
func (sh *shop) gridOf(code string, more int64) url.Values {
	sh.t.Helper()
	v := values("rows", "1", "code-0", code)
	for name, value := range sh.targetForm(paths.TargetPath(code), more) {
		v[name+"-0"] = value
	}
	return v
}

// locale is how the shop writes figures.
func (sh *shop) locale() ui.Locale {
	l, err := ui.NewLocale("en-GB", "EUR")
	if err != nil {
		sh.t.Fatal(err)
	}
	return l
}

func noFields(*shop, string) url.Values { return url.Values{} }

// spareView is a saved list of somebody, which nobody else sees.
func (sh *shop) spareView(of string) (v store.SavedList) {
	sh.t.Helper()
	u, ok := sh.people[of]
	if !ok || u.Role == store.RoleCustomer {
		u = sh.people["admin"]
	}
	sh.seed.spare++
	mark := "" // a side's view is as much the side's as its customers are
	switch of {
	case "rep":
		mark = sh.seed.alpha.canary("View")
	case "rep2":
		mark = sh.seed.bravo.canary("View")
	}
	sh.update(func(tx *store.Tx) (err error) {
		v, err = jobcustomers.AddSavedList(tx, store.Actor{Name: "test"}, store.SavedList{List: "customers", UserID: u.ID, Name: fmt.Sprintf("View %d %s", sh.seed.spare, mark), Query: "sort=-risk"})
		return err
	})
	return v
}

// address is a route's path with its parameters filled for somebody.
func (sh *shop) address(r kit.Route, of string) string {
	sh.t.Helper()
	if !strings.ContainsAny(r.Path, ":*") {
		return r.Path
	}
	best := ""
	for pattern := range params {
		if strings.HasPrefix(r.Path, pattern) && len(pattern) > len(best) {
			best = pattern
		}
	}
	if best == "" {
		sh.t.Fatalf("%s: say in fixtures_test.go what its parameters are", r.Path)
	}
	path := ""
	fill := params[best](sh, of)
	for _, part := range strings.Split(r.Path, "/")[1:] {
		if strings.HasPrefix(part, ":") || part == "*" {
			part, fill = fill[0], fill[1:]
		} else if name, param, ok := strings.Cut(part, ":"); ok { // such as report-:id
			part, fill = name+fill[0], fill[1:]
			_ = param
		}
		path += "/" + part
	}
	return path
}

// formFor is what a route is tried with; nil for a GET.
func (sh *shop) formFor(r kit.Route, path string) url.Values {
	sh.t.Helper()
	if r.Reads() {
		return nil
	}
	make, ok := forms[r.Method+" "+r.Path]
	if !ok {
		sh.t.Fatalf("%s %s: say in fixtures_test.go what form it is tried with", r.Method, r.Path)
	}
	return make(sh, path)
}

// userAt is the user that an address /users/ID… names.
func (sh *shop) userAt(path string) (u store.User) {
	sh.t.Helper()
	id := paths.Number(strings.Split(path, "/")[2])
	sh.view(func(tx *store.Tx) (err error) {
		u, err = tx.User(id)
		return err
	})
	return u
}

// userForm is the form of a user as its page has it, with changes.
func (sh *shop) userForm(path string, changes ...string) url.Values {
	sh.t.Helper()
	u := sh.userAt(path)
	f := values("version", fmt.Sprint(u.Version), "email", u.Email, "name", u.Name, "role", string(u.Role), "was", kit.WasField(users.StoredPerson(u, nil)).Value)
	for i := 0; i < len(changes); i += 2 {
		f.Set(changes[i], changes[i+1])
	}
	return f
}

func (sh *shop) disable(path string) {
	sh.t.Helper()
	u := sh.userAt(path)
	sh.update(func(tx *store.Tx) error {
		return jobpeople.DisableUser(tx, store.Actor{Name: "test"}, u.ID, u.Version, true)
	})
}

// customerForm is the form of a customer as the page of its edit has it, with changes.
func (sh *shop) customerForm(path string, changes ...string) url.Values {
	sh.t.Helper()
	code, err := url.PathUnescape(strings.Split(path, "/")[2])
	if err != nil {
		sh.t.Fatal(err)
	}
	var d jobcustomers.CustomerData
	sh.view(func(tx *store.Tx) error {
		c, err := tx.Customer(store.Everyone(), code)
		if err == nil {
			d, err = jobcustomers.DataOf(&c)
		}
		return err
	})
	f := values("version", fmt.Sprint(d.Version), "name", d.Name, "smart_type", fmt.Sprint(d.SmartType), "account_manager", fmt.Sprint(d.Manager), "industry", d.Industry,
		"contact", d.Contact, "email", d.Email, "phone", d.Phone, "city", d.City, "postcode", d.Postcode, "country", d.Country, "notes", d.Notes,
		"groups", strings.Join(d.Groups, "\r\n"), "tags", strings.Join(d.Tags, "\r\n"), "attributes", jobcustomers.FormatAttributes(d.Attributes), "was", kit.WasField(d).Value)
	for name, on := range map[string]bool{"active": d.Active, "consent": d.Consent} {
		if on {
			f.Set(name, "on")
		}
	}
	for i := 0; i < len(changes); i += 2 {
		f.Set(changes[i], changes[i+1])
	}
	return f
}

// spareNumber is a number that no other call gives.
func (sh *shop) spareNumber() int {
	sh.seed.spare++
	return sh.seed.spare
}
