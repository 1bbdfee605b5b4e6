package main

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"wholesight/jobs/calendar"
	"wholesight/jobs/demo"
)

// importing measures P1: a CSV of every order line of the demo shop into an empty
// shop, against a bare insert of the same lines.
func (b *run) importing() error {
	// A fixed last day: the same file every time.
	shop, err := demo.New(demo.Config{Customers: b.shop.customers, Lines: b.shop.lines, End: calendar.Must("2026-11-22")})
	if err != nil {
		return err
	}
	file := filepath.Join(b.dir, "orders.csv")
	if err := writeOrders(shop, file); err != nil {
		return err
	}
	info, err := os.Stat(file)
	if err != nil {
		return err
	}
	into := filepath.Join(b.dir, "imported.db")
	if _, err := b.product(into, "setting", "currency", demo.Currency); err != nil {
		return err
	}
	got, err := b.product(into, "import", "orders", file)
	if err != nil {
		return err
	}
	lines := strings.Split(strings.TrimSpace(got.stdout), "\n")
	b.say("import: %s", lines[len(lines)-1])
	again, err := b.product(into, "import", "orders", file)
	if err != nil {
		return err
	}
	if !strings.Contains(again.stdout, "created=0 updated=0") {
		return fmt.Errorf("the same file again: %s", again.stdout)
	}
	bare, rows, err := insertBare(filepath.Join(b.dir, "bare.db"),
		func(yield func(bareLine) error) error { return bareLines(shop, yield) })
	if err != nil {
		return err
	}
	b.table.add(fmt.Sprintf("P1 import of %d order lines (%s)", rows, mib(info.Size())),
		perSecond(rows, got.wall), perSecond(rows, bare), ratio(bare.Seconds(), got.wall.Seconds()), "≥ 0.6 of a bare insert")
	b.table.add("P1 the same file again, nothing to change", perSecond(rows, again.wall), perSecond(rows, bare),
		ratio(bare.Seconds(), again.wall.Seconds()), "–")
	b.table.add("P1 memory at its peak", mib(max(got.peak, again.peak)), "–", "–", "≤ 128 MiB")
	for _, name := range []string{file, into, filepath.Join(b.dir, "bare.db")} {
		if err := os.Remove(name); err != nil {
			return err
		}
	}
	return nil
}

// bareLines hands out the shop's lines as numbers.
func bareLines(shop *demo.Shop, yield func(bareLine) error) error {
	order := int64(0)
	return shop.Orders(func(o demo.Order) error {
		order++
		for i, l := range o.Lines {
			if err := yield(bareLine{order, int64(i + 1), int64(o.Customer), int64(o.Day), int64(l.Product),
				l.Quantity, l.Delivered, l.UnitPrice, l.Total, l.Cost}); err != nil {
				return err
			}
		}
		return nil
	})
}

// writeOrders writes the shop's orders in the import format, a row a line.
func writeOrders(shop *demo.Shop, name string) (err error) {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	w := bufio.NewWriterSize(f, 1<<20)
	if _, err := w.WriteString("order_number,order_date,customer_code,sku,quantity,unit_price,delivered_quantity,cost,channel,status,currency\n"); err != nil {
		return err
	}
	customers, products := shop.Customers(), shop.Products()
	row := make([]byte, 0, 256)
	if err := shop.Orders(func(o demo.Order) error {
		day := o.Day.String()
		for _, l := range o.Lines {
			row = append(row[:0], o.Number...)
			for _, s := range []string{day, customers[o.Customer].Code, products[l.Product].SKU} {
				row = append(append(row, ','), s...)
			}
			row = appendDecimal(append(row, ','), l.Quantity, 1000)
			row = appendDecimal(append(row, ','), l.UnitPrice, 10000)
			row = appendDecimal(append(row, ','), l.Delivered, 1000)
			row = appendDecimal(append(row, ','), l.Cost, 10000)
			for _, s := range []string{o.Channel, o.Status, o.Currency} {
				row = append(append(row, ','), s...)
			}
			if _, err := w.Write(append(row, '\n')); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		return err
	}
	return w.Flush()
}

// appendDecimal writes v ÷ unit (1000 or 10000) without trailing zeros.
func appendDecimal(b []byte, v, unit int64) []byte {
	if v < 0 {
		b, v = append(b, '-'), -v
	}
	b = strconv.AppendInt(b, v/unit, 10)
	if rest := v % unit; rest != 0 {
		digits := strconv.AppendInt(nil, unit+rest, 10)
		digits[0] = '.'
		b = append(b, strings.TrimRight(string(digits), "0")...)
	}
	return b
}

// rebuilding measures P2: graph data, metrics and labels of every customer, without the
// forecasts (P4), against one bare ordered scan of the order lines.
func (b *run) rebuilding() error {
	// The first build also writes the history of everybody's first labels.
	first, err := b.product(b.db, "rebuild", "--full", "--no-forecasts")
	if err != nil {
		return err
	}
	var walls, scans []time.Duration
	var peak int64
	lines := 0
	for range 3 {
		m, err := b.product(b.db, "rebuild", "--full", "--no-forecasts")
		if err != nil {
			return err
		}
		took, n, err := scanBare(b.db)
		if err != nil {
			return err
		}
		walls, scans, peak, lines = append(walls, m.wall), append(scans, took), max(peak, m.peak), n
	}
	wall, scan := percentile(walls, 50), percentile(scans, 50)
	what := fmt.Sprintf("P2 full rebuild, %d lines, %d customers", lines, b.shop.customers)
	b.table.add(what+", median of 3", seconds(wall), seconds(scan), ratio(wall.Seconds(), scan.Seconds()),
		"≤ 1.5 bare scans")
	b.table.add("P2 the first one, which also writes the history", seconds(first.wall), seconds(scan),
		ratio(first.wall.Seconds(), scan.Seconds()), "–")
	b.table.add("P2 memory at its peak", mib(max(peak, first.peak)), "–", "–", "≤ 256 MiB")
	return nil
}
