package customers

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"wholesight/jobs/kit"
	"wholesight/store"
)

// The bulk actions.
const (
	BulkAssign = "assign" // to an account manager, or to nobody
	BulkTag    = "tag"    // add a tag
	BulkUntag  = "untag"  // remove a tag
	bulkBack   = "back"   // the way back from another bulk action
)

// BulkAction is what is done to each customer of a bulk action.
type BulkAction struct {
	Kind    string `json:"kind"`
	Manager int64  `json:"manager,omitempty"` // of BulkAssign; 0: nobody
	Tag     string `json:"tag,omitempty"`     // of BulkTag and BulkUntag
	Of      int64  `json:"of,omitempty"`      // of bulkBack: the action that is taken back
}

// BulkSkip is why some customers stayed as they were.
type BulkSkip struct {
	Why       string   `json:"why"` // goes on after "2 skipped: "
	Count     int      `json:"count"`
	Customers []string `json:"customers"` // codes: the first of them
}

// BulkResult is what a bulk action did, or that it was begun.
type BulkResult struct {
	Bulk    int64      `json:"bulk"`
	Total   int        `json:"customers"`
	Changed int        `json:"changed"`
	Skipped []BulkSkip `json:"skipped"`
	Job     int64      `json:"-"` // that works it off; 0: it is done
	Undo    int64      `json:"-"` // see AddUndo; 0: nothing to take back
}

const (
	bulkAtOnce  = 200 // customers that are changed while a person waits, and in one step of a job
	bulkNamed   = 20  // codes told of each reason
	maxBulkTag  = 60
	maxBulkIDs  = 1_000_000
	bulkJobName = "bulk"
)

// RunBulk does one thing to many customers, in the transaction of the request. ids are the
// customers, as the list stood when the button was pressed: the picked ones, or
// those of all rows that match (customer list.All, then ID of each row). Those that the
// scope does not see are as good as not there.
//
// Up to 200 customers are changed before it returns. More are frozen and a job is
// enqueued for them; BulkResult.Job is its number then, to follow it on its page.
// Either way BulkResult.Undo is the number for the toast (undoPath), when there is
// something to take back, and Words a sentence for it:
//
//	r, err := jobs.RunBulk(tx, by, scope, jobs.BulkAction{Kind: jobs.BulkAssign, Manager: id}, ids)
//	toast{Text: r.Words(), Undo: undoPath(r.Undo)}
//
// Errors: Refusals with the fields manager, tag and ids. Who may do it is asked by
// the caller.
func RunBulk(tx *store.Tx, by store.Actor, scope store.Scope, action BulkAction,
	ids []int64) (r BulkResult, err error) {
	title, err := action.check(tx)
	if err != nil {
		return r, err
	}
	if len(ids) > maxBulkIDs {
		return r, kit.Refuse("ids", "%d customers are more than can be changed together: %d is the most.", len(ids),
			maxBulkIDs)
	}
	ids = distinct(ids)
	seen, err := tx.SeenOf(scope, ids)
	if err != nil {
		return r, err
	}
	if len(seen) == 0 {
		return r, kit.Refuse("ids", "Choose at least one customer first.")
	}
	if r, err = beginBulk(tx, by, action, seen); err != nil {
		return r, err
	}
	if gone := len(ids) - len(seen); gone > 0 && r.Job == 0 {
		r.skip(whyGone, "", gone)
	}
	if r.Job == 0 && r.Changed == 0 {
		return r, nil
	}
	n := r.Changed
	if r.Job != 0 {
		n = r.Total
	}
	r.Undo, err = tx.AddUndo(by, store.Undo{Action: kit.UndoBulk, Title: title(n), Data: kit.UndoData(bulkArgs{r.Bulk})})
	return r, err
}

// check says what is wrong with an action, and gives how it is called when done to
// so many customers.
func (a *BulkAction) check(tx *store.Tx) (title func(n int) string, err error) {
	switch a.Kind {
	case BulkAssign:
		name := "no account manager"
		if a.Manager != 0 {
			names, err := managerNames(tx)
			if err != nil {
				return nil, err
			}
			if name = names[a.Manager]; name == "" {
				return nil, kit.Refuse("manager", "This account manager is not there (any more). Choose one from the list.")
			}
		}
		return func(n int) string { return fmt.Sprintf("%s for %s", name, customersText(n)) }, nil
	case BulkTag, BulkUntag:
		a.Tag = strings.TrimSpace(a.Tag)
		switch {
		case a.Tag == "":
			return nil, kit.Refuse("tag", "Write the tag, such as season:spring.")
		case !utf8.ValidString(a.Tag) || strings.ContainsFunc(a.Tag,
			func(r rune) bool { return r == '|' || unicode.IsControl(r) }):
			return nil, kit.Refuse("tag", "A tag has no line break and no | in it: leave them out.")
		case utf8.RuneCountInString(a.Tag) > maxBulkTag:
			return nil, kit.Refuse("tag", "A tag has at most %d characters, this one has %d.", maxBulkTag,
				utf8.RuneCountInString(a.Tag))
		}
		verb := map[string]string{BulkTag: "added to", BulkUntag: "removed from"}[a.Kind]
		return func(n int) string { return fmt.Sprintf("tag %s %s %s", a.Tag, verb, customersText(n)) }, nil
	}
	return nil, fmt.Errorf("bulk action %q is not known", a.Kind)
}

// bulkArgs are the arguments of the job, and what an undo keeps.
type bulkArgs struct {
	Bulk int64 `json:"bulk"`
}

// beginBulk freezes a bulk action, and does it when it is small.
func beginBulk(tx *store.Tx, by store.Actor, action BulkAction, ids []int64) (BulkResult, error) {
	b := store.Bulk{By: by, Action: kit.JSON(action), Customers: ids}
	if err := tx.AddBulk(&b); err != nil {
		return BulkResult{}, err
	}
	r := BulkResult{Bulk: b.ID, Total: len(ids)}
	if len(ids) > bulkAtOnce {
		var err error
		r.Job, _, err = tx.Enqueue(bulkJobName, bulkJobName+":"+strconv.FormatInt(b.ID, 10), kit.JSON(bulkArgs{b.ID}), by,
			false)
		return r, err
	}
	if err := bulkStep(tx, &b); err != nil {
		return r, err
	}
	return bulkResult(b)
}

// bulkResult is how far a bulk action has come.
func bulkResult(b store.Bulk) (BulkResult, error) {
	r := BulkResult{Bulk: b.ID, Total: len(b.Customers), Changed: b.Changed}
	if b.Skipped == "" {
		return r, nil
	}
	return r, json.Unmarshal([]byte(b.Skipped), &r.Skipped)
}

// skip notes that customers stay as they are.
func (r *BulkResult) skip(why, code string, n int) {
	at := -1
	for i := range r.Skipped {
		if r.Skipped[i].Why == why {
			at = i
		}
	}
	if at < 0 {
		at = len(r.Skipped)
		r.Skipped = append(r.Skipped, BulkSkip{Why: why})
	}
	s := &r.Skipped[at]
	if s.Count += n; code != "" && len(s.Customers) < bulkNamed {
		s.Customers = append(s.Customers, code)
	}
}

// Words are "118 changed, 2 skipped: have the tag already (K1, K2)".
func (r BulkResult) Words() string {
	if r.Job != 0 {
		return fmt.Sprintf("%s are being changed in the background", customersText(r.Total))
	}
	parts := []string{fmt.Sprintf("%d changed", r.Changed)}
	for _, s := range r.Skipped {
		parts = append(parts, fmt.Sprintf("%d skipped: %s", s.Count, s.words()))
	}
	return strings.Join(parts, ", ")
}

// words are the reason with the codes, or the first of them.
func (s BulkSkip) words() string {
	const some = 5
	if len(s.Customers) == 0 {
		return s.Why
	}
	codes := strings.Join(s.Customers[:min(some, len(s.Customers))], ", ")
	if s.Count > some {
		codes += ", …"
	}
	return s.Why + " (" + codes + ")"
}

// distinct are the ids, each once, in their order.
func distinct(ids []int64) (out []int64) {
	had := make(map[int64]bool, len(ids))
	for _, id := range ids {
		if !had[id] {
			had[id] = true
			out = append(out, id)
		}
	}
	return out
}

func customersText(n int) string {
	if n == 1 {
		return "1 customer"
	}
	return strconv.Itoa(n) + " customers"
}

// managerNames are the account managers' names by id.
func managerNames(tx *store.Tx) (map[int64]string, error) {
	links, err := tx.ManagerLinks()
	names := make(map[int64]string, len(links))
	for _, m := range links {
		names[m.ID] = m.Name
	}
	return names, err
}
