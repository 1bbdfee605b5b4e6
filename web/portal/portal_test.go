package portal_test

import (
	"strings"
	"testing"

	"wholesight/jobs/calendar"
	"wholesight/jobs/figures"
	"wholesight/store"
	"wholesight/views/ui"
	"wholesight/web/portal"
	"wholesight/web/webtest"
)

func TestHomeLeadsByRole(t *testing.T) {
	sh := webtest.NewShop(t)
	sh.Browser().Get("/").Want(t, 303, "/login")
	sh.As("customer").Get("/").Want(t, 303, "/portal")
	for _, who := range []string{"rep", "manager", "admin"} {
		sh.As(who).Get("/").Want(t, 303, "/today")
	}
}

// The portal has no word of the back office, and no way into it.
func TestPortalHasNoInternalWords(t *testing.T) {
	sh := webtest.NewShop(t)
	r := sh.As("customer").Get("/portal").Want(t, 200).Says(t, sh.Seed.Alpha.Customer.Name, "Your last order")
	for _, word := range []string{"classification", "risk", "rep", "account manager", "smart type", "build", "label",
		"margin", "/customers", "/settings", "/jobs", "/imports", sh.Seed.Alpha.Canary("Manager")} {
		if low := strings.ToLower(r.Text); strings.Contains(low, strings.ToLower(" "+word)) ||
			strings.Contains(low, `"`+word) {
			t.Errorf("the portal says %q", word)
		}
	}
}

func TestPortalFigures(t *testing.T) {
	today := calendar.Must("2026-11-22")
	built := store.Build{AsOf: calendar.Must("2026-11-21"), Timeframe: 12}
	for name, c := range map[string]struct {
		year portal.PortalYear
		want []string
	}{
		"nothing built": {portal.PortalYear{}, []string{"not yet known", "not yet known"}},
		"never bought":  {portal.PortalYear{Known: true, Built: built}, []string{"none yet", "–"}},
		"a year": {portal.PortalYear{Known: true, Built: built,
			Score: store.Score{Customer: figures.Customer{PurchaseDays: 3, LastPurchase: calendar.Must("2026-11-03"),
				Revenue: 123456, PreviousRevenue: 98700}}},
			[]string{"3\u00a0Nov", "€1,235"}},
	} {
		tiles := portal.NewPortalTiles(ui.Locale{}, c.year, today)
		for i, want := range c.want {
			if tiles[i].Figure != want {
				t.Errorf("%s: %s is %q, want %q", name, tiles[i].Title, tiles[i].Figure, want)
			}
		}
		if c.year.Known && (tiles[1].Title != "Bought in the 12 months to 21\u00a0Nov" || name == "a year" &&
			tiles[1].Note != "a year before: €987") {
			t.Errorf("%s: %+v", name, tiles[1])
		}
	}
}
