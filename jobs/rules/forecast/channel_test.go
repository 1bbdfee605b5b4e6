package forecast

import (
	"testing"

	"wholesight/jobs/calendar"
)

// by gives the baskets channels, the first basket the first one.
func by(c Customer, ids ...int32) Customer {
	for i, id := range ids {
		c.Baskets[i].Channel = id
	}
	return c
}

// A shop of ten orders with a channel: six by 1, three by 2, one by 3; and two without.
var spread = []Customer{
	by(on(0, 10, 20, 30, 40, 50), 1, 1, 1, 1, 1, 1),
	by(on(0, 10, 20, 30, 40, 50), 2, 2, 2, 3, 0, 0),
}

// The customer ordered by 2 today and a year of 365 days ago, by 3 two such years ago:
// weights 1 + .5 and .25, and three shares of the shop: 1.8 of channel 1, .9 + 1.5 = 2.4
// of channel 2, .3 + .25 = .55 of channel 3, of 3 + 1.75 = 4.75. 2.4 ÷ 4.75 = 50.53 %.
func TestChannelByHand(t *testing.T) {
	now := begin + 800
	known := by(on(70, 435, 500, 800), 3, 2, 0, 2).Baskets
	for _, c := range []struct {
		mail            []int32
		consent         bool
		channel, usable int32
	}{
		{nil, false, 2, 2},
		{[]int32{2}, false, 2, 1},
		{[]int32{2}, true, 2, 2},
		{[]int32{2, 1}, false, 2, 3},
		{[]int32{3, 2, 1}, false, 2, 0},
	} {
		s := newChannels(openBook(spread, begin+50), c.mail)
		channel, usable, share := s.best(&Customer{Consent: c.consent}, known, now)
		if channel != c.channel || usable != c.usable || share != 5053 {
			t.Errorf("%+v: %d, usable %d, %d", c, channel, usable, share)
		}
	}
}

// Nothing is known of the customer: the shop's shares. Nothing of the shop: no channel.
// Two channels alike: the lower one.
func TestChannelOfLittle(t *testing.T) {
	for _, c := range []struct {
		shop                   []Customer
		until                  int
		channel, usable, share int32
	}{
		{spread, 50, 1, 1, 6000},
		{spread, 20, 1, 1, 5000}, // three orders each by then
		{[]Customer{on(0, 10)}, 50, 0, 0, 0},
	} {
		s := newChannels(openBook(c.shop, begin+calendar.Day(c.until)), nil)
		known := on(40).Baskets
		channel, usable, share := s.best(&Customer{}, known, begin+60)
		if channel != c.channel || usable != c.usable || share != c.share {
			t.Errorf("until day %d: %d, usable %d, %d", c.until, channel, usable, share)
		}
	}
}
