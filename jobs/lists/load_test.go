package lists_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wholesight/jobs/calendar"
	"wholesight/jobs/customerlist"
	"wholesight/jobs/forecasts"
	"wholesight/jobs/jobtest"
	"wholesight/jobs/kit"
	"wholesight/jobs/lists"
	"wholesight/jobs/rebuild"
	"wholesight/jobs/runner"
	"wholesight/store"
	"wholesight/store/storetest"
)

// listShop is a shop of nine customers of two account managers, with two bands of
// orders, built as of 2026-11-22. It returns the user that Ann is.
func listShop(t *testing.T, db *store.DB) (ann int64) {
	t.Helper()
	var managers [2]int64
	storetest.Update(t, db, func(tx *store.Tx) (err error) {
		kind, _, err := tx.FirstSmartType()
		if err != nil {
			return err
		}
		for i, name := range []string{"Ann", "=Bob"} {
			if managers[i], err = tx.AddAccountManager(name); err != nil {
				return err
			}
		}
		if ann, err = tx.CreateUser(store.User{Email: "ann@shop.example", Name: "Ann", Role: store.RoleRep}); err != nil {
			return err
		}
		if err := tx.LinkManagers(ann, managers[:1]); err != nil {
			return err
		}
		five := int64(500)
		_, _, err = tx.SaveClassifications(kind, "orders", []store.Classification{
			{Title: "few", Colour: "#e69f00", Value: &five}, {Title: "+many", Colour: "#0072b2"}}, nil)
		return err
	})
	var customers []store.Customer
	for i := range 9 {
		c := store.Customer{Code: fmt.Sprintf("K%d", i), Name: fmt.Sprint("Customer ", i)}
		if i > 0 {
			c.AccountManagerID = managers[i%2]
		}
		if i == 8 {
			c.Notes = "inactive"
		}
		customers = append(customers, c)
	}
	customers[1].Name = "@SUM(A1)"
	ids := storetest.AddCustomers(t, db, customers...)
	var orders []store.Order
	for i := range 9 {
		for n := range i * 2 { // customer 0 never bought
			day := calendar.Must("2026-11-20") - calendar.Day(n*(20+i))
			orders = append(orders, store.Order{Number: fmt.Sprintf("%d-%d", i, n), CustomerID: ids[fmt.Sprintf("K%d", i)],
				Day: day, Status: store.OrderClosed,
				Lines: []store.OrderLine{storetest.Line(int64(1000*i + n))}})
		}
	}
	storetest.AddOrders(t, db, orders...)
	rebuildList(t, db)
	return ann
}

func rebuildList(t *testing.T, db *store.DB) {
	t.Helper()
	if _, err := rebuild.Run(context.Background(), &runner.Work{DB: db, Log: storetest.Log()},
		rebuild.Options{}); err != nil {
		t.Fatal(err)
	}
}

// cells are CSV rows by their first cell and the head.
func cells(t *testing.T, text string) map[string]map[string]string {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]map[string]string{}
	for _, row := range rows[1:] {
		out[row[0]] = map[string]string{}
		for i, name := range rows[0] {
			out[row[0]][name] = row[i]
		}
	}
	return out
}

func TestTheListSaysWhatTheReportSays(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		ann := listShop(t, db)
		var rs lists.Cache
		r := jobtest.Load(t, db, &rs)
		for _, scope := range []store.Scope{store.Everyone(), store.OfRep(ann), {}, store.OfCustomer(1)} {
			var report, list bytes.Buffer
			if err := rebuild.WriteReport(context.Background(), db, scope, &report, nil); err != nil {
				t.Fatal(err)
			}
			var visible customerlist.Visibility
			storetest.View(t, db, func(tx *store.Tx) (err error) {
				visible, err = lists.Visible(tx, scope)
				return err
			})
			rows, err := r.All(customerlist.Filter{}, customerlist.Sort{Key: customerlist.ByCode}, visible)
			if err != nil {
				t.Fatal(err)
			}
			if err := writeList(&list, r, rows); err != nil {
				t.Fatal(err)
			}
			want, got := cells(t, report.String()), cells(t, list.String())
			if scope == store.OfCustomer(1) {
				want = map[string]map[string]string{} // lists are for staff
			}
			for code, row := range want {
				for _, name := range []string{"risk_change_pct", "revenue_rank", "revenue_rank_of", "share_of_larger_pct"} {
					delete(row, name)
				}
				row["active"] = "true"
				if code == "K7" && (row["risk"] == "" || row["label_orders"] != "'+many") {
					t.Errorf("K7 is %v", row)
				}
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%+v:\n%s", scope, diff)
			}
			if scope.All() && len(got) != 8 || scope == store.OfRep(ann) && len(got) != 3 {
				t.Errorf("%+v sees %d customers", scope, len(got))
			}
		}
	})
}

// writeList writes the columns that the report has too.
func writeList(w io.Writer, r *customerlist.List, rows []int32) error {
	columns, write := lists.CustomerListFile([]string{"customer", "type", "manager", "current", "previous", "change",
		"orders", "last", "since", "gap", "risk"})
	file := kit.NewCSV(w, columns)
	return errors.Join(write(file, r, rows), file.Close())
}

func TestListsAreShieldedAndEmptyWhereThereIsNothing(t *testing.T) {
	db := storetest.SQLite(t)
	storetest.AddCustomers(t, db, store.Customer{Code: "-1", Name: "=A"})
	r := jobtest.Load(t, db, new(lists.Cache))
	var b bytes.Buffer
	if err := writeList(&b, r, []int32{0}); err != nil {
		t.Fatal(err)
	}
	_, row, _ := strings.Cut(b.String(), "\n")
	if want := "'-1,'=A,,,,,,,Trade,,,,,,,,,,,,true,,\n"; row != want {
		t.Errorf("%q, want %q", row, want)
	}
}

// What lists and their files say of the future is what the file of forecasts says.
func TestTheListExpectsWhatTheForecastsSay(t *testing.T) {
	db := storetest.SQLite(t)
	listShop(t, db)
	jobtest.BuildForecasts(t, db, forecasts.Options{})
	r := jobtest.Load(t, db, new(lists.Cache))
	rows, err := r.All(customerlist.Filter{}, customerlist.Sort{Key: customerlist.ByCode}, customerlist.Everyone())
	if err != nil {
		t.Fatal(err)
	}
	var list bytes.Buffer
	columns, write := lists.CustomerListFile([]string{"customer", "churn", "purchase", "next", "value", "expected_revenue",
		"channel"})
	file := kit.NewCSV(&list, columns)
	if err := errors.Join(write(file, r, rows), file.Close()); err != nil {
		t.Fatal(err)
	}
	want, got := cells(t, jobtest.ForecastFile(t, db, "")), cells(t, list.String())
	for code, row := range got {
		for name, text := range row {
			expected, both := want[code][name]
			if !both || name == "as_of" || name == "confidence" && text == "" { // who never bought has none in a list
				continue
			}
			if text != expected {
				t.Errorf("%s of %s is %q, and %q in the file of forecasts", name, code, text, expected)
			}
		}
		if code != "K0" && (row["churn_pct"] == "" || row["clv_365"] == "" || row["next_order"] == "" ||
			row["confidence"] == "") {
			t.Errorf("%s is %v", code, row)
		}
	}
	if len(got) != 8 || got["K0"]["churn_pct"] != "" {
		t.Errorf("%d rows; who never bought is %v", len(got), got["K0"])
	}
}

func TestOneCustomerListServesAllUntilSomethingChanges(t *testing.T) {
	db := storetest.SQLite(t)
	listShop(t, db)
	var rs lists.Cache
	var wg sync.WaitGroup
	all := make([]*customerlist.List, 16)
	for i := range all {
		wg.Go(func() {
			if err := db.View(context.Background(), func(tx *store.Tx) (err error) {
				all[i], err = rs.List(tx)
				return err
			}); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	for _, r := range all {
		if r == nil || r != all[0] {
			t.Fatal("sixteen requests at once made more than one customer list")
		}
	}
	if all[0].Len() != 9 || !all[0].Built() {
		t.Fatalf("%d customers, build %d", all[0].Len(), all[0].Build)
	}
	changes := map[string]func(tx *store.Tx) error{
		"a customer": func(tx *store.Tx) error {
			c, err := tx.Customer(store.Everyone(), "K3")
			if err != nil {
				return err
			}
			c.Name = "Renamed"
			return tx.UpdateCustomer(&c)
		},
		"an account manager": func(tx *store.Tx) error {
			_, err := tx.AddAccountManager("Cy")
			return err
		},
		"a classification": func(tx *store.Tx) error {
			all, err := tx.Classifications(0)
			if err != nil {
				return err
			}
			_, err = jobtest.DeleteClassification(tx, jobtest.Tester, all[0])
			return err
		},
	}
	for name, change := range changes {
		before := jobtest.Load(t, db, &rs)
		storetest.Update(t, db, change)
		if jobtest.Load(t, db, &rs) == before {
			t.Errorf("after a change of %s the old customer list is served", name)
		}
	}
	before := jobtest.Load(t, db, &rs)
	rebuildList(t, db)
	r := jobtest.Load(t, db, &rs)
	if r == before || r.Build <= before.Build {
		t.Errorf("after a rebuild: build %d, before %d", r.Build, before.Build)
	}
	if row, ok := r.Find("K3"); !ok || r.Name(row) != "Renamed" || len(r.Managers) != 3 || !r.Labels[0].Deleted ||
		r.Labels[1].Deleted {
		t.Errorf("%+v", r.Meta)
	}
	if jobtest.Load(t, db, &rs) != r {
		t.Error("a new customer list is made though nothing has changed")
	}
	jobtest.BuildForecasts(t, db, forecasts.Options{})
	if next := jobtest.Load(t, db, &rs); next == r || r.Forecasted() || !next.Forecasted() {
		t.Errorf("after a build of forecasts: build %d, before %d", next.Forecasts, r.Forecasts)
	}
}

func TestASnapshotGetsTheCustomerListOfItsOwnState(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		listShop(t, db)
		var rs lists.Cache
		storetest.View(t, db, func(old *store.Tx) error {
			if _, err := old.Stamp(); err != nil { // the snapshot begins here
				return err
			}
			storetest.AddCustomers(t, db, store.Customer{Code: "NEW"})
			if n := jobtest.Load(t, db, &rs).Len(); n != 10 {
				t.Errorf("a new snapshot sees %d customers, want 10", n)
			}
			r, err := rs.List(old)
			if err == nil && r.Len() != 9 {
				t.Errorf("the old snapshot sees %d customers, want 9", r.Len())
			}
			return err
		})
		if n := jobtest.Load(t, db, &rs).Len(); n != 10 {
			t.Errorf("afterwards %d customers, want 10", n)
		}
	})
}
