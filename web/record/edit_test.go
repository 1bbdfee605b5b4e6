package record_test

import (
	"net/http"
	"strings"
	"testing"

	jobcustomers "wholesight/jobs/customers"
	"wholesight/jobs/settings"
	"wholesight/store"
	"wholesight/web/paths"
	"wholesight/web/webtest"
)

func TestACustomerIsEditedAndTakenBack(t *testing.T) {
	sh := webtest.NewShop(t)
	b, code := sh.As("manager"), sh.Seed.Alpha.Customer.Code
	path := paths.CustomerEditPath(code)
	was := sh.Customer(code)
	b.Get(path).Want(t, 200).Says(t, `name="name" value="`+was.Name+`"`, was.Notes, was.Groups[0],
		"CanaryAlphaAttribute: CanaryAlphaValue", `name="version" value="1"`)
	f := sh.CustomerForm(path, "name", " New  Name ", "groups", "North\r\n\r\nPrice B\r\nNorth", "tags", "",
		"account_manager", "0", "email", "", "attributes", "Opening hours: 8 to 16\r\n\"a: b\": c", "notes", "one\r\ntwo")
	f.Del("active")
	f.Set("consent", "on")
	b.Do(http.MethodPost, path+"?sort=name", f).Want(t, 303, paths.CustomerPath(code)+"?sort=name")
	now := sh.Customer(code)
	if now.Name != "New  Name" || strings.Join(now.Groups, "|") != "North|Price B" || len(now.Tags) != 0 ||
		now.AccountManagerID != 0 || now.Email != "" || now.Active || !now.Consent || now.Notes != "one\ntwo" ||
		now.Version != 2 {
		t.Errorf("stored %+v", now)
	}
	if d, err := jobcustomers.DataOf(&now); err != nil || len(d.Attributes) != 2 ||
		d.Attributes[0] != (jobcustomers.Attribute{Name: "Opening hours", Value: "8 to 16"}) ||
		d.Attributes[1] != (jobcustomers.Attribute{Name: "a: b", Value: "c"}) {
		t.Errorf("attributes %s: %+v %v", now.Attributes, d.Attributes, err)
	}
	last := sh.Audit()[0]
	if last.Action != "customer.edit" || !strings.Contains(last.Before, `"name":"CanaryAlphaName"`) ||
		!strings.Contains(last.After, `"active":false`) || strings.Contains(last.After, `"phone"`) {
		t.Errorf("audit %+v", last)
	}
	// The same form again changes nothing, and says so.
	f.Set("version", "2")
	f.Set("form_key", "another")
	b.Do(http.MethodPost, path, f).Want(t, 303)
	if sh.Customer(code).Version != 2 {
		t.Error("a form without a change is stored")
	}
	b.Get(paths.CustomerPath(code)).Want(t, 200).Says(t, "Nothing was changed.", `action="/undo/1"`, "New  Name saved")
	b.Post(paths.UndoPath(1)).Want(t, 303)
	back := sh.Customer(code)
	was.Version, back.Version = 0, 0
	if was.Name != back.Name || was.AccountManagerID != back.AccountManagerID || was.Attributes != back.Attributes ||
		!back.Active || strings.Join(back.Tags, "") != strings.Join(was.Tags, "") {
		t.Errorf("taken back it is %+v, want %+v", back, was)
	}
}

// What was changed since cannot be taken back, and nothing of it is lost.
func TestAnEditIsNotTakenBackOverAnother(t *testing.T) {
	sh := webtest.NewShop(t)
	b, code := sh.As("admin"), sh.Seed.Alpha.Customer.Code
	path := paths.CustomerEditPath(code)
	b.Do(http.MethodPost, path, sh.CustomerForm(path, "city", "Kiel")).Want(t, 303)
	b.Do(http.MethodPost, path, sh.CustomerForm(path, "city", "Bonn")).Want(t, 303)
	b.Post(paths.UndoPath(1)).Want(t, 409).Says(t, "was changed since")
	if got := sh.Customer(code).City; got != "Bonn" {
		t.Errorf("the city is %s", got)
	}
}

func TestAnEditThatIsRefusedLosesNothing(t *testing.T) {
	sh := webtest.NewShop(t)
	b, code := sh.As("manager"), sh.Seed.Alpha.Customer.Code
	path := paths.CustomerEditPath(code)
	for field, try := range map[string][2]string{
		"name":            {" ", "Type the customer&#39;s name"},
		"email":           {"anna at example", "Type an e-mail address"},
		"phone":           {strings.Repeat("1", 201), "201 characters; 200 are the most"},
		"city":            {"a\x07b", "cannot be shown"},
		"groups":          {"a|b", "has a | in it"},
		"tags":            {strings.Repeat("t\r\n", 3) + strings.Repeat("x", 201), "201 characters"},
		"smart_type":      {"99999", "this one is gone"},
		"account_manager": {"99999", "this one is gone"},
		"attributes":      {"a: 1\r\na: 2", "stands there twice"},
		"notes":           {strings.Repeat("n", 10_001), "10001 characters"},
	} {
		res := b.Do(http.MethodPost, path, sh.CustomerForm(path, field, try[0], "industry", "Typed & kept")).Want(t,
			422).Says(t, try[1], `value="Typed &amp; kept"`)
		if d := res.Doc(t); d.Find("#f-"+field+"-error").Length() != 1 ||
			d.Find("[name="+field+"][autofocus]").Length() != 1 {
			t.Errorf("%s is not marked", field)
		}
	}
	if sh.Customer(code).Version != 1 {
		t.Error("something was stored")
	}
	for _, a := range sh.AuditActions() {
		if strings.HasPrefix(a, "customer.") {
			t.Errorf("audit says %s", a)
		}
	}
}

// Two people edit one customer: the second sees before, theirs and mine, keeps what
// was typed, and saves knowingly.
func TestTwoEditsOfACustomerMeet(t *testing.T) {
	sh := webtest.NewShop(t)
	a, b, code := sh.As("manager"), sh.As("rep"), sh.Seed.Alpha.Customer.Code
	path := paths.CustomerEditPath(code)
	mine, theirs := sh.CustomerForm(path, "city", "Mine <i>", "phone", "1"),
		sh.CustomerForm(path, "city", "Theirs", "industry", "Other")
	a.Do(http.MethodPost, path, theirs).Want(t, 303)
	page := b.Do(http.MethodPost, path, mine).Want(t, 409).Says(t, "Somebody else changed", "Before", "Theirs, stored now",
		`value="Mine &lt;i&gt;"`, `name="version" value="2"`)
	rows := page.Doc(t).Find("#conflict tbody tr")
	if got := texts(rows.Find("th")); strings.Join(got, ",") != "Phone,City,Industry" {
		t.Errorf("what differs is %v", got)
	}
	if got := texts(rows.Eq(1).Find("td")); strings.Join(got, ",") != "CanaryAlphaCity,Theirs,Mine <i>" {
		t.Errorf("the city is %v", got)
	}
	if sh.Customer(code).City != "Theirs" {
		t.Error("the second overwrote the first")
	}
	// Saved again it wins, and a third who is older meets it.
	b.Do(http.MethodPost, path, webtest.HiddenFields(page, mine)).Want(t, 303)
	if c := sh.Customer(code); c.City != "Mine <i>" || c.Phone != "1" {
		t.Errorf("after saving again %+v", c)
	}
	a.Do(http.MethodPost, path, theirs).Want(t, 409)
	mine.Set("was", "nonsense")
	a.Do(http.MethodPost, path, mine).Want(t, 409).Says(t, "Somebody else changed this")
}

// A rep edits its own customers alone, and gives none away.
func TestWhatARepMayEdit(t *testing.T) {
	sh := webtest.NewShop(t)
	rep, own, other := sh.As("rep"), sh.Seed.Alpha.Customer.Code, sh.Seed.Bravo.Customer.Code
	path := paths.CustomerEditPath(own)
	if page := rep.Get(path).Want(t, 200); strings.Contains(page.Text, "Bravo") ||
		page.Doc(t).Find("[name=account_manager][disabled]").Length() != 1 ||
		page.Doc(t).Find("[name=active][disabled]").Length() != 1 {
		t.Error("a rep is offered what it may not change")
	}
	f := sh.CustomerForm(path, "account_manager", "0", "city", "Ulm")
	f.Del("active")
	rep.Do(http.MethodPost, path, f).Want(t, 303)
	if c := sh.Customer(own); c.City != "Ulm" || !c.Active || c.AccountManagerID != sh.Seed.Alpha.Manager {
		t.Errorf("stored %+v", c)
	}
	rep.Get(paths.CustomerEditPath(other)).Want(t, 404)
	rep.Do(http.MethodPost, paths.CustomerEditPath(other),
		sh.CustomerForm(paths.CustomerEditPath(other), "city", "Ulm")).Want(t, 404)
	sh.As("customer").Get(path).Want(t, 404)
	if sh.Customer(other).Version != 1 {
		t.Error("a rep changed another's customer")
	}
}

// What is refused is said in the language of the page, wherever a use case says it: at a
// field, and on a page of its own. The language of the tests puts accents on every word.
func TestRefusalsAreInThePagesLanguage(t *testing.T) {
	sh := webtest.NewShop(t)
	sh.Update(func(tx *store.Tx) error {
		return settings.SaveSetting(tx, store.Actor{Name: "test"}, "locale", "en-XA")
	})
	b, code := sh.As("admin"), sh.Seed.Alpha.Customer.Code
	path := paths.CustomerEditPath(code)
	b.Do(http.MethodPost, path, sh.CustomerForm(path, "email", "anna at example")).Want(t, 422).Says(t,
		"Typê án ê-máïl áddrêss")
	b.Do(http.MethodPost, path, sh.CustomerForm(path, "city", "Kiel")).Want(t, 303)
	b.Do(http.MethodPost, path, sh.CustomerForm(path, "city", "Bonn")).Want(t, 303)
	b.Post(paths.UndoPath(1)).Want(t, 409).Says(t, "wás chángêd sïncê")
}
