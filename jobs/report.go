package jobs

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strconv"

	"wholesight/jobs/calendar"
	"wholesight/jobs/classify"
	"wholesight/jobs/intake"
	"wholesight/store"
)

// reportColumns are the columns of the classification report, in their order.
var reportColumns = []string{
	"customer_code", "name", "smart_type", "account_manager", "as_of", "timeframe_months",
	"revenue_current", "revenue_previous", "revenue_change_pct", "orders_current", "orders_previous",
	"last_order", "days_since_last", "average_gap_days", "risk", "risk_estimated", "risk_change_pct",
	"revenue_rank", "revenue_rank_of", "share_of_larger_pct",
	"label_risk", "label_risk_change", "label_revenue_rank", "label_revenue_change", "label_revenue_share", "label_orders",
}

// WriteClassifications writes the classification report as CSV: the active
// customers of the scope by code, with their figures and labels. asOf nil is the
// published build (store.ErrNotFound when there is none); a day is computed
// afresh, and nothing of that is stored.
//
// The rows are gathered first and written when no transaction is open any more: a
// slow reader must not hold a snapshot.
func WriteClassifications(ctx context.Context, db *store.DB, scope store.Scope, w io.Writer, asOf *calendar.Day) error {
	var b bytes.Buffer
	gather := writePublished
	if asOf != nil {
		gather = func(ctx context.Context, db *store.DB, scope store.Scope, b *bytes.Buffer) error {
			return writeAsOf(ctx, db, scope, b, *asOf)
		}
	}
	if err := gather(ctx, db, scope, &b); err != nil {
		return fmt.Errorf("classification report: %w", err)
	}
	_, err := b.WriteTo(w)
	return err
}

func writePublished(ctx context.Context, db *store.DB, scope store.Scope, b *bytes.Buffer) error {
	return db.View(ctx, func(tx *store.Tx) error {
		b.Reset()
		return gatherPublished(tx, scope, b)
	})
}

func gatherPublished(tx *store.Tx, scope store.Scope, b *bytes.Buffer) error {
	build, err := tx.Published(StepLabels)
	if err != nil {
		return err
	}
	titles, err := tx.AllClassifications()
	if err != nil {
		return err
	}
	out := newReport(b, build.AsOf, build.Timeframe, titles)
	if err := tx.EachScore(scope, build.ID, func(p store.Party, s *store.Score) error {
		f, err := Figures(s)
		if err != nil {
			return err
		}
		return out.row(p, &f, s.Labels)
	}); err != nil {
		return err
	}
	return out.end()
}

func writeAsOf(ctx context.Context, db *store.DB, scope store.Scope, b *bytes.Buffer, asOf calendar.Day) error {
	for try := 1; ; try++ {
		err := writeAsOfOnce(ctx, db, scope, b, asOf)
		if !errors.Is(err, errMeanwhile) || try == rebuildTries {
			return err
		}
	}
}

func writeAsOfOnce(ctx context.Context, db *store.DB, scope store.Scope, b *bytes.Buffer, asOf calendar.Day) error {
	var p *plan
	var parties []store.Party
	var titles map[int64]store.Classification
	if err := db.View(ctx, func(tx *store.Tx) (err error) {
		if p, err = newPlan(tx, RebuildOptions{Only: StepLabels, AsOf: asOf.String()}); err != nil {
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
	m, err := p.scan(ctx, &Work{DB: db})
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
	b.Reset()
	out := newReport(b, p.asOf, int(p.shop.Timeframe), titles)
	for _, party := range parties {
		i := at[party.ID]
		if err := out.row(party, &m.figures[i], p.labels(m, i)); err != nil {
			return err
		}
	}
	return out.end()
}

// report writes the rows of the classification report.
type report struct {
	csv    *csv.Writer
	day    string
	months string
	titles map[int64]store.Classification
	cells  []string
}

func newReport(w io.Writer, asOf calendar.Day, timeframe int, titles map[int64]store.Classification) *report {
	r := &report{csv: csv.NewWriter(w), day: asOf.String(), months: strconv.Itoa(timeframe), titles: titles}
	r.cells = append(r.cells, reportColumns...)
	return r
}

// row writes what came before and takes in a customer's row.
func (r *report) row(p store.Party, f *classify.Figures, labels [6]int64) error {
	if err := r.csv.Write(r.cells); err != nil {
		return err
	}
	number := func(exists bool, v int64, decimals int) string {
		if !exists {
			return ""
		}
		return decimal(v, decimals)
	}
	last, estimated := "", ""
	if f.HasPurchase() {
		last = f.LastPurchase.String()
	}
	if f.Has(classify.Risk) {
		estimated = strconv.FormatBool(f.GapEstimated)
	}
	ranked := f.Has(classify.RevenueRank)
	r.cells = append(r.cells[:0], intake.Shield(p.Code), intake.Shield(p.Name), intake.Shield(p.SmartType), intake.Shield(p.Manager), r.day, r.months,
		decimal(f.Revenue, 2), decimal(f.PreviousRevenue, 2), number(f.Has(classify.RevenueChange), f.RevenueChange, 1),
		decimal(f.Orders, 0), decimal(f.PreviousOrders, 0),
		last, number(f.HasPurchase(), f.Since, 0), number(f.HasGap(), f.GapThousandths(), 3),
		number(f.Has(classify.Risk), f.Risk, 2), estimated, number(f.Has(classify.RiskChange), f.RiskChange, 1),
		number(ranked, f.Rank, 0), number(ranked, f.RankOf, 0), number(ranked, f.ShareOfLarger, 2))
	for _, id := range labels {
		r.cells = append(r.cells, intake.Shield(r.titles[id].Title))
	}
	return nil
}

// end writes the last row.
func (r *report) end() error {
	if err := r.csv.Write(r.cells); err != nil {
		return err
	}
	r.csv.Flush()
	return r.csv.Error()
}

// decimal writes v with its last digits behind a point: decimal(-5, 1) is -0.5.
// Zero has no sign.
func decimal(v int64, decimals int) string {
	sign, u := "", uint64(v)
	if v < 0 {
		sign, u = "-", -u
	}
	if decimals == 0 {
		return sign + strconv.FormatUint(u, 10)
	}
	unit := uint64(1)
	for range decimals {
		unit *= 10
	}
	return fmt.Sprintf("%s%d.%0*d", sign, u/unit, decimals, u%unit)
}
