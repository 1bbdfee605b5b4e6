package imports

import (
	"context"
	"fmt"
	"hash/fnv"
	"reflect"
	"strings"

	"wholesight/jobs/files"
	"wholesight/store"
)

// contactRows imports contacts.
type contactRows struct {
	im    *importer
	known *knownCodes
	once  onceOnly
}

// contactChange is a contact as it is to be; Customer is a code.
type contactChange struct {
	Customer string
	Next     store.Contact
	Before   *store.Contact // nil: there is none yet
}

func (k contactRows) read(ctx context.Context, row func(files.ContactRow) error,
	reject func(files.Rejection) error) error {
	return k.im.plan.Contacts(ctx, k.im.src, row, reject)
}

func (k contactRows) refuse(ctx context.Context, r *files.ContactRow) error {
	r.Customer = k.im.opt.answered("customer_code", r.Customer)
	if err := k.once.refuse("at", r.Customer, fmt.Sprint(r.At), r.Kind, r.Author, r.Body); err != nil {
		return err
	}
	return k.known.customer(ctx, k.im, r.Customer)
}

func (contactRows) begin(*applier) error { return nil }

func (k contactRows) diff(tx *store.Tx, rows []files.ContactRow, emit func(contactChange, bool)) error {
	codes := make([]string, len(rows))
	for i := range rows {
		codes[i] = rows[i].Customer
	}
	customers, err := tx.KnownCodes(store.NounCustomer, codes)
	if err != nil {
		return err
	}
	next := make([]store.Contact, len(rows))
	var keys []store.ContactKey
	for i := range rows {
		r := &rows[i]
		next[i] = store.Contact{At: r.At, Kind: r.Kind, Author: r.Author, Body: r.Body}
		if c, ok := customers[r.Customer]; ok {
			next[i].CustomerID = c.ID
			keys = append(keys, next[i].Key())
		}
	}
	stored, err := tx.ContactsAt(keys)
	if err != nil {
		return err
	}
	for i := range rows {
		r, n := &rows[i], next[i]
		old := stored[n.Key()]
		if old != nil {
			n = *old
		}
		if r.Columns.Has("outcome") {
			n.Outcome = r.Outcome
		}
		if r.Columns.Has("next_on") {
			n.NextOn = nil
			if r.HasNextOn {
				d := r.NextOn // the row's memory is used again
				n.NextOn = &d
			}
		}
		if _, known := customers[r.Customer]; !known {
			k.im.made.note(nounCustomer, r.Customer)
		}
		if old == nil || !reflect.DeepEqual(n, *old) {
			emit(contactChange{r.Customer, n, old}, old == nil)
		}
	}
	return nil
}

func (contactRows) apply(a *applier, c *contactChange) (err error) {
	if c.Before != nil {
		if err := a.tx.UpdateContact(&c.Next); err != nil {
			return err
		}
		return a.record(nounContact, c.Next.ID, c.Next.Version, c.Before)
	}
	if c.Next.CustomerID, err = a.customer(c.Customer); err != nil {
		return err
	}
	if err := a.tx.InsertContact(&c.Next); err != nil {
		return err
	}
	return a.record(nounContact, c.Next.ID, c.Next.Version, nil)
}

func (contactRows) flush(*applier) error { return nil }

// onceOnly finds natural keys that a file has twice although it writes them in two
// ways: one instant in two zones, a month with and without its nought. Rows that are
// written alike the reader has sorted out already.
type onceOnly map[uint64]struct{}

func (o onceOnly) refuse(column string, key ...string) error {
	h := fnv.New64a()
	h.Write([]byte(strings.Join(key, "\x00")))
	if _, twice := o[h.Sum64()]; twice {
		return &files.Refusal{Column: column, Cause: files.CauseRepeated, Reason: "the file has this row already, " +
			"written in another way; leave this one out"}
	}
	o[h.Sum64()] = struct{}{}
	return nil
}
