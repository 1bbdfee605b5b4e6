//go:build torture

package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// span is when something began and ended.
type span struct{ from, to time.Time }

func (s span) took() time.Duration { return s.to.Sub(s.from) }

// machine watches the machine beside a test: another process, which shares nothing with
// the product but processor and disk, writes 4 KiB to a plain file every few
// milliseconds and forces it onto the disk. What keeps that waiting is no fault of the
// product's locks.
type machine struct {
	t     *testing.T
	cmd   *exec.Cmd
	stdin io.Closer
	out   bytes.Buffer
}

const (
	machineFile  = "WHOLESIGHT_TORTURE_MACHINE" // the file; empty: this is not the child
	machineSyncs = "WHOLESIGHT_TORTURE_SYNCS"   // 1: forced onto the disk
	machinePace  = 5 * time.Millisecond
)

// watchMachine starts to watch; syncs says whether the database waits for the disk.
func watchMachine(t *testing.T, syncs bool) *machine {
	t.Helper()
	m := &machine{t: t, cmd: exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestTortureBuildUnderReaders$")}
	m.cmd.Env = append(os.Environ(), machineFile+"="+filepath.Join(t.TempDir(), "plain"))
	if syncs {
		m.cmd.Env = append(m.cmd.Env, machineSyncs+"=1")
	}
	m.cmd.Stdout, m.cmd.Stderr = &m.out, os.Stderr
	stdin, err := m.cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	m.stdin = stdin
	if err := m.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return m
}

// end stops watching, and is when each write should have begun and when it ended.
func (m *machine) end() (all []span) {
	m.t.Helper()
	if err := m.stdin.Close(); err != nil {
		m.t.Fatal(err)
	}
	if err := m.cmd.Wait(); err != nil {
		m.t.Fatal(err)
	}
	lines := bufio.NewScanner(&m.out)
	for lines.Scan() {
		var from, to int64
		if n, err := fmt.Sscan(lines.Text(), &from, &to); n == 2 && err == nil { // others are the test binary's own words
			all = append(all, span{time.Unix(0, from), time.Unix(0, to)})
		}
	}
	if len(all) < 20 {
		m.t.Fatalf("the machine was watched %d times only", len(all))
	}
	return all
}

// writePlain is the other process: it goes on until nobody listens any more.
func writePlain(t *testing.T, file string, syncs bool) {
	f, err := os.Create(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		_, _ = io.Copy(io.Discard, os.Stdin) // the end is what is waited for
	}()
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	page := make([]byte, 4096)
	for {
		from := time.Now().Add(machinePace)
		select {
		case <-ended:
			return
		case <-time.After(machinePace): // woken late: the processor was not to be had
		}
		if _, err := f.WriteAt(page, 0); err != nil {
			t.Fatal(err)
		}
		if syncs {
			if err := f.Sync(); err != nil {
				t.Fatal(err)
			}
		}
		fmt.Fprintln(out, from.UnixNano(), time.Now().UnixNano()) // an error stays until Flush
	}
}

// ownWaits are how long writes took, less the time during which the machine was no
// better at writing a plain file: of each such write, what came after the usual time.
func ownWaits(writes, plain []span, usual time.Duration) (own waits) {
	for _, w := range writes {
		took := w.took()
		for _, p := range plain {
			from, to := p.from.Add(usual), p.to
			if from.Before(w.from) {
				from = w.from
			}
			if to.After(w.to) {
				to = w.to
			}
			took -= max(0, to.Sub(from))
		}
		own = append(own, took)
	}
	slices.Sort(own)
	return own
}

// usual is the median.
func usual(all []span) time.Duration { return wholeWaits(all).at(50) }

// wholeWaits are how long they took, with whatever the machine added.
func wholeWaits(all []span) (w waits) {
	for _, s := range all {
		w = append(w, s.took())
	}
	slices.Sort(w)
	return w
}

// What the machine adds counts when it falls into a write, and only as far as it does.
func TestTortureOwnWaits(t *testing.T) {
	at := func(ms int) time.Time { return time.UnixMilli(int64(ms)) }
	plain := []span{{at(0), at(2)}, {at(100), at(160)}, {at(300), at(302)}}
	writes := []span{{at(90), at(190)}, {at(290), at(390)}, {at(150), at(250)}, {at(110), at(120)}}
	got, want := ownWaits(writes, plain, 2*time.Millisecond),
		waits{0, 42 * time.Millisecond, 90 * time.Millisecond, 100 * time.Millisecond}
	if !slices.Equal(got, want) {
		t.Errorf("own waits %v, want %v", got, want)
	}
}
