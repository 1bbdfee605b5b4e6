package web

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"wholesight/store"
	"wholesight/web/paths"
)

// oneTimeLink is the link that a page shows.
var oneTimeLink = regexp.MustCompile(`value="http://shop\.example(/(?:password|setup)/[A-Za-z0-9_-]{43})"`)

func (r reply) link(t *testing.T) string {
	t.Helper()
	m := oneTimeLink.FindStringSubmatch(r.body)
	if m == nil {
		t.Fatalf("no link on the page\n%s", r.body)
	}
	return m[1]
}

func TestInvitationLetsInOnceWithThePersonsOwnPassword(t *testing.T) {
	onBoth(t, func(t *testing.T, sh *shop) {
		admin := sh.as("admin")
		path := admin.post("/users", "email", " New.One@shop.example", "name", "New One", "role", "manager").want(t, 200).
			says(t, "New One", "new.one@shop.example", "within seven days").link(t)
		u := sh.userNamed("new.one@shop.example")
		if u.Role != store.RoleManager || u.HasPassword {
			t.Errorf("stored %+v", u)
		}
		admin.get("/users").want(t, 200).says(t, "New One", "invited")

		b := sh.browser()
		b.get(path).want(t, 200).says(t, "Set your password", "new.one@shop.example")
		b.get(path).want(t, 200) // looking does not use it up
		b.post(path, "password", "short").want(t, 422).says(t, "at least 12 characters", `aria-invalid="true"`)
		b.post(path, "password", "new.one@shop.example").want(t, 422).says(t, "easy to guess")
		b.post(path, "password", "a new one with 7 words").want(t, 303, "/login?note=password")
		b.get("/login?note=password").want(t, 200).says(t, "Your password is set")
		b.post(path, "password", "another new one, 7 words").want(t, 404)
		b.get(path).want(t, 404)
		b.post("/login", "email", "new.one@shop.example", "password", "a new one with 7 words").want(t, 303, "/")
		admin.get(paths.UserPath(u.ID)).want(t, 200).says(t, "active", "Make a reset link")
	})
}

func TestInvitationIsRefusedAtItsFields(t *testing.T) {
	sh := newShop(t)
	admin := sh.as("admin")
	page := admin.post("/users", "email", "not an address", "name", "", "role", "king", "customer", "X1").want(t, 422).
		says(t, "Type an e-mail address", `value="not an address"`, "1 to 100 characters", "Choose admin, manager, rep or customer", `value="X1"`)
	if n := strings.Count(page.body, "autofocus"); n != 1 {
		t.Errorf("%d fields have the focus", n)
	}
	for _, c := range [][]string{
		{"email", sh.people["rep"].Email, "name", "x", "role", "rep", "Somebody has this e-mail address already."},
		{"email", "a@b.example", "name", "x", "role", "customer", "Type the code of the customer"},
		{"email", "a@b.example", "name", "x", "role", "customer", "customer", "NOBODY", "There is no customer with the code"},
		{"email", "a@b.example", "name", "x", "role", "rep", "customer", sh.seed.alpha.customer.Code, "Only a person of role customer"},
		{"email", "a@b.example", "name", "x", "role", "rep", "managers", "999", "not there any more"},
		{"email", "a@b.example", "name", "x\ty", "role", "rep", "1 to 100 characters"},
		{"email", "Eve <a@b.example>", "name", "x", "role", "rep", "Type an e-mail address"},
		{"email", "a@b.example\r\nBcc: c@d.example", "name", "x", "role", "rep", "Type an e-mail address"},
	} {
		last := len(c) - 1
		admin.post("/users", c[:last]...).want(t, 422).says(t, c[last])
	}
	sh.view(func(tx *store.Tx) error {
		if _, err := tx.UserByEmail("a@b.example"); err == nil {
			t.Error("a refused form added somebody")
		}
		return nil
	})
}

// userNamed is the user of an address.
func (sh *shop) userNamed(email string) (u store.User) {
	sh.t.Helper()
	sh.view(func(tx *store.Tx) (err error) {
		u, err = tx.UserByEmail(email)
		return err
	})
	return u
}

func TestUserIsEdited(t *testing.T) {
	sh := newShop(t)
	admin, u := sh.as("admin"), sh.spareUser()
	path := paths.UserPath(u.ID)
	form := sh.userForm(path, "name", "Other Name", "sees_all", "1")
	form.Add("managers", itoa(sh.seed.alpha.manager))
	admin.do(http.MethodPost, path, form).want(t, 303, path)
	admin.get(path).want(t, 200).says(t, "Saved.", "Other Name", "every customer")
	got := sh.userAt(path)
	if got.Name != "Other Name" || !got.SeesAll || got.Version != u.Version+1 {
		t.Errorf("stored %+v", got)
	}
	sh.view(func(tx *store.Tx) error {
		links, err := tx.ManagerLinks()
		for _, l := range links {
			if l.ID == sh.seed.alpha.manager && l.UserID != u.ID {
				t.Errorf("the account manager is linked to %d", l.UserID)
			}
		}
		return err
	})
	last := sh.audit()[0]
	if last.Action != "user.edit" || !strings.Contains(last.Before, `"name":"Spare`) || !strings.Contains(last.After, `"name":"Other Name"`) {
		t.Errorf("audit %+v", last)
	}
	admin.do(http.MethodPost, path, sh.userForm(path, "email", "nonsense", "name", "Typed")).want(t, 422).says(t, `value="nonsense"`, `value="Typed"`)
	admin.get("/users/99999").want(t, 404)
	for _, id := range []string{"0", "-1", "abc", "1e3", "01", "9223372036854775808", "1%20"} {
		admin.get("/users/"+id).want(t, 404)
	}
}

// Two admins edit one person: the second sees both versions side by side, keeps what
// was typed, and saves knowingly.
func TestEditOfWhatSomebodyElseChangedIsAConflict(t *testing.T) {
	sh := newShop(t)
	admin, u := sh.as("admin"), sh.spareUser()
	path := paths.UserPath(u.ID)
	mine, theirs := sh.userForm(path, "name", "My Name"), sh.userForm(path, "name", "Their Name")
	admin.do(http.MethodPost, path, theirs).want(t, 303)
	page := admin.do(http.MethodPost, path, mine).want(t, 409).
		says(t, "Somebody else changed", u.Name+"<", "Their Name<", "My Name<", `value="My Name"`, "Before", "Theirs", "Yours")
	if got := sh.userAt(path).Name; got != "Their Name" {
		t.Errorf("stored %q", got)
	}
	again := hiddenFields(page, mine)
	admin.do(http.MethodPost, path, again).want(t, 303, path)
	if got := sh.userAt(path).Name; got != "My Name" {
		t.Errorf("after saving again: %q", got)
	}
}

var hidden = regexp.MustCompile(`<input type="hidden" name="([^"]+)" value="([^"]*)"`)

// hiddenFields is a form with the hidden fields of a page: what a browser sends.
func hiddenFields(r reply, form url.Values) url.Values {
	out := url.Values{}
	for name, v := range form {
		out[name] = v
	}
	unescape := strings.NewReplacer("&#34;", `"`, "&amp;", "&", "&#39;", "'", "&lt;", "<", "&gt;", ">")
	seen := map[string]bool{}
	for _, m := range hidden.FindAllStringSubmatch(r.body, -1) {
		if !seen[m[1]] { // the page's first form
			out.Set(m[1], unescape.Replace(m[2]))
		}
		seen[m[1]] = true
	}
	return out
}

func TestLastAdminStays(t *testing.T) {
	sh := newShop(t)
	admin, me := sh.as("admin"), sh.people["admin"]
	path := paths.UserPath(me.ID)
	admin.do(http.MethodPost, paths.UserDoPath(me.ID, "disable"), sh.userForm(path)).want(t, 422).says(t, "cannot disable yourself")
	admin.do(http.MethodPost, path, sh.userForm(path, "role", "rep")).want(t, 422).says(t, "cannot change your own role")
	if strings.Contains(admin.get(path).body, "Disable") {
		t.Error("the page offers to disable oneself")
	}
	// A second admin who has not joined yet does not count.
	admin.post("/users", "email", "second@shop.example", "name", "Second", "role", "admin").want(t, 200)
	second := sh.userNamed("second@shop.example")
	sh.people["second"] = second
	other := sh.as("second")
	other.do(http.MethodPost, paths.UserDoPath(me.ID, "disable"), sh.userForm(path)).want(t, 422).says(t, "last admin")
	other.do(http.MethodPost, path, sh.userForm(path, "role", "rep")).want(t, 422).says(t, "last admin")
}

func TestDisabledUserComesBackWithTheOldPassword(t *testing.T) {
	sh := newShop(t)
	admin, u := sh.as("admin"), sh.spareUser()
	path := paths.UserPath(u.ID)
	link := admin.post(paths.UserDoPath(u.ID, "link")).want(t, 200).says(t, "within 24 hours").link(t)
	admin.do(http.MethodPost, paths.UserDoPath(u.ID, "disable"), sh.userForm(path)).want(t, 303, path)
	admin.get(path).want(t, 200).says(t, "disabled", "All sessions have ended", "Enable")
	sh.browser().get(link).want(t, 404)
	sh.browser().post("/login", "email", u.Email, "password", testPassword).want(t, 422)
	admin.post(paths.UserDoPath(u.ID, "link")).want(t, 422).says(t, "Enable "+u.Email+" first")
	admin.do(http.MethodPost, paths.UserDoPath(u.ID, "enable"), sh.userForm(path)).want(t, 303, path)
	sh.browser().post("/login", "email", u.Email, "password", testPassword).want(t, 303, "/")
	// A stale page does not disable what somebody else has changed.
	stale := sh.userForm(path)
	stale.Set("version", "1")
	admin.do(http.MethodPost, paths.UserDoPath(u.ID, "disable"), stale).want(t, 409)
}

func TestResetLinkReplacesTheEarlierOneAndEndsSessions(t *testing.T) {
	sh := newShop(t)
	admin, u := sh.as("admin"), sh.spareUser()
	b := sh.as(strings.TrimSuffix(u.Email, "@shop.example"))
	first := admin.post(paths.UserDoPath(u.ID, "link")).want(t, 200).link(t)
	second := admin.post(paths.UserDoPath(u.ID, "link")).want(t, 200).link(t)
	sh.browser().get(first).want(t, 404)
	b.get("/account").want(t, 200) // asking for a link ends nothing
	sh.browser().post(second, "password", "a new one with 7 words").want(t, 303)
	b.get("/account").want(t, 303)
	sh.browser().post("/login", "email", u.Email, "password", testPassword).want(t, 422)
	sh.browser().post("/login", "email", u.Email, "password", "a new one with 7 words").want(t, 303)
	third := admin.post(paths.UserDoPath(u.ID, "link")).want(t, 200).link(t)
	sh.wait(24*3600e9 + 1)
	sh.browser().get(third).want(t, 404)
	if strings.Contains(sh.log.String(), strings.TrimPrefix(second, "/password/")) {
		t.Error("the link's secret is in the log")
	}
}

func TestUsersAreFilteredAndPaged(t *testing.T) {
	sh := newShop(t)
	admin := sh.as("admin")
	for range 55 {
		sh.spareUser()
	}
	first := admin.get("/users").want(t, 200).says(t, "admin@shop.example")
	second := admin.get("/users?page=2").want(t, 200)
	if strings.Contains(first.body, "spare9@") || !strings.Contains(second.body, "spare9@") {
		t.Error("the second page does not follow the first")
	}
	if r := admin.get("/users?q=SPARE55&role=rep").want(t, 200).says(t, "spare55@shop.example", `value="SPARE55"`); strings.Contains(r.body, "spare54@") {
		t.Error("the filter lets others through")
	}
	admin.get("/users?q=nobody%25&page=99999999999999999999").want(t, 200).says(t, "Nobody matches")
	part := admin.with("HX-Request", "true").get("/users?role=manager").want(t, 200).says(t, sh.people["manager"].Email)
	if strings.Contains(part.body, "<html") {
		t.Error("htmx gets a whole page")
	}
	for _, nasty := range []string{"'", `"`, ";", "%", "_", `\`, "\x00", "</script>", strings.Repeat("x", 5000)} {
		admin.get("/users?q="+url.QueryEscape(nasty)+"&role="+url.QueryEscape(nasty)+"&page="+url.QueryEscape(nasty)).want(t, 200)
		admin.get("/audit?q="+url.QueryEscape(nasty)+"&before="+url.QueryEscape(nasty)).want(t, 200)
	}
}
