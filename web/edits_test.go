package web_test

import (
	"maps"
	"strings"
	"testing"

	"wholesight/store/storetest"
	"wholesight/web/kit"
	"wholesight/web/targets"
	"wholesight/web/webtest"
)

// typedInto says, for each route whose form edits something with a version, into
// which field two people type what. A form with a version that is neither here nor a
// press fails the test below: say where it belongs.
var typedInto = map[string]struct{ field, theirs, mine string }{
	"POST /contacts/:id":           {"next_on", "2027-03-04", "2027-03-05"},
	"POST /customers/:code/edit":   {"city", "Theirs 4711", "Mine 4712"},
	"POST /customers/:code/target": {targets.MonthField(0), "4,711.11", "4,712.22"},
	"POST /smart-types/:id":        {"title", "Theirs 4711", "Mine 4712"},
	"POST /users/:id":              {"name", "Theirs 4711", "Mine 4712"},
	"POST /views/:id":              {"name", "Theirs 4711", "Mine 4712"},
}

// presses are the routes whose form is one button and carries the version of what
// its person saw: pressed on something older, nothing happens.
var presses = map[string]bool{
	"POST /contacts/:id/delete":           true,
	"POST /customers/:code/target/delete": true,
	"POST /smart-types/:id/delete":        true,
	"POST /users/:id/disable":             true,
	"POST /users/:id/enable":              true,
	"POST /views/:id/delete":              true,
	"POST /views/:id/query":               true,
}

// unversioned are the routes that change one thing of an address without a version,
// with the reason why nobody's work can be lost.
var unversioned = map[string]string{
	"POST /setup/:secret":               "the link works once",
	"POST /password/:secret":            "the link works once",
	"POST /account/sessions/:ref/end":   "a session ends, whoever ends it",
	"POST /undo/:id":                    "takes back once, and refuses what was changed since",
	"POST /customers/:code/contact":     "adds a contact; the corrections in it carry what they began with",
	"POST /customers/:code/call":        "a lease: the second is told who has it",
	"POST /customers/:code/call/end":    "ends one's own lease",
	"POST /classifications/:id":         "a person's own draft, which Apply compares with what is stored",
	"POST /classifications/:id/delete":  "a person's own draft, which Apply compares with what is stored",
	"POST /classifications/:id/move":    "a person's own draft, which Apply compares with what is stored",
	"POST /classifications/:id/restore": "a person's own draft, which Apply compares with what is stored",
	"POST /classifications/:id/value":   "a person's own draft, which Apply compares with what is stored",
	"POST /imports/:id/check":           "an import's state decides",
	"POST /imports/:id/apply":           "an import's state decides",
	"POST /imports/:id/cancel":          "an import's state decides",
	"POST /imports/:id/discard":         "an import's state decides",
	"POST /imports/:id/undo":            "the last import of its kind alone",
	"POST /jobs/:id/cancel":             "a run's state decides",
	"POST /jobs/:id/retry":              "a run's state decides",
	"POST /smart-types/:id/move":        "carries the order that its person saw",
	"POST /smart-types/:id/merge":       "carries what its person saw of the two, and of the classifications that go",
	"POST /imports/:id/parts":           "an archive is taken apart once: who comes second is told so",
	"POST /users/:id/end-sessions":      "sessions end, whoever ends them",
	"POST /users/:id/link":              "adds a link; the one before ends",
	"POST /views/:id/default":           "the person's own choice, the last one counts",
}

// bystanders are the tables that a request without effect may write to.
var bystanders = []string{"revisions", "sessions", "audit_log", "audit_head", "form_keys", "throttles"}

// Two people load the same form and both save. The second is told so with 409; what
// the first stored stays as it is; and a form comes back with what was typed, beside
// what is stored.
func TestSecondOfTwoEditsIsToldSo(t *testing.T) {
	address := storetest.SQLiteURL(t)
	sh := webtest.NewShopOn(t, address)
	file := strings.TrimPrefix(address, "sqlite:")
	tried := 0
	for _, r := range sh.Server.Routes() {
		name := r.Method + " " + r.Path
		if r.Reads() || !strings.Contains(r.Path, ":") {
			continue
		}
		who := caller(r)
		path := sh.Address(r, who)
		first := sh.FormFor(r, path)
		edit, typed := typedInto[name]
		if !first.Has("version") {
			if unversioned[name] == "" {
				t.Errorf("%s changes something without a version: say in edits_test.go why nothing can be lost", name)
			}
			continue
		}
		if typed == presses[name] {
			t.Errorf("%s carries a version: say in edits_test.go into which field one types, or that it is a press", name)
			continue
		}
		tried++
		second := maps.Clone(first)
		if typed {
			first.Set(edit.field, edit.theirs)
			second.Set(edit.field, edit.mine)
		}
		one, other := sh.As(who), sh.As(who)
		if res := one.Do(r.Method, path, first); res.StatusCode >= 400 {
			t.Errorf("%s: the first save: %d\n%.600s", name, res.StatusCode, res.Text)
			continue
		}
		stored := fingerprint(t, file, bystanders...)
		res := other.Do(r.Method, path, second)
		// What the second presses for may be so already, or be gone.
		if res.StatusCode != 409 && !(presses[name] && (res.StatusCode == 404 || res.StatusCode == 303)) {
			t.Errorf("%s: the second save: %d, want 409\n%.600s", name, res.StatusCode, res.Text)
			continue
		}
		if typed && (!strings.Contains(res.Text, edit.mine) || !strings.Contains(res.Text, edit.theirs)) {
			t.Errorf("%s: the second sees mine %v, theirs %v", name, strings.Contains(res.Text, edit.mine),
				strings.Contains(res.Text, edit.theirs))
		}
		if fingerprint(t, file, bystanders...) != stored {
			t.Errorf("%s: the second save changed something", name)
		}
		if !typed {
			continue
		}
		// Saving again is deliberate: the form that came back is accepted.
		again := webtest.HiddenFields(res, maps.Clone(second))
		if res := other.Do(r.Method, path, again); res.StatusCode >= 400 {
			t.Errorf("%s: saved again on purpose: %d\n%.600s", name, res.StatusCode, res.Text)
		} else if fingerprint(t, file, bystanders...) == stored {
			t.Errorf("%s: saved again on purpose, nothing was stored", name)
		}
	}
	if tried < 6 {
		t.Errorf("only %d forms were tried", tried)
	}
}

// A form that is sent twice with the same key has one effect, whatever it does: no
// row of any table is other after the second time, and the answer is the same.
func TestFormSentTwiceLeavesTheSameRows(t *testing.T) {
	address := storetest.SQLiteURL(t)
	sh := webtest.NewShopOn(t, address)
	file := strings.TrimPrefix(address, "sqlite:")
	for _, r := range sh.Server.Routes() {
		name := r.Method + " " + r.Path
		if r.Reads() || r.Who&kit.Anyone != 0 || r.Kind == kit.Upload {
			continue
		}
		if name == "POST /account/password" {
			continue // asks for the old password: the second time it is another one
		}
		who := caller(r)
		path := sh.Address(r, who)
		form := sh.FormFor(r, path)
		form.Set(kit.FormKey, "the key of "+name)
		b := sh.As(who)
		first := b.Do(r.Method, path, form)
		rows := fingerprint(t, file, "sessions")
		second := b.Do(r.Method, path, form)
		if got := fingerprint(t, file, "sessions"); got != rows {
			t.Errorf("%s sent twice has two effects; the newest entry is %s", name, sh.AuditActions()[0])
		}
		// A link is shown once: the second time leads to whom it is for.
		if second.StatusCode != first.StatusCode && r.Path != "/users" && r.Path != "/users/:id/link" {
			t.Errorf("%s: %d, then %d", name, first.StatusCode, second.StatusCode)
		}
		if first.Header.Get("Location") != second.Header.Get("Location") && first.StatusCode == 303 {
			t.Errorf("%s leads to %s, then to %s", name, first.Header.Get("Location"), second.Header.Get("Location"))
		}
	}
}
