package targets_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"math/big"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"wholesight/jobs"
	"wholesight/jobs/calendar"
	"wholesight/jobs/customerlist"
	"wholesight/jobs/files"
	"wholesight/jobs/jobtest"
	"wholesight/jobs/kit"
	"wholesight/jobs/lists"
	"wholesight/jobs/rebuild"
	"wholesight/jobs/rules/target"
	"wholesight/jobs/runner"
	"wholesight/jobs/targets"
	"wholesight/store"
	"wholesight/store/storetest"
)

func aMonth(s string) calendar.Month {
	m, err := calendar.ParseMonth(s)
	if err != nil {
		panic(err)
	}
	return m
}

func edit(code, start string, each int64) targets.TargetEdit {
	e := targets.TargetEdit{Customer: code, Plan: target.Plan{Start: aMonth(start)}}
	for i := range e.Plan.Amounts {
		e.Plan.Amounts[i] = each
	}
	return e
}

// storedTargets are all targets as lines, versions and ids aside.
func storedTargets(t *testing.T, db *store.DB) (all []store.Target) {
	t.Helper()
	storetest.View(t, db, func(tx *store.Tx) error {
		return tx.EachTarget(store.Everyone(), func(x *store.Target) error { all = append(all, *x); return nil })
	})
	return all
}

func TestTargetsAreSetChangedAndDeleted(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		storetest.AddCustomers(t, db, store.Customer{Code: "A", Name: "Alpha"}, store.Customer{Code: "B", Name: "Beta"})
		by := store.Actor{UserID: 7, Name: "seven@shop.example"}
		save := func(edits ...targets.TargetEdit) (saved targets.TargetsSaved, err error) {
			err = db.Update(context.Background(), func(tx *store.Tx) (err error) {
				saved, err = targets.Save(tx, by, store.Everyone(), edits)
				return err
			})
			return saved, err
		}
		must := func(edits ...targets.TargetEdit) targets.TargetsSaved {
			t.Helper()
			saved, err := save(edits...)
			if err != nil {
				t.Fatal(err)
			}
			return saved
		}
		back := func(id int64) error {
			return db.Update(context.Background(), func(tx *store.Tx) error {
				_,
					err := jobs.Undo(tx, by, id, false)
				return err
			})
		}
		same := cmpopts.IgnoreFields(store.Target{}, "ID", "Version")

		if s := must(edit("A", "2026-01", 100), edit("B", "2026-04", 200)); s.Set != 2 || s.Undo == 0 {
			t.Errorf("%+v", s)
		}
		first := storedTargets(t, db)
		if len(first) != 2 || first[0].Amounts[11] != 100 || first[1].StartMonth != aMonth("2026-04") {
			t.Fatalf("%+v", first)
		}

		// Overlaps are refused with the other one named, and nothing of the save stays.
		bad := edit("A", "2026-12", 1)
		bad.Row = "-3"
		_, err := save(edit("B", "2027-04", 5), bad)
		var refused kit.Refusals
		if !errors.As(err, &refused) || len(refused) != 1 || refused[0].Field != "start_month-3" ||
			!strings.Contains(refused[0].Text, "Alpha has a target from January 2026 to December 2026 already") ||
			!strings.Contains(refused[0].Text, "January 2027 or later") {
			t.Errorf("an overlap: %v", err)
		}
		if _, err := save(edit("A", "2027-01", 5), edit("A", "2027-06", 5)); !errors.As(err, &refused) {
			t.Errorf("two of one save that overlap: %v", err)
		}
		broken := edit("A", "2028-01", 5)
		discount := int64(100_01)
		broken.Plan.Amounts[4], broken.Discount = -1, &discount
		if _, err := save(broken); !errors.As(err, &refused) || len(refused) != 2 || refused[0].Field != "m5" ||
			refused[1].Field != "discount" {
			t.Errorf("a broken one: %v", err)
		}
		if diff := cmp.Diff(first, storedTargets(t, db)); diff != "" {
			t.Errorf("what was refused changed something:\n%s", diff)
		}

		// A change of the start, the months and the discount, and the same again.
		change := edit("A", "2026-02", 300)
		discount = 250
		change.ID, change.Version, change.Discount = first[0].ID, first[0].Version, &discount
		s := must(change)
		if s.Changed != 1 {
			t.Errorf("%+v", s)
		}
		if _, err := save(change); !errors.Is(err, store.ErrConflict) {
			t.Errorf("a stale save: %v", err)
		}
		change.Version++
		if again := must(change); again.Any() || again.Undo != 0 {
			t.Errorf("the same again: %+v", again)
		}
		if err := back(s.Undo); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(first, storedTargets(t, db), same); diff != "" {
			t.Errorf("taken back:\n%s", diff)
		}

		// A deletion makes room in the same save, and comes back while there is room.
		now := storedTargets(t, db)
		gone := targets.TargetEdit{Customer: "A", ID: now[0].ID, Version: now[0].Version, Delete: true}
		s = must(gone, edit("A", "2026-03", 9))
		if s.Deleted != 1 || s.Set != 1 {
			t.Errorf("%+v", s)
		}
		if err := back(s.Undo); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(first, storedTargets(t, db), same); diff != "" {
			t.Errorf("taken back:\n%s", diff)
		}
		now = storedTargets(t, db)
		s = must(targets.TargetEdit{Customer: "A", ID: now[0].ID, Version: now[0].Version, Delete: true})
		storetest.View(t, db, func(tx *store.Tx) error {
			bin, err := tx.Bin(store.BinFilter{Limit: 5})
			if len(bin) != 1 || bin[0].Title != "Target of Alpha from January 2026" {
				t.Errorf("the bin: %+v", bin)
			}
			return err
		})
		must(edit("A", "2026-06", 9))
		if err := back(s.Undo); !errors.As(err, &refused) ||
			!strings.Contains(err.Error(), "Alpha has a target from June 2026") {
			t.Errorf("no room to come back: %v", err)
		}

		// Whom the scope does not see is not there, and every change is in the log.
		if err := db.Update(context.Background(), func(tx *store.Tx) error {
			_, err := targets.Save(tx, by, store.OfRep(7), []targets.TargetEdit{edit("B", "2029-01", 1)})
			return err
		}); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("somebody else's customer: %v", err)
		}
		storetest.View(t, db, func(tx *store.Tx) error {
			n := map[string]int{}
			log, err := tx.AuditLog(store.AuditFilter{Limit: 100})
			for _, e := range log {
				n[e.Action]++
			}
			if n["target.set"] != 5 || n["target.change"] != 2 || n["target.delete"] != 3 {
				t.Errorf("the audit log: %v", n)
			}
			return err
		})
	})
}

// The report is computed a second time, from the orders themselves, day by day.
func TestTheReportOfTargetsAgreesWithTheOrders(t *testing.T) {
	db := storetest.SQLite(t)
	ctx := context.Background()
	r := rand.New(rand.NewPCG(7, 7))
	asOf := calendar.Must("2026-02-17")
	var customers []store.Customer
	for i := range 40 {
		customers = append(customers, store.Customer{Code: fmt.Sprintf("C%02d", i), Name: fmt.Sprintf("=Name %d", i),
			Active: i%9 > 0})
	}
	ids := storetest.AddCustomers(t, db, customers...)
	bought := map[string]map[calendar.Day]int64{}
	var orders []store.Order
	for n := range 3000 {
		code := customers[r.IntN(len(customers)-2)].Code
		day := asOf - calendar.Day(r.IntN(1100)) + 20 // some lie in the future
		status := store.OrderStatus(r.IntN(4))
		total := r.Int64N(100_000) - 10_000
		orders = append(orders, store.Order{Number: fmt.Sprint(n), CustomerID: ids[code], Day: day, Status: status,
			Lines: []store.OrderLine{storetest.Line(total)}})
		if bought[code] == nil {
			bought[code] = map[calendar.Day]int64{}
		}
		if status == store.OrderOpen || status == store.OrderClosed {
			bought[code][day] += total
		}
	}
	storetest.AddOrders(t, db, orders...)
	plans := map[string]target.Plan{}
	storetest.Update(t, db, func(tx *store.Tx) error {
		var edits []targets.TargetEdit
		for i, c := range customers {
			if i%5 == 0 {
				continue
			}
			e := edit(c.Code, "2025-01", 0)
			e.Plan.Start += calendar.Month(r.IntN(20))
			for m := range e.Plan.Amounts {
				e.Plan.Amounts[m] = r.Int64N(90_000) * int64(r.IntN(2))
			}
			edits, plans[c.Code] = append(edits, e), e.Plan
		}
		_, err := targets.Save(tx, store.Actor{Name: "test"}, store.Everyone(), edits)
		return err
	})
	if _, err := rebuild.Run(ctx, &runner.Work{DB: db}, rebuild.Options{AsOf: asOf.String()}); err != nil {
		t.Fatal(err)
	}
	var books targets.Books
	var listCache lists.Cache
	rows := readReport(t, db, &books, &listCache)
	if len(rows) != len(customers) {
		t.Fatalf("%d rows, want %d", len(rows), len(customers))
	}
	statuses := map[string]int{}
	for _, got := range rows {
		want := wantReport(got["customer_code"], plans, bought[got["customer_code"]], asOf)
		statuses[got["status"]]++
		for column, w := range want {
			if got[column] != w {
				t.Errorf("%s of %s is %q, want %q", column, got["customer_code"], got[column], w)
			}
		}
		if !strings.HasPrefix(got["name"], "'=Name") {
			t.Errorf("name %q is not shielded", got["name"])
		}
	}
	if statuses["none"] < 8 || statuses["ahead"]+statuses["on track"] == 0 || statuses["behind"] == 0 {
		t.Errorf("statuses: %v", statuses)
	}

	// A change is seen at once, by the patched book as by a new one.
	storetest.Update(t, db, func(tx *store.Tx) error {
		all, err := tx.TargetsOfCustomer(ids["C01"])
		if err != nil {
			return err
		}
		_, err = targets.Save(tx, store.Actor{Name: "test"}, store.Everyone(), []targets.TargetEdit{
			{Customer: "C01", ID: all[0].ID, Version: all[0].Version, Delete: true}, edit("C00", "2026-01", 777)})
		return err
	})
	var fresh targets.Books
	patched := readReport(t, db, &books, &listCache)
	if diff := cmp.Diff(readReport(t, db, &fresh, &listCache), patched); diff != "" {
		t.Errorf("patched and new differ:\n%s", diff)
	}
	if patched[0]["target_year"] != "93.24" || patched[1]["status"] != "none" {
		t.Errorf("not seen: %v, %v", patched[0], patched[1])
	}
}

func readReport(t *testing.T, db *store.DB, books *targets.Books, listCache *lists.Cache) (rows []map[string]string) {
	t.Helper()
	var b bytes.Buffer
	storetest.View(t, db, func(tx *store.Tx) error {
		book, err := books.Book(tx)
		if err != nil {
			return err
		}
		r, err := listCache.List(tx)
		if err != nil {
			return err
		}
		all, err := r.All(customerlist.Filter{Activity: customerlist.EveryActivity},
			customerlist.Sort{Key: customerlist.ByCode}, customerlist.Everyone())
		if err != nil {
			return err
		}
		file := kit.NewCSV(&b, targets.Columns(2))
		return errors.Join(targets.Write(file, r, book, all), file.Close())
	})
	cells, err := csv.NewReader(&b).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(cells[0], ","); got != "customer_code,name,account_manager,start_month,target_year,target_to_date,actual_to_date,attainment_pct,status,projected_year,required_per_month" {
		t.Errorf("columns: %s", got)
	}
	for _, line := range cells[1:] {
		row := map[string]string{}
		for i, c := range line {
			row[cells[0][i]] = c
		}
		rows = append(rows, row)
	}
	return rows
}

// wantReport computes a row in another way: fractions, and a loop over days.
func wantReport(code string, plans map[string]target.Plan, bought map[calendar.Day]int64,
	asOf calendar.Day) map[string]string {
	p, ok := plans[code]
	if !ok || asOf < p.Start.First() || asOf > (p.Start+11).Last() {
		return map[string]string{"status": "none", "start_month": "", "target_year": "", "attainment_pct": "",
			"projected_year": "", "required_per_month": ""}
	}
	due, left, year, actual := new(big.Rat), new(big.Rat), int64(0), int64(0)
	for d := p.Start.First(); d <= (p.Start + 11).Last(); d++ {
		length := int64(d.Month().Last()-d.Month().First()) + 1
		if d <= asOf {
			due.Add(due, big.NewRat(p.Amounts[d.Month()-p.Start], length))
			actual += bought[d]
		} else {
			left.Add(left, big.NewRat(1, length))
		}
	}
	for _, a := range p.Amounts {
		year += a
	}
	money := func(r *big.Rat) string { return new(big.Rat).Quo(r, big.NewRat(100, 1)).FloatString(2) }
	want := map[string]string{"start_month": p.Start.String(), "target_year": money(big.NewRat(year, 1)),
		"target_to_date": money(due), "actual_to_date": money(big.NewRat(actual, 1))}
	missing := big.NewRat(max(year-actual, 0), 1)
	if left.Sign() > 0 {
		want["required_per_month"] = money(missing.Quo(missing, left))
	}
	if due.Sign() == 0 {
		want["status"], want["attainment_pct"] = "not due", ""
		return want
	}
	share := new(big.Rat).Quo(big.NewRat(actual*100, 1), due)
	want["attainment_pct"] = share.FloatString(1)
	switch {
	case share.Cmp(big.NewRat(100, 1)) >= 0:
		want["status"] = "ahead"
	case share.Cmp(big.NewRat(90, 1)) >= 0:
		want["status"] = "on track"
	default:
		want["status"] = "behind"
	}
	return want
}

func TestOwnSeasonIsTheCustomersElseItsTypes(t *testing.T) {
	db := storetest.SQLite(t)
	ids := storetest.AddCustomers(t, db, store.Customer{Code: "A"}, store.Customer{Code: "B"})
	on := func(n, code, day string, total int64) store.Order {
		return store.Order{Number: n, CustomerID: ids[code], Day: calendar.Must(day), Status: store.OrderClosed,
			Lines: []store.OrderLine{storetest.Line(total)}}
	}
	storetest.AddOrders(t, db, on("1", "A", "2024-06-15", 1000), on("2", "A", "2024-06-16", 10),
		on("3", "A", "2025-03-01", 20), on("4", "A", "2026-03-01", 30), on("5", "A", "2026-06-16", 5000))
	storetest.View(t, db, func(tx *store.Tx) error {
		a, err := tx.CustomerByID(ids["A"])
		if err != nil {
			return err
		}
		for code, wantOwn := range map[string]bool{"A": true, "B": false} {
			season, own, err := targets.OwnSeason(tx, ids[code], a.SmartTypeID, calendar.Must("2026-06-15"))
			if err != nil {
				return err
			}
			// The window begins after 15 June 2024 and ends with 15 June 2026.
			if want := (target.Season{2: 50, 5: 10}); own != wantOwn || season != want {
				t.Errorf("%s: %v, own %v", code, season, own)
			}
		}
		return nil
	})
}

// A file cannot bring in what a person may not type: a target that shares a month
// with another. Changing one that is there is no overlap.
func TestImportRefusesTargetsThatOverlap(t *testing.T) {
	db := storetest.SQLite(t)
	storetest.AddCustomers(t, db, store.Customer{Code: "A", Name: "Alpha"}, store.Customer{Code: "B", Name: "Beta"})
	if res := jobtest.ImportText(t, db, files.Targets,
		"customer_code,start_month,annual\nA,2026-01,1200\n"); res.Created != 1 {
		t.Fatalf("%+v", res)
	}
	res := jobtest.ImportText(t, db, files.Targets, "customer_code,start_month,annual\nA,2026-01,2400\nA,2026-12,1\nA,2027-01,1\nB,2026-04,5\nB,2026-07,6\n")
	if res.Created != 2 || res.Updated != 1 || res.Rejected != 2 {
		t.Errorf("%+v", res)
	}
	var starts []string
	for _, x := range storedTargets(t, db) {
		starts = append(starts, x.Customer+" "+x.StartMonth.String())
	}
	if got := strings.Join(starts, ", "); got != "A 2026-01, A 2027-01, B 2026-04" {
		t.Errorf("stored: %s", got)
	}
}
