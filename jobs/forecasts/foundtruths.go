package forecasts

import (
	"encoding/json"
	"fmt"

	"wholesight/jobs/calendar"
	"wholesight/jobs/rules/forecast"
	"wholesight/store"
)

// FoundTruth is how many of the demo shop's truths of a kind the published forecasts and
// figures found, without having been told.
type FoundTruth struct {
	Kind    string // stopped, one-time, slipping, growing, new, seasonal, came-back, preferred-channel
	Planted int    // customers it is true of and of whom there is a forecast
	Found   int    // of them
	Flagged int    // customers of whom the same was said, rightly or not
	Right   int    // of them: rightly. Of stopped and one-time customers, either
	Missed  []TruthCustomer
}

// TruthCustomer is a customer whose truth was missed.
type TruthCustomer struct {
	ID         int64
	Code, Name string
}

// truthDay is what is known of a customer on the day of the forecasts.
type truthDay struct {
	party    store.Party
	forecast store.Forecast
	score    *store.Score // nil: none
}

// lost tells whether a forecast gives its customer up.
func (d *truthDay) lost() bool {
	return d.forecast.Known && forecast.ClassOf(d.forecast.Churn) == "High"
}

// changed tells whether revenue has changed year over year, by ten percent at least in
// the direction of sign.
func (d *truthDay) changed(sign int64) bool {
	return d.score != nil && d.score.Reasons[3] == "" && d.score.RevenueChange*sign >= 100
}

// truthKinds are the kinds of truths that forecasts and figures can find, each with what
// must be said of a customer. Those that are found when nothing alarming is said
// (seasonal customers are silent, not gone) flag nobody.
var truthKinds = []struct {
	kind  string
	said  func(d *truthDay, asOf calendar.Day) bool
	flags bool
	also  string // another kind of which the same may rightly be said
}{
	{"stopped", func(d *truthDay, _ calendar.Day) bool { return d.lost() }, true, "one-time"},
	{"one-time", func(d *truthDay, _ calendar.Day) bool { return d.lost() }, true, "stopped"},
	{"slipping", func(d *truthDay, _ calendar.Day) bool { return d.changed(-1) }, true, "stopped"},
	{"growing", func(d *truthDay, _ calendar.Day) bool { return d.changed(1) }, true, ""},
	{"new", func(d *truthDay, asOf calendar.Day) bool {
		return d.forecast.Known && d.forecast.First > asOf.AddMonths(-6)
	}, true, ""},
	{"seasonal", func(d *truthDay, _ calendar.Day) bool { return d.forecast.Known && !d.lost() }, false, ""},
	{"came-back", func(d *truthDay, _ calendar.Day) bool { return d.forecast.Known && !d.lost() }, false, ""},
}

// FoundTruths holds the published forecasts and figures against what was planted in the
// demo shop. A shop in which nothing was planted has none: nil. store.ErrNotFound when
// nothing was ever forecast. It is for the one page that shows it; nothing that
// forecasts may look here.
func FoundTruths(tx *store.Tx) ([]FoundTruth, error) {
	build, err := tx.Published(Step)
	if err != nil {
		return nil, err
	}
	var days []truthDay
	if err := tx.EachForecast(store.Everyone(), build.ID, func(p store.Party, f *store.Forecast) error {
		days = append(days, truthDay{party: p, forecast: *f})
		return nil
	}); err != nil {
		return nil, err
	}
	if err := addScores(tx, days); err != nil {
		return nil, err
	}
	planted := map[string]map[int64]string{} // by kind: the customers, and what else there is to say
	for _, kind := range append(truthNames(), preferredChannel) {
		truths, err := tx.DemoTruths(kind)
		if err != nil {
			return nil, err
		}
		planted[kind] = map[int64]string{}
		for _, t := range truths {
			planted[kind][t.CustomerID] = t.Detail
		}
	}
	var found []FoundTruth
	for _, k := range truthKinds {
		f := FoundTruth{Kind: k.kind}
		for i := range days {
			d := &days[i]
			_, is := planted[k.kind][d.party.ID]
			_, also := planted[k.also][d.party.ID]
			f.add(d, is, is || also, k.said(d, build.AsOf), k.flags)
		}
		if f.Planted > 0 {
			found = append(found, f)
		}
	}
	preferred, err := foundChannels(tx, days, planted[preferredChannel])
	if err == nil && preferred.Planted > 0 {
		found = append(found, preferred)
	}
	return found, err
}

// preferredChannel is the kind whose truth is a name.
const preferredChannel = "preferred-channel"

func truthNames() []string {
	names := make([]string, len(truthKinds))
	for i, k := range truthKinds {
		names[i] = k.kind
	}
	return names
}

// add counts a customer.
func (f *FoundTruth) add(d *truthDay, is, right, said, flags bool) {
	if flags && said {
		f.Flagged++
		if right {
			f.Right++
		}
	}
	if !is {
		return
	}
	f.Planted++
	if said {
		f.Found++
		return
	}
	f.Missed = append(f.Missed, TruthCustomer{ID: d.party.ID, Code: d.party.Code, Name: d.party.Name})
}

// addScores adds the published figures, where there are any.
func addScores(tx *store.Tx, days []truthDay) error {
	build, err := tx.Published(store.StepLabels)
	if err != nil {
		return fmt.Errorf("figures beside the forecasts: %w", err)
	}
	at := make(map[int64]*truthDay, len(days))
	for i := range days {
		at[days[i].party.ID] = &days[i]
	}
	return tx.EachScore(store.Everyone(), build.ID, func(p store.Party, s *store.Score) error {
		if d := at[p.ID]; d != nil {
			score := *s
			d.score = &score
		}
		return nil
	})
}

// foundChannels compares the channels that forecasts name with those that were planted.
func foundChannels(tx *store.Tx, days []truthDay, planted map[int64]string) (FoundTruth, error) {
	f := FoundTruth{Kind: preferredChannel}
	channels, err := tx.Channels()
	if err != nil {
		return f, err
	}
	for i := range days {
		d := &days[i]
		detail, is := planted[d.party.ID]
		if !is {
			continue
		}
		var truth struct {
			Channel string `json:"channel"`
		}
		if err := json.Unmarshal([]byte(detail), &truth); err != nil {
			return f, fmt.Errorf("preferred channel of customer %s: %w", d.party.Code, err)
		}
		said := d.forecast.Channel != 0 && int64(d.forecast.Channel) == channels[truth.Channel]
		f.add(d, true, said, said, false)
		if d.forecast.Channel != 0 {
			f.Flagged++
			if said {
				f.Right++
			}
		}
	}
	return f, nil
}
