package jobtest

import (
	"context"
	"fmt"
	"testing"

	"wholesight/jobs/calendar"
	"wholesight/jobs/classifications"
	"wholesight/jobs/rebuild"
	"wholesight/jobs/rules/classify"
	"wholesight/jobs/runner"
	"wholesight/store"
	"wholesight/store/storetest"
)

// Sale is an order of one line.
func Sale(number string, customer int64, day string, net int64) store.Order {
	return store.Order{Number: number, CustomerID: customer, Day: calendar.Must(day), Status: store.OrderClosed,
		Lines: []store.OrderLine{storetest.Line(net)}}
}

func Rebuild(t *testing.T, db *store.DB, opt rebuild.Options) rebuild.Report {
	t.Helper()
	report, err := rebuild.Run(context.Background(), &runner.Work{DB: db, Log: storetest.Log(), Actor: Tester}, opt)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

// classifyAs saves the classifications of a type for the shop's only smart type.
func classifyAs(t *testing.T, db *store.DB, kind classify.Type, titlesAndValues ...any) {
	t.Helper()
	storetest.Update(t, db, func(tx *store.Tx) error {
		smartType, _, err := tx.FirstSmartType()
		if err != nil {
			return err
		}
		var rows []store.Classification
		for i := 0; i < len(titlesAndValues); i += 2 {
			value, err := classify.ParseValue(fmt.Sprint(titlesAndValues[i+1]))
			if err != nil {
				return err
			}
			rows = append(rows, store.Classification{Title: titlesAndValues[i].(string), Value: value})
		}
		_, err = classifications.Save(tx, Tester, smartType, kind, rows, nil)
		return err
	})
}

// WorkedExamples is the shop of spec 02's worked examples, as of 2026-11-22.
func WorkedExamples(t *testing.T, db *store.DB) map[string]int64 {
	t.Helper()
	ids := storetest.AddCustomers(t, db, store.Customer{Code: "GAP31", Name: "Rhythm & Co"}, store.Customer{Code: "LATE"},
		store.Customer{Code: "BACK", Name: "=Back, again"},
		store.Customer{Code: "ONCE"}, store.Customer{Code: "NEVER"}, store.Customer{Code: "GONE", Notes: "inactive"},
		store.Customer{Code: "YEARS"})
	var orders []store.Order
	add := func(code string, net int64, days ...string) {
		for _, d := range days {
			orders = append(orders, Sale(fmt.Sprintf("%s-%d", code, len(orders)), ids[code], d, net))
		}
	}
	add("GAP31", 225_000, "2026-08-01", "2026-09-01", "2026-10-01", "2026-11-01")
	add("LATE", 100_000, "2026-05-04", "2026-05-04", "2026-06-03", "2026-07-03")
	add("BACK", 100_000, "2023-01-10", "2026-10-01", "2026-11-01")
	add("ONCE", 50_000, "2026-10-22")
	add("GONE", 90_000, "2026-01-01", "2026-02-01")
	add("YEARS", 30_000, "2024-12-01", "2025-03-01", "2025-06-01", "2025-09-01", "2025-12-01", "2026-03-01", "2026-06-01")
	add("YEARS", -5_000, "2026-06-02")
	add("LATE", 999_999, "2026-11-23") // after the day
	cancelled := Sale("X1", ids["LATE"], "2026-11-20", 777)
	cancelled.Status = store.OrderCancelled
	draft := Sale("X2", ids["NEVER"], "2026-11-20", 777)
	draft.Status = store.OrderDraft
	storetest.AddOrders(t, db, append(orders, cancelled, draft)...)
	classifyAs(t, db, classify.Risk, "Fine", "1", "Late", "4.5", "Lost", "")
	classifyAs(t, db, classify.RiskChange, "Worse", "10")
	classifyAs(t, db, classify.RevenueRank, "Top", "20", "Middle", "60")
	classifyAs(t, db, classify.RevenueChange, "Shrinks", "-10")
	classifyAs(t, db, classify.RevenueShare, "A", "80", "B", "95")
	classifyAs(t, db, classify.Orders, "None", "0", "Some", "")
	return ids
}
