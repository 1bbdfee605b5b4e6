package admin_test

import (
	"strings"
	"testing"

	jobpeople "wholesight/jobs/people"
	"wholesight/jobs/settings"
	"wholesight/store"
	"wholesight/web/paths"
	"wholesight/web/webtest"
)

func TestSettingsAreSavedTogetherOrNotAtAll(t *testing.T) {
	sh := webtest.NewShop(t)
	admin := sh.As("admin")
	page := admin.Get("/settings").Want(t, 200)
	for _, s := range settings.Settings {
		page.Says(t, `name="`+s.Name+`"`, `name="was-`+s.Name+`"`)
	}
	admin.Post("/settings", "shop-name", "Harbour Tools", "timeframe", "7", "as-of", "soon").Want(t, 422).
		Says(t, `value="Harbour Tools"`, `value="soon"`, "Give today, latest-order or YYYY-MM-DD", `aria-invalid="true"`)
	sh.View(func(tx *store.Tx) error {
		if stored, err := tx.Settings(); len(stored) != 0 || err != nil {
			t.Errorf("stored %v, %v", stored, err)
		}
		return nil
	})
	admin.Post("/settings", "shop-name", " Harbour Tools ", "timeframe", "24").Want(t, 303, "/settings")
	admin.Get("/settings").Want(t, 200).Says(t, "Settings saved.", `value="Harbour Tools"`, "· Harbour Tools</title>")
	if got := sh.AuditActions()[:2]; got[0] != "setting.save setting:timeframe" ||
		got[1] != "setting.save setting:shop-name" {
		t.Errorf("audit %v", got)
	}
}

// A setting that somebody else has set since the page was made is not overwritten
// unseen; one that was not touched never is.
func TestSettingsOfSomebodyElseAreNotOverwritten(t *testing.T) {
	sh := webtest.NewShop(t)
	admin := sh.As("admin")
	admin.Post("/settings", "shop-name", "Theirs", "was-shop-name", "Wholesight").Want(t, 303)
	page := admin.Post("/settings", "shop-name", "Mine", "was-shop-name", "Wholesight", "timeframe", "3", "was-timeframe",
		"12").Want(t, 409).
		Says(t, "Somebody else has set this to", "Theirs", `value="Mine"`, `name="was-shop-name" value="Theirs"`)
	admin.Do("POST", "/settings", webtest.HiddenFields(page,
		webtest.Values("shop-name", "Mine", "timeframe", "3"))).Want(t, 303)
	admin.Get("/settings").Want(t, 200).Says(t, `value="Mine"`)
}

func TestFirstAdminSetsUp(t *testing.T) {
	webtest.OnBoth(t, func(t *testing.T, sh *webtest.Shop) {
		// A shop whose only admin cannot log in any more.
		sh.Update(func(tx *store.Tx) error { return tx.SetPasswordHash(sh.People["admin"].ID, "") })
		secret := ""
		sh.Update(func(tx *store.Tx) (err error) {
			secret, err = jobpeople.NewSetupLink(tx, store.Actor{Name: "command line"})
			return err
		})
		path, b := paths.SetupPath(secret), sh.Browser()
		b.Get(path).Want(t, 200).Says(t, "You become the first admin")
		b.Post(path, "email", "no", "name", "", "password", "a new one with 7 words").Want(t, 422).Says(t,
			"Type an e-mail address", "1 to 100 characters", `value="no"`)
		b.Post(path, "email", "first@shop.example", "name", "First", "password", "short").Want(t, 422).Says(t,
			"at least 12 characters", `value="first@shop.example"`)
		b.Post(path, "email", "first@shop.example", "name", "First", "password", "a new one with 7 words").Want(t, 303,
			"/login?note=password")
		if got := sh.AuditActions()[:2]; !strings.HasPrefix(got[0], "user.password user:") ||
			!strings.HasPrefix(got[1], "user.add user:") || sh.Audit()[1].Actor.Name != "set-up link" ||
			sh.Audit()[1].Actor.IP != b.IP {
			t.Errorf("audit %v by %+v", got, sh.Audit()[1].Actor)
		}
		b.Get(path).Want(t, 404)
		b.Post(path, "email", "second@shop.example", "name", "Second", "password", "a new one with 7 words").Want(t, 404)
		b.Post("/login", "email", "first@shop.example", "password", "a new one with 7 words").Want(t, 303, "/")
		b.Get("/users").Want(t, 200)
		err := sh.DB.Update(t.Context(), func(tx *store.Tx) error {
			_, err := jobpeople.NewSetupLink(tx, store.Actor{})
			return err
		})
		if err == nil {
			t.Error("a shop with an admin gives out another set-up link")
		}
		b.Get("/setup/"+strings.Repeat("A", 43)).Want(t, 404)
		b.Get("/setup/short").Want(t, 404)
		if strings.Contains(sh.Log.String(), secret) {
			t.Error("the secret is in the log")
		}
	})
}

// A link of one kind does not open the door of the other.
func TestLinksOpenTheirOwnDoorOnly(t *testing.T) {
	sh := webtest.NewShop(t)
	setup, reset := sh.Link(store.LinkSetup), sh.Link(store.LinkReset)
	sh.Browser().Get(paths.SetupPath(reset)).Want(t, 404)
	sh.Browser().Get(paths.PasswordPath(setup)).Want(t, 404)
	sh.Browser().Post(paths.SetupPath(reset), "email", "x@shop.example", "name", "X", "password",
		"a new one with 7 words").Want(t, 404)
	sh.Browser().Post(paths.PasswordPath(setup), "password", "a new one with 7 words").Want(t, 404)
	// The shop has an admin: a set-up link that was left over makes no second one.
	sh.Browser().Post(paths.SetupPath(setup), "email", "x@shop.example", "name", "X", "password",
		"a new one with 7 words").Want(t, 409)
}
