package web

import (
	"time"

	"wholesight/jobs/calendar"
	"wholesight/jobs/settings"
	"wholesight/views"
)

// moment is an instant as a list shows it: day and time in the shop's zone.
func moment(l views.Locale, shop settings.Shop, t, now time.Time) views.Cell {
	if t.IsZero() {
		return views.Cell{Text: l.T("never")}
	}
	local := t.In(shop.Zone)
	d := l.Day(calendar.Of(local), shop.Today(now))
	clock := local.Format("15:04")
	return views.Cell{Content: views.Day{Text: d.Text + " " + clock, Title: d.Title + ", " + local.Format("15:04:05 MST"), ISO: t.UTC().Format(time.RFC3339)}}
}

// localTime is an instant as a file has it: in the shop's zone; the zero time is
// none.
func localTime(shop settings.Shop, t time.Time) time.Time {
	if t.IsZero() {
		return t
	}
	return t.In(shop.Zone)
}
