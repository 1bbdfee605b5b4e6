package main

import (
	"fmt"
	"io"
	"slices"
	"text/tabwriter"
	"time"
)

// table is the speed table.
type table struct{ rows [][5]string }

// add adds a row: what is measured, what it took, the bare measure of the same
// run, their ratio, and the bar.
func (t *table) add(what, took, bare, ratio, bar string) {
	t.rows = append(t.rows, [5]string{what, took, bare, ratio, bar})
}

func (t *table) print(w io.Writer) {
	tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(tw, "figure\tmeasured\tbare\tratio\tbar")
	for _, r := range t.rows {
		fmt.Fprintf(tw, "%s\t%s\t%s\t%s\t%s\n", r[0], r[1], r[2], r[3], r[4])
	}
	if err := tw.Flush(); err != nil {
		panic(err) // standard output is gone
	}
}

// perSecond is a rate for people.
func perSecond(n int, d time.Duration) string {
	return fmt.Sprintf("%.0f k/s", float64(n)/d.Seconds()/1000)
}

func ratio(a, b float64) string { return fmt.Sprintf("%.2f", a/b) }

func seconds(d time.Duration) string { return fmt.Sprintf("%.2f s", d.Seconds()) }

func millis(d time.Duration) string { return fmt.Sprintf("%.1f ms", float64(d.Microseconds())/1000) }

func mib(bytes int64) string { return fmt.Sprintf("%d MiB", bytes>>20) }

// percentile is the nearest-rank percentile of durations.
func percentile(d []time.Duration, p int) time.Duration {
	d = slices.Clone(d)
	slices.Sort(d)
	return d[max(0, (len(d)*p+99)/100-1)]
}
