package webtest

import (
	"fmt"
	"net/url"
	"strings"

	jobclassifications "wholesight/jobs/classifications"
	"wholesight/jobs/rules/classify"
	"wholesight/store"
)

// Draft is somebody's draft of the shop's first smart type.
func (sh *Shop) Draft(of string) (d *jobclassifications.Draft) {
	sh.T.Helper()
	smartType := sh.Rule("Calm").SmartTypeID
	sh.View(func(tx *store.Tx) (err error) {
		d, err = jobclassifications.LoadDraft(tx, sh.People[of].ID, smartType)
		return err
	})
	return d
}

// Drafted are the titles of a type's rows in the admin's draft, in order; a deleted one
// is in brackets.
func (sh *Shop) Drafted(kind classify.Type) string {
	sh.T.Helper()
	var titles []string
	for _, r := range sh.Draft("admin").Of(kind) {
		if r.Gone {
			r.Title = "(" + r.Title + ")"
		}
		titles = append(titles, r.Title)
	}
	return strings.Join(titles, " ")
}

// DraftForm is the form of the bar over somebody's draft.
func (sh *Shop) DraftForm(of string) url.Values {
	d := sh.Draft(of)
	return Values("smart_type", fmt.Sprint(d.SmartTypeID), "version", fmt.Sprint(d.Version))
}

// spareDraft is a draft of somebody's that can be applied, as the bar's form has it.
func (sh *Shop) spareDraft(of string) url.Values {
	sh.T.Helper()
	calm := sh.Rule("Calm")
	sh.Seed.spare++
	sh.Update(func(tx *store.Tx) error {
		if err := sh.dropDraft(tx, of, calm.SmartTypeID); err != nil {
			return err
		}
		_, err := jobclassifications.EditDraft(tx, store.Actor{Name: "test"}, sh.People[of].ID, calm.SmartTypeID,
			func(d *jobclassifications.Draft) error {
				calm.Comment = fmt.Sprintf("Draft %d", sh.Seed.spare)
				_, err := d.Put(calm, d.Place(calm.ID))
				return err
			})
		return err
	})
	return sh.DraftForm(of)
}

// dropDraft forgets somebody's draft, if there is one.
func (sh *Shop) dropDraft(tx *store.Tx, of string, smartType int64) error {
	d, err := jobclassifications.LoadDraft(tx, sh.People[of].ID, smartType)
	if err != nil || d.Version == 0 {
		return err
	}
	return tx.DropClassificationDraft(smartType, d.UserID, d.Version)
}
