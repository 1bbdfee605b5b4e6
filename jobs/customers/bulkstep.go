package customers

import (
	"encoding/json"
	"fmt"
	"slices"

	"wholesight/jobs/kit"
	"wholesight/store"
)

// Why customers stay as they were.
const (
	whyGone      = "not there (any more)"
	whyAssigned  = "with this account manager already"
	whyTagged    = "have the tag already"
	whyUntagged  = "do not have the tag"
	whySince     = "changed since by somebody"
	whyNoManager = "the account manager before is not there any more"
)

// bulkStep does a bulk action to its next customers, all in one transaction.
func bulkStep(tx *store.Tx, b *store.Bulk) error {
	var action BulkAction
	if err := json.Unmarshal([]byte(b.Action), &action); err != nil {
		return err
	}
	names, err := managerNames(tx)
	if err != nil {
		return err
	}
	d := bulkDoing{action: action, names: names, before: map[string]string{}}
	if action.Kind == bulkBack {
		if err := d.lookBack(tx); err != nil {
			return err
		}
	}
	r, err := bulkResult(*b)
	if err != nil {
		return err
	}
	from := b.Done
	some := b.Customers[from:min(from+bulkAtOnce, len(b.Customers))]
	customers, err := tx.CustomersByID(store.Everyone(), some)
	if err != nil {
		return err
	}
	var changes []store.BulkChange
	for _, id := range some {
		c := customers[id]
		if c == nil {
			r.skip(whyGone, "", 1)
			continue
		}
		was := c.AccountManagerID
		if why := d.to(c); why != "" {
			r.skip(why, c.Code, 1)
			continue
		}
		if err := tx.UpdateCustomer(c); err != nil {
			return err
		}
		if !d.assigns() {
			was = 0
		}
		changes = append(changes, store.BulkChange{CustomerID: id, Was: was})
		d.codes = append(d.codes, c.Code)
		if d.assigns() {
			d.before[c.Code], d.after = names[was], names[c.AccountManagerID]
		}
	}
	b.Done, b.Changed, b.Skipped = from+len(some), b.Changed+len(changes), kit.JSON(r.Skipped)
	if err := tx.SaveBulkStep(b, from, changes); err != nil || len(changes) == 0 {
		return err
	}
	before, after := d.audit()
	return tx.Audit(b.By, "customer.bulk", fmt.Sprintf("bulk:%d", b.ID), before, after)
}

// bulkDoing is an action while it is done.
type bulkDoing struct {
	action BulkAction
	back   *BulkAction     // what is taken back; nil: nothing
	was    map[int64]int64 // of what is taken back: account managers before
	names  map[int64]string

	codes  []string          // changed …
	before map[string]string // … of them the account manager's name before
	after  string
}

// lookBack reads what is taken back.
func (d *bulkDoing) lookBack(tx *store.Tx) error {
	of, err := tx.Bulk(d.action.Of)
	if err != nil {
		return err
	}
	d.back = &BulkAction{}
	if err := json.Unmarshal([]byte(of.Action), d.back); err != nil {
		return err
	}
	changes, err := tx.BulkChanges(of.ID)
	d.was = make(map[int64]int64, len(changes))
	for _, c := range changes {
		d.was[c.CustomerID] = c.Was
	}
	return err
}

func (d *bulkDoing) assigns() bool {
	return d.action.Kind == BulkAssign || d.back != nil && d.back.Kind == BulkAssign
}

// to changes a customer, or says why it stays as it is.
func (d *bulkDoing) to(c *store.Customer) (why string) {
	if d.back != nil {
		return d.takeBack(c)
	}
	switch d.action.Kind {
	case BulkAssign:
		if c.AccountManagerID == d.action.Manager {
			return whyAssigned
		}
		c.AccountManagerID = d.action.Manager
	case BulkTag:
		return addTag(c, d.action.Tag, whyTagged)
	case BulkUntag:
		return removeTag(c, d.action.Tag, whyUntagged)
	}
	return ""
}

// takeBack puts back what the action changed, unless somebody has changed it since.
// What else was changed of the customer stays.
func (d *bulkDoing) takeBack(c *store.Customer) (why string) {
	switch d.back.Kind {
	case BulkAssign:
		was := d.was[c.ID]
		switch {
		case c.AccountManagerID != d.back.Manager:
			return whySince
		case was != 0 && d.names[was] == "":
			return whyNoManager
		}
		c.AccountManagerID = was
	case BulkTag:
		return removeTag(c, d.back.Tag, whySince)
	case BulkUntag:
		return addTag(c, d.back.Tag, whySince)
	}
	return ""
}

func addTag(c *store.Customer, tag, otherwise string) (why string) {
	at, has := slices.BinarySearch(c.Tags, tag)
	if has {
		return otherwise
	}
	c.Tags = slices.Insert(c.Tags, at, tag)
	return ""
}

func removeTag(c *store.Customer, tag, otherwise string) (why string) {
	at, has := slices.BinarySearch(c.Tags, tag)
	if !has {
		return otherwise
	}
	c.Tags = slices.Delete(c.Tags, at, at+1)
	return ""
}

// audit is what the log keeps of one step: who was changed, from what to what.
func (d *bulkDoing) audit() (before, after map[string]any) {
	kind, tag := d.action.Kind, d.action.Tag
	after = map[string]any{"action": kind, "customers": d.codes}
	if d.back != nil {
		kind, tag = d.back.Kind, d.back.Tag
		after["action"], after["of"] = "undo "+kind, d.action.Of
	}
	if !d.assigns() {
		after["tag"] = tag
		return nil, after
	}
	if d.back == nil {
		after["account_manager"] = d.after
	}
	return map[string]any{"account_manager": d.before}, after
}
