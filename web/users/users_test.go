package users_test

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"wholesight/store"
	"wholesight/web/paths"
	"wholesight/web/webtest"
)

// oneTimeLink is the link that a page shows.
var oneTimeLink = regexp.MustCompile(`value="http://shop\.example(/(?:password|setup)/[A-Za-z0-9_-]{43})"`)

func link(r webtest.Reply, t *testing.T) string {
	t.Helper()
	m := oneTimeLink.FindStringSubmatch(r.Text)
	if m == nil {
		t.Fatalf("no link on the page\n%s", r.Text)
	}
	return m[1]
}

func TestInvitationLetsInOnceWithThePersonsOwnPassword(t *testing.T) {
	webtest.OnBoth(t, func(t *testing.T, sh *webtest.Shop) {
		admin := sh.As("admin")
		path := link(admin.Post("/users", "email", " New.One@shop.example", "name", "New One", "role", "manager").Want(t,
			200).
			Says(t, "New One", "new.one@shop.example", "within seven days"), t)
		u := userNamed(sh, "new.one@shop.example")
		if u.Role != store.RoleManager || u.HasPassword {
			t.Errorf("stored %+v", u)
		}
		admin.Get("/users").Want(t, 200).Says(t, "New One", "invited")

		b := sh.Browser()
		b.Get(path).Want(t, 200).Says(t, "Set your password", "new.one@shop.example")
		b.Get(path).Want(t, 200) // looking does not use it up
		b.Post(path, "password", "short").Want(t, 422).Says(t, "at least 12 characters", `aria-invalid="true"`)
		b.Post(path, "password", "new.one@shop.example").Want(t, 422).Says(t, "easy to guess")
		b.Post(path, "password", "a new one with 7 words").Want(t, 303, "/login?note=password")
		b.Get("/login?note=password").Want(t, 200).Says(t, "Your password is set")
		b.Post(path, "password", "another new one, 7 words").Want(t, 404)
		b.Get(path).Want(t, 404)
		b.Post("/login", "email", "new.one@shop.example", "password", "a new one with 7 words").Want(t, 303, "/")
		admin.Get(paths.UserPath(u.ID)).Want(t, 200).Says(t, "active", "Make a reset link")
	})
}

func TestInvitationIsRefusedAtItsFields(t *testing.T) {
	sh := webtest.NewShop(t)
	admin := sh.As("admin")
	page := admin.Post("/users", "email", "not an address", "name", "", "role", "king", "customer", "X1").Want(t, 422).
		Says(t, "Type an e-mail address", `value="not an address"`, "1 to 100 characters",
			"Choose admin, manager, rep or customer", `value="X1"`)
	if n := strings.Count(page.Text, "autofocus"); n != 1 {
		t.Errorf("%d fields have the focus", n)
	}
	for _, c := range [][]string{
		{"email", sh.People["rep"].Email, "name", "x", "role", "rep", "Somebody has this e-mail address already."},
		{"email", "a@b.example", "name", "x", "role", "customer", "Type the code of the customer"},
		{"email", "a@b.example", "name", "x", "role", "customer", "customer", "NOBODY", "There is no customer with the code"},
		{"email", "a@b.example", "name", "x", "role", "rep", "customer", sh.Seed.Alpha.Customer.Code,
			"Only a person of role customer"},
		{"email", "a@b.example", "name", "x", "role", "rep", "managers", "999", "not there any more"},
		{"email", "a@b.example", "name", "x\ty", "role", "rep", "1 to 100 characters"},
		{"email", "Eve <a@b.example>", "name", "x", "role", "rep", "Type an e-mail address"},
		{"email", "a@b.example\r\nBcc: c@d.example", "name", "x", "role", "rep", "Type an e-mail address"},
	} {
		last := len(c) - 1
		admin.Post("/users", c[:last]...).Want(t, 422).Says(t, c[last])
	}
	sh.View(func(tx *store.Tx) error {
		if _, err := tx.UserByEmail("a@b.example"); err == nil {
			t.Error("a refused form added somebody")
		}
		return nil
	})
}

// userNamed is the user of an address.
func userNamed(sh *webtest.Shop, email string) (u store.User) {
	sh.T.Helper()
	sh.View(func(tx *store.Tx) (err error) {
		u, err = tx.UserByEmail(email)
		return err
	})
	return u
}

func TestUserIsEdited(t *testing.T) {
	sh := webtest.NewShop(t)
	admin, u := sh.As("admin"), sh.SpareUser()
	path := paths.UserPath(u.ID)
	form := sh.UserForm(path, "name", "Other Name", "sees_all", "1")
	form.Add("managers", fmt.Sprint(sh.Seed.Alpha.Manager))
	admin.Do(http.MethodPost, path, form).Want(t, 303, path)
	admin.Get(path).Want(t, 200).Says(t, "Saved.", "Other Name", "every customer")
	got := sh.UserAt(path)
	if got.Name != "Other Name" || !got.SeesAll || got.Version != u.Version+1 {
		t.Errorf("stored %+v", got)
	}
	sh.View(func(tx *store.Tx) error {
		links, err := tx.ManagerLinks()
		for _, l := range links {
			if l.ID == sh.Seed.Alpha.Manager && l.UserID != u.ID {
				t.Errorf("the account manager is linked to %d", l.UserID)
			}
		}
		return err
	})
	last := sh.Audit()[0]
	if last.Action != "user.edit" || !strings.Contains(last.Before, `"name":"Spare`) ||
		!strings.Contains(last.After, `"name":"Other Name"`) {
		t.Errorf("audit %+v", last)
	}
	admin.Do(http.MethodPost, path, sh.UserForm(path, "email", "nonsense", "name", "Typed")).Want(t, 422).Says(t,
		`value="nonsense"`, `value="Typed"`)
	admin.Get("/users/99999").Want(t, 404)
	for _, id := range []string{"0", "-1", "abc", "1e3", "01", "9223372036854775808", "1%20"} {
		admin.Get("/users/"+id).Want(t, 404)
	}
}

// Two admins edit one person: the second sees both versions side by side, keeps what
// was typed, and saves knowingly.
func TestEditOfWhatSomebodyElseChangedIsAConflict(t *testing.T) {
	sh := webtest.NewShop(t)
	admin, u := sh.As("admin"), sh.SpareUser()
	path := paths.UserPath(u.ID)
	mine, theirs := sh.UserForm(path, "name", "My Name"), sh.UserForm(path, "name", "Their Name")
	admin.Do(http.MethodPost, path, theirs).Want(t, 303)
	page := admin.Do(http.MethodPost, path, mine).Want(t, 409).
		Says(t, "Somebody else changed", u.Name+"<", "Their Name<", "My Name<", `value="My Name"`, "Before", "Theirs",
			"Yours")
	if got := sh.UserAt(path).Name; got != "Their Name" {
		t.Errorf("stored %q", got)
	}
	again := webtest.HiddenFields(page, mine)
	admin.Do(http.MethodPost, path, again).Want(t, 303, path)
	if got := sh.UserAt(path).Name; got != "My Name" {
		t.Errorf("after saving again: %q", got)
	}
}

func TestLastAdminStays(t *testing.T) {
	sh := webtest.NewShop(t)
	admin, me := sh.As("admin"), sh.People["admin"]
	path := paths.UserPath(me.ID)
	admin.Do(http.MethodPost, paths.UserDoPath(me.ID, "disable"), sh.UserForm(path)).Want(t, 422).Says(t,
		"cannot disable yourself")
	admin.Do(http.MethodPost, path, sh.UserForm(path, "role", "rep")).Want(t, 422).Says(t, "cannot change your own role")
	if strings.Contains(admin.Get(path).Text, "Disable") {
		t.Error("the page offers to disable oneself")
	}
	// A second admin who has not joined yet does not count.
	admin.Post("/users", "email", "second@shop.example", "name", "Second", "role", "admin").Want(t, 200)
	second := userNamed(sh, "second@shop.example")
	sh.People["second"] = second
	other := sh.As("second")
	other.Do(http.MethodPost, paths.UserDoPath(me.ID, "disable"), sh.UserForm(path)).Want(t, 422).Says(t, "last admin")
	other.Do(http.MethodPost, path, sh.UserForm(path, "role", "rep")).Want(t, 422).Says(t, "last admin")
}

func TestDisabledUserComesBackWithTheOldPassword(t *testing.T) {
	sh := webtest.NewShop(t)
	admin, u := sh.As("admin"), sh.SpareUser()
	path := paths.UserPath(u.ID)
	link := link(admin.Post(paths.UserDoPath(u.ID, "link")).Want(t, 200).Says(t, "within 24 hours"), t)
	admin.Do(http.MethodPost, paths.UserDoPath(u.ID, "disable"), sh.UserForm(path)).Want(t, 303, path)
	admin.Get(path).Want(t, 200).Says(t, "disabled", "All sessions have ended", "Enable")
	sh.Browser().Get(link).Want(t, 404)
	sh.Browser().Post("/login", "email", u.Email, "password", webtest.Password).Want(t, 422)
	admin.Post(paths.UserDoPath(u.ID, "link")).Want(t, 422).Says(t, "Enable "+u.Email+" first")
	admin.Do(http.MethodPost, paths.UserDoPath(u.ID, "enable"), sh.UserForm(path)).Want(t, 303, path)
	sh.Browser().Post("/login", "email", u.Email, "password", webtest.Password).Want(t, 303, "/")
	// A stale page does not disable what somebody else has changed.
	stale := sh.UserForm(path)
	stale.Set("version", "1")
	admin.Do(http.MethodPost, paths.UserDoPath(u.ID, "disable"), stale).Want(t, 409)
}

func TestResetLinkReplacesTheEarlierOneAndEndsSessions(t *testing.T) {
	sh := webtest.NewShop(t)
	admin, u := sh.As("admin"), sh.SpareUser()
	b := sh.As(strings.TrimSuffix(u.Email, "@shop.example"))
	first := link(admin.Post(paths.UserDoPath(u.ID, "link")).Want(t, 200), t)
	second := link(admin.Post(paths.UserDoPath(u.ID, "link")).Want(t, 200), t)
	sh.Browser().Get(first).Want(t, 404)
	b.Get("/account").Want(t, 200) // asking for a link ends nothing
	sh.Browser().Post(second, "password", "a new one with 7 words").Want(t, 303)
	b.Get("/account").Want(t, 303)
	sh.Browser().Post("/login", "email", u.Email, "password", webtest.Password).Want(t, 422)
	sh.Browser().Post("/login", "email", u.Email, "password", "a new one with 7 words").Want(t, 303)
	third := link(admin.Post(paths.UserDoPath(u.ID, "link")).Want(t, 200), t)
	sh.Wait(24*3600e9 + 1)
	sh.Browser().Get(third).Want(t, 404)
	if strings.Contains(sh.Log.String(), strings.TrimPrefix(second, "/password/")) {
		t.Error("the link's secret is in the log")
	}
}

func TestUsersAreFilteredAndPaged(t *testing.T) {
	sh := webtest.NewShop(t)
	admin := sh.As("admin")
	for range 55 {
		sh.SpareUser()
	}
	first := admin.Get("/users").Want(t, 200).Says(t, "admin@shop.example")
	second := admin.Get("/users?page=2").Want(t, 200)
	if strings.Contains(first.Text, "spare9@") || !strings.Contains(second.Text, "spare9@") {
		t.Error("the second page does not follow the first")
	}
	if r := admin.Get("/users?q=SPARE55&role=rep").Want(t, 200).Says(t, "spare55@shop.example",
		`value="SPARE55"`); strings.Contains(r.Text, "spare54@") {
		t.Error("the filter lets others through")
	}
	admin.Get("/users?q=nobody%25&page=99999999999999999999").Want(t, 200).Says(t, "Nobody matches")
	part := admin.With("HX-Request", "true").Get("/users?role=manager").Want(t, 200).Says(t, sh.People["manager"].Email)
	if strings.Contains(part.Text, "<html") {
		t.Error("htmx gets a whole page")
	}
	for _, nasty := range []string{"'", `"`, ";", "%", "_", `\`, "\x00", "</script>", strings.Repeat("x", 5000)} {
		admin.Get("/users?q="+url.QueryEscape(nasty)+"&role="+url.QueryEscape(nasty)+"&page="+url.QueryEscape(nasty)).Want(t,
			200)
		admin.Get("/audit?q="+url.QueryEscape(nasty)+"&before="+url.QueryEscape(nasty)).Want(t, 200)
	}
}
