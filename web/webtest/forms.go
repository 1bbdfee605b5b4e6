package webtest

import (
	"fmt"
	"net/url"

	"wholesight/jobs/settings"
	"wholesight/store"
	"wholesight/web/kit"
)

// forms are what the POST routes are tried with: forms that are carried out. path is
// the address with its parameters filled. New POST routes go here.
var forms = map[string]func(sh *Shop, path string) url.Values{
	"POST /login": func(sh *Shop, _ string) url.Values {
		return Values("email", sh.People["manager"].Email, "password", Password)
	},
	"POST /logout": noFields,
	"POST /setup/:secret": func(*Shop, string) url.Values {
		return Values("email", "first@shop.example", "name", "First", "password", "short")
	},
	"POST /password/:secret": func(*Shop, string) url.Values { return Values("password", "a new one with 7 words") },

	"POST /account/password": func(*Shop, string) url.Values {
		return Values("old", Password, "password", Password)
	},
	"POST /account/prefs":             func(*Shop, string) url.Values { return Values("theme", "dark") },
	"POST /account/end-sessions":      noFields,
	"POST /account/stay":              noFields,
	"POST /account/sessions/:ref/end": noFields,
	"POST /undo/:id":                  noFields,
	"POST /settings": func(sh *Shop, _ string) url.Values {
		sh.Seed.spare++
		return Values("shop-name", fmt.Sprintf("Shop %d", sh.Seed.spare))
	},
	"POST /customers/:code/contact": func(sh *Shop, _ string) url.Values {
		sh.Seed.spare++
		return Values("kind", "call", "outcome", "Reached", "note", fmt.Sprintf("Spoken %d", sh.Seed.spare), "next", "3",
			"then", "save")
	},
	"POST /customers/:code/call":     func(*Shop, string) url.Values { return Values("over", "1") },
	"POST /customers/:code/call/end": noFields,
	"POST /contacts/:id": func(*Shop, string) url.Values {
		return Values("version", "1", "outcome", "Call back", "next_on", "2027-03-05", "was", "{}")
	},
	"POST /contacts/:id/delete": func(*Shop, string) url.Values { return Values("version", "1") },
	"POST /customers/:code/edit": func(sh *Shop, path string) url.Values {
		return sh.CustomerForm(path, "city", fmt.Sprint("City ", sh.spareNumber()))
	},
	"POST /classifications": func(sh *Shop, _ string) url.Values {
		sh.Seed.spare++
		return sh.RuleForm(store.Classification{Title: fmt.Sprintf("New %d", sh.Seed.spare), Colour: "#0072b2"}, "type",
			"orders", "smart_type", fmt.Sprint(sh.Rule("Calm").SmartTypeID),
			"value", fmt.Sprint(10_000+sh.Seed.spare), "position", "")
	},
	"POST /classifications/:id": func(sh *Shop, path string) url.Values {
		return sh.RuleForm(sh.ruleAt(path), "title", "Renamed")
	},
	"POST /classifications/:id/move":    func(sh *Shop, path string) url.Values { return sh.RuleForm(sh.ruleAt(path)) },
	"POST /classifications/:id/delete":  func(sh *Shop, path string) url.Values { return sh.RuleForm(sh.ruleAt(path)) },
	"POST /classifications/:id/restore": noFields,
	"POST /classifications/:id/value":   func(*Shop, string) url.Values { return Values("value", "77777") },
	"POST /classifications/preview": func(sh *Shop, _ string) url.Values {
		calm := sh.Rule("Calm")
		return Values("smart_type", fmt.Sprint(calm.SmartTypeID), "row", fmt.Sprint(calm.ID), "value", "1.5")
	},
	"POST /classifications/draft/apply":   func(sh *Shop, _ string) url.Values { return sh.spareDraft("admin") },
	"POST /classifications/draft/discard": func(sh *Shop, _ string) url.Values { return sh.spareDraft("admin") },
	"POST /classifications/draft/merge":   func(sh *Shop, _ string) url.Values { return sh.spareDraft("admin") },
	"POST /classifications/timeframe": func(sh *Shop, _ string) url.Values {
		months := "6"
		sh.View(func(tx *store.Tx) error {
			shop, err := settings.Load(tx)
			if shop.Timeframe == 6 {
				months = "12"
			}
			return err
		})
		return Values("smart_type", fmt.Sprint(sh.Rule("Calm").SmartTypeID), "timeframe", months)
	},
	"POST /smart-types": func(sh *Shop, _ string) url.Values {
		return Values("title", fmt.Sprint("New type ", sh.spareNumber()))
	},
	"POST /smart-types/:id": func(sh *Shop, path string) url.Values {
		return sh.SmartTypeForm(path, "portal", "1")
	},
	"POST /smart-types/:id/move": func(sh *Shop, path string) url.Values { return sh.SmartTypeMove(1, "up") },
	"POST /smart-types/:id/merge": func(sh *Shop, path string) url.Values {
		return sh.MergeForm(sh.smartTypeAt(path), sh.FirstSmartType())
	},
	"POST /smart-types/:id/delete": func(sh *Shop, path string) url.Values { return sh.SmartTypeForm(path) },
	"POST /imports":                noFields,
	"POST /imports/:id/check":      noFields,
	"POST /imports/:id/parts":      noFields,
	"POST /imports/:id/apply":      noFields,
	"POST /imports/:id/cancel":     noFields,
	"POST /imports/:id/discard":    noFields,
	"POST /imports/:id/undo":       noFields,
	"POST /jobs/run":               func(*Shop, string) url.Values { return Values("job", "audit-check") },
	"POST /jobs/:id/cancel":        noFields,
	"POST /jobs/:id/retry":         noFields,

	"POST /customers/:code/target": func(sh *Shop, path string) url.Values {
		return sh.TargetForm(path, sh.more())
	},
	"POST /customers/:code/target/delete": func(sh *Shop, path string) url.Values { return sh.TargetForm(path, 0) },
	"POST /targets/grid": func(sh *Shop, _ string) url.Values {
		return sh.gridOf(sh.Seed.Alpha.Customer.Code, sh.more())
	},

	"POST /users": func(sh *Shop, _ string) url.Values {
		sh.Seed.spare++
		return Values("email", fmt.Sprintf("new%d@shop.example", sh.Seed.spare), "name", "New One", "role", "rep")
	},
	"POST /users/:id": func(sh *Shop, path string) url.Values { return sh.UserForm(path, "name", "Other Name") },
	"POST /views": func(sh *Shop, _ string) url.Values {
		sh.Seed.spare++
		return Values("list", "customers", "name", fmt.Sprintf("New view %d", sh.Seed.spare), "query", "sort=name")
	},
	"POST /views/:id": func(sh *Shop, _ string) url.Values {
		sh.Seed.spare++
		return Values("name", fmt.Sprintf("Other view %d", sh.Seed.spare), "version", "1", "was", "{}")
	},
	"POST /customers/bulk": func(sh *Shop, _ string) url.Values {
		sh.Seed.spare++
		return Values("do", "tag", "tag", fmt.Sprintf("spare:%d", sh.Seed.spare), "pick",
			fmt.Sprint(sh.Seed.Alpha.Customer.ID))
	},
	"POST /views/:id/query":        func(*Shop, string) url.Values { return Values("query", "sort=risk", "version", "1") },
	"POST /views/:id/delete":       func(*Shop, string) url.Values { return Values("version", "1") },
	"POST /views/:id/default":      func(*Shop, string) url.Values { return Values("on", "1") },
	"POST /users/:id/disable":      func(sh *Shop, path string) url.Values { return sh.UserForm(path) },
	"POST /users/:id/enable":       func(sh *Shop, path string) url.Values { sh.Disable(path); return sh.UserForm(path) },
	"POST /users/:id/end-sessions": noFields,
	"POST /users/:id/link":         noFields,
}

// FormFor is what a route is tried with; nil for a GET.
func (sh *Shop) FormFor(r kit.Route, path string) url.Values {
	sh.T.Helper()
	if r.Reads() {
		return nil
	}
	make, ok := forms[r.Method+" "+r.Path]
	if !ok {
		sh.T.Fatalf("%s %s: say in web/webtest/forms.go what form it is tried with", r.Method, r.Path)
	}
	return make(sh, path)
}

func noFields(*Shop, string) url.Values { return url.Values{} }
