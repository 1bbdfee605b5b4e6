package webtest

import (
	"fmt"
	"net/url"
	"strings"

	"wholesight/store"
	"wholesight/views/ui"
	"wholesight/web/kit"
)

// params fill the parameters of paths: by the longest pattern that a path begins
// with. A value belongs to the person named: rows of one's own where there are such,
// else something that the right roles may touch. New path parameters go here.
var params = map[string]func(sh *Shop, of string) []string{
	"/static/*":         func(*Shop, string) []string { return []string{"favicon.svg"} },
	"/setup/:secret":    func(sh *Shop, _ string) []string { return []string{sh.Link(store.LinkSetup)} },
	"/password/:secret": func(sh *Shop, _ string) []string { return []string{sh.Link(store.LinkReset)} },
	"/users/:id":        func(sh *Shop, _ string) []string { return []string{fmt.Sprint(sh.SpareUser().ID)} },
	"/customers/:code/orders/:number": func(sh *Shop, of string) []string {
		o := sh.Seed.Alpha
		if of == "rep2" || of == "customer2" {
			o = sh.Seed.Bravo
		}
		return []string{url.PathEscape(o.Customer.Code), url.PathEscape(o.Canary("Order"))}
	},
	"/customers/:code": func(sh *Shop, of string) []string {
		if of == "rep2" || of == "customer2" {
			return []string{url.PathEscape(sh.Seed.Bravo.Customer.Code)}
		}
		return []string{url.PathEscape(sh.Seed.Alpha.Customer.Code)}
	},
	"/products/:sku":         func(*Shop, string) []string { return []string{url.PathEscape(FixtureSKU)} },
	"/contacts/:id":          func(sh *Shop, of string) []string { return []string{fmt.Sprint(sh.SpareContact(of).ID)} },
	"/views/:id":             func(sh *Shop, of string) []string { return []string{fmt.Sprint(sh.SpareView(of).ID)} },
	"/classifications/:id":   func(sh *Shop, _ string) []string { return []string{fmt.Sprint(sh.SpareRule().ID)} },
	"/smart-types/:id":       func(sh *Shop, _ string) []string { return []string{fmt.Sprint(sh.spareSmartType().ID)} },
	"/undo/:id":              func(sh *Shop, of string) []string { return []string{fmt.Sprint(sh.SpareUndo(of))} },
	"/jobs/:id":              func(sh *Shop, _ string) []string { return []string{fmt.Sprint(sh.Job(store.JobDead))} },
	"/imports/:id":           func(sh *Shop, _ string) []string { return []string{fmt.Sprint(sh.SpareImport().ID)} },
	"/imports/samples/:kind": func(*Shop, string) []string { return []string{"orders"} },
	"/exports/:file":         func(*Shop, string) []string { return []string{"orders.csv"} },
	"/jobs/:id/cancel":       func(sh *Shop, _ string) []string { return []string{fmt.Sprint(sh.Job(store.JobQueued))} },
	"/account/sessions/:ref": func(sh *Shop, of string) []string {
		if of == "anonymous" {
			of = "admin"
		}
		b := sh.As(of)
		return []string{store.HashSecret(b.Cookies[sh.Server.Sessions.Cookie])[:16]}
	},
}

// Address is a route's path with its parameters filled for somebody.
func (sh *Shop) Address(r kit.Route, of string) string {
	sh.T.Helper()
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
		sh.T.Fatalf("%s: say in web/webtest/params.go what its parameters are", r.Path)
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

// more is an amount that no form before has added.
func (sh *Shop) more() int64 {
	sh.Seed.spare++
	return int64(sh.Seed.spare)
}

// spareNumber is a number that no other call gives.
func (sh *Shop) spareNumber() int {
	sh.Seed.spare++
	return sh.Seed.spare
}

// locale is how the shop writes figures.
func (sh *Shop) locale() ui.Locale {
	l, err := ui.NewLocale("en-GB", "EUR")
	if err != nil {
		sh.T.Fatal(err)
	}
	return l
}
