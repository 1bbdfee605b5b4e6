package main

import (
	"fmt"
	"os"
	"slices"
	"sync"
	"time"
)

// measuredLists are the lists that P6 is about.
var measuredLists = []struct{ title, path string }{{"customers list", "/customers"},
	{"Customer Order Analysis", "/analysis"}}

// addresses of a list are what is measured: every sort both ways or the way that is
// asked for most, and filters narrow, wide, by text and by what changes beside the
// builds. The demo shop has the groups and industries that are named here.
func addresses(list string) []string {
	queries := []string{
		"", "?sort=name", "?sort=-name", "?sort=code", "?sort=-code", "?sort=risk", "?sort=-risk", "?sort=revenue",
		"?sort=-revenue",
		"?sort=change", "?sort=-change", "?sort=orders", "?sort=-orders", "?sort=last", "?sort=-last", "?sort=type",
		"?sort=-manager",
		"?sort=previous", "?sort=-average", "?sort=gap", "?sort=expected", "?sort=-since", "?sort=contact", "?sort=follow_up",
		"?sort=target",
		"?sort=-backorder", "?sort=-backorder_lines", "?sort=-backorder_units", "?sort=backorder_oldest",
		"?type=1", "?type=2&sort=-revenue", "?label=1", "?label_not=1&sort=-risk",
		"?q=ltd", "?q=an+er", "?q=zzzz", "?q=and&sort=-risk&type=1",
		"?revenue_min=1000&sort=change", "?silent=90&risk_min=1.5",
		"?group=North", "?group=South&sort=expected", "?tag=club%3Aworkshop", "?industry=Hardware+trade&sort=-backorder",
		"?country=DE&country=FR",
		"?no_contact=90&sort=contact", "?follow_up=overdue&sort=follow_up", "?follow_up=none&no_contact=30",
		"?backorder=1&sort=backorder_oldest",
		"?target=behind&sort=target", "?target=none&sort=-average", "?group=North&country=GB&no_contact=30&q=e&sort=expected",
		"?page=2", "?page=100&sort=-revenue", "?per=200",
	}
	for i, q := range queries {
		queries[i] = list + q
	}
	return queries
}

// pageMeasure is how quick the pages of a list are, or the bare ones of their size.
type pageMeasure struct {
	p95  time.Duration
	rate float64 // pages a second
	size int64   // bytes, on average
}

const pageRounds = 5

// pages measures P6 for each list: the time of each of its pages one after the
// other, and how many a second two clients get, against a bare page of as many bytes.
func (b *run) pages() error {
	if err := b.addLargest(); err != nil {
		return err
	}
	s, _, err := b.serveShop("/login")
	if err != nil {
		return err
	}
	if err := s.logIn(); err != nil {
		return err
	}
	found := make([]pageMeasure, len(measuredLists))
	for i, list := range measuredLists {
		if found[i], err = measurePages(s, addresses(list.path)); err != nil {
			return err
		}
	}
	records, most, err := b.records()
	if err != nil {
		return err
	}
	record, err := measureTimes(s, records)
	if err != nil {
		return err
	}
	largest, err := measureTimes(s, slices.Repeat(records[:1], 20))
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
	for i, list := range measuredLists {
		own, pages := found[i], addresses(list.path)
		for k := range pages {
			pages[k] = fmt.Sprintf("/?bytes=%d", own.size)
		}
		least, err := measurePages(bare, pages)
		if err != nil {
			return err
		}
		b.table.add(fmt.Sprintf("P6 %s, %d filters and sorts, p95", list.title, len(pages)), millis(own.p95),
			millis(least.p95), ratio(float64(own.p95), float64(least.p95)), "≤ 50 ms")
		b.table.add(fmt.Sprintf("P6 %s, pages a second (%d KiB each)", list.title, own.size>>10),
			fmt.Sprintf("%.0f", own.rate), fmt.Sprintf("%.0f", least.rate), ratio(own.rate, least.rate), "≥ 0.33 of a bare page")
	}
	least, err := measureTimes(bare, []string{fmt.Sprintf("/?bytes=%d", record.size)})
	if err != nil {
		return err
	}
	b.table.add(fmt.Sprintf("P6 a customer's record, %d customers, the largest of %d orders, p95 (%d KiB each)",
		len(records), most, record.size>>10),
		millis(record.p95), millis(least.p95), ratio(float64(record.p95), float64(least.p95)), "≤ 20 ms")
	b.table.add("P6 the largest of them alone, p95", millis(largest.p95), millis(least.p95),
		ratio(float64(largest.p95), float64(least.p95)), "≤ 20 ms")
	if err := bare.stop(); err != nil {
		return err
	}
	b.table.add("P6 memory after it", mib(memory), "–", "–", "–")
	return nil
}

// measurePages measures pages of a server: their times, and how many a second it gives.
func measurePages(s *server, pages []string) (m pageMeasure, err error) {
	if m, err = measureTimes(s, pages); err != nil {
		return m, err
	}
	m.rate, err = throughput(s, pages)
	return m, err
}

// measureTimes measures the times of pages one after the other; a first round, which
// fills what is kept per build, does not count.
func measureTimes(s *server, pages []string) (m pageMeasure, err error) {
	var times []time.Duration
	for round := range 1 + pageRounds {
		for _, page := range pages {
			n, took, err := s.get(page)
			if err != nil {
				return m, err
			}
			if round == 0 {
				m.size += n
				continue
			}
			times = append(times, took)
		}
	}
	m.size /= int64(len(pages))
	m.p95 = percentile(times, 95)
	return m, nil
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
