package webtest

import (
	"fmt"
	"net/url"
	"strings"

	jobsmarttypes "wholesight/jobs/smarttypes"
	"wholesight/store"
	"wholesight/web/kit"
	"wholesight/web/paths"
)

// AddSmartType is a new one, last in order.
func (sh *Shop) AddSmartType(title string, portal bool) (t store.SmartType) {
	sh.T.Helper()
	sh.Update(func(tx *store.Tx) error {
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
func (sh *Shop) spareSmartType() store.SmartType {
	sh.T.Helper()
	return sh.AddSmartType(fmt.Sprint("Spare type ", sh.spareNumber()), false)
}

// SmartTypes are all of them, in order.
func (sh *Shop) SmartTypes() (all []store.SmartType) {
	sh.T.Helper()
	sh.View(func(tx *store.Tx) (err error) {
		all, err = tx.SmartTypes()
		return err
	})
	return all
}

// FirstSmartType is the one that the shop's customers have.
func (sh *Shop) FirstSmartType() (t store.SmartType) {
	sh.T.Helper()
	id := sh.Rule("Calm").SmartTypeID
	sh.View(func(tx *store.Tx) (err error) {
		t, err = tx.SmartType(id)
		return err
	})
	return t
}

// smartTypeAt is the one that an address /smart-types/ID… names.
func (sh *Shop) smartTypeAt(path string) (t store.SmartType) {
	sh.T.Helper()
	id := paths.Number(strings.Split(path, "/")[2])
	sh.View(func(tx *store.Tx) (err error) {
		t, err = tx.SmartType(id)
		return err
	})
	return t
}

// SmartTypeForm is what the forms of a smart type carry, with changes.
func (sh *Shop) SmartTypeForm(path string, changes ...string) url.Values {
	sh.T.Helper()
	t := sh.smartTypeAt(path)
	f := Values("title", t.Title, "version", fmt.Sprint(t.Version), "was", kit.WasField(t).Value)
	for i := 0; i < len(changes); i += 2 {
		f.Set(changes[i], changes[i+1])
	}
	return f
}

// SmartTypeMove is the form of a button that moves a smart type.
func (sh *Shop) SmartTypeMove(position int, way string) url.Values {
	sh.T.Helper()
	var order []string
	for _, t := range sh.SmartTypes() {
		order = append(order, fmt.Sprint(t.ID))
	}
	return Values("position", fmt.Sprint(position), "way", way, "order", strings.Join(order, ","))
}

// MergeForm is the form under the plan of a merge.
func (sh *Shop) MergeForm(from, into store.SmartType) (f url.Values) {
	sh.T.Helper()
	sh.View(func(tx *store.Tx) error {
		p, err := jobsmarttypes.PlanMerge(tx, from.ID, into.ID)
		f = Values("into", fmt.Sprint(into.ID), "seen", p.Seen())
		return err
	})
	return f
}
