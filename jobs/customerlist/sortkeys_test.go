package customerlist_test

import (
	"strings"
	"testing"

	"wholesight/jobs/customerlist"
)

// What a head sorts by first comes from its field: numbers from the largest, all else,
// and the target, from the smallest.
func TestHeadsSortTheirWayFirst(t *testing.T) {
	down := strings.Fields(`since gap risk churn purchase value expected_revenue revenue previous change orders average
		backorder backorder_lines backorder_units products expected_orders`)
	up := strings.Fields("name code type manager last expected next target backorder_oldest follow_up contact industry country")
	check := func(names []string, descending bool) {
		for _, name := range names {
			key, ok := customerlist.ParseKey(name)
			if !ok || key.First() != (customerlist.Sort{Key: key, Descending: descending}) {
				t.Errorf("%s: known %v, sorts first %+v, want descending %v", name, ok, key.First(), descending)
			}
		}
	}
	check(down, true)
	check(up, false)
	for _, f := range customerlist.Fields {
		if named := " " + strings.Join(append(down, up...), " ") + " "; f.Sort != "" &&
			!strings.Contains(named, " "+f.Sort+" ") {
			t.Errorf("%s sorts by %s, which is not looked at", f.Name, f.Sort)
		}
	}
}
