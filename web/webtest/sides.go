package webtest

import (
	"errors"
	"fmt"
	"strings"

	"wholesight/jobs/calendar"
	jobpeople "wholesight/jobs/people"
	"wholesight/store"
	"wholesight/store/storetest"
)

// The shop that every test meets: an admin, a manager, two reps with a customer
// each, and a person of each customer. What belongs to the first rep and customer
// is marked "Alpha", what belongs to the second "Bravo": no byte of the one may
// reach the other (canaries_test.go of web).

// owner is one of the two sides.
type Owner struct {
	Mark     string // in every text that is the side's own
	Rep      string // words of people
	Person   string
	Customer store.Customer
	Manager  int64 // account manager

	CanaryAmount int64 // minor units: of the side's one order and its target
}

// seeds are what fill made.
type seeds struct {
	Alpha, Bravo Owner
	spare        int // how many spare rows fixtures have made
}

// FixtureSKU is a product that belongs to no side.
const FixtureSKU = "DRILL/1"

// Canary is a text that belongs to one side alone.
func (o Owner) Canary(field string) string { return "Canary" + o.Mark + field }

// fill makes the people and rows that tests meet.
func (sh *Shop) fill() {
	sh.T.Helper()
	hash, err := jobpeople.NewHasher(cheap).Hash(sh.T.Context(), Password)
	if err != nil {
		sh.T.Fatal(err)
	}
	sh.Seed.Alpha = Owner{Mark: "Alpha", Rep: "rep", Person: "customer", CanaryAmount: 7_717_177}
	sh.Seed.Bravo = Owner{Mark: "Bravo", Rep: "rep2", Person: "customer2", CanaryAmount: 8_828_288}
	sh.Update(func(tx *store.Tx) error {
		for _, p := range []struct{ word, email, name string }{{"admin", "admin@shop.example", "Ada Admin"},
			{"manager", "manager@shop.example", "Max Manager"}} {
			if err := sh.AddPerson(tx, p.word, jobpeople.Person{Email: p.email, Name: p.name, Role: store.Role(p.word)},
				hash); err != nil {
				return err
			}
		}
		for _, o := range []*Owner{&sh.Seed.Alpha, &sh.Seed.Bravo} {
			if err := o.plant(tx); err != nil {
				return err
			}
			rep := jobpeople.Person{Email: strings.ToLower(o.Canary("Rep")) + "@shop.example", Name: o.Canary("RepName"),
				Role: store.RoleRep, Managers: []int64{o.Manager}}
			person := jobpeople.Person{Email: strings.ToLower(o.Canary("Person")) + "@buyer.example",
				Name: o.Canary("PersonName"), Role: store.RoleCustomer, Customer: o.Customer.Code}
			if err := sh.AddPerson(tx, o.Rep, rep, hash); err != nil {
				return err
			}
			if err := sh.AddPerson(tx, o.Person, person, hash); err != nil {
				return err
			}
		}
		if err := tx.InsertProducts([]store.Product{{SKU: FixtureSKU, Name: "Hand drill", Brand: "Nord", Kind: "goods",
			Active: true}}); err != nil {
			return err
		}
		if err := plantMoves(tx, sh.Seed.Alpha.Customer, sh.Seed.Bravo.Customer); err != nil {
			return err
		}
		if err := tx.InsertDemoTruths([]store.DemoTruth{{Kind: "stopped", N: 1, Part: 1,
			CustomerID: sh.Seed.Alpha.Customer.ID}}); err != nil {
			return err
		}
		return plantForecasts(tx, sh.Seed.Alpha, sh.Seed.Bravo)
	})
}

// plant makes what one side has, with a canary in every field. New kinds of rows
// that hang on a customer are planted here, and everything below tries them.
func (o *Owner) plant(tx *store.Tx) (err error) {
	if o.Manager, err = tx.AddAccountManager(o.Canary("Manager")); err != nil {
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
	o.Customer = store.Customer{
		ID: id, Code: o.Canary("Code"), Name: o.Canary("Name"), SmartTypeID: kind, AccountManagerID: o.Manager,
		Groups: []string{o.Canary("Group")}, Tags: []string{o.Canary("Tag")}, Industry: o.Canary("Industry"),
		Email: o.Canary("Mail") + "@buyer.example", Phone: o.Canary("Phone"), Contact: o.Canary("Contact"),
		City:     o.Canary("City"),
		Postcode: o.Canary("Post"), Country: o.Canary("Country"), Active: true, Notes: o.Canary("Notes"),
		Attributes: `{"` + o.Canary("Attribute") + `":"` + o.Canary("Value") + `"}`,
	}
	if err := tx.InsertCustomers([]store.Customer{o.Customer}); err != nil {
		return err
	}
	if err := o.plantOrder(tx); err != nil {
		return err
	}
	next := calendar.Must("2026-12-01")
	contact := store.Contact{CustomerID: id, At: storetest.Now.UnixMilli(), Kind: o.Canary("Kind"),
		Author: o.Canary("Author"), Body: o.Canary("Body"), Outcome: o.Canary("Outcome"), NextOn: &next}
	target := store.Target{CustomerID: id, StartMonth: calendar.Must("2026-01-01").Month(),
		Amounts: [12]int64{o.CanaryAmount}}
	return errors.Join(tx.InsertContact(&contact), tx.InsertTarget(&target))
}

// plantOrder plants an order of a product that nobody else buys.
func (o *Owner) plantOrder(tx *store.Tx) error {
	product, errP := tx.Reserve("products", 1)
	channel, errC := tx.Reserve("channels", 1)
	if err := errors.Join(errP, errC); err != nil {
		return err
	}
	if err := tx.InsertChannels([]string{o.Canary("Channel")}, channel); err != nil {
		return err
	}
	err := tx.InsertProducts([]store.Product{{ID: product, SKU: o.Canary("SKU"), Name: o.Canary("Product"),
		Category: o.Canary("Category"), Brand: o.Canary("Brand"),
		Tags: []string{o.Canary("Tag") + ":" + o.Canary("TagValue")}, Kind: "goods", Active: true}})
	if err != nil {
		return err
	}
	bookVersion, err := tx.BeginStage(0)
	if err != nil {
		return err
	}
	return errors.Join(tx.StageOrders(bookVersion, []store.Order{{Number: o.Canary("Order"), CustomerID: o.Customer.ID,
		Day: calendar.Must("2026-11-02"), Status: store.OrderClosed, ChannelID: channel,
		Lines: []store.OrderLine{{ProductID: product, Quantity: 1000, Delivered: 1000, UnitPrice: o.CanaryAmount * 100,
			Total: o.CanaryAmount}}}}),
		tx.PublishOrders(0, bookVersion))
}

// Leaks are the places of an answer that hold one of the marks, however it is written:
// body, headers, cookies.
func Leaks(r Reply, marks ...string) []string {
	var found []string
	body, heads := strings.ToLower(r.Text), map[string]string{} // once for all marks: bodies are long
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
