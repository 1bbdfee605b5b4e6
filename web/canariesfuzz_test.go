package web_test

import (
	"database/sql"
	"fmt"
	"html"
	"maps"
	"math/rand/v2"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"wholesight/store"
	"wholesight/store/storetest"
	"wholesight/web/kit"
	"wholesight/web/webtest"
)

// fieldNames finds what pages ask for: the names of their fields and of the
// parameters of their links, so that a new one is tried without being listed.
var fieldNames = regexp.MustCompile(`name="([^"]+)"|[?&;]([a-z_]+)=`)

// others are fields that no page offers, and some handler might still read.
var others = []string{"id", "customer", "customer_id", "code", "user", "user_id", "owner", "account_manager",
	"account_manager_id", "scope", "role", "all", "rows", "code-0", "id-0", "pick", "number", "file"}

// mixes is how many requests with parameters of the other side are tried.
const mixes = 10_000

// Whatever of the other side stands in an address or a form, in whatever field, no
// answer holds a byte of what is theirs, and no row of theirs changes.
func TestNoMixOfParametersReachesTheOther(t *testing.T) {
	address := storetest.SQLiteURL(t)
	sh := webtest.NewShopOn(t, address)
	file := strings.TrimPrefix(address, "sqlite:")
	other := sh.Seed.Bravo
	x := mixer{sh: sh, t: t, seed: uint64(time.Now().UnixNano()), other: other, tried: map[string]int{}}
	x.rnd = rand.New(rand.NewPCG(x.seed, 0))
	x.know()
	before := rowsOfCustomer(t, file, other.Customer.ID)
	for _, me := range []string{"rep", "customer"} {
		// Looking first: what a form stores of the other's texts is one's own then.
		x.mix(me, x.routes(me, true), slices.Concat(x.keys, x.texts, x.goods), nil, mixes*2/5)
		x.mix(me, x.routes(me, false), x.keys, x.keys, mixes/10)
	}
	after := rowsOfCustomer(t, file, other.Customer.ID)
	for table, rows := range before {
		if after[table] != rows {
			t.Errorf("seed %d: rows of the other side in %s have changed:\n%s\n%s", x.seed, table, rows, after[table])
		}
	}
	t.Logf("%v requests, none of which saw or changed what is the other's", x.tried)
}

// mixer makes requests of one side with parameters that name what is the other's.
type mixer struct {
	sh    *webtest.Shop
	t     *testing.T
	seed  uint64
	rnd   *rand.Rand
	other webtest.Owner
	keys  []string // ids, codes and addresses of what is the other's
	texts []string // what else is written of it: no answer may hold one
	goods []string // of its product, which is the shop's: all staff may find it, a customer may not
	names []string // of fields
	tried map[string]int
}

// know collects the names of what is the other's.
func (x *mixer) know() {
	o, sh := x.other, x.sh
	for _, field := range []string{"Name", "Group", "Industry", "Phone", "Contact", "City", "Post", "Country", "Notes",
		"Attribute", "Kind", "Author", "Body", "Outcome", "Channel", "RepName", "PersonName"} {
		x.texts = append(x.texts, o.Canary(field))
	}
	for _, field := range []string{"SKU", "Product", "Category", "Brand"} {
		x.goods = append(x.goods, o.Canary(field))
	}
	x.keys = []string{o.Canary("Code"), o.Canary("Order"), o.Canary("Manager"),
		o.Canary("Tag") + ":" + o.Canary("TagValue"), sh.People[o.Rep].Email, sh.People[o.Person].Email}
	for _, id := range []int64{o.Customer.ID, o.Manager, sh.People[o.Rep].ID, sh.People[o.Person].ID,
		sh.SpareView(o.Rep).ID, sh.SpareContact(o.Rep).ID, sh.SpareUndo(o.Rep)} {
		x.keys = append(x.keys, fmt.Sprint(id))
	}
}

// routes are those that somebody may call, for looking or for changing.
func (x *mixer) routes(me string, looking bool) []kit.Route {
	return slices.DeleteFunc(x.sh.Server.Routes(), func(r kit.Route) bool {
		return r.Reads() != looking || r.Kind == kit.Asset || r.Kind == kit.Probe || r.Kind == kit.Upload ||
			r.Kind == kit.Stream || r.Path == "/logout" || r.Secret() || r.Who&kit.WhoOf(x.sh.People[me].Role) == 0
	})
}

// mix calls routes with values of the other side in up to four fields. known is what
// may come back beside what was sent with the very request.
func (x *mixer) mix(me string, table []kit.Route, values, known []string, times int) {
	plain := []string{"", "1", "2", "-1", "200", "name", "-revenue", "yes", "2026-11-02", "2026-01", "save", "tag",
		"assign", "export", "x:y", "true"}
	b := x.sh.As(me)
	secret := slices.Concat(amounts(x.other), x.texts)
	if me == "customer" {
		secret = append(secret, x.goods...)
	}
	own := map[string]string{} // the address of each route
	for _, r := range table {
		path := x.sh.Address(r, me)
		own[r.Method+r.Path] = path
		if !r.Reads() {
			continue
		}
		for _, m := range fieldNames.FindAllStringSubmatch(b.Get(path).Text, -1) {
			x.names = append(x.names, m[1]+m[2])
		}
	}
	x.names = append(x.names, others...)
	slices.Sort(x.names)
	x.names = slices.Compact(x.names)
	for range times {
		r := table[x.rnd.IntN(len(table))]
		path, form := own[r.Method+r.Path], url.Values{}
		if !r.Reads() {
			form = x.sh.FormFor(r, path)
		}
		had, sent := slices.Sorted(maps.Keys(form)), slices.Clone(known)
		for range 1 + x.rnd.IntN(4) {
			name := x.names[x.rnd.IntN(len(x.names))]
			if len(had) > 0 && x.rnd.IntN(2) == 0 {
				name = had[x.rnd.IntN(len(had))]
			}
			value := values[x.rnd.IntN(len(values))]
			if x.rnd.IntN(4) == 0 {
				value = plain[x.rnd.IntN(len(plain))]
			}
			form.Set(name, value)
			sent = append(sent, value)
		}
		ask := b
		if x.rnd.IntN(3) == 0 {
			ask = b.With("HX-Request", "true")
		}
		if r.Reads() {
			path, form = path+"?"+form.Encode(), nil
		}
		res := ask.Do(r.Method, path, form)
		x.tried[r.Method]++
		if res.StatusCode >= 500 {
			x.t.Errorf("seed %d: %s %s with %v as %s: %d", x.seed, r.Method, path, form, me, res.StatusCode)
		}
		theirs := slices.DeleteFunc(slices.Clone(secret), func(text string) bool { return slices.Contains(sent, text) })
		if found := webtest.Leaks(unsent(res, sent), theirs...); found != nil {
			x.t.Fatalf("seed %d: %s %s with %v as %s shows %s", x.seed, r.Method, path, form, me, found)
		}
		if !r.Reads() && !x.knows(b) {
			b = x.sh.As(me) // the form has ended the session
		}
	}
}

// knows tells whether a browser is logged in still.
func (x *mixer) knows(b *webtest.Browser) (known bool) {
	x.sh.View(func(tx *store.Tx) error {
		v, err := tx.Visit(b.Cookies[x.sh.Server.Sessions.Cookie])
		known = v.Known
		return err
	})
	return known
}

// unsent is an answer without the texts that were sent, however it writes them: what
// a person typed comes back.
func unsent(r webtest.Reply, sent []string) webtest.Reply {
	var forms []string
	for _, s := range sent {
		if len(s) >= 6 {
			forms = append(forms, s, "", html.EscapeString(s), "", url.QueryEscape(s), "", url.PathEscape(s), "")
		}
	}
	remove := strings.NewReplacer(forms...)
	bare := *r.Response
	bare.Header = http.Header{}
	for name, values := range r.Header {
		bare.Header.Set(name, remove.Replace(strings.Join(values, " ")))
	}
	return webtest.Reply{Response: &bare, Text: remove.Replace(r.Text)}
}

// rowsOfCustomer is every row of every table that belongs to a customer, but what a rebuild
// derives, and the rows of users.
func rowsOfCustomer(t *testing.T, file string, customer int64) map[string]string {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+file+"?_pragma=query_only(1)")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	found := map[string]string{}
	for _, row := range query(t, db, `SELECT s.name, max(c.name) FROM sqlite_schema s, pragma_table_info(s.name) c WHERE s.type = 'table' AND c.name = 'customer_id' GROUP BY s.name ORDER BY s.name`) {
		table := row[0].(string)
		found[table] = fmt.Sprint(query(t, db, fmt.Sprintf(`SELECT * FROM "%s" WHERE customer_id = %d ORDER BY 1, 2`, table,
			customer)))
	}
	found["customers"] = fmt.Sprint(query(t, db, fmt.Sprintf(`SELECT * FROM customers WHERE id = %d`, customer)))
	if len(found) < 6 {
		t.Fatalf("only %d tables hold something of a customer", len(found))
	}
	return found
}
