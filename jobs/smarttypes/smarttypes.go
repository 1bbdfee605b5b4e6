package smarttypes

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"wholesight/jobs/kit"
	"wholesight/store"
)

// MaxTitle is the length of a title in characters, as of a classification's.
const MaxTitle = 60

// checkTitle refuses a title that cannot be read, or that another smart type has, be
// it in other letters: lists and files would show two that nobody can tell apart.
func checkTitle(tx *store.Tx, id int64, title string) error {
	switch n := utf8.RuneCountInString(title); {
	case title == "":
		return kit.Refuse("title", "Type a title, such as Retail: lists and reports show it.")
	case n > MaxTitle:
		return kit.Refuse("title", "The title has %d characters; %d are the most. Shorten it.", n, MaxTitle)
	case !utf8.ValidString(title) || strings.ContainsFunc(title, unicode.IsControl):
		return kit.Refuse("title", "The title holds a character that cannot be shown. Type it again.")
	}
	all, err := tx.SmartTypes()
	if err != nil {
		return err
	}
	for _, t := range all {
		if t.ID != id && strings.EqualFold(t.Title, title) {
			return kit.Refuse("title", "There is a smart type called %s already. Choose another title, or merge the two.",
				t.Title)
		}
	}
	return nil
}

// CreateSmartType adds a smart type, last in order.
//
// Errors: Refusals with the field title.
func CreateSmartType(tx *store.Tx, actor store.Actor, title string, portal bool) (int64, error) {
	title = strings.TrimSpace(title)
	if err := checkTitle(tx, 0, title); err != nil {
		return 0, err
	}
	id, err := tx.NewSmartType(title, portal)
	if err != nil {
		return 0, err
	}
	return id, tx.Audit(actor, "smart-type.create", smartTypeObject(id), nil,
		store.SmartType{ID: id, Title: title, Portal: portal})
}

// SaveSmartType stores a smart type's title and portal. What it had already is not
// refused: an import may have brought what nobody would be let type.
//
// Errors: Refusals with the field title; store.ErrConflict when somebody has changed
// it since t.Version.
func SaveSmartType(tx *store.Tx, actor store.Actor, t store.SmartType) error {
	t.Title = strings.TrimSpace(t.Title)
	before, err := tx.SmartType(t.ID)
	if err != nil {
		return err
	}
	if before.Version != t.Version {
		return store.ErrConflict
	}
	if t.Title != before.Title {
		if err := checkTitle(tx, t.ID, t.Title); err != nil {
			return err
		}
	}
	if before.Title == t.Title && before.Portal == t.Portal {
		return nil
	}
	if err := tx.SaveSmartType(t); err != nil {
		return err
	}
	return tx.Audit(actor, "smart-type.save", smartTypeObject(t.ID), before, t)
}

// OrderSmartTypes puts the smart types into an order; the first is the one that
// customers get who name none. ErrConflict when ids are not all there are.
func OrderSmartTypes(tx *store.Tx, actor store.Actor, ids []int64) error {
	all, err := tx.SmartTypes()
	if err != nil {
		return err
	}
	before := IDs(all)
	if slices.Equal(before, ids) {
		return nil
	}
	if err := tx.OrderSmartTypes(ids); err != nil {
		return err
	}
	return tx.Audit(actor, "smart-type.order", "smart-types", before, ids)
}

// MoveSmartType puts a smart type at a position, from 1; beyond the end it is the last.
// before is the order that whoever moves it has seen.
//
// Errors: store.ErrConflict when that is not the order any more.
func MoveSmartType(tx *store.Tx, actor store.Actor, id int64, position int, before []int64) error {
	all, err := tx.SmartTypes()
	if err != nil {
		return err
	}
	if !slices.Equal(IDs(all), before) {
		return store.ErrConflict
	}
	at := slices.Index(before, id)
	if at < 0 {
		return store.ErrNotFound
	}
	order := slices.Delete(slices.Clone(before), at, at+1)
	return OrderSmartTypes(tx, actor, slices.Insert(order, max(0, min(position-1, len(order))), id))
}

// IDs are the ids of smart types, in their order.
func IDs(all []store.SmartType) []int64 {
	ids := make([]int64, len(all))
	for i, t := range all {
		ids[i] = t.ID
	}
	return ids
}

func smartTypeObject(id int64) string { return fmt.Sprintf("smart-type:%d", id) }
