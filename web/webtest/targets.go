package webtest

import (
	"fmt"
	"net/url"
	"strings"

	"wholesight/store"
	"wholesight/web/kit"
	"wholesight/web/paths"
	"wholesight/web/targets"
)

// TargetForm is the form of the target of the customer that an address names, with
// more in its first month; without a target, of a new one.
func (sh *Shop) TargetForm(path string, more int64) url.Values {
	sh.T.Helper()
	code, err := url.PathUnescape(strings.Split(path, "/")[2])
	if err != nil {
		sh.T.Fatal(err)
	}
	f := targets.TargetForm{Start: "2031-01", Split: targets.SplitEven, Annual: "1200"}
	var was targets.TargetForm
	l := sh.locale()
	sh.View(func(tx *store.Tx) error {
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
	v := Values("id", fmt.Sprint(f.ID), "version", fmt.Sprint(f.Version), "start_month", f.Start, "split", f.Split,
		"annual", f.Annual, "discount", f.Discount, "was", kit.WasField(was).Value)
	for i, m := range f.Months {
		v.Set(targets.MonthField(i), m)
	}
	return v
}

// gridOf is the grid of one customer, with more in its first month.
func (sh *Shop) gridOf(code string, more int64) url.Values {
	sh.T.Helper()
	v := Values("rows", "1", "code-0", code)
	for name, value := range sh.TargetForm(paths.TargetPath(code), more) {
		v[name+"-0"] = value
	}
	return v
}
