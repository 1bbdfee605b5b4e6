package forecast

import (
	"cmp"
	"math"
	"slices"

	"wholesight/jobs/calendar"
)

// channels is how the shop's orders are spread over the channels.
type channels struct {
	Shares []channelShare `json:"shares"` // by channel
	Mail   []int32        `json:"mail"`   // need consent
}

type channelShare struct {
	Channel int32   `json:"channel"`
	Share   float64 `json:"share"`
}

// channelHalf is the age in days at which an order tells half as much of the next one's
// channel; channelPrior, how many orders the shop's shares weigh.
const (
	channelHalf  = 365
	channelPrior = 3
)

func newChannels(b *book, mail []int32) channels {
	sums := map[int32]float64{}
	var total float64
	for _, c := range b.all {
		for _, x := range until(c.Baskets, b.asOf) {
			if x.Channel != 0 {
				sums[x.Channel]++
				total++
			}
		}
	}
	var out channels
	for channel, n := range sums {
		out.Shares = append(out.Shares, channelShare{channel, n / total})
	}
	slices.SortFunc(out.Shares, func(a, b channelShare) int { return cmp.Compare(a.Channel, b.Channel) })
	out.Mail = slices.Sorted(slices.Values(mail))
	return out
}

// best is the channel of the customer's likeliest next purchase, the same among those
// that it may be reached by, and how likely the first is in hundredths of a percent:
// (Σ weights of its orders in the channel + 3 × the shop's share) ÷ (Σ all + 3), an
// order's weight halved every 365 days. Ties go to the lower id. 0: no order of the shop
// has a channel.
func (s *channels) best(c *Customer, known []Basket, asOf calendar.Day) (channel, usable, share int32) {
	weights := make([]float64, len(s.Shares))
	total := float64(channelPrior)
	for i := range weights {
		weights[i] = channelPrior * s.Shares[i].Share
	}
	for _, x := range known {
		at, ok := slices.BinarySearchFunc(s.Shares, x.Channel,
			func(a channelShare, id int32) int { return cmp.Compare(a.Channel, id) })
		if !ok {
			continue
		}
		w := math.Exp2(-float64(asOf-x.Day) / channelHalf)
		weights[at], total = weights[at]+w, total+w
	}
	var most, mostUsable float64
	for i, w := range weights {
		id := s.Shares[i].Channel
		if w > most {
			most, channel = w, id
		}
		if _, mail := slices.BinarySearch(s.Mail, id); w > mostUsable && (c.Consent || !mail) {
			mostUsable, usable = w, id
		}
	}
	return channel, usable, hundredths(most / total)
}
