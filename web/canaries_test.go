package web

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"wholesight/jobs/calendar"
	"wholesight/store"
	"wholesight/store/storetest"
	"wholesight/web/kit"
	"wholesight/web/paths"
)

// plant makes what one side has, with a canary in every field. New kinds of rows
// that hang on a customer are planted here, and everything below tries them.
func (o *owner) plant(tx *store.Tx) (err error) {
	if o.manager, err = tx.AddAccountManager(o.canary("Manager")); err != nil {
		return err
	}
	kind, _, err := tx.FirstSmartType()
	if err != nil {
		return err
	}
	id, err := tx.Reserve("customers", 1)
	if err != nil {
		return err
	}
	o.customer = store.Customer{
		ID: id, Code: o.canary("Code"), Name: o.canary("Name"), SmartTypeID: kind, AccountManagerID: o.manager,
		Groups: []string{o.canary("Group")}, Tags: []string{o.canary("Tag")}, Industry: o.canary("Industry"),
		Email: o.canary("Mail") + "@buyer.example", Phone: o.canary("Phone"), Contact: o.canary("Contact"), City: o.canary("City"),
		Postcode: o.canary("Post"), Country: o.canary("Country"), Active: true, Notes: o.canary("Notes"),
		Attributes: `{"` + o.canary("Attribute") + `":"` + o.canary("Value") + `"}`,
	}
	if err := tx.InsertCustomers([]store.Customer{o.customer}); err != nil {
		return err
	}
	if err := o.plantOrder(tx); err != nil {
		return err
	}
	next := calendar.Must("2026-12-01")
	contact := store.Contact{CustomerID: id, At: storetest.Now.UnixMilli(), Kind: o.canary("Kind"), Author: o.canary("Author"), Body: o.canary("Body"), Outcome: o.canary("Outcome"), NextOn: &next}
	target := store.Target{CustomerID: id, StartMonth: calendar.Must("2026-01-01").Month(), Amounts: [12]int64{o.canaryAmount}}
	return errors.Join(tx.InsertContact(&contact), tx.InsertTarget(&target))
}

// plantOrder plants an order of a product that nobody else buys.
func (o *owner) plantOrder(tx *store.Tx) error {
	product, errP := tx.Reserve("products", 1)
	channel, errC := tx.Reserve("channels", 1)
	if err := errors.Join(errP, errC); err != nil {
		return err
	}
	if err := tx.InsertChannels([]string{o.canary("Channel")}, channel); err != nil {
		return err
	}
	err := tx.InsertProducts([]store.Product{{ID: product, SKU: o.canary("SKU"), Name: o.canary("Product"), Category: o.canary("Category"), Brand: o.canary("Brand"),
		Tags: []string{o.canary("Tag") + ":" + o.canary("TagValue")}, Kind: "goods", Active: true}})
	if err != nil {
		return err
	}
	bookVersion, err := tx.BeginStage(0)
	if err != nil {
		return err
	}
	return errors.Join(tx.StageOrders(bookVersion, []store.Order{{Number: o.canary("Order"), CustomerID: o.customer.ID, Day: calendar.Must("2026-11-02"), Status: store.OrderClosed, ChannelID: channel,
		Lines: []store.OrderLine{{ProductID: product, Quantity: 1000, Delivered: 1000, UnitPrice: o.canaryAmount * 100, Total: o.canaryAmount}}}}),
		tx.PublishOrders(0, bookVersion))
}

// leaks are the places of an answer that hold one of the marks, however it is written:
// body, headers, cookies.
func leaks(r reply, marks ...string) []string {
	var found []string
	body, heads := strings.ToLower(r.body), map[string]string{} // once for all marks: bodies are long
	for name, values := range r.Header {
		heads[name] = strings.ToLower(strings.Join(values, " "))
	}
	for _, mark := range marks {
		low := strings.ToLower(mark)
		if i := strings.Index(body, low); i >= 0 {
			found = append(found, fmt.Sprintf("%q in the body: %s", mark, body[max(0, i-60):min(len(body), i+60)]))
		}
		for name, values := range heads {
			if strings.Contains(values, low) {
				found = append(found, fmt.Sprintf("%q in the header %s", mark, name))
			}
		}
	}
	return found
}

// amounts are the ways in which the amount of the side's order could be written, and
// that of both sides' orders together: a total gives away what a row does not.
func (o owner) amounts() []string {
	if o.mark == "Alpha" {
		return []string{"7717177", "77171.77", "77,171.77", "77,172", "165,455", "165,454.65", "165454.65"}
	}
	return []string{"8828288", "88282.88", "88,282.88", "88,283", "165,455", "165,454.65", "165454.65"}
}

// Each side calls every route with what is its own, and with what is the other's:
// what is the other's is not there, and no answer holds a byte of it.
func TestNoSideSeesTheOther(t *testing.T) {
	sh := newShop(t)
	for _, pair := range []struct {
		me    string
		other owner
	}{
		{"rep", sh.seed.bravo}, {"customer", sh.seed.bravo}, {"rep2", sh.seed.alpha}, {"customer2", sh.seed.alpha},
	} {
		theirs := pair.other.rep
		if strings.HasPrefix(pair.me, "customer") {
			theirs = pair.other.person
		}
		mark := "Canary" + pair.other.mark
		for _, r := range sh.s.routes() {
			if r.Kind == kit.Asset || r.Kind == kit.Probe || r.Path == "/logout" {
				continue
			}
			b := sh.as(pair.me)
			if r.Reads() && r.Who&kit.WhoOf(sh.people[pair.me].Role) != 0 {
				for _, fragment := range []bool{false, true} {
					ask := b
					if fragment {
						ask = b.with("HX-Request", "true")
					}
					answer := ask.get(sh.address(r, pair.me))
					if found := leaks(answer, append(pair.other.amounts(), mark)...); found != nil {
						t.Errorf("%s asks %s and sees %s", pair.me, r.Path, found)
					}
				}
			}
			if !owned(r) {
				continue
			}
			path := sh.address(r, theirs)
			var form = sh.formFor(r, path)
			res := b.do(r.Method, path, form)
			if res.StatusCode != http.StatusNotFound && res.StatusCode != http.StatusForbidden {
				t.Errorf("%s calls %s %s of %s: %d", pair.me, r.Method, path, theirs, res.StatusCode)
			}
			if r.Who&kit.WhoOf(sh.people[pair.me].Role) != 0 && res.StatusCode != http.StatusNotFound {
				t.Errorf("%s calls %s %s of %s: %d, want 404", pair.me, r.Method, path, theirs, res.StatusCode)
			}
			if found := leaks(res, mark); found != nil && !strings.Contains(path, mark) {
				t.Errorf("%s calls %s %s of %s and sees %s", pair.me, r.Method, path, theirs, found)
			}
		}
	}
}

// owned tells whether a route's parameter names something that belongs to a person
// or a side. A one-time link belongs to whoever holds it, and a product to the shop:
// all staff see it.
func owned(r kit.Route) bool {
	return strings.Contains(r.Path, ":") && !r.Secret() && r.Path != "/products/:sku"
}

// The test above proves nothing unless the canaries are there to be seen: those
// who may see both sides do.
func TestCanariesSing(t *testing.T) {
	sh := newShop(t)
	users := sh.as("admin").get("/users")
	for _, o := range []owner{sh.seed.alpha, sh.seed.bravo} {
		if leaks(users, o.canary("RepName")) == nil || leaks(users, o.canary("PersonName")) == nil {
			t.Errorf("the admin's list of users does not show %s", o.mark)
		}
		if leaks(sh.as(o.person).get("/portal"), o.canary("Name")) == nil {
			t.Errorf("the portal of %s does not show its own customer", o.mark)
		}
		record := sh.as("manager").get(paths.CustomerPath(o.customer.Code))
		for _, text := range []string{o.canary("Order"), o.canary("Manager"), o.amounts()[2]} {
			if leaks(record, text) == nil {
				t.Errorf("the manager's page of the customer of %s does not show %s", o.mark, text)
			}
		}
		if sh.may("manager", "/customers") && leaks(sh.as("manager").get("/customers"), o.canary("Name")) == nil {
			t.Errorf("the manager's list of customers does not show %s", o.mark)
		}
	}
}

// may tells whether somebody may call GET of a path in the table.
func (sh *shop) may(who, path string) bool { return sh.s.May(sh.people[who], "GET", path) }
