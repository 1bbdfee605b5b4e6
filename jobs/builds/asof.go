package builds

import (
	"errors"
	"fmt"

	"wholesight/jobs/calendar"
	"wholesight/jobs/runner"
	"wholesight/jobs/settings"
	"wholesight/store"
)

// ResolveAsOf is the day that an as-of text means now: today in the shop's zone,
// the newest order that counts in revenue and is not after today (today, when
// there is none), or the day it names.
func ResolveAsOf(tx *store.Tx, shop settings.Shop, text string) (calendar.Day, error) {
	today := shop.Today(tx.Now)
	switch text {
	case "today":
		return today, nil
	case "latest-order":
		day, err := tx.LastSale(today)
		if errors.Is(err, store.ErrNotFound) {
			return today, nil
		}
		return day, err
	}
	day, err := calendar.Parse(text)
	if err != nil {
		return 0, runner.Permanent(fmt.Errorf("as-of day: %w, today or latest-order", err))
	}
	return day, nil
}
