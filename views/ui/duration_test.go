package ui

import (
	"testing"
	"time"
)

func TestDuration(t *testing.T) {
	tests := []struct {
		d               time.Duration
		want, remaining string
	}{
		{-time.Second, "–", "about 1\u00a0s left"},
		{0, "0\u00a0ms", "about 1\u00a0s left"},
		{999 * time.Millisecond, "999\u00a0ms", "about 1\u00a0s left"},
		{1999 * time.Millisecond, "1.9\u00a0s", "about 2\u00a0s left"},
		{59*time.Second + 999*time.Millisecond, "59.9\u00a0s", "about 1\u00a0min left"},
		{125 * time.Second, "2\u00a0min 5\u00a0s", "about 3\u00a0min left"},
		{72 * time.Minute, "1\u00a0h 12\u00a0min", "about 72\u00a0min left"},
	}
	for _, test := range tests {
		if got := (Locale{}).Duration(test.d); got != test.want {
			t.Errorf("Duration(%v) = %q, want %q", test.d, got, test.want)
		}
		if got := (Locale{}).Remaining(test.d); got != test.remaining {
			t.Errorf("Remaining(%v) = %q, want %q", test.d, got, test.remaining)
		}
	}
}
