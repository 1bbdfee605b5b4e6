package rebuild

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"

	"wholesight/jobs/builds"
	"wholesight/jobs/calendar"
	"wholesight/jobs/kit"
	"wholesight/jobs/rules/classify"
	"wholesight/jobs/runner"
	"wholesight/store"
)

// reportColumns are the columns of the classification report, in their order.
var reportColumns = []kit.TableColumn{
	{Name: "customer_code"}, {Name: "name"}, {Name: "smart_type"}, {Name: "account_manager"},
	{Name: "as_of", Kind: kit.TableDay}, {Name: "timeframe_months", Kind: kit.TableCount},
	{Name: "revenue_current", Kind: kit.TableMoney, Decimals: 2},
	{Name: "revenue_previous", Kind: kit.TableMoney, Decimals: 2},
	{Name: "revenue_change_pct", Kind: kit.TablePercent, Decimals: 1},
	{Name: "orders_current", Kind: kit.TableCount}, {Name: "orders_previous", Kind: kit.TableCount},
	{Name: "last_order", Kind: kit.TableDay}, {Name: "days_since_last", Kind: kit.TableCount},
	{Name: "average_gap_days", Kind: kit.TableNumber, Decimals: 3},
	{Name: "risk", Kind: kit.TableNumber, Decimals: 2}, {Name: "risk_estimated", Kind: kit.TableYesNo},
	{Name: "risk_change_pct", Kind: kit.TablePercent, Decimals: 1},
	{Name: "revenue_rank", Kind: kit.TableCount}, {Name: "revenue_rank_of", Kind: kit.TableCount},
	{Name: "share_of_larger_pct", Kind: kit.TablePercent, Decimals: 2},
	{Name: "label_risk"}, {Name: "label_risk_change"}, {Name: "label_revenue_rank"}, {Name: "label_revenue_change"},
	{Name: "label_revenue_share"}, {Name: "label_orders"},
}

// WriteReport writes the classification report as CSV: the active
// customers of the scope by code, with their figures and labels. asOf nil is the
// published build (store.ErrNotFound when there is none); a day is computed
// afresh, and nothing of that is stored.
//
// The rows are gathered first and written when no transaction is open any more: a
// slow reader must not hold a snapshot.
func WriteReport(ctx context.Context, db *store.DB, scope store.Scope, w io.Writer, asOf *calendar.Day) error {
	return WriteReportAs(ctx, db, scope, "csv", w, asOf)
}

// WriteReportAs is WriteReport in one of TableFormats.
func WriteReportAs(ctx context.Context, db *store.DB, scope store.Scope, format string, w io.Writer,
	asOf *calendar.Day) error {
	var b bytes.Buffer
	gather := writePublished
	if asOf != nil {
		gather = func(ctx context.Context, db *store.DB, scope store.Scope, begin kit.NewTable) error {
			return writeAsOf(ctx, db, scope, begin, *asOf)
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
		return fmt.Errorf("classification report: %w", err)
	}
	_, err := b.WriteTo(w)
	return err
}

func writePublished(ctx context.Context, db *store.DB, scope store.Scope, begin kit.NewTable) error {
	return db.View(ctx, func(tx *store.Tx) error { return gatherPublished(tx, scope, begin) })
}

func gatherPublished(tx *store.Tx, scope store.Scope, begin kit.NewTable) error {
	build, err := tx.Published(StepLabels)
	if err != nil {
		return err
	}
	titles, err := tx.AllClassifications()
	if err != nil {
		return err
	}
	out, err := newReport(begin, build.AsOf, build.Timeframe, titles)
	if err != nil {
		return err
	}
	if err := tx.EachScore(scope, build.ID, func(p store.Party, s *store.Score) error {
		f, err := Figures(s)
		if err != nil {
			return err
		}
		return out.row(p, &f, s.Labels)
	}); err != nil {
		return err
	}
	return out.file.Close()
}

func writeAsOf(ctx context.Context, db *store.DB, scope store.Scope, begin kit.NewTable, asOf calendar.Day) error {
	for try := 1; ; try++ {
		err := writeAsOfOnce(ctx, db, scope, begin, asOf)
		if !errors.Is(err, builds.ErrMeanwhile) || try == builds.Tries {
			return err
		}
	}
}

func writeAsOfOnce(ctx context.Context, db *store.DB, scope store.Scope, begin kit.NewTable, asOf calendar.Day) error {
	var p *plan
	var parties []store.Party
	var titles map[int64]store.Classification
	if err := db.View(ctx, func(tx *store.Tx) (err error) {
		if p, err = newPlan(tx, Options{Only: StepLabels, AsOf: asOf.String()}); err != nil {
			return err
		}
		if parties, err = tx.Parties(scope); err != nil {
			return err
		}
		titles, err = tx.AllClassifications()
		return err
	}); err != nil {
		return err
	}
	m, err := p.scan(ctx, &runner.Work{DB: db})
	if err != nil {
		return err
	}
	if err := p.settle(m); err != nil {
		return err
	}
	at := make(map[int64]int, len(p.members))
	for i, member := range p.members {
		at[member.ID] = i
	}
	out, err := newReport(begin, p.asOf, int(p.shop.Timeframe), titles)
	if err != nil {
		return err
	}
	for _, party := range parties {
		i := at[party.ID]
		if err := out.row(party, &m.figures[i], p.labels(m, i)); err != nil {
			return err
		}
	}
	return out.file.Close()
}

// report writes the rows of the classification report.
type report struct {
	file   kit.TableFile
	day    calendar.Day
	months int64
	titles map[int64]store.Classification
}

func newReport(begin kit.NewTable, asOf calendar.Day, timeframe int,
	titles map[int64]store.Classification) (*report, error) {
	file, err := begin(reportColumns)
	return &report{file: file, day: asOf, months: int64(timeframe), titles: titles}, err
}

// row writes a customer's row.
func (r *report) row(p store.Party, f *classify.Figures, labels [6]int64) error {
	figure := func(exists bool, v int64) any {
		if !exists {
			return nil
		}
		return v
	}
	var last, estimated any
	if f.HasPurchase() {
		last = f.LastPurchase
	}
	if f.Has(classify.Risk) {
		estimated = f.GapEstimated
	}
	var gap any
	if f.HasGap() {
		gap = f.GapThousandths()
	}
	ranked := f.Has(classify.RevenueRank)
	cells := []any{p.Code, p.Name, p.SmartType, p.Manager, r.day, r.months,
		f.Revenue, f.PreviousRevenue, figure(f.Has(classify.RevenueChange), f.RevenueChange),
		f.Orders, f.PreviousOrders,
		last, figure(f.HasPurchase(), f.Since), gap,
		figure(f.Has(classify.Risk), f.Risk), estimated, figure(f.Has(classify.RiskChange), f.RiskChange),
		figure(ranked, f.Rank), figure(ranked, f.RankOf), figure(ranked, f.ShareOfLarger)}
	for _, id := range labels {
		cells = append(cells, r.titles[id].Title)
	}
	return r.file.Row(cells...)
}
