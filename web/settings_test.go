package web

import (
	"strings"
	"testing"

	jobpeople "wholesight/jobs/people"
	"wholesight/jobs/settings"
	"wholesight/store"
	"wholesight/web/paths"
)

func TestSettingsAreSavedTogetherOrNotAtAll(t *testing.T) {
	sh := newShop(t)
	admin := sh.as("admin")
	page := admin.get("/settings").want(t, 200)
	for _, s := range settings.Settings {
		page.says(t, `name="`+s.Name+`"`, `name="was-`+s.Name+`"`)
	}
	admin.post("/settings", "shop-name", "Harbour Tools", "timeframe", "7", "as-of", "soon").want(t, 422).
		says(t, `value="Harbour Tools"`, `value="soon"`, "Give today, latest-order or YYYY-MM-DD", `aria-invalid="true"`)
	sh.view(func(tx *store.Tx) error {
		if stored, err := tx.Settings(); len(stored) != 0 || err != nil {
			t.Errorf("stored %v, %v", stored, err)
		}
		return nil
	})
	admin.post("/settings", "shop-name", " Harbour Tools ", "timeframe", "24").want(t, 303, "/settings")
	admin.get("/settings").want(t, 200).says(t, "Settings saved.", `value="Harbour Tools"`, "· Harbour Tools</title>")
	if got := sh.auditActions()[:2]; got[0] != "setting.save setting:timeframe" || got[1] != "setting.save setting:shop-name" {
		t.Errorf("audit %v", got)
	}
}

// A setting that somebody else has set since the page was made is not overwritten
// unseen; one that was not touched never is.
func TestSettingsOfSomebodyElseAreNotOverwritten(t *testing.T) {
	sh := newShop(t)
	admin := sh.as("admin")
	admin.post("/settings", "shop-name", "Theirs", "was-shop-name", "Wholesight").want(t, 303)
	page := admin.post("/settings", "shop-name", "Mine", "was-shop-name", "Wholesight", "timeframe", "3", "was-timeframe", "12").want(t, 409).
		says(t, "Somebody else has set this to", "Theirs", `value="Mine"`, `name="was-shop-name" value="Theirs"`)
	admin.do("POST", "/settings", hiddenFields(page, values("shop-name", "Mine", "timeframe", "3"))).want(t, 303)
	admin.get("/settings").want(t, 200).says(t, `value="Mine"`)
}

func TestFirstAdminSetsUp(t *testing.T) {
	onBoth(t, func(t *testing.T, sh *shop) {
		// A shop whose only admin cannot log in any more.
		sh.update(func(tx *store.Tx) error { return tx.SetPasswordHash(sh.people["admin"].ID, "") })
		secret := ""
		sh.update(func(tx *store.Tx) (err error) {
			secret, err = jobpeople.NewSetupLink(tx, store.Actor{Name: "command line"})
			return err
		})
		path, b := paths.SetupPath(secret), sh.browser()
		b.get(path).want(t, 200).says(t, "You become the first admin")
		b.post(path, "email", "no", "name", "", "password", "a new one with 7 words").want(t, 422).says(t, "Type an e-mail address", "1 to 100 characters", `value="no"`)
		b.post(path, "email", "first@shop.example", "name", "First", "password", "short").want(t, 422).says(t, "at least 12 characters", `value="first@shop.example"`)
		b.post(path, "email", "first@shop.example", "name", "First", "password", "a new one with 7 words").want(t, 303, "/login?note=password")
		if got := sh.auditActions()[:2]; !strings.HasPrefix(got[0], "user.password user:") || !strings.HasPrefix(got[1], "user.add user:") || sh.audit()[1].Actor.Name != "set-up link" || sh.audit()[1].Actor.IP != b.ip {
			t.Errorf("audit %v by %+v", got, sh.audit()[1].Actor)
		}
		b.get(path).want(t, 404)
		b.post(path, "email", "second@shop.example", "name", "Second", "password", "a new one with 7 words").want(t, 404)
		b.post("/login", "email", "first@shop.example", "password", "a new one with 7 words").want(t, 303, "/")
		b.get("/users").want(t, 200)
		err := sh.db.Update(t.Context(), func(tx *store.Tx) error {
			_, err := jobpeople.NewSetupLink(tx, store.Actor{})
			return err
		})
		if err == nil {
			t.Error("a shop with an admin gives out another set-up link")
		}
		b.get("/setup/"+strings.Repeat("A", 43)).want(t, 404)
		b.get("/setup/short").want(t, 404)
		if strings.Contains(sh.log.String(), secret) {
			t.Error("the secret is in the log")
		}
	})
}

// A link of one kind does not open the door of the other.
func TestLinksOpenTheirOwnDoorOnly(t *testing.T) {
	sh := newShop(t)
	setup, reset := sh.link(store.LinkSetup), sh.link(store.LinkReset)
	sh.browser().get(paths.SetupPath(reset)).want(t, 404)
	sh.browser().get(paths.PasswordPath(setup)).want(t, 404)
	sh.browser().post(paths.SetupPath(reset), "email", "x@shop.example", "name", "X", "password", "a new one with 7 words").want(t, 404)
	sh.browser().post(paths.PasswordPath(setup), "password", "a new one with 7 words").want(t, 404)
	// The shop has an admin: a set-up link that was left over makes no second one.
	sh.browser().post(paths.SetupPath(setup), "email", "x@shop.example", "name", "X", "password", "a new one with 7 words").want(t, 409)
}
