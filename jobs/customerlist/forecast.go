package customerlist

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"wholesight/jobs/calendar"
	"wholesight/jobs/figures"
	"wholesight/jobs/rules/classify"
	"wholesight/jobs/rules/forecast"
)

// forecasts are the columns of it: one packed value a row, for a list asks for most of
// it at once.
type forecasts []packedForecast

// packedForecast takes 48 bytes. The quartiles lie so close to the median that their
// distance fits 16 bits, or else are as far away as these reach: nobody plans a call
// for in ninety years.
type packedForecast struct {
	revenue, clv      int64
	orders            int64
	next              calendar.Day
	low, high, due    uint16 // days from next
	churn, buys       int16
	quarter, horizon  int16
	channel, usable   uint16 // index in Meta.Channels + 1; 0: none
	flags, confidence uint8
}

// The bits of a packed forecast's flags.
const (
	forecastKnown = 1 << iota
	forecastNext
	forecastDue
)

// packForecast is a row's as the column holds it. A channel that Meta does not have is an error, and so are
// figures that are too large for the columns.
func (b *Builder) packForecast(row *Row) (p packedForecast, err error) {
	f := &row.Forecast
	if !f.Known {
		return p, nil
	}
	var ok bool
	if p.channel, ok = b.channels[int64(f.Channel)]; !ok && f.Channel != 0 {
		return p, fmt.Errorf("customer %q orders by the unknown channel %d", row.Code, f.Channel)
	}
	if p.usable, ok = b.channels[int64(f.Usable)]; !ok && f.Usable != 0 {
		return p, fmt.Errorf("customer %q orders by the unknown channel %d", row.Code, f.Usable)
	}
	var small narrow
	p.churn, p.buys, p.quarter, p.horizon = small.int16(f.Churn), small.int16(f.Purchase30), small.int16(f.Purchase91),
		small.int16(f.ChurnHorizon)
	if small.over {
		return p, fmt.Errorf("forecast of customer %q: %w", row.Code, classify.ErrOverflow)
	}
	p.revenue, p.clv, p.orders = f.Revenue91, f.CLV365, f.Orders91
	p.flags, p.confidence = forecastKnown, uint8(f.Confidence)
	if f.HasNext {
		p.flags |= forecastNext
		p.next, p.low, p.high = f.Next, distance(f.Low, f.Next), distance(f.Next, f.High)
		// Who has bought since the forecast has another last order than the one it was told by.
		if f.Due != 0 && f.Next-f.Due < math.MaxUint16 && (!row.Scored || row.Figures.LastPurchase <= b.r.ForecastsAsOf) {
			p.flags |= forecastDue
			p.due = distance(f.Due, f.Next)
		}
	}
	return p, nil
}

// distance is how many days lie between two, as far as it fits.
func distance(from, to calendar.Day) uint16 {
	return uint16(min(max(int64(to)-int64(from), 0), math.MaxUint16))
}

// int16 takes a number to 16 bits and remembers whether it did not fit.
func (n *narrow) int16(v int32) int16 {
	if v < math.MinInt16 || v > math.MaxInt16 {
		n.over = true
	}
	return int16(v)
}

// Forecast is a row's, as far as lists show it (packedForecast); the zero one when
// nothing is known.
func (r *List) Forecast(row int32) figures.Forecast {
	p := &r.forecasts[row]
	if p.flags&forecastKnown == 0 {
		return figures.Forecast{}
	}
	f := figures.Forecast{Known: true, Churn: int32(p.churn), Purchase30: int32(p.buys), Purchase91: int32(p.quarter),
		ChurnHorizon: int32(p.horizon),
		Orders91:     p.orders, Revenue91: p.revenue, CLV365: p.clv, Channel: r.channelID(p.channel),
		Usable:     r.channelID(p.usable),
		Confidence: forecast.Confidence(p.confidence)}
	if p.flags&forecastNext != 0 {
		f.HasNext, f.Next, f.Low, f.High = true, p.next, p.next-calendar.Day(p.low), p.next+calendar.Day(p.high)
	}
	if p.flags&forecastDue != 0 {
		f.Due = p.next - calendar.Day(p.due)
	}
	return f
}

func (r *List) channelID(at uint16) int32 {
	if at == 0 {
		return 0
	}
	return int32(r.Channels[at-1].ID)
}

// ChannelName is the name of a channel; empty when there is none of that id.
func (r *List) ChannelName(id int32) string {
	if i := slices.IndexFunc(r.Channels, func(n Named) bool { return n.ID == int64(id) }); i >= 0 {
		return r.Channels[i].Title
	}
	return ""
}

// known tells whether there is a forecast of a row.
func (f forecasts) known(row int32) bool { return f[row].flags&forecastKnown != 0 }

// Bands are some of the four bands of a probability, as a set; the zero Bands ask
// nothing, so that a list without them shows whom nothing is forecast of too.
type Bands uint8

// BandSet is the set of some bands.
func BandSet(bands ...forecast.Band) (s Bands) {
	for _, b := range bands {
		s |= 1 << b
	}
	return s
}

// Has reports whether a band is in the set.
func (s Bands) Has(b forecast.Band) bool { return s&(1<<b) != 0 }

// All are the bands of the set, the small one first.
func (s Bands) All() (all []forecast.Band) {
	for b := range forecast.Band(forecast.Bands) {
		if s.Has(b) {
			all = append(all, b)
		}
	}
	return all
}

// String is the set in an address: high.very-high.
func (s Bands) String() string {
	var names []string
	for _, b := range s.All() {
		names = append(names, b.String())
	}
	return strings.Join(names, ".")
}

// bandNames are their words in addresses.
func bandNames() (names []string) {
	for b := range forecast.Band(forecast.Bands) {
		names = append(names, b.String())
	}
	return names
}

// keepForecasts keeps the rows by the bands of what is expected of them.
func (r *List) keepForecasts(found bits, f *Filter) {
	for _, one := range []struct {
		wanted Bands
		of     func(*packedForecast) int16
	}{
		{f.Churn, func(p *packedForecast) int16 { return p.churn }},
		{f.Purchase, func(p *packedForecast) int16 { return p.buys }},
	} {
		if one.wanted != 0 {
			found.keep(func(row int32) bool {
				p := &r.forecasts[row]
				return p.flags&forecastKnown != 0 && one.wanted.Has(forecast.BandOf(int32(one.of(p))))
			})
		}
	}
}

// sumForecast adds what is expected of a row, and tells whether it fits.
func (r *List) sumForecast(sums *Sums, row int32) (ok bool) {
	if !r.forecasts.known(row) {
		return true
	}
	p := &r.forecasts[row]
	sums.Forecast++
	ok = add(&sums.ExpectedOrders, p.orders)
	ok = add(&sums.ExpectedRevenue, p.revenue) && ok
	return add(&sums.Value, p.clv) && ok
}

// forecastNumber is number for the keys of what is expected.
func (r *List) forecastNumber(k Key) func(row int32) (int64, bool) {
	of := map[Key]func(p *packedForecast) int64{
		ByChurn:           func(p *packedForecast) int64 { return int64(p.churn) },
		ByPurchase:        func(p *packedForecast) int64 { return int64(p.buys) },
		ByExpectedOrders:  func(p *packedForecast) int64 { return p.orders },
		ByExpectedRevenue: func(p *packedForecast) int64 { return p.revenue },
		ByValue:           func(p *packedForecast) int64 { return p.clv },
		ByNext:            func(p *packedForecast) int64 { return int64(p.next) },
	}[k]
	needs := uint8(forecastKnown)
	if k == ByNext {
		needs |= forecastNext
	}
	return func(row int32) (int64, bool) {
		p := &r.forecasts[row]
		if p.flags&needs != needs {
			return 0, false
		}
		return of(p), true
	}
}
