package cache

import (
	"context"
	"errors"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
)

// at is a snapshot that was taken between two ticks.
type at struct {
	ctx      context.Context
	from, to int64
}

func (a at) Context() context.Context { return a.ctx }
func (a at) Order() (int64, int64)    { return a.from, a.to }

func (a at) get(t *testing.T, c *One[int, string], state int, made string) string {
	t.Helper()
	v, err := c.Get(a, state, func() (string, error) { return made, nil })
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestAnOlderSnapshotNeverReplacesANewerOne(t *testing.T) {
	var c One[int, string]
	now := func(from, to int64) at { return at{t.Context(), from, to} }
	for _, step := range []struct {
		why        string
		snapshot   at
		state      int
		made       string
		want, kept string
	}{
		{"the first", now(10, 11), 1, "one", "one", "one"},
		{"the same state", now(20, 21), 1, "again", "one", "one"},
		{"a newer one", now(30, 31), 2, "two", "two", "two"},
		{"an older one makes its own", now(22, 23), 1, "old", "old", "two"},
		{"which of the two is newer is not sure", now(29, 40), 1, "perhaps", "perhaps", "two"},
		{"an undo: a smaller number, and newer", now(50, 51), 1, "back", "back", "back"},
		{"one that was taken before the undo", now(40, 41), 2, "before", "before", "back"},
		{"one that writes", now(0, 0), 3, "not committed", "not committed", "back"},
		{"one that writes and has changed nothing", now(0, 0), 1, "no", "back", "back"},
		{"after all that", now(60, 61), 3, "three", "three", "three"},
	} {
		if got := step.snapshot.get(t, &c, step.state, step.made); got != step.want {
			t.Errorf("%s: %q, want %q", step.why, got, step.want)
		}
		if _, kept, _ := c.Kept(); kept != step.kept {
			t.Errorf("%s: %q is kept, want %q", step.why, kept, step.kept)
		}
	}
}

// Values of several keys are kept side by side as long as they are of one state.
func TestKeysOfOneState(t *testing.T) {
	var c Cache[string, int, string]
	made := 0
	get := func(from int64, key string, state int) {
		t.Helper()
		v, err := c.Get(at{t.Context(), from, from + 1}, key, state, func() (string, error) { made++; return key, nil })
		if err != nil || v != key {
			t.Fatalf("%q, %v", v, err)
		}
	}
	for i, key := range []string{"a", "b", "a", "b"} {
		get(int64(10*i+10), key, 1)
	}
	get(100, "a", 2)
	if _, _, ok := c.Kept("b"); made != 3 || ok {
		t.Errorf("%d were made, want 3; b of the old state is kept: %v", made, ok)
	}
}

// Of many who ask at once one makes it.
func TestOneMaker(t *testing.T) {
	var c One[int, int]
	var made atomic.Int64
	var all sync.WaitGroup
	for i := range 50 {
		all.Go(func() {
			v, err := c.Get(at{t.Context(), int64(2*i + 1), int64(2*i + 2)}, 7,
				func() (int, error) { return int(made.Add(1)), nil })
			if v != 1 || err != nil {
				t.Errorf("%d, %v", v, err)
			}
		})
	}
	all.Wait()
	if made.Load() != 1 {
		t.Errorf("made %d times", made.Load())
	}
}

// Who waits stops when its own context ends, and the maker goes on; a maker that is
// called off takes nobody along.
func TestWaitersAndMakersThatGiveUp(t *testing.T) {
	var c One[int, string]
	gone, cancel := context.WithCancel(t.Context())
	begun, end := make(chan bool), make(chan bool)
	maker := make(chan string)
	go func() {
		v, err := c.Get(at{t.Context(), 10, 11}, 2, func() (string, error) { close(begun); <-end; return "made", nil })
		if err != nil {
			t.Error(err)
		}
		maker <- v
	}()
	<-begun
	cancel()
	if _, err := c.Get(at{gone, 12, 13}, 2, func() (string, error) { return "never", nil }); !errors.Is(err,
		context.Canceled) {
		t.Errorf("who waited and has gone got %v", err)
	}
	close(end)
	if v := <-maker; v != "made" {
		t.Errorf("the maker got %q", v)
	}

	gone, cancel = context.WithCancel(t.Context())
	begun = make(chan bool)
	go func() {
		_, err := c.Get(at{gone, 20, 21}, 3, func() (string, error) { close(begun); <-gone.Done(); return "", gone.Err() })
		maker <- err.Error()
	}()
	<-begun
	go cancel()
	if v := (at{t.Context(), 22, 23}).get(t, &c, 3, "in its place"); v != "in its place" {
		t.Errorf("who waited got %q", v)
	}
	if why := <-maker; !strings.Contains(why, "canceled") {
		t.Errorf("the maker was told %q", why)
	}
}

// A fault is told to whoever asked, and the next one tries again.
func TestFaults(t *testing.T) {
	var c One[int, string]
	broken := errors.New("broken")
	if _, err := c.Get(at{t.Context(), 1, 2}, 1, func() (string, error) { return "", broken }); !errors.Is(err, broken) {
		t.Errorf("error %v", err)
	}
	if _, err := c.Get(at{t.Context(), 3, 4}, 1, func() (string, error) { panic("no bands") }); err == nil ||
		!strings.Contains(err.Error(), "no bands") {
		t.Errorf("error %v", err)
	}
	if v := (at{t.Context(), 5, 6}).get(t, &c, 1, "whole"); v != "whole" {
		t.Errorf("%q", v)
	}
}
