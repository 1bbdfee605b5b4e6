package customers

import (
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"

	"wholesight/jobs/kit"
	"wholesight/store"
)

// Limits of saved lists.
const (
	maxSavedListName = 60   // characters
	maxSavedLists    = 50   // of one person and list: more are no menu any more
	maxViewText      = 8000 // bytes of its query
)

// AddSavedList saves a view of a list for a person: name, list, sharing and query are
// v's. What is not accepted comes back as Refusals.
func AddSavedList(tx *store.Tx, by store.Actor, v store.SavedList) (store.SavedList, error) {
	if err := checkSavedList(tx, &v); err != nil {
		return v, err
	}
	n, err := tx.CountSavedLists(v.UserID, v.List)
	if err != nil {
		return v, err
	}
	if n >= maxSavedLists {
		return v, kit.Refuse("name", "You have %d saved lists here, which is the most there can be. Delete one first.",
			maxSavedLists)
	}
	if v.ID, err = tx.AddSavedList(v); err != nil {
		return v, err
	}
	v.Version = 1
	return v, tx.Audit(by, "view.add", savedListObject(v.ID), nil, auditSavedList(v))
}

// EditSavedList changes name, sharing and query of a view; who may is asked with
// MayEditSavedList. store.ErrConflict: somebody else has saved since v.Version.
func EditSavedList(tx *store.Tx, by store.Actor, before, v store.SavedList) error {
	if before.Version != v.Version {
		return fmt.Errorf("view %d: %w", v.ID, store.ErrConflict)
	}
	if err := checkSavedList(tx, &v); err != nil {
		return err
	}
	if err := tx.SaveSavedList(v); err != nil {
		return err
	}
	return tx.Audit(by, "view.edit", savedListObject(v.ID), auditSavedList(before), auditSavedList(v))
}

// MayEditSavedList tells whether a person may change a view: its owner, and an admin
// where it is shared.
func MayEditSavedList(u store.User, v store.SavedList) bool {
	return v.UserID == u.ID || v.Shared && u.Role == store.RoleAdmin
}

// deletedSavedList is what brings a deleted view back.
type deletedSavedList struct {
	List     string  `json:"list"`
	User     int64   `json:"user"`
	Name     string  `json:"name"`
	Shared   bool    `json:"shared"`
	Query    string  `json:"query"`
	Defaults []int64 `json:"defaults,omitempty"` // people whose list began with it
}

// DeleteSavedList deletes a view; the undo that it returns brings it back.
// store.ErrConflict: somebody else has saved since the version was read.
func DeleteSavedList(tx *store.Tx, by store.Actor, v store.SavedList, version int64) (undo int64, err error) {
	defaults, err := tx.SavedListDefaults(v.ID)
	if err != nil {
		return 0, err
	}
	if err := tx.DeleteSavedList(v.ID, version); err != nil {
		return 0, err
	}
	if err := tx.Audit(by, "view.delete", savedListObject(v.ID), auditSavedList(v), nil); err != nil {
		return 0, err
	}
	was := deletedSavedList{List: v.List, User: v.UserID, Name: v.Name, Shared: v.Shared, Query: v.Query,
		Defaults: defaults}
	return tx.AddUndo(by, store.Undo{Action: kit.UndoSavedListDelete, Title: v.Name, Data: kit.UndoData(was), Bin: true})
}

// RestoreSavedList brings a deleted view back, under another name where the person has
// taken the old one since.
func RestoreSavedList(tx *store.Tx, by store.Actor, data []byte) error {
	var was deletedSavedList
	if err := json.Unmarshal(data, &was); err != nil {
		return fmt.Errorf("deleted view: %w", err)
	}
	v := store.SavedList{List: was.List, UserID: was.User, Name: was.Name, Shared: was.Shared, Query: was.Query}
	for n := 2; ; n++ {
		id, err := tx.SavedListNamed(v.UserID, v.List, v.Name)
		if err != nil {
			return err
		}
		if id == 0 {
			break
		}
		v.Name = fmt.Sprintf("%s (%d)", was.Name, n)
	}
	var err error
	if v.ID, err = tx.AddSavedList(v); err != nil {
		return err
	}
	for _, user := range was.Defaults {
		views, err := tx.SavedLists(user, v.List)
		if err != nil {
			return err
		}
		if hasDefault(views) { // chosen since
			continue
		}
		if err := tx.SetDefaultSavedList(user, v.List, v.ID); err != nil {
			return err
		}
	}
	return tx.Audit(by, "view.restore", savedListObject(v.ID), nil, auditSavedList(v))
}

func hasDefault(views []store.SavedList) bool {
	for _, v := range views {
		if v.Default {
			return true
		}
	}
	return false
}

// SetDefaultSavedList makes a list begin with a view for a person, or with none
// (id 0). store.ErrNotFound: the person does not see it, or it is of another list.
func SetDefaultSavedList(tx *store.Tx, by store.Actor, user int64, list string, id int64) error {
	if id != 0 {
		v, err := tx.SavedList(user, id)
		if err != nil {
			return err
		}
		if v.List != list {
			return fmt.Errorf("view %d is of %s: %w", id, v.List, store.ErrNotFound)
		}
	}
	if err := tx.SetDefaultSavedList(user, list, id); err != nil {
		return err
	}
	return tx.Audit(by, "view.default", kit.UserObject(user), nil, map[string]any{"list": list, "view": id})
}

// checkSavedList trims the name and says what cannot be.
func checkSavedList(tx *store.Tx, v *store.SavedList) error {
	v.Name = strings.Join(strings.Fields(v.Name), " ")
	switch {
	case v.Name == "":
		return kit.Refuse("name", "Give the saved list a name: the tab above the list shows it.")
	case !utf8.ValidString(v.Name):
		return kit.Refuse("name", "This name is not text.")
	case utf8.RuneCountInString(v.Name) > maxSavedListName:
		return kit.Refuse("name", "The name of a saved list has %d characters at most, and this has %d.", maxSavedListName,
			utf8.RuneCountInString(v.Name))
	case len(v.Query) > maxViewText:
		return kit.Refuse("name", "These filters are too long to be kept: take some away.")
	}
	id, err := tx.SavedListNamed(v.UserID, v.List, v.Name)
	if err == nil && id != 0 && id != v.ID {
		err = kit.Refuse("name", "There is a saved list called %s already. Choose another name.", v.Name)
	}
	return err
}

func savedListObject(id int64) string { return fmt.Sprintf("view:%d", id) }

func auditSavedList(v store.SavedList) map[string]any {
	return map[string]any{"list": v.List, "user": v.UserID, "name": v.Name, "shared": v.Shared, "query": v.Query}
}
