package web_test

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"wholesight/store"
	"wholesight/store/storetest"
	"wholesight/web/kit"
	"wholesight/web/webtest"
)

// tenantExceptions are the routes on which a customer's browser acts for another
// person than the one who is logged in: whoever knows a password or holds a one-time
// link is that person from then on. There, any one row of users may be found, with the
// customer that it names; nothing else that hangs on a customer.
var tenantExceptions = map[string]string{
	"POST /login":            "the person of the e-mail address that was typed",
	"GET /password/:secret":  "the person of the link",
	"POST /password/:secret": "the person of the link",
}

// Every statement that any route sends while a customer's person is logged in, the
// routes that turn such a person away too, reads and writes the rows of the person's
// own customer only, by a condition of the statement itself (bar S3).
func TestStatementsOfACustomersPersonAreBound(t *testing.T) {
	address := storetest.SQLiteURL(t)
	sh := webtest.NewShopOn(t, address, func(c *kit.Config) {
		// Ids of customers that are no other number: not a limit, not a user's id.
		storetest.Update(t, c.DB, func(tx *store.Tx) error { _, err := tx.Reserve("customers", 7_654_321); return err })
	})
	me := sh.People["customer"]
	who := tenant{customer: me.CustomerID, user: me.ID, email: me.Email, columns: storetest.Columns(t, address)}
	used, heard, own := map[string]bool{}, 0, map[string]bool{}
	for _, r := range sh.Server.Routes() {
		if r.Kind == kit.Asset || r.Kind == kit.Probe {
			continue
		}
		sh.Wait(61e9) // so that log-ins from one address are not throttled
		path := sh.Address(r, "customer")
		form := sh.FormFor(r, path)
		b := sh.As("customer")
		who.session = store.HashSecret(b.Cookies[sh.Server.Sessions.Cookie])
		line := r.Method + " " + r.Path
		for _, h := range sh.Listen(func() { b.Do(r.Method, path, form) }) {
			heard++
			unbound := who.unboundTables(h.Statement, h.Args)
			if len(unbound) > 0 && tenantExceptions[line] != "" {
				used[line] = true
				excepted := who
				excepted.anybody = true
				unbound = excepted.unboundTables(h.Statement, h.Args)
			}
			for _, table := range unbound {
				t.Errorf("%s as a customer's person: %s is not bound to the person's customer\n%s %v", line, table, h.Statement,
					h.Args)
			}
			if slices.ContainsFunc(h.Args, func(a any) bool { return fmt.Sprint(a) == fmt.Sprint(me.CustomerID) }) {
				own[line] = true
			}
		}
	}
	for line, why := range tenantExceptions {
		if !used[line] {
			t.Errorf("%s needs no exception (%s)", line, why)
		}
	}
	if heard < 100 || !own["GET /portal"] {
		t.Errorf("%d statements heard, with the customer's own id on %v: the portal reads its figures by it", heard,
			slices.Sorted(maps.Keys(own)))
	}
}

// The proof above catches what it is there for: the store's own reads, asked with a
// scope that is too wide or with another customer, in a request that is listened to.
func TestAnUnboundStatementIsCaught(t *testing.T) {
	address := storetest.SQLiteURL(t)
	sh := webtest.NewShopOn(t, address)
	me := sh.People["customer"]
	who := tenant{customer: me.CustomerID, user: me.ID, email: me.Email, columns: storetest.Columns(t, address)}
	for name, c := range map[string]struct {
		read func(tx *store.Tx) error
		want string
	}{
		"own figures": {func(tx *store.Tx) error {
			_, err := tx.Score(store.OfCustomer(me.CustomerID), me.CustomerID)
			return err
		}, ""},
		"everybody's customers": {func(tx *store.Tx) error { _, err := tx.Parties(store.Everyone()); return err },
			"customers"},
		"another's customer": {func(tx *store.Tx) error {
			_, err := tx.Customer(store.OfCustomer(sh.Seed.Bravo.Customer.ID), sh.Seed.Bravo.Customer.Code)
			return err
		}, "customers"},
		"targets": {func(tx *store.Tx) error { _, err := tx.TargetsOfCustomer(sh.Seed.Bravo.Customer.ID); return err },
			"targets"},
	} {
		t.Run(name, func(t *testing.T) {
			var found []string
			for _, h := range sh.Listen(func() { _ = sh.DB.View(context.Background(), c.read) }) {
				found = append(found, who.unboundTables(h.Statement, h.Args)...)
			}
			if c.want == "" && len(found) > 0 || c.want != "" && !slices.Contains(found, c.want) {
				t.Errorf("not bound: %v, want %q", found, c.want)
			}
		})
	}
}

// What the checker of statements lets through, and what not.
func TestTenantStatements(t *testing.T) {
	who := tenant{customer: 70, user: 9, email: "a@b.c", session: "ff", columns: map[string]map[string]bool{
		"customers": {"id": true, "name": true}, "orders": {"id": true, "customer_id": true, "day": true},
		"scores": {"build_id": true, "customer_id": true},
		"users":  {"id": true, "customer_id": true}, "builds": {"id": true}, "sessions": {"hash": true, "user_id": true},
	}}
	own, other := []any{int64(70)}, []any{int64(71)}
	for _, c := range []struct {
		statement string
		args      []any
		want      string
	}{
		{`SELECT day FROM orders WHERE customer_id = $1`, own, ""},
		{`SELECT day FROM orders WHERE customer_id = $1`, other, "orders"},
		{`SELECT day FROM orders`, nil, "orders"},
		{`SELECT id FROM builds`, nil, ""},
		{`SELECT customer_id = $1 FROM orders`, own, "orders"},
		{`SELECT day FROM orders o WHERE o.customer_id = $1 OR TRUE`, own, "orders"},
		{`SELECT day FROM orders o WHERE (o.customer_id = $1 OR o.day > 3) AND o.id = 4`, own, "orders"},
		{`SELECT day FROM orders o WHERE (o.day = 1 OR o.day > 3) AND (o.customer_id = $1)`, own, ""},
		{`SELECT day FROM orders o WHERE NOT (o.customer_id = $1)`, own, "orders"},
		{`SELECT day FROM orders o WHERE o.customer_id = $1 = FALSE`, own, "orders"},
		{`SELECT day FROM orders o WHERE o.customer_id <> $1`, own, "orders"},
		{`SELECT day FROM orders o WHERE o.id = $1`, own, "orders"},
		{`SELECT 1 FROM orders o JOIN customers c ON c.id = o.customer_id WHERE c.id = $1`, own, ""},
		{`SELECT 1 FROM orders o, customers c WHERE c.id = $1`, own, "orders"},
		{`SELECT 1 FROM customers c LEFT JOIN orders o ON o.customer_id = c.id AND c.id = $1`, own, "customers,orders"},
		{`SELECT 1 FROM customers c LEFT JOIN orders o ON o.customer_id = c.id WHERE c.id = $1`, own, ""},
		{`SELECT (SELECT MAX(day) FROM orders) FROM customers c WHERE c.id = $1`, own, "orders"},
		{`SELECT (SELECT MAX(day) FROM orders o WHERE o.customer_id = c.id) FROM customers c WHERE c.id = $1`, own, ""},
		{`SELECT 1 FROM customers c WHERE EXISTS (SELECT 1 FROM builds b WHERE c.id = $1)`, own, "customers"},
		{`SELECT 1 FROM customers c WHERE c.id = $1 UNION ALL SELECT 2 FROM customers c`, own, "customers"},
		{`WITH x AS (SELECT day FROM orders) SELECT 1 FROM x, customers c WHERE c.id = $1`, own, "orders"},
		{`UPDATE orders SET customer_id = $1 WHERE id = 3`, own, "orders"},
		{`UPDATE orders SET day = 3 WHERE id = 3 AND customer_id = $1`, own, ""},
		{`DELETE FROM orders WHERE id = 3`, nil, "orders"},
		{`INSERT INTO orders (id, customer_id) VALUES (?,?),(?,?)`, []any{1, int64(70), 2, int64(71)}, "orders"},
		{`INSERT INTO orders (id, customer_id) VALUES (?,?),(?,?)`, []any{1, int64(70), 2, int64(70)}, ""},
		{`INSERT INTO builds (id) SELECT customer_id FROM scores`, nil, "scores"},
		{`SELECT c.name FROM users u LEFT JOIN customers c ON c.id = u.customer_id WHERE u.id = $1`, []any{int64(9)}, ""},
		{`SELECT c.name FROM users u LEFT JOIN customers c ON c.id = u.customer_id WHERE u.email = $1`, []any{"a@b.c"}, ""},
		{`SELECT c.name FROM users u LEFT JOIN customers c ON c.id = u.customer_id WHERE u.email = $1`, []any{"b@b.c"},
			"customers,users"},
		{`SELECT c.name FROM users u LEFT JOIN customers c ON c.id = u.customer_id WHERE u.id = $1`, own, "customers,users"},
		{`SELECT c.name FROM sessions s JOIN users u ON u.id = s.user_id LEFT JOIN customers c ON c.id = u.customer_id WHERE s.hash = $1`, []any{"ff"}, ""},
		{`SELECT c.name FROM sessions s JOIN users u ON u.id = s.user_id LEFT JOIN customers c ON c.id = u.customer_id WHERE s.hash = $1`, []any{"fe"}, "customers,users"},
		{`SELECT c.name FROM sessions s JOIN users u ON u.id = s.user_id LEFT JOIN customers c ON c.id = u.customer_id`, nil,
			"customers,users"},
		{`SELECT c.name FROM sessions s JOIN users u ON u.id = s.user_id LEFT JOIN customers c ON c.id = u.id WHERE s.hash = $1`, []any{"ff"}, "customers"},
		{`SELECT c.name FROM sessions s JOIN users u ON u.id = s.user_id LEFT JOIN customers c ON c.id = s.user_id WHERE s.hash = $1`, []any{"ff"}, "customers"},
		{`SELECT 1 FROM users u LEFT JOIN sessions s ON s.hash = $1 AND u.id = s.user_id`, []any{"ff"}, "users"},
		{`SELECT 1 FROM sessions s JOIN users u ON u.id = s.user_id WHERE s.hash = $1 OR TRUE`, []any{"ff"}, "users"},
		{`SELECT c.name FROM users u JOIN customers c ON c.id = u.id WHERE u.id = $1`, []any{int64(9)}, "customers"},
	} {
		got := who.unboundTables(c.statement, c.args)
		slices.Sort(got)
		if s := strings.Join(got, ","); s != c.want {
			t.Errorf("%s %v: not bound %q, want %q", c.statement, c.args, s, c.want)
		}
	}
}
