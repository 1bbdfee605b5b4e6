package forecasts

import (
	"bytes"
	"context"
	"fmt"
	"io"

	"wholesight/jobs/builds"
	"wholesight/jobs/calendar"
	"wholesight/jobs/files/cells"
	"wholesight/jobs/kit"
	"wholesight/jobs/rules/forecast"
	"wholesight/jobs/settings"
	"wholesight/store"
)

// forecastColumns are the columns of the file of forecasts, in their order, with so many
// decimals of money.
func forecastColumns(digits int) []kit.TableColumn {
	percent := func(name string) kit.TableColumn {
		return kit.TableColumn{Name: name, Kind: kit.TablePercent, Decimals: 2}
	}
	number := func(name string, decimals int) kit.TableColumn {
		return kit.TableColumn{Name: name, Kind: kit.TableNumber, Decimals: decimals}
	}
	money := func(name string) kit.TableColumn {
		return kit.TableColumn{Name: name, Kind: kit.TableMoney, Decimals: digits}
	}
	day := func(name string) kit.TableColumn { return kit.TableColumn{Name: name, Kind: kit.TableDay} }
	return []kit.TableColumn{{Name: "customer_code"}, day("as_of"), {Name: "model"},
		{Name: "orders", Kind: kit.TableCount}, day("last_order"), number("average_gap_days", 3),
		percent("p_alive"), percent("purchase_pct_30"), percent("purchase_pct_91"), percent("churn_pct"),
		{Name: "churn_class"},
		number("expected_orders_91", 4), money("expected_revenue_91"), number("expected_orders_365", 4), money("clv_365"),
		day("next_order"), day("next_order_low"), day("next_order_high"), {Name: "best_channel"}, {Name: "confidence"}}
}

// Write writes what is expected of the active customers of the scope as CSV, by
// customer code. asOf nil is the published build (store.ErrNotFound when there is none);
// a day is forecast afresh, with a model that is trained for it, and nothing of that is
// stored: what it says rests on nothing that happened later, nor on when it is asked.
//
// The rows are gathered first and written when no transaction is open any more.
func Write(ctx context.Context, db *store.DB, scope store.Scope, w io.Writer, asOf *calendar.Day) error {
	return WriteAs(ctx, db, scope, "csv", w, asOf)
}

// WriteAs is Write in one of TableFormats.
func WriteAs(ctx context.Context, db *store.DB, scope store.Scope, format string, w io.Writer,
	asOf *calendar.Day) error {
	var b bytes.Buffer
	gather := gatherForecasts
	if asOf != nil {
		gather = func(ctx context.Context, db *store.DB, scope store.Scope, begin kit.NewTable) error {
			return builds.BegunAnew(func() error { return forecastAsOf(ctx, db, scope, begin, *asOf) })
		}
	}
	var last kit.TableFile
	begin := func(columns []kit.TableColumn) (kit.TableFile, error) {
		if last != nil { // of a try that came to nothing
			_ = last.Close()
		}
		b.Reset()
		var err error
		last, err = kit.NewTableFile(format, &b, columns)
		return last, err
	}
	if err := gather(ctx, db, scope, begin); err != nil {
		if last != nil {
			_ = last.Close() // its error is the one we have
		}
		return fmt.Errorf("forecasts: %w", err)
	}
	_, err := b.WriteTo(w)
	return err
}

// forecastFile writes the rows of the file.
type forecastFile struct {
	file     kit.TableFile
	day      calendar.Day
	channels map[int32]string
}

func newForecastFile(tx *store.Tx, begin kit.NewTable, asOf calendar.Day) (*forecastFile, error) {
	shop, err := settings.Load(tx)
	if err != nil {
		return nil, err
	}
	channels, err := tx.Channels()
	if err != nil {
		return nil, err
	}
	f := &forecastFile{day: asOf, channels: map[int32]string{}}
	for name, id := range channels {
		f.channels[int32(id)] = name
	}
	f.file, err = begin(forecastColumns(cells.MinorDigits(shop.Currency)))
	return f, err
}

// row writes a customer's row.
func (w *forecastFile) row(code string, f *forecast.Forecast) error {
	if !f.Known {
		cells := make([]any, len(forecastColumns(0)))
		cells[0], cells[1], cells[3], cells[len(cells)-1] = code, w.day, int64(0), f.Confidence.String()
		return w.file.Row(cells...)
	}
	opt := func(exists bool, v any) any {
		if !exists {
			return nil
		}
		return v
	}
	return w.file.Row(code, w.day, f.Model, f.Count, f.Last, opt(f.GapThousandths != 0, f.GapThousandths),
		int64(f.Alive), int64(f.Purchase30), int64(f.Purchase91), int64(f.Churn), forecast.ClassOf(f.Churn),
		f.Orders91, f.Revenue91, f.Orders365, f.CLV365, opt(f.HasNext, f.Next), opt(f.HasNext, f.Low), opt(f.HasNext, f.High),
		opt(f.Channel != 0, w.channels[f.Channel]), f.Confidence.String())
}

func gatherForecasts(ctx context.Context, db *store.DB, scope store.Scope, begin kit.NewTable) error {
	return db.View(ctx, func(tx *store.Tx) error {
		build, err := tx.Published(Step)
		if err != nil {
			return err
		}
		out, err := newForecastFile(tx, begin, build.AsOf)
		if err != nil {
			return err
		}
		if err := tx.EachForecast(scope, build.ID, func(p store.Party, row *store.Forecast) error {
			return out.row(p.Code, &row.Forecast)
		}); err != nil {
			return err
		}
		return out.file.Close()
	})
}

func forecastAsOf(ctx context.Context, db *store.DB, scope store.Scope, begin kit.NewTable, asOf calendar.Day) error {
	var p *forecastPlan
	var parties []store.Party
	var out *forecastFile
	if err := db.View(ctx, func(tx *store.Tx) (err error) {
		if p, err = loadForecastPlan(tx, asOf.String()); err != nil {
			return err
		}
		if parties, err = tx.Parties(scope); err != nil {
			return err
		}
		out, err = newForecastFile(tx, begin, p.asOf)
		return err
	}); err != nil {
		return err
	}
	b, err := p.read(ctx, db, p.asOf, func(int64) error { return nil })
	if err != nil {
		return err
	}
	var model *forecast.Model
	if b.days > 0 {
		if model, _, err = p.train(b, func(int, int) error { return ctx.Err() }); err != nil {
			return err
		}
	}
	at := make(map[int64]int, len(p.members))
	for i, m := range p.members {
		at[m.ID] = i
	}
	for _, party := range parties {
		var f forecast.Forecast
		if model != nil {
			f = model.Forecast(&b.customers[at[party.ID]], p.asOf)
		}
		if err := out.row(party.Code, &f); err != nil {
			return err
		}
	}
	return out.file.Close()
}
