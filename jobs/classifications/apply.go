package classifications

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"

	"wholesight/jobs/kit"
	"wholesight/jobs/rebuild"
	"wholesight/jobs/rules/classify"
	"wholesight/store"
)

// Applied is what applying a draft did.
type Applied struct {
	SmartTypeID int64
	Before      []store.Classification // as they were stored
	After       []store.Classification // as they are now
	Build       int64                  // that shows them; 0: no run has been published yet, the first one assigns
	Moved       int64                  // labels changed
	Undo        int64                  // the way back
}

// ApplyDraft saves a person's draft and gives the customers their labels at once, in
// this one transaction: whoever reads sees the classifications and labels of before,
// or those of after. version is the draft's.
//
// The labels come from the figures of the published build, as the preview's do, and
// stand as a build of their own, of the same day: what the preview said is what
// everybody sees. The writer is held for about a second at 100,000 customers, as
// figures are copied within the database.
//
// Errors: *classify.ValueError and *classify.OrderError, which name the rows;
// store.ErrConflict when the draft is another one by now, or somebody has saved the
// classifications since it began (see Draft.Stale). Nothing is lost by any of them.
func ApplyDraft(tx *store.Tx, by store.Actor, populations *Populations, userID, smartTypeID,
	version int64) (done Applied, err error) {
	d, err := LoadDraft(tx, userID, smartTypeID)
	if err != nil {
		return done, err
	}
	stored, err := tx.Classifications(smartTypeID)
	if err != nil {
		return done, err
	}
	if d.Version == 0 || d.Version != version || d.Stale(stored) {
		return done, fmt.Errorf("apply the draft of smart type %d: %w", smartTypeID, store.ErrConflict)
	}
	for _, kind := range classify.Types {
		if err := d.Problem(kind); err != nil {
			return done, err
		}
	}
	var binned []store.Classification
	for _, kind := range classify.Types {
		var gone []store.Classification
		for _, r := range d.Of(kind) {
			if r.Gone && !r.IsNew() {
				gone = append(gone, *d.Was(r.ID))
			}
		}
		if err := saveGroup(tx, by, smartTypeID, kind, d.Live(kind), gone); err != nil {
			return done, err
		}
		binned = append(binned, gone...)
	}
	if err := tx.DropClassificationDraft(smartTypeID, userID, version); err != nil {
		return done, err
	}
	if done, err = finishApply(tx, by, populations, kit.UndoClassificationApply, smartTypeID, stored); err != nil {
		return done, err
	}
	// Each deleted row waits in the bin for itself, after the apply as a whole can no
	// longer be taken back.
	for _, c := range binned {
		if _, err := tx.AddUndo(by, store.Undo{Action: kit.UndoClassificationDelete, Title: c.Title,
			Data: kit.UndoData(undeletion{c.ID}), Bin: true}); err != nil {
			return done, err
		}
	}
	t, err := tx.SmartType(smartTypeID)
	if err != nil {
		return done, err
	}
	done.Undo, err = tx.AddUndo(by, store.Undo{Action: kit.UndoClassificationApply, Title: "Classifications of " + t.Title,
		Data: kit.UndoData(done)})
	return done, err
}

// saveGroup stores a type's rows; new ones have an ID below 0.
func saveGroup(tx *store.Tx, by store.Actor, smartTypeID int64, kind classify.Type,
	rows, gone []store.Classification) error {
	if len(rows) == 0 && len(gone) == 0 {
		return nil
	}
	rows = slices.Clone(rows)
	for i := range rows {
		rows[i].ID = max(rows[i].ID, 0)
	}
	_, err := Save(tx, by, smartTypeID, kind, rows, gone)
	return err
}

func finishApply(tx *store.Tx, by store.Actor, populations *Populations, action string, smartTypeID int64,
	before []store.Classification) (done Applied, err error) {
	done = Applied{SmartTypeID: smartTypeID, Before: before}
	if done.After, err = tx.Classifications(smartTypeID); err != nil {
		return done, err
	}
	if done.Build, done.Moved, err = reassign(tx, populations, smartTypeID); err != nil {
		return done, err
	}
	return done, tx.Audit(by, action, fmt.Sprintf("smart-type:%d", smartTypeID), nil,
		map[string]int64{"build": done.Build, "moved": done.Moved})
}

// RevertApply is the way back from ApplyDraft: the classifications are what they were
// before it, and the customers get their labels at once. store.ErrConflict when
// somebody has saved them since.
func RevertApply(tx *store.Tx, by store.Actor, data []byte) error {
	var was Applied
	if err := json.Unmarshal(data, &was); err != nil {
		return fmt.Errorf("revert of classifications: %w", err)
	}
	stored, err := tx.Classifications(was.SmartTypeID)
	if err != nil {
		return err
	}
	if (&Draft{Base: was.After}).Stale(stored) {
		return fmt.Errorf("revert classifications of smart type %d: %w", was.SmartTypeID, store.ErrConflict)
	}
	version := map[int64]int64{}
	for _, c := range stored {
		version[c.ID] = c.Version
	}
	for _, kind := range classify.Types {
		rows, kept := Group(was.Before, kind), map[int64]bool{}
		for i, c := range rows {
			if version[c.ID] == 0 {
				back, err := tx.RestoreClassification(c.ID)
				if err != nil {
					return err
				}
				version[c.ID] = back.Version
			}
			rows[i].Version, kept[c.ID] = version[c.ID], true
		}
		var gone []store.Classification
		for _, c := range Group(stored, kind) {
			if !kept[c.ID] {
				gone = append(gone, c)
			}
		}
		if err := saveGroup(tx, by, was.SmartTypeID, kind, rows, gone); err != nil {
			return err
		}
	}
	_, err = finishApply(tx, by, new(Populations), "classification.revert", was.SmartTypeID, stored)
	return err
}

// reassign bands the customers of a smart type by its stored classifications and
// publishes the labels as a build of the published one's day. 0: there is none yet.
func reassign(tx *store.Tx, populations *Populations, smartTypeID int64) (build, moved int64, err error) {
	old, err := tx.Published(rebuild.StepLabels)
	if errors.Is(err, store.ErrNotFound) {
		return 0, 0, nil
	}
	if err != nil {
		return 0, 0, err
	}
	p, err := populations.Of(tx, smartTypeID)
	if err != nil {
		return 0, 0, err
	}
	was, err := tx.Baseline()
	if err != nil {
		return 0, 0, err
	}
	bands, err := rebuild.LoadBands(tx)
	if err != nil {
		return 0, 0, err
	}
	mine := bands[smartTypeID]
	if mine == nil {
		mine = new(classify.Bands)
	}
	b := store.Build{AsOf: old.AsOf, Timeframe: old.Timeframe, Steps: rebuild.StepLabels, BookVersion: old.BookVersion,
		StartedAt: tx.Now,
		Orders:    old.Orders, Customers: old.Customers, History: old.History}
	if b.ID, err = tx.BeginBuild(b); err != nil {
		return 0, 0, err
	}
	if err := tx.CopyScores(old.ID, b.ID); err != nil {
		return 0, 0, err
	}
	counts, err := othersCounts(tx, smartTypeID)
	if err != nil {
		return 0, 0, err
	}
	var changes []store.LabelChange
	moves := map[store.Move]int64{}
	for t, kind := range classify.Types {
		to := map[int64][]int64{} // customers by their new label
		for i, at := range p.Band(kind, mine[t]) {
			label := int64(0)
			if at >= 0 {
				label = mine[t][at].ID
			}
			var one [6]int64
			one[t] = label
			if err := rebuild.Count(counts, one, p.Figures[i].Revenue); err != nil {
				return 0, 0, err
			}
			if from := p.Label(kind, i); from != label {
				to[label] = append(to[label], p.IDs[i])
				changes = append(changes, store.LabelChange{CustomerID: p.IDs[i], Type: t, From: from, To: label})
				moves[store.Move{Type: t, From: from, To: label}]++
			}
		}
		for _, label := range slices.Sorted(maps.Keys(to)) {
			if err := tx.StageLabel(b.ID, t, label, to[label]); err != nil {
				return 0, 0, err
			}
		}
	}
	if !b.History { // the published build looks back: so does this one
		changes, moves = nil, nil
	}
	b.Moved = int64(len(changes))
	if err := tx.StageChanges(b.ID, changes); err != nil {
		return 0, 0, err
	}
	totals := slices.SortedFunc(maps.Values(counts), func(a, b store.LabelCount) int {
		return cmp.Compare(a.ClassificationID, b.ClassificationID)
	})
	if err := tx.StageCounts(b.ID, totals, rebuild.SortMoves(moves)); err != nil {
		return 0, 0, err
	}
	return b.ID, b.Moved, tx.PublishBuild(b, []string{rebuild.StepLabels}, was)
}

// othersCounts are what the labels of the other smart types hold.
func othersCounts(tx *store.Tx, smartTypeID int64) (map[int64]store.LabelCount, error) {
	rules, err := tx.AllClassifications()
	if err != nil {
		return nil, err
	}
	all, err := tx.LabelCounts(store.Everyone())
	counts := map[int64]store.LabelCount{}
	for _, c := range all {
		if rules[c.ClassificationID].SmartTypeID != smartTypeID {
			counts[c.ClassificationID] = c
		}
	}
	return counts, err
}

// DiscardDraft forgets a person's draft and returns the way back. store.ErrConflict
// when it is another one by now.
func DiscardDraft(tx *store.Tx, by store.Actor, userID, smartTypeID, version int64) (undo int64, err error) {
	d, err := LoadDraft(tx, userID, smartTypeID)
	if err != nil {
		return 0, err
	}
	if d.Version == 0 || d.Version != version {
		return 0, fmt.Errorf("discard the draft of smart type %d: %w", smartTypeID, store.ErrConflict)
	}
	if err := tx.DropClassificationDraft(smartTypeID, userID, version); err != nil {
		return 0, err
	}
	if err := tx.Audit(by, kit.UndoClassificationDiscard, fmt.Sprintf("smart-type:%d", smartTypeID), d.Changes(),
		nil); err != nil {
		return 0, err
	}
	t, err := tx.SmartType(smartTypeID)
	if err != nil {
		return 0, err
	}
	return tx.AddUndo(by, store.Undo{Action: kit.UndoClassificationDiscard,
		Title: "Draft of the classifications of " + t.Title, Data: kit.UndoData(d)})
}

// RestoreDraft is the way back from DiscardDraft. store.ErrConflict when the person
// has begun another draft.
func RestoreDraft(tx *store.Tx, by store.Actor, data []byte) error {
	var was Draft
	if err := json.Unmarshal(data, &was); err != nil {
		return fmt.Errorf("discarded draft: %w", err)
	}
	now, err := LoadDraft(tx, was.UserID, was.SmartTypeID)
	if err != nil {
		return err
	}
	if now.Version != 0 {
		return fmt.Errorf("restore the draft of smart type %d: %w", was.SmartTypeID, store.ErrConflict)
	}
	was.Version = 0
	if err := was.keep(tx); err != nil {
		return err
	}
	return tx.Audit(by, "classification.draft", fmt.Sprintf("smart-type:%d", was.SmartTypeID), nil, was.Changes())
}

// MergeDraft brings a draft up to what is stored: rows that the person did not change
// are as somebody else saved them, rows that the person did change stay the person's,
// and what both changed is the person's. A row that somebody else deleted and the
// person changed becomes a new one.
func MergeDraft(tx *store.Tx, by store.Actor, userID, smartTypeID int64) (*Draft, error) {
	stored, err := tx.Classifications(smartTypeID)
	if err != nil {
		return nil, err
	}
	return EditDraft(tx, by, userID, smartTypeID, func(d *Draft) error {
		d.merge(stored)
		return nil
	})
}

func (d *Draft) merge(stored []store.Classification) {
	theirs := map[int64]store.Classification{}
	for _, c := range stored {
		theirs[c.ID] = c
	}
	next := int64(-1)
	for _, r := range d.Rows {
		next = min(next, r.ID-1)
	}
	var rows []DraftRow
	for _, r := range d.Rows {
		was, now := d.Was(r.ID), theirs[r.ID]
		switch {
		case r.IsNew():
		case now.ID == 0 && (r.Gone || sameRow(was, &r.Classification)):
			continue // both deleted it, or they did
		case now.ID == 0:
			r.ID, r.Version = next, 0
			next--
		case sameRow(was, &r.Classification):
			r.Classification = now
		default:
			r.Version, r.Position = now.Version, now.Position
		}
		rows = append(rows, r)
	}
	for _, c := range stored { // theirs alone
		if d.Was(c.ID) == nil {
			rows = append(rows, DraftRow{Classification: c})
		}
	}
	var merged []DraftRow
	for _, kind := range classify.Types {
		of := (&Draft{Rows: rows}).Of(kind)
		if !d.Reordered(kind) {
			of = inTheirOrder(kind, of)
		}
		merged = append(merged, of...)
	}
	d.Base, d.Rows = stored, merged
}

// inTheirOrder puts the rows of a type where they are stored, and new ones where
// their values belong.
func inTheirOrder(kind classify.Type, rows []DraftRow) []DraftRow {
	sorted := slices.DeleteFunc(slices.Clone(rows), func(r DraftRow) bool { return r.IsNew() })
	slices.SortFunc(sorted, func(a, b DraftRow) int {
		return cmp.Or(cmp.Compare(a.Position, b.Position), cmp.Compare(a.ID, b.ID))
	})
	for _, r := range rows {
		if r.IsNew() {
			bands := make([]classify.Band, len(sorted))
			for i := range sorted {
				bands[i] = rebuild.Band(sorted[i].Classification)
			}
			sorted = slices.Insert(sorted, classify.Slot(kind, bands, r.Value), r)
		}
	}
	return sorted
}
