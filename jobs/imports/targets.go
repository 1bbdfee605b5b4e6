package imports

import (
	"context"
	"fmt"
	"reflect"
	"slices"

	"wholesight/jobs/calendar"
	"wholesight/jobs/files"
	"wholesight/jobs/kit"
	"wholesight/jobs/rules/target"
	"wholesight/store"
)

// targetRows imports targets.
type targetRows struct {
	im     *importer
	known  *knownCodes
	once   onceOnly
	starts *targetStarts
}

// targetStarts are the start months of all targets, stored and of the file, by the
// customer's code.
type targetStarts struct {
	stored map[string][]calendar.Month // nil: not read yet
	file   map[string][]calendar.Month
}

// refuse is a refusal of a new target that would share a month with another of its
// customer. One that is stored already is only changed.
func (s *targetStarts) refuse(ctx context.Context, db *store.DB, code string, start calendar.Month) error {
	if s.stored == nil {
		if err := db.View(ctx, func(tx *store.Tx) error {
			s.stored, s.file = map[string][]calendar.Month{}, map[string][]calendar.Month{}
			return tx.EachTarget(store.Everyone(), func(t *store.Target) error {
				s.stored[t.Customer] = append(s.stored[t.Customer], t.StartMonth)
				return nil
			})
		}); err != nil {
			return err
		}
	}
	if slices.Contains(s.stored[code], start) {
		return nil
	}
	for _, other := range append(slices.Clone(s.stored[code]), s.file[code]...) {
		if p := (target.Plan{Start: other}); p.Overlaps(target.Plan{Start: start}) {
			return &files.Refusal{Column: "start_month", Value: start.String(), Cause: files.CauseOverlap,
				Reason: fmt.Sprintf("customer %s has a target from %s to %s already, and two targets may not share a month; change that one, or start in %s or later", code, p.Start, p.Last(), p.Last()+1)}
		}
	}
	s.file[code] = append(s.file[code], start)
	return nil
}

// targetChange is a target as it is to be; Customer is a code.
type targetChange struct {
	Customer string
	Next     store.Target
	Before   *store.Target // nil: there is none yet
}

func (k targetRows) read(ctx context.Context, row func(files.TargetRow) error,
	reject func(files.Rejection) error) error {
	return k.im.plan.Targets(ctx, k.im.src, row, reject)
}

func (k targetRows) refuse(ctx context.Context, r *files.TargetRow) error {
	r.Customer = k.im.opt.answered("customer_code", r.Customer)
	if err := k.once.refuse("customer_code", r.Customer, r.StartMonth.String()); err != nil {
		return err
	}
	if err := k.known.customer(ctx, k.im, r.Customer); err != nil {
		return err
	}
	if err := k.starts.refuse(ctx, k.im.db, r.Customer, r.StartMonth); err != nil {
		return err
	}
	k.im.figures.target(r)
	return nil
}

func (targetRows) begin(*applier) error { return nil }

func (k targetRows) diff(tx *store.Tx, rows []files.TargetRow, emit func(targetChange, bool)) error {
	codes := make([]string, len(rows))
	for i := range rows {
		codes[i] = rows[i].Customer
	}
	customers, err := tx.KnownCodes(store.NounCustomer, codes)
	if err != nil {
		return err
	}
	ids := make([]int64, 0, len(customers))
	for _, code := range kit.Set(codes) {
		if c, ok := customers[code]; ok {
			ids = append(ids, c.ID)
		}
	}
	stored, err := tx.TargetsOf(ids)
	if err != nil {
		return err
	}
	for i := range rows {
		r := &rows[i]
		var old *store.Target
		next := store.Target{StartMonth: r.StartMonth}
		if c, ok := customers[r.Customer]; ok {
			if old = stored[store.TargetKey{CustomerID: c.ID, StartMonth: r.StartMonth}]; old != nil {
				next = *old
			}
		}
		next.Amounts = r.Months
		if r.Columns.Has("discount_pct") {
			next.Discount = nil
			if r.HasDiscount {
				d := r.DiscountBasis // the row's memory is used again
				next.Discount = &d
			}
		}
		if _, known := customers[r.Customer]; !known {
			k.im.made.note(nounCustomer, r.Customer)
		}
		if old == nil || !reflect.DeepEqual(next, *old) {
			emit(targetChange{r.Customer, next, old}, old == nil)
		}
	}
	return nil
}

func (targetRows) apply(a *applier, c *targetChange) (err error) {
	if c.Before != nil {
		if err := a.tx.UpdateTarget(&c.Next); err != nil {
			return err
		}
		return a.record(nounTarget, c.Next.ID, c.Next.Version, c.Before)
	}
	if c.Next.CustomerID, err = a.customer(c.Customer); err != nil {
		return err
	}
	if err := a.tx.InsertTarget(&c.Next); err != nil {
		return err
	}
	return a.record(nounTarget, c.Next.ID, c.Next.Version, nil)
}

func (targetRows) flush(*applier) error { return nil }

// customer is a refusal of a row whose customer the shop does not know, unless the
// import makes minimal records.
func (k *knownCodes) customer(ctx context.Context, im *importer, code string) error {
	if im.opt.CreateMissing {
		return nil
	}
	if err := k.ask(ctx, store.NounCustomer, k.customers, []string{code}); err != nil || k.customers[code] {
		return err
	}
	return &files.Refusal{Column: "customer_code", Value: code, Cause: files.CauseUnknown,
		Reason: fmt.Sprintf("customer %s is not known; import the customer first, or "+letMake, code)}
}
