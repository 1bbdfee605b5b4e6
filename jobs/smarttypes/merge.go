package smarttypes

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"wholesight/jobs/kit"
	"wholesight/store"
)

// MergePlan is what merging one smart type into another would do.
type MergePlan struct {
	From, Into store.SmartType
	Use        store.SmartTypeUse     // what hangs on From
	Rules      []store.Classification // live ones of From: they go
	Kept       int64                  // live ones of Into: the customers are held against these with the next run
}

// PlanMerge reads what a merge would do.
//
// Errors: Refusals (field "into") when there is nothing to merge into;
// store.ErrNotFound when From is gone.
func PlanMerge(tx *store.Tx, from, into int64) (p MergePlan, err error) {
	if p.From, err = tx.SmartType(from); err != nil {
		return p, err
	}
	all, err := tx.SmartTypes()
	if err != nil {
		return p, err
	}
	for _, t := range all {
		if t.ID == into && t.ID != from {
			p.Into = t
		}
	}
	if p.Into.ID == 0 {
		return p, kit.Refuse("into", "Choose the smart type that the customers are to have.")
	}
	uses, err := tx.SmartTypeUses()
	if err != nil {
		return p, err
	}
	p.Use, p.Kept = uses[from], uses[into].Live
	p.Rules, err = tx.Classifications(from)
	return p, err
}

// Seen stands for what a plan says beside figures that go up and down by themselves:
// the two smart types and the classifications that go.
func (p *MergePlan) Seen() string {
	rules := make([][2]int64, len(p.Rules))
	for i, c := range p.Rules {
		rules[i] = [2]int64{c.ID, c.Version}
	}
	sum := sha256.Sum256([]byte(kit.JSON([]any{p.From.ID, p.From.Title, p.From.Portal, p.Into.ID, p.Into.Title,
		p.Into.Portal, rules})))
	return hex.EncodeToString(sum[:8])
}

// Merged is what a merge did.
type Merged struct {
	From, Into store.SmartType
	Customers  int64
	Undo       int64 // the way back, which the recycle bin keeps
}

// merging is what the way back needs to know.
type merging struct {
	From      store.SmartType        `json:"from"`
	Into      int64                  `json:"into"`
	Customers []int64                `json:"customers"`
	Rules     []store.Classification `json:"classifications"`
}

// Merge gives all customers of a smart type another one and deletes the first, with
// its classifications: bands of the one do not fit between bands of the other. They
// stay among the deleted ones of the other, because history speaks of them. Labels
// follow with the next run. seen is the Seen of the plan that was looked at.
//
// Errors: as PlanMerge; store.ErrConflict when the plan is another one by now.
func Merge(tx *store.Tx, actor store.Actor, from, into int64, seen string) (m Merged, err error) {
	p, err := PlanMerge(tx, from, into)
	if err != nil {
		return m, err
	}
	if p.Seen() != seen {
		return m, store.ErrConflict
	}
	back := merging{From: p.From, Into: into}
	if back.Rules, err = tx.AdoptClassifications(from, into); err != nil {
		return m, err
	}
	if back.Customers, err = tx.MoveCustomers(from, into); err != nil {
		return m, err
	}
	if err := tx.DeleteSmartType(from, p.From.Version); err != nil {
		return m, err
	}
	titles := make([]string, len(p.Rules))
	for i, c := range p.Rules {
		titles[i] = c.Title
	}
	n := int64(len(back.Customers))
	if err := tx.Audit(actor, "smart-type.merge", smartTypeObject(from), p.From,
		map[string]any{"into": p.Into.Title, "into_id": into, "customers": n,
			"classifications_deleted": titles}); err != nil {
		return m, err
	}
	m = Merged{From: p.From, Into: p.Into, Customers: n}
	m.Undo, err = tx.AddUndo(actor, store.Undo{Action: kit.UndoSmartTypeMerge, Title: p.From.Title + " → " + p.Into.Title,
		Data: kit.UndoData(back), Bin: true})
	return m, err
}

// UndoMerge is the way back from Merge: the smart type, its classifications, and those
// of its customers who still have what the merge gave them. Drafts are not put back.
func UndoMerge(tx *store.Tx, by store.Actor, data []byte) error {
	var back merging
	if err := json.Unmarshal(data, &back); err != nil {
		return err
	}
	if err := putBack(tx, back.From); err != nil {
		return err
	}
	if err := tx.ReturnClassifications(back.Rules, back.Into, back.From.ID); err != nil {
		return err
	}
	n, err := tx.ReturnCustomers(back.Customers, back.Into, back.From.ID)
	if err != nil {
		return err
	}
	if err := tx.Audit(by, "smart-type.restore", smartTypeObject(back.From.ID), nil,
		map[string]any{"title": back.From.Title, "out_of": back.Into, "customers": n,
			"classifications": len(back.Rules)}); err != nil {
		return err
	}
	if stay := int64(len(back.Customers)) - n; stay > 0 {
		return &kit.PartlyUndone{Words: fmt.Sprintf("%d of %d customers are back; %d were changed since and stay as they are",
			n, len(back.Customers), stay)}
	}
	return nil
}
