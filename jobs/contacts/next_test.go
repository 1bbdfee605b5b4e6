package contacts_test

import (
	"strings"
	"testing"

	"wholesight/jobs/calendar"
	jobcontacts "wholesight/jobs/contacts"
	"wholesight/jobs/files"
	"wholesight/jobs/jobtest"
	"wholesight/jobs/kit"
	"wholesight/jobs/settings"
	"wholesight/store"
	"wholesight/store/storetest"
)

// What a contact makes of an agreed day: it stays unless it is changed or cleared in
// words, whatever the outcome, the kind, and the way in which the contact came.
func TestAnAgreedDayIsKept(t *testing.T) {
	today := calendar.Of(storetest.Now)
	for name, one := range map[string]struct {
		agreed  calendar.Day // days from today; −99: none
		kind    string
		outcome string
		next    jobcontacts.Next
		want    calendar.Day // −99: none
		refused string
	}{
		"not reached keeps":              {agreed: 30, outcome: "Not reached", want: 30},
		"call back keeps":                {agreed: 30, outcome: "Call back", want: 30},
		"a wrong number keeps":           {agreed: 30, outcome: "Wrong number", want: 30},
		"a note keeps":                   {agreed: 30, kind: "note", want: 30},
		"a note keeps a day that passed": {agreed: -3, kind: "note", want: -3},
		"a call does what is due":        {agreed: 0, outcome: "Reached", want: -99},
		"another day": {agreed: 30, outcome: "Reached", next: jobcontacts.Next{NextOn: ptr(today + 2)},
			want: 2},
		"cleared in words": {agreed: 30, outcome: "Reached",
			next: jobcontacts.Next{Clear: true, Shown: ptr(today + 30)}, want: -99},
		"cleared, and it was another": {agreed: 30, outcome: "Reached",
			next: jobcontacts.Next{Clear: true, Shown: ptr(today + 3)}, refused: "another day"},
		"nobody there, and none agreed": {agreed: -99, outcome: "Not reached",
			want: jobcontacts.WorkingDay(today+1) - today},
		"nobody there when it was due": {agreed: 0, outcome: "Not reached", want: jobcontacts.WorkingDay(today+1) - today},
		"call back without a day":      {agreed: -99, outcome: "Call back", refused: "Give the day to call back"},
		"call back, and cleared": {agreed: 30, outcome: "Call back", next: jobcontacts.Next{Clear: true},
			refused: "Give the day to call back"},
		"reached, and none agreed": {agreed: -99, outcome: "Reached", want: -99},
	} {
		t.Run(name, func(t *testing.T) {
			db := storetest.SQLite(t)
			c := newCallers(t, db, "C1")
			storetest.Update(t, db, func(tx *store.Tx) error {
				if one.agreed != -99 {
					day := today + one.agreed
					if err := tx.InsertContact(&store.Contact{CustomerID: c.ids["C1"], At: storetest.Now.UnixMilli() - 1e9,
						Kind: "call", Author: "Ben", UserID: c.ben.ID, NextOn: &day}); err != nil {
						return err
					}
				}
				e := call("C1", one.outcome, "said")
				if e.Next = one.next; one.kind != "" {
					e.Kind = one.kind
				}
				_, err := c.log(tx, c.anna, e)
				if one.refused != "" {
					if err == nil || !strings.Contains(err.Error(), one.refused) {
						t.Errorf("it is not refused: %v", err)
					}
					return nil
				}
				if err != nil {
					return err
				}
				got, err := jobcontacts.Agreed(tx, c.ids["C1"])
				switch {
				case one.want == -99 && got != nil, one.want != -99 && (got == nil || *got != today+one.want):
					t.Errorf("agreed is %v, today is %s", got, today)
				}
				return err
			})
		})
	}
}

func ptr[T any](v T) *T { return &v }

func TestAWeekendIsNoWorkingDay(t *testing.T) {
	for day, want := range map[string]string{"2026-11-27": "2026-11-27", "2026-11-28": "2026-11-30",
		"2026-11-29": "2026-11-30", "2026-11-30": "2026-11-30"} {
		if got := jobcontacts.WorkingDay(calendar.Must(day)).String(); got != want {
			t.Errorf("%s: %s", day, got)
		}
	}
}

// A file that tells of a later contact, and nothing of a day, leaves the agreed one; one
// of a contact on that day or after is the follow-up.
func TestAnImportKeepsAnAgreedDay(t *testing.T) {
	db := storetest.SQLite(t)
	c := newCallers(t, db, "C1")
	const header = "customer_code,at,kind,body,next_on\n"
	for _, one := range []struct{ rows, want string }{
		{"C1,2026-01-10,call,agreed,2026-02-03\n", "2026-02-03"},
		{"C1,2026-01-12,email,sent,\n", "2026-02-03"},
		{"C1,2026-02-03,call,done,\n", ""},
		{"C1,2026-02-04,call,again,2026-03-01\n", "2026-03-01"},
	} {
		jobtest.ImportText(t, db, files.Contacts, header+one.rows)
		storetest.View(t, db, func(tx *store.Tx) error {
			got, err := jobcontacts.Agreed(tx, c.ids["C1"])
			if text := dayOf(got); text != one.want {
				t.Errorf("after %q %q is agreed, not %q", one.rows, text, one.want)
			}
			return err
		})
	}
}

func dayOf(day *calendar.Day) string {
	if day == nil {
		return ""
	}
	return day.String()
}

// An outcome that asks for a day asks when a logged contact is given it too.
func TestAnEditAsksForTheDay(t *testing.T) {
	db := storetest.SQLite(t)
	c := newCallers(t, db, "C1")
	storetest.Update(t, db, func(tx *store.Tx) error {
		added, err := c.log(tx, c.anna, call("C1", "Reached", ""))
		if err != nil {
			return err
		}
		_, _, err = jobcontacts.Edit(tx, c.anna.Actor(""), c.anna, added.ID,
			jobcontacts.ContactChange{Version: 1, Outcome: "Call back"})
		if bad, ok := err.(kit.Refusals); !ok || bad[0].Field != "next_on" {
			t.Errorf("it is not refused: %v", err)
		}
		return nil
	})
}

func TestOutcomesPresetTheFollowUp(t *testing.T) {
	all, err := settings.ParseOutcomes("Reached + =keep; Not reached =1; Call back=ask; A = B")
	if err != nil || len(all) != 4 {
		t.Fatalf("%+v, %v", all, err)
	}
	for i, want := range []settings.Outcome{{Title: "Reached", Reached: true}, {Title: "Not reached", Days: 1},
		{Title: "Call back", Ask: true}, {Title: "A = B"}} {
		if all[i] != want {
			t.Errorf("%+v, not %+v", all[i], want)
		}
	}
	s, err := settings.FindSetting("contact-outcomes")
	if err != nil {
		t.Fatal(err)
	}
	for _, value := range []string{"Call back =aks", "Later =0", "Later =366"} {
		if s.Check(value) == nil {
			t.Errorf("%q is taken", value)
		}
	}
}
