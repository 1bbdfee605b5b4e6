package runner

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"time"

	"wholesight/jobs/settings"
	"wholesight/store"
)

// Clock is the actor of what the schedule enqueues.
var Clock = store.Actor{Name: "schedule"}

// Enqueue asks for a run of a job, in the caller's transaction. While one of the
// same name and arguments is queued or running it joins that one, so pressing a
// button twice is harmless. args is marshalled as JSON; nil is none.
func Enqueue(tx *store.Tx, name string, args any, actor store.Actor) (id int64, joined bool, err error) {
	return enqueue(tx, name, args, actor, false)
}

// EnqueueFollowUp is Enqueue for a transaction that changes what the job reads: a
// run that has begun already may have read before, so it will be followed by
// another one. Any number of such changes during one run give one more run.
func EnqueueFollowUp(tx *store.Tx, name string, args any, actor store.Actor) (id int64, joined bool, err error) {
	return enqueue(tx, name, args, actor, true)
}

func enqueue(tx *store.Tx, name string, args any, actor store.Actor, followUp bool) (int64, bool, error) {
	key, text := name, "{}"
	if args != nil {
		b, err := json.Marshal(args)
		if err != nil {
			return 0, false, fmt.Errorf("enqueue %s: %w", name, err)
		}
		if text = string(b); text != "{}" {
			key += " " + text
		}
	}
	return tx.Enqueue(name, key, text, actor, followUp)
}

// EnqueueNightly asks for all nightly work, once however often it is asked: for
// the schedule, and for an import that has just changed the order book.
func EnqueueNightly(tx *store.Tx, actor store.Actor) error {
	for _, name := range Nightly {
		if _, _, err := EnqueueFollowUp(tx, name, nil, actor); err != nil {
			return err
		}
	}
	return nil
}

// nightlySlot is the schedule's name in the table of slots.
const nightlySlot = "nightly"

// Tick looks at the clock once, and enqueues the nightly jobs when today's hour
// has come and nobody has done so. A slot is a civil day of the shop, so neither a
// changed clock nor the hour that comes twice in autumn (or not at all in spring)
// runs a night twice or leaves one out; a server that was down at the hour catches
// up with today's when it is back.
func Tick(ctx context.Context, db *store.DB) (enqueued bool, err error) {
	due := func(tx *store.Tx) (slot string, err error) {
		shop, err := settings.Load(tx)
		if err != nil {
			return "", err
		}
		today := shop.Today(tx.Now)
		if tx.Now.Before(shop.NightOf(today)) {
			return "", nil
		}
		taken, err := tx.SlotTaken(nightlySlot, today.String())
		if err != nil || taken {
			return "", err
		}
		return today.String(), nil
	}
	var slot string
	if err := db.View(ctx, func(tx *store.Tx) (err error) {
		slot, err = due(tx)
		return err
	}); err != nil || slot == "" {
		return false, err
	}
	err = db.Update(ctx, func(tx *store.Tx) (err error) {
		if enqueued, err = tx.TakeSlot(nightlySlot, slot); err != nil || !enqueued {
			return err
		}
		return EnqueueNightly(tx, Clock)
	})
	return enqueued && err == nil, err
}

// RunSchedule looks at the clock every half minute until ctx ends. It only
// enqueues: which process then does the work is the Runners' affair. A timer for
// each entry (gocron) was weighed and put aside: with the slots in a table what is
// left is this loop, and it has no timers to be wrong after the clock was set.
func RunSchedule(ctx context.Context, db *store.DB, log *slog.Logger) error {
	for ctx.Err() == nil {
		switch enqueued, err := Tick(ctx, db); {
		case err != nil && ctx.Err() == nil:
			log.Error("schedule", "error", err)
		case enqueued:
			log.Info("nightly jobs enqueued")
		}
		Pause(ctx, 30*time.Second)
	}
	return nil
}

// NextNight is when the nightly jobs run next: an instant after now, or now's own
// day when its slot is still to be taken.
func NextNight(tx *store.Tx) (time.Time, error) {
	shop, err := settings.Load(tx)
	if err != nil {
		return time.Time{}, err
	}
	today := shop.Today(tx.Now)
	taken, err := tx.SlotTaken(nightlySlot, today.String())
	if taken {
		today++
	}
	return shop.NightOf(today), err
}

// Nightly are the names of the jobs that run every night, and after an import, in
// the order in which they are enqueued. The training looks whether a model serves, and
// learns one about once a week.
var Nightly = []string{"rebuild", "train", "forecasts", "sweep", "audit-check"}
