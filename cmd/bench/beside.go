package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"os"
	"strings"
	"sync"
	"time"

	"wholesight/jobs/forecasts"
	"wholesight/jobs/runner"
	"wholesight/store"
)

// What pages take while the server has something else to do, beside what the same
// pages take when it has not: one browser asks for them in turn.

// besideKind is a kind of page, and addresses of it to be asked for in turn.
type besideKind struct {
	title string
	paths []string
}

// rounds asks for one page of each kind in turn while more says so, and returns the
// times by kind.
func rounds(s *server, kinds []besideKind, more func(round int) (bool, error)) (times [][]time.Duration, err error) {
	times = make([][]time.Duration, len(kinds))
	for round := 0; ; round++ {
		if ok, err := more(round); err != nil || !ok {
			return times, err
		}
		for i, k := range kinds {
			_, took, err := s.get(k.paths[round%len(k.paths)])
			if err != nil {
				return nil, err
			}
			times[i] = append(times[i], took)
		}
	}
}

// besideRounds is how often each kind is asked for while nothing else happens.
const besideRounds = 200

func quietRounds(s *server, kinds []besideKind) ([][]time.Duration, error) {
	if _, err := rounds(s, kinds, func(round int) (bool, error) {
		return round < 50, nil
	}); err != nil { // fills what is kept
		return nil, err
	}
	return rounds(s, kinds, func(round int) (bool, error) { return round < besideRounds, nil })
}

// quietAgain adds what the pages take afterwards: a machine that others use too is not
// the same for minutes.
func quietAgain(s *server, kinds []besideKind, times [][]time.Duration) error {
	again, err := quietRounds(s, kinds)
	for i := range again {
		times[i] = append(times[i], again[i]...)
	}
	return err
}

// besides adds a row for each kind: the p95 beside the work, and without it.
func (b *run) besides(what string, kinds []besideKind, with, without [][]time.Duration, bar string) {
	for i, k := range kinds {
		own, quiet := percentile(with[i], 95), percentile(without[i], 95)
		b.table.add(fmt.Sprintf("%s: %s, p95 of %d", what, k.title, len(with[i])), millis(own), millis(quiet),
			ratio(float64(own), float64(quiet)), bar)
	}
}

// settle waits until a server that has just begun has no job to do: at its start it
// catches up with the night.
func (b *run) settle(db *store.DB) error {
	for began := time.Now(); ; time.Sleep(50 * time.Millisecond) {
		var live []store.Job
		if err := db.View(b.ctx, func(tx *store.Tx) (err error) {
			live, err = tx.Jobs(store.JobFilter{States: []store.JobState{store.JobQueued, store.JobRunning}, Limit: 1})
			return err
		}); err != nil || len(live) == 0 && time.Since(began) > 2*time.Second { // long enough for the clock to be asked
			return err
		}
		if time.Since(began) > 20*time.Minute {
			return fmt.Errorf("the job %s does not end", live[0].Name)
		}
	}
}

// besideTraining measures P4b's other half: the pages while the server's own job trains
// the forecasts, from its beginning (reading the orders) to its end.
func (b *run) besideTraining() (err error) {
	if _, _, err := b.forecast(b.db); err != nil { // the page of forecasts has something to show
		return err
	}
	records, _, err := b.records()
	if err != nil {
		return err
	}
	kinds := []besideKind{
		{"the customers list", []string{"/customers", "/customers?sort=-revenue", "/customers?q=ltd&sort=name",
			"/customers?sort=-risk&type=1"}},
		{"a customer's record", records},
		{"the forecasts", []string{"/forecasts", "/forecasts?sort=-churn"}},
	}
	s, _, err := b.serveShop("/login")
	if err != nil {
		return err
	}
	if err := s.logIn(); err != nil {
		return err
	}
	db, err := store.Open(b.ctx, "sqlite:"+b.db, store.Options{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if err := b.settle(db); err != nil {
		return err
	}
	without, err := quietRounds(s, kinds)
	if err != nil {
		return err
	}
	var id int64
	if err := db.Update(b.ctx, func(tx *store.Tx) (err error) {
		id, _, err = runner.Enqueue(tx, "train", forecasts.Options{Train: true}, store.Actor{Name: "bench"})
		return err
	}); err != nil {
		return err
	}
	state := func() (j store.Job, err error) {
		err = db.View(b.ctx, func(tx *store.Tx) (err error) {
			j, err = tx.Job(id)
			return err
		})
		return j, err
	}
	for { // the runner looks for work now and then
		j, err := state()
		if err != nil {
			return err
		}
		if j.State != store.JobQueued {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	began := time.Now()
	with, err := rounds(s, kinds, func(int) (bool, error) {
		j, err := state()
		if err == nil && j.State != store.JobRunning && j.State != store.JobDone {
			err = fmt.Errorf("the training ended as %s: %s", j.State, j.Error)
		}
		return j.State == store.JobRunning, err
	})
	if err != nil {
		return err
	}
	trained := time.Since(began)
	if err := quietAgain(s, kinds, without); err != nil {
		return err
	}
	b.say("the job trained for %s", trained.Round(100*time.Millisecond))
	b.besides("P4b pages while a model is trained", kinds, with, without, "≤ 1.5")
	return s.stop()
}

// S17: so many log in at once, so many times.
const (
	crowd  = 50
	crowds = 5
)

// loggingIn measures S17: what fifty log-ins at once, each from an address of its own,
// add to the server's memory and to the time of another's pages. Nobody has the
// addresses that are typed, which takes as long as a password that is wrong.
func (b *run) loggingIn() error {
	first, _, err := b.serveShop("/login")
	if err != nil {
		return err
	}
	db, err := store.Open(b.ctx, "sqlite:"+b.db, store.Options{})
	if err != nil {
		return err
	}
	if err := errors.Join(b.settle(db), db.Close(), first.logIn(), first.stop()); err != nil {
		return err
	}
	// A server that has made no hash yet knows the session: what log-ins add shows whole.
	s, _, err := b.serveShop("/login")
	if err != nil {
		return err
	}
	s.client.Jar = first.client.Jar
	kinds := []besideKind{{"the customers list", []string{"/customers", "/customers?sort=-revenue"}}}
	// An office is at work: what readers at once take is taken before.
	if _, err := throughput(s, kinds[0].paths); err != nil {
		return err
	}
	without, err := quietRounds(s, kinds)
	if err != nil {
		return err
	}
	before, err := s.memory()
	if err != nil {
		return err
	}
	// The kernel counts the peak anew from here.
	if err := os.WriteFile(fmt.Sprintf("/proc/%d/clear_refs", s.cmd.Process.Pid), []byte("5"), 0); err != nil {
		return err
	}
	answers, ended := map[int]int{}, make(chan error, 1)
	go func() { ended <- s.crowds(b.ctx, answers) }()
	done := false
	with, err := rounds(s, kinds, func(int) (bool, error) {
		select {
		case err := <-ended:
			done = true
			return false, err
		default:
			return true, nil
		}
	})
	if err != nil {
		return err
	}
	if !done {
		return errors.New("the log-ins have not ended")
	}
	peak, err := s.status("VmHWM:")
	if err != nil {
		return err
	}
	if err := quietAgain(s, kinds, without); err != nil {
		return err
	}
	b.say("%d times %d log-ins were answered (by status): %v", crowds, crowd, answers)
	b.table.add(fmt.Sprintf("S17 memory that %d log-ins at once add", crowd), mib(peak-before), mib(before), "–",
		"≤ 100 MiB")
	b.besides(fmt.Sprintf("S17 pages beside %d log-ins at once", crowd), kinds, with, without, "≤ 2")
	return s.stop()
}

// crowds lets crowds log in, one after the other, and counts the answers by status.
func (s *server) crowds(ctx context.Context, answers map[int]int) error {
	var mu sync.Mutex
	for c := range crowds {
		errs := make([]error, crowd)
		var all sync.WaitGroup
		for i := range crowd {
			all.Go(func() {
				status, err := s.logInFrom(ctx, net.IPv4(127, 0, byte(1+c), byte(1+i)),
					fmt.Sprintf("nobody-%d-%d@wholesight.example", c, i))
				mu.Lock()
				defer mu.Unlock()
				answers[status]++
				errs[i] = err
			})
		}
		all.Wait()
		if err := errors.Join(errs...); err != nil {
			return err
		}
	}
	return nil
}

// logInFrom tries to log in from one of this machine's own addresses; the answer is
// that it does not fit (422), or that too many wait (503).
func (s *server) logInFrom(ctx context.Context, from net.IP, email string) (status int, err error) {
	transport := &http.Transport{DialContext: (&net.Dialer{LocalAddr: &net.TCPAddr{IP: from}}).DialContext}
	defer transport.CloseIdleConnections()
	form := url.Values{"email": {email}, "password": {benchPassword}}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, s.url+"/login", strings.NewReader(form.Encode()))
	if err != nil {
		return 0, err
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	res, err := transport.RoundTrip(req)
	if err != nil {
		return 0, err
	}
	if res.StatusCode != http.StatusUnprocessableEntity && res.StatusCode != http.StatusServiceUnavailable {
		err = fmt.Errorf("log-in from %s: %s", from, res.Status)
	}
	return res.StatusCode, errors.Join(err, res.Body.Close())
}
