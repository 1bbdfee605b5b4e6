package store

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wholesight/jobs/calendar"
)

func TestSeriesRoundTrip(t *testing.T) {
	first := calendar.Must("2021-12-01").Month()
	points := []SeriesPoint{
		{Revenue: 0, Orders: 0, Risk: -1},
		{Revenue: math.MaxInt64, Orders: math.MaxInt32, Risk: math.MaxInt32},
		{Revenue: math.MinInt64, Orders: 1, Risk: 0},
		{Revenue: -1, Orders: 0, Risk: 0, Estimated: true},
		{Revenue: 123_456, Orders: 3, Risk: 68, Estimated: true},
	}
	for i := range points {
		points[i].Month = first + calendar.Month(i)
	}
	got, err := ParseSeries(first, AppendSeries(nil, points))
	if diff := cmp.Diff(points, got); err != nil || diff != "" {
		t.Errorf("%v\n%s", err, diff)
	}
	quiet := AppendSeries(nil, make([]SeriesPoint, 60))
	if len(quiet) > 1+60*3 {
		t.Errorf("sixty quiet months take %d bytes", len(quiet))
	}
	for _, bad := range [][]byte{nil, {}, {0}, {2, 0, 0, 0}, {1, 0}, {1, 0, 0}, {1, 0, 0, 1}, {1, 0x80},
		{1, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01, 0}} {
		if _, err := ParseSeries(first, bad); err == nil {
			t.Errorf("% x was taken for a series", bad)
		}
	}
}

// What parses is what packing it again gives, but for needlessly long varints; no
// bytes make it panic.
func FuzzParseSeries(f *testing.F) {
	f.Add([]byte{1})
	f.Add(AppendSeries(nil, []SeriesPoint{{Revenue: 5, Orders: 2, Risk: 150}, {Risk: -1},
		{Revenue: -7, Risk: 3, Estimated: true}}))
	f.Fuzz(func(t *testing.T, packed []byte) {
		first := calendar.Must("2026-11-01").Month()
		points, err := ParseSeries(first, packed)
		if err != nil {
			return
		}
		again := AppendSeries(nil, points)
		if len(again) > len(packed) {
			t.Fatalf("% x is packed as % x", packed, again)
		}
		back, err := ParseSeries(first, again)
		if err != nil || !cmp.Equal(points, back) {
			t.Fatalf("% x: %v, %v", packed, err, cmp.Diff(points, back))
		}
	})
}
