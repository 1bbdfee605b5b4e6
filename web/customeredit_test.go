package web

import (
	"net/http"
	"strings"
	"testing"

	jobcustomers "wholesight/jobs/customers"
	"wholesight/jobs/settings"
	"wholesight/store"
	"wholesight/web/paths"
)

// customer is a customer as it is stored.
func (sh *shop) customer(code string) (c store.Customer) {
	sh.t.Helper()
	sh.view(func(tx *store.Tx) (err error) {
		c, err = tx.Customer(store.Everyone(), code)
		return err
	})
	return c
}

func TestACustomerIsEditedAndTakenBack(t *testing.T) {
	sh := newShop(t)
	b, code := sh.as("manager"), sh.seed.alpha.customer.Code
	path := paths.CustomerEditPath(code)
	was := sh.customer(code)
	b.get(path).want(t, 200).says(t, `name="name" value="`+was.Name+`"`, was.Notes, was.Groups[0], "CanaryAlphaAttribute: CanaryAlphaValue", `name="version" value="1"`)
	f := sh.customerForm(path, "name", " New  Name ", "groups", "North\r\n\r\nPrice B\r\nNorth", "tags", "", "account_manager", "0", "email", "", "attributes", "Opening hours: 8 to 16\r\n\"a: b\": c", "notes", "one\r\ntwo")
	f.Del("active")
	f.Set("consent", "on")
	b.do(http.MethodPost, path+"?sort=name", f).want(t, 303, paths.CustomerPath(code)+"?sort=name")
	now := sh.customer(code)
	if now.Name != "New  Name" || strings.Join(now.Groups, "|") != "North|Price B" || len(now.Tags) != 0 || now.AccountManagerID != 0 || now.Email != "" || now.Active || !now.Consent || now.Notes != "one\ntwo" || now.Version != 2 {
		t.Errorf("stored %+v", now)
	}
	if d, err := jobcustomers.DataOf(&now); err != nil || len(d.Attributes) != 2 || d.Attributes[0] != (jobcustomers.Attribute{Name: "Opening hours", Value: "8 to 16"}) || d.Attributes[1] != (jobcustomers.Attribute{Name: "a: b", Value: "c"}) {
		t.Errorf("attributes %s: %+v %v", now.Attributes, d.Attributes, err)
	}
	last := sh.audit()[0]
	if last.Action != "customer.edit" || !strings.Contains(last.Before, `"name":"CanaryAlphaName"`) || !strings.Contains(last.After, `"active":false`) || strings.Contains(last.After, `"phone"`) {
		t.Errorf("audit %+v", last)
	}
	// The same form again changes nothing, and says so.
	f.Set("version", "2")
	f.Set("form_key", "another")
	b.do(http.MethodPost, path, f).want(t, 303)
	if sh.customer(code).Version != 2 {
		t.Error("a form without a change is stored")
	}
	b.get(paths.CustomerPath(code)).want(t, 200).says(t, "Nothing was changed.", `action="/undo/1"`, "New  Name saved")
	b.post(paths.UndoPath(1)).want(t, 303)
	back := sh.customer(code)
	was.Version, back.Version = 0, 0
	if was.Name != back.Name || was.AccountManagerID != back.AccountManagerID || was.Attributes != back.Attributes || !back.Active || strings.Join(back.Tags, "") != strings.Join(was.Tags, "") {
		t.Errorf("taken back it is %+v, want %+v", back, was)
	}
}

// What was changed since cannot be taken back, and nothing of it is lost.
func TestAnEditIsNotTakenBackOverAnother(t *testing.T) {
	sh := newShop(t)
	b, code := sh.as("admin"), sh.seed.alpha.customer.Code
	path := paths.CustomerEditPath(code)
	b.do(http.MethodPost, path, sh.customerForm(path, "city", "Kiel")).want(t, 303)
	b.do(http.MethodPost, path, sh.customerForm(path, "city", "Bonn")).want(t, 303)
	b.post(paths.UndoPath(1)).want(t, 409).says(t, "was changed since")
	if got := sh.customer(code).City; got != "Bonn" {
		t.Errorf("the city is %s", got)
	}
}

func TestAnEditThatIsRefusedLosesNothing(t *testing.T) {
	sh := newShop(t)
	b, code := sh.as("manager"), sh.seed.alpha.customer.Code
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
		res := b.do(http.MethodPost, path, sh.customerForm(path, field, try[0], "industry", "Typed & kept")).want(t, 422).says(t, try[1], `value="Typed &amp; kept"`)
		if d := res.doc(t); d.Find("#f-"+field+"-error").Length() != 1 || d.Find("[name="+field+"][autofocus]").Length() != 1 {
			t.Errorf("%s is not marked", field)
		}
	}
	if sh.customer(code).Version != 1 {
		t.Error("something was stored")
	}
	for _, a := range sh.auditActions() {
		if strings.HasPrefix(a, "customer.") {
			t.Errorf("audit says %s", a)
		}
	}
}

// Two people edit one customer: the second sees before, theirs and mine, keeps what
// was typed, and saves knowingly.
func TestTwoEditsOfACustomerMeet(t *testing.T) {
	sh := newShop(t)
	a, b, code := sh.as("manager"), sh.as("rep"), sh.seed.alpha.customer.Code
	path := paths.CustomerEditPath(code)
	mine, theirs := sh.customerForm(path, "city", "Mine <i>", "phone", "1"), sh.customerForm(path, "city", "Theirs", "industry", "Other")
	a.do(http.MethodPost, path, theirs).want(t, 303)
	page := b.do(http.MethodPost, path, mine).want(t, 409).says(t, "Somebody else changed", "Before", "Theirs, stored now", `value="Mine &lt;i&gt;"`, `name="version" value="2"`)
	rows := page.doc(t).Find("#conflict tbody tr")
	if got := texts(rows.Find("th")); strings.Join(got, ",") != "Phone,City,Industry" {
		t.Errorf("what differs is %v", got)
	}
	if got := texts(rows.Eq(1).Find("td")); strings.Join(got, ",") != "CanaryAlphaCity,Theirs,Mine <i>" {
		t.Errorf("the city is %v", got)
	}
	if sh.customer(code).City != "Theirs" {
		t.Error("the second overwrote the first")
	}
	// Saved again it wins, and a third who is older meets it.
	b.do(http.MethodPost, path, hiddenFields(page, mine)).want(t, 303)
	if c := sh.customer(code); c.City != "Mine <i>" || c.Phone != "1" {
		t.Errorf("after saving again %+v", c)
	}
	a.do(http.MethodPost, path, theirs).want(t, 409)
	mine.Set("was", "nonsense")
	a.do(http.MethodPost, path, mine).want(t, 409).says(t, "Somebody else changed this")
}

// A rep edits its own customers alone, and gives none away.
func TestWhatARepMayEdit(t *testing.T) {
	sh := newShop(t)
	rep, own, other := sh.as("rep"), sh.seed.alpha.customer.Code, sh.seed.bravo.customer.Code
	path := paths.CustomerEditPath(own)
	if page := rep.get(path).want(t, 200); strings.Contains(page.body, "Bravo") || page.doc(t).Find("[name=account_manager][disabled]").Length() != 1 || page.doc(t).Find("[name=active][disabled]").Length() != 1 {
		t.Error("a rep is offered what it may not change")
	}
	f := sh.customerForm(path, "account_manager", "0", "city", "Ulm")
	f.Del("active")
	rep.do(http.MethodPost, path, f).want(t, 303)
	if c := sh.customer(own); c.City != "Ulm" || !c.Active || c.AccountManagerID != sh.seed.alpha.manager {
		t.Errorf("stored %+v", c)
	}
	rep.get(paths.CustomerEditPath(other)).want(t, 404)
	rep.do(http.MethodPost, paths.CustomerEditPath(other), sh.customerForm(paths.CustomerEditPath(other), "city", "Ulm")).want(t, 404)
	sh.as("customer").get(path).want(t, 404)
	if sh.customer(other).Version != 1 {
		t.Error("a rep changed another's customer")
	}
}

// What is refused is said in the language of the page, wherever a use case says it: at a
// field, and on a page of its own. The language of the tests puts accents on every word.
func TestRefusalsAreInThePagesLanguage(t *testing.T) {
	sh := newShop(t)
	sh.update(func(tx *store.Tx) error {
		return settings.SaveSetting(tx, store.Actor{Name: "test"}, "locale", "en-XA")
	})
	b, code := sh.as("admin"), sh.seed.alpha.customer.Code
	path := paths.CustomerEditPath(code)
	b.do(http.MethodPost, path, sh.customerForm(path, "email", "anna at example")).want(t, 422).says(t, "Typê án ê-máïl áddrêss")
	b.do(http.MethodPost, path, sh.customerForm(path, "city", "Kiel")).want(t, 303)
	b.do(http.MethodPost, path, sh.customerForm(path, "city", "Bonn")).want(t, 303)
	b.post(paths.UndoPath(1)).want(t, 409).says(t, "wás chángêd sïncê")
}
