package main

import (
	"fmt"
	"os"
	"sync"
	"time"
)

// lists are the addresses measured: every sort of the customers list both ways, and
// filters narrow, wide and by text. The list's own page names what it can sort by.
var lists = []string{
	"/customers",
	"/customers?sort=name", "/customers?sort=-name", "/customers?sort=code", "/customers?sort=-code",
	"/customers?sort=risk", "/customers?sort=-risk", "/customers?sort=revenue", "/customers?sort=-revenue",
	"/customers?sort=change", "/customers?sort=-change", "/customers?sort=orders", "/customers?sort=-orders",
	"/customers?sort=last", "/customers?sort=-last", "/customers?sort=type", "/customers?sort=-manager",
	"/customers?type=1", "/customers?type=2&sort=-revenue", "/customers?label=1", "/customers?label_not=1&sort=-risk",
	"/customers?q=ltd", "/customers?q=an+er", "/customers?q=zzzz", "/customers?q=and&sort=-risk&type=1",
	"/customers?revenue_min=1000&sort=change", "/customers?silent=90&risk_min=1.5",
	"/customers?page=2", "/customers?page=100&sort=-revenue", "/customers?per=200",
}

// pages measures P6 for the customers list: the time of each list one after the
// other, and how many a second two clients get, against a bare page of as many bytes.
func (b *run) pages() error {
	s, _, err := b.serveShop("/login")
	if err != nil {
		return err
	}
	if err := s.logIn(); err != nil {
		return err
	}
	var size int64
	var times []time.Duration
	for round := range 6 {
		for _, page := range lists {
			n, took, err := s.get(page)
			if err != nil {
				return err
			}
			if round == 0 { // the first round fills what is kept per build
				size += n / int64(len(lists))
				continue
			}
			times = append(times, took)
		}
	}
	rate, err := throughput(s, lists)
	if err != nil {
		return err
	}
	memory, err := s.memory()
	if err != nil {
		return err
	}
	if err := s.stop(); err != nil {
		return err
	}
	self, err := os.Executable()
	if err != nil {
		return err
	}
	bare, _, err := b.serve("/?bytes=1", self, func(addr string) []string { return []string{"bare-page", addr} })
	if err != nil {
		return err
	}
	page := fmt.Sprintf("/?bytes=%d", size)
	var bareTimes []time.Duration
	for range len(times) {
		_, took, err := bare.get(page)
		if err != nil {
			return err
		}
		bareTimes = append(bareTimes, took)
	}
	bareRate, err := throughput(bare, []string{page})
	if err != nil {
		return err
	}
	if err := bare.stop(); err != nil {
		return err
	}
	p95, bare95 := percentile(times, 95), percentile(bareTimes, 95)
	b.table.add(fmt.Sprintf("P6 customers list, %d filters and sorts, p95", len(lists)), millis(p95), millis(bare95), ratio(float64(p95), float64(bare95)), "≤ 50 ms")
	b.table.add(fmt.Sprintf("P6 customers list, pages a second (%d KiB each)", size>>10), fmt.Sprintf("%.0f", rate), fmt.Sprintf("%.0f", bareRate), ratio(rate, bareRate), "≥ 0.33 of a bare page")
	b.table.add("P6 memory after it", mib(memory), "–", "–", "–")
	return nil
}

// throughput is how many pages a second two clients get for five seconds.
func throughput(s *server, pages []string) (float64, error) {
	const clients, length = 2, 5 * time.Second
	counts, errs := make([]int, clients), make([]error, clients)
	began := time.Now()
	var wg sync.WaitGroup
	for c := range clients {
		wg.Go(func() {
			for i := c; time.Since(began) < length; i++ {
				if _, _, err := s.get(pages[i%len(pages)]); err != nil {
					errs[c] = err
					return
				}
				counts[c]++
			}
		})
	}
	wg.Wait()
	took, total := time.Since(began).Seconds(), 0
	for c := range clients {
		if errs[c] != nil {
			return 0, errs[c]
		}
		total += counts[c]
	}
	return float64(total) / took, nil
}
