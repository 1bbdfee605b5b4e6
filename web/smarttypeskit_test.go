package web

import (
	"fmt"
	"net/url"
	"strings"

	jobsmarttypes "wholesight/jobs/smarttypes"
	"wholesight/store"
	"wholesight/web/kit"
	"wholesight/web/paths"
)

// addSmartType is a new one, last in order.
func (sh *shop) addSmartType(title string, portal bool) (t store.SmartType) {
	sh.t.Helper()
	sh.update(func(tx *store.Tx) error {
		id, err := jobsmarttypes.CreateSmartType(tx, store.Actor{Name: "test"}, title, portal)
		if err != nil {
			return err
		}
		t, err = tx.SmartType(id)
		return err
	})
	return t
}

// spareSmartType is one on which nothing hangs.
func (sh *shop) spareSmartType() store.SmartType {
	sh.t.Helper()
	return sh.addSmartType(fmt.Sprint("Spare type ", sh.spareNumber()), false)
}

// smartTypes are all of them, in order.
func (sh *shop) smartTypes() (all []store.SmartType) {
	sh.t.Helper()
	sh.view(func(tx *store.Tx) (err error) {
		all, err = tx.SmartTypes()
		return err
	})
	return all
}

// firstSmartType is the one that the shop's customers have.
func (sh *shop) firstSmartType() (t store.SmartType) {
	sh.t.Helper()
	id := sh.rule("Calm").SmartTypeID
	sh.view(func(tx *store.Tx) (err error) {
		t, err = tx.SmartType(id)
		return err
	})
	return t
}

// smartTypeAt is the one that an address /smart-types/ID… names.
func (sh *shop) smartTypeAt(path string) (t store.SmartType) {
	sh.t.Helper()
	id := paths.Number(strings.Split(path, "/")[2])
	sh.view(func(tx *store.Tx) (err error) {
		t, err = tx.SmartType(id)
		return err
	})
	return t
}

// smartTypeForm is what the forms of a smart type carry, with changes.
func (sh *shop) smartTypeForm(path string, changes ...string) url.Values {
	sh.t.Helper()
	t := sh.smartTypeAt(path)
	var order []string
	for _, o := range sh.smartTypes() {
		order = append(order, fmt.Sprint(o.ID))
	}
	f := values("title", t.Title, "version", fmt.Sprint(t.Version), "was", kit.WasField(t).Value, "order", strings.Join(order, ","))
	for i := 0; i < len(changes); i += 2 {
		f.Set(changes[i], changes[i+1])
	}
	return f
}

// mergeForm is the form under the plan of a merge.
func (sh *shop) mergeForm(from, into store.SmartType) (f url.Values) {
	sh.t.Helper()
	sh.view(func(tx *store.Tx) error {
		p, err := jobsmarttypes.PlanMerge(tx, from.ID, into.ID)
		f = values("into", fmt.Sprint(into.ID), "seen", p.Seen())
		return err
	})
	return f
}
