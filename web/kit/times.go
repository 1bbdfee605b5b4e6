package kit

import (
	"time"

	"wholesight/jobs/calendar"
	"wholesight/jobs/settings"
	"wholesight/views/ui"
)

// Moment is an instant as a list shows it: day and time in the shop's zone.
func Moment(l ui.Locale, shop settings.Shop, t, now time.Time) ui.Cell {
	if t.IsZero() {
		return ui.Cell{Text: l.T("never")}
	}
	local := t.In(shop.Zone)
	d := l.Day(calendar.Of(local), shop.Today(now))
	clock := local.Format("15:04")
	return ui.Cell{Content: ui.Day{Text: d.Text + " " + clock, Title: d.Title + ", " + local.Format("15:04:05 MST"),
		ISO: t.UTC().Format(time.RFC3339)}}
}

// LocalTime is an instant as a file has it: in the shop's zone; the zero time is
// none.
func LocalTime(shop settings.Shop, t time.Time) time.Time {
	if t.IsZero() {
		return t
	}
	return t.In(shop.Zone)
}
