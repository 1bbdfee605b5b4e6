package targets

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"reflect"
	"strings"

	"wholesight/jobs/calendar"
	"wholesight/jobs/kit"
	"wholesight/jobs/rules/target"
	"wholesight/store"
)

// TargetEdit is a target as a person wants it: a new one when ID is 0, else the one
// of that ID, which must still be at its Version.
type TargetEdit struct {
	Row      string // stands behind the names of fields in refusals: which row of a grid
	Customer string // code
	ID       int64
	Version  int64
	Plan     target.Plan
	Discount *int64 // at stake, hundredths of a percent; nil: none
	Delete   bool
}

// Stale are the rows of a save that somebody else has changed or deleted
// since they were read. It is a store.ErrConflict: nothing was changed.
type Stale []string

// Error names the number of rows.
func (s Stale) Error() string { return fmt.Sprintf("%d targets were changed meanwhile", len(s)) }

// Unwrap makes it a conflict.
func (s Stale) Unwrap() error { return store.ErrConflict }

// TargetsSaved says what a save changed.
type TargetsSaved struct {
	Set, Changed, Deleted int
	Undo                  int64 // takes all of it back; 0: nothing was changed
}

// Any tells whether something was changed.
func (s TargetsSaved) Any() bool { return s.Set+s.Changed+s.Deleted > 0 }

// targetUndo is one target of a save, for the way back.
type targetUndo struct {
	ID      int64         `json:"id"`
	Version int64         `json:"version"` // after the save; 0: it was deleted
	Before  *store.Target `json:"before"`  // nil: the save made it
}

// Save sets, changes and deletes targets of customers that the scope sees,
// all of them or none. What is not accepted comes back as Refusals at the fields
// start_month, m1 … m12 and discount (with Row behind them); what somebody else has
// changed as Stale; a customer outside of the scope is store.ErrNotFound. An
// edit that changes nothing writes nothing.
func Save(tx *store.Tx, actor store.Actor, scope store.Scope, edits []TargetEdit) (saved TargetsSaved, err error) {
	s := targetSave{tx: tx, actor: actor}
	if err := s.read(scope, edits); err != nil {
		return saved, err
	}
	for i := range edits {
		s.check(&edits[i])
	}
	if len(s.stale) > 0 {
		return saved, s.stale
	}
	if err := s.bad.Err(); err != nil {
		return saved, err
	}
	// Deletions first: what is deleted makes room for what is set.
	for _, deleting := range []bool{true, false} {
		for i := range edits {
			if edits[i].Delete == deleting {
				if err := s.apply(&edits[i]); err != nil {
					return saved, fmt.Errorf("target of customer %s: %w", edits[i].Customer, err)
				}
			}
		}
	}
	return s.saved, s.noteUndo(edits)
}

// targetSave is one save.
type targetSave struct {
	tx        *store.Tx
	actor     store.Actor
	customers map[string]*store.Customer
	stored    map[int64]*store.Target // by id
	after     map[int64][]*plannedTarget
	bad       kit.Refusals
	stale     Stale
	saved     TargetsSaved
	undo      []targetUndo
}

// plannedTarget is a target as it will be after the save.
type plannedTarget struct {
	plan target.Plan
	id   int64
}

// read loads the customers and their targets.
func (s *targetSave) read(scope store.Scope, edits []TargetEdit) (err error) {
	codes := make([]string, len(edits))
	for i := range edits {
		codes[i] = edits[i].Customer
	}
	if s.customers, err = s.tx.CustomersByCode(scope, kit.Set(codes)); err != nil {
		return err
	}
	ids := make([]int64, 0, len(s.customers))
	for _, code := range kit.Set(codes) {
		c, ok := s.customers[code]
		if !ok {
			return fmt.Errorf("customer %q: %w", code, store.ErrNotFound)
		}
		ids = append(ids, c.ID)
	}
	found, err := s.tx.TargetsOf(ids)
	if err != nil {
		return err
	}
	s.stored, s.after = map[int64]*store.Target{}, map[int64][]*plannedTarget{}
	edited := map[int64]bool{}
	for i := range edits {
		edited[edits[i].ID] = true
	}
	for _, t := range sortedTargets(found) {
		s.stored[t.ID] = t
		if !edited[t.ID] {
			s.after[t.CustomerID] = append(s.after[t.CustomerID], &plannedTarget{planOf(t), t.ID})
		}
	}
	return nil
}

const (
	firstTargetYear = 1990
	lastTargetYear  = 2199
)

// check refuses an edit that cannot be, or notes how it will be.
func (s *targetSave) check(e *TargetEdit) {
	c := s.customers[e.Customer]
	if e.ID != 0 {
		t := s.stored[e.ID]
		if t == nil || t.CustomerID != c.ID || t.Version != e.Version {
			s.stale = append(s.stale, e.Row)
			return
		}
	}
	if e.Delete {
		return
	}
	if y := e.Plan.Start.Year(); y < firstTargetYear || y > lastTargetYear {
		s.bad.Add("start_month"+e.Row, "The start month must lie between %d and %d.", firstTargetYear, lastTargetYear)
		return
	}
	for i, a := range e.Plan.Amounts {
		if a < 0 || a > math.MaxInt64/12 {
			s.bad.Add(fmt.Sprintf("m%d%s", i+1, e.Row), "A month's target must be zero or more, and an amount of money.")
		}
	}
	if e.Discount != nil && (*e.Discount < 0 || *e.Discount > 100_00) {
		s.bad.Add("discount"+e.Row, "Give a discount from 0 to 100.")
	}
	for _, other := range s.after[c.ID] {
		if e.Plan.Overlaps(other.plan) {
			s.bad.Add("start_month"+e.Row, "%s has a target from %s to %s already, and two targets may not share a month. Change that one, or start in %s or later.",
				c.Name, kit.MonthWords(other.plan.Start), kit.MonthWords(other.plan.Last()), kit.MonthWords(other.plan.Last()+1))
			return
		}
	}
	s.after[c.ID] = append(s.after[c.ID], &plannedTarget{e.Plan, e.ID})
}

// apply makes one change.
func (s *targetSave) apply(e *TargetEdit) error {
	c, before := s.customers[e.Customer], s.stored[e.ID]
	next := store.Target{CustomerID: c.ID, StartMonth: e.Plan.Start, Amounts: e.Plan.Amounts, Discount: e.Discount}
	var was any
	if before != nil {
		was, next.ID, next.Version, next.Customer = auditTarget(before), before.ID, before.Version, before.Customer
	}
	object := "customer:" + e.Customer
	switch {
	case e.Delete && before == nil:
		return nil
	case e.Delete:
		if err := s.tx.DeleteTarget(e.ID, e.Version); err != nil {
			return err
		}
		s.saved.Deleted++
		s.undo = append(s.undo, targetUndo{ID: e.ID, Before: before})
		return s.tx.Audit(s.actor, "target.delete", object, was, nil)
	case before == nil:
		if err := s.tx.InsertTarget(&next); err != nil {
			return err
		}
		s.saved.Set++
		s.undo = append(s.undo, targetUndo{ID: next.ID, Version: next.Version})
		return s.tx.Audit(s.actor, "target.set", object, nil, auditTarget(&next))
	case reflect.DeepEqual(*before, next):
		return nil
	}
	if err := s.tx.UpdateTarget(&next); err != nil {
		return err
	}
	s.saved.Changed++
	s.undo = append(s.undo, targetUndo{ID: next.ID, Version: next.Version, Before: before})
	return s.tx.Audit(s.actor, "target.change", object, was, auditTarget(&next))
}

// noteUndo notes how all of it is taken back; a save that deletes alone stands in
// the recycle bin.
func (s *targetSave) noteUndo(edits []TargetEdit) (err error) {
	if len(s.undo) == 0 {
		return nil
	}
	u := store.Undo{Action: kit.UndoTargets, Title: fmt.Sprintf("%d targets", len(s.undo)), Data: kit.JSON(s.undo),
		Bin: s.saved.Set+s.saved.Changed == 0}
	if len(edits) == 1 {
		u.Title = fmt.Sprintf("Target of %s from %s", s.customers[edits[0].Customer].Name,
			kit.MonthWords(edits[0].Plan.Start))
		if before := s.stored[edits[0].ID]; before != nil {
			u.Title = fmt.Sprintf("Target of %s from %s", s.customers[edits[0].Customer].Name, kit.MonthWords(before.StartMonth))
		}
	}
	s.saved.Undo, err = s.tx.AddUndo(s.actor, u)
	return err
}

// UndoSavedTargets is the way back from Save: every target as it was before,
// or a refusal when one was changed since, or another has taken its months.
func UndoSavedTargets(tx *store.Tx, by store.Actor, data []byte) error {
	var all []targetUndo
	if err := json.Unmarshal(data, &all); err != nil {
		return err
	}
	for _, u := range all { // what was made goes first and leaves room
		if u.Before != nil {
			continue
		}
		now, err := tx.TargetByID(u.ID)
		if err != nil {
			return err
		}
		if err := errors.Join(tx.DeleteTarget(u.ID, u.Version),
			tx.Audit(by, "target.delete", "customer:"+now.Customer, auditTarget(now), nil)); err != nil {
			return err
		}
	}
	for _, u := range all {
		if u.Before == nil {
			continue
		}
		if err := putTargetBack(tx, by, u); err != nil {
			return err
		}
	}
	return nil
}

// putTargetBack makes a target what it was before a save.
func putTargetBack(tx *store.Tx, by store.Actor, u targetUndo) error {
	c, err := tx.CustomerByID(u.Before.CustomerID)
	if err != nil {
		return err
	}
	others, err := tx.TargetsOfCustomer(c.ID)
	if err != nil {
		return err
	}
	for i := range others {
		if o := planOf(&others[i]); others[i].ID != u.ID && o.Overlaps(planOf(u.Before)) {
			return kit.Refuse("undo", "%s has a target from %s to %s by now, and two targets may not share a month. Nothing was changed.", c.Name, kit.MonthWords(o.Start), kit.MonthWords(o.Last()))
		}
	}
	next := *u.Before
	if u.Version == 0 {
		if err := tx.InsertTarget(&next); err != nil {
			return err
		}
		return tx.Audit(by, "target.set", "customer:"+c.Code, nil, auditTarget(&next))
	}
	now, err := tx.TargetByID(u.ID)
	if err != nil {
		return err
	}
	next.Version = u.Version
	if err := tx.UpdateTarget(&next); err != nil {
		return err
	}
	return tx.Audit(by, "target.change", "customer:"+c.Code, auditTarget(now), auditTarget(&next))
}

// auditTarget is a target as the audit log keeps it.
func auditTarget(t *store.Target) any {
	return struct {
		Start    string    `json:"start_month"`
		Amounts  [12]int64 `json:"amounts"`
		Discount *int64    `json:"discount,omitempty"`
	}{t.StartMonth.String(), t.Amounts, t.Discount}
}

// OwnSeason is the weights that split a customer's annual sum: its revenue by
// calendar month in the 24 months to a day; where it has none, its smart type's.
// own tells which.
func OwnSeason(tx *store.Tx, customerID, smartTypeID int64,
	asOf calendar.Day) (season target.Season, own bool, err error) {
	after := asOf.AddMonths(-24)
	days, err := tx.RevenueByDay(customerID, after, asOf)
	if err != nil {
		return season, false, err
	}
	if season = SeasonOf(days); !season.Flat() {
		return season, true, nil
	}
	if days, err = tx.RevenueOfType(smartTypeID, after, asOf); err != nil {
		return season, false, err
	}
	return SeasonOf(days), false, nil
}

// SeasonOf is days of revenue by calendar month.
func SeasonOf(days []store.DaySum) (season target.Season) {
	for _, d := range days {
		season[d.Day.Month().Of()-1] += d.Net
	}
	return season
}

// StatusWord is a status as the report writes it.
func StatusWord(s target.Status) string { return strings.ReplaceAll(s.String(), "_", " ") }
