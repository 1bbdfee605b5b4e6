package rebuild

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"
	"time"

	"wholesight/jobs/builds"
	"wholesight/jobs/calendar"
	"wholesight/jobs/rules/classify"
	"wholesight/jobs/runner"
	"wholesight/store"
)

// write stages the rows of the plan's steps under a new build and publishes it. A
// build that is not published is abandoned here, or by the sweep when the process
// goes away.
func (p *plan) write(ctx context.Context, w *runner.Work, m *measured, started time.Time, report *Report) (err error) {
	begun := w.DB.Now()
	var id int64
	if err := w.DB.Update(ctx, func(tx *store.Tx) (err error) {
		id, err = tx.BeginBuild(store.Build{AsOf: p.asOf, Timeframe: int(p.shop.Timeframe), Steps: strings.Join(p.steps, " "),
			BookVersion: p.bookVersion, StartedAt: started})
		return err
	}); err != nil {
		return err
	}
	defer func() {
		if err != nil {
			builds.Abandon(ctx, w, id)
		}
	}()
	s := &stager{ctx: ctx, w: w, p: p, m: m, build: id}
	if p.does(StepGraph) {
		if err := s.series(); err != nil {
			return err
		}
	}
	moves := map[store.Move]int64{}
	if p.does(StepLabels) {
		if moves, err = s.scores(); err != nil {
			return err
		}
		if err := s.backorders(); err != nil {
			return err
		}
	}
	report.Build, report.Customers, report.Moved = id, max(s.seriesRows, s.scoreRows), s.changes
	report.History = p.does(StepLabels) && p.history()
	report.WriteMS = builds.Since(w.DB, begun)

	begun = w.DB.Now()
	built := store.Build{ID: id, Orders: m.orders, Customers: report.Customers, Moved: s.changes, History: report.History}
	if err := w.Tell(2*int64(len(p.members)), 2*int64(len(p.members)), "publishing"); err != nil {
		return err
	}
	if err := p.publish(ctx, w, built, moves, report); err != nil {
		return err
	}
	report.PublishMS = builds.Since(w.DB, begun)
	return nil
}

// stager writes the rows of one build in batches.
type stager struct {
	ctx   context.Context
	w     *runner.Work
	p     *plan
	m     *measured
	build int64

	seriesRows, scoreRows, changes int64
}

// batch is one short update, a pause, and the progress.
func (s *stager) batch(members int, f func(tx *store.Tx) error) error {
	if err := s.w.DB.Update(s.ctx, f); err != nil {
		return builds.GivenUp(err)
	}
	runner.Pause(s.ctx, builds.StagePause)
	total := int64(len(s.p.members))
	return s.w.Tell(total+int64(members), 2*total, "writing")
}

// series stages step 1.
func (s *stager) series() error {
	rows := make([]store.CustomerSeries, 0, builds.StageBatch)
	points := make([]store.SeriesPoint, 0, builds.StageBatch*classify.SeriesMonths)
	var buffer []classify.Point
	shop := map[calendar.Month]store.SeriesPoint{}
	half := 1
	if s.p.does(StepLabels) {
		half = 2
	}
	for at := range s.p.members {
		if cells := s.m.cells[at]; len(cells) > 0 {
			medians := s.m.medians[s.p.members[at].SmartTypeID]
			if medians == nil {
				medians = new(classify.Medians)
			}
			buffer = s.m.tracer.Points(cells, medians, buffer[:0])
			start := len(points)
			for _, p := range buffer {
				points = append(points, store.SeriesPoint(p))
				store.AddSeriesPoint(shop, store.SeriesPoint(p))
			}
			rows = append(rows, store.CustomerSeries{CustomerID: s.p.members[at].ID, Points: points[start:]})
		}
		if len(rows) < builds.StageBatch && at < len(s.p.members)-1 || len(rows) == 0 {
			continue
		}
		if err := s.batch((at+1)/half, func(tx *store.Tx) error { return tx.StageSeries(s.build, rows) }); err != nil {
			return err
		}
		s.seriesRows += int64(len(rows))
		rows, points = rows[:0], points[:0]
	}
	if len(shop) > 0 {
		return s.batch(len(s.p.members)/half, func(tx *store.Tx) error {
			return tx.StageShopSeries(s.build, store.SortedSeries(shop))
		})
	}
	return nil
}

// scores stages step 2 and returns who moved.
func (s *stager) scores() (map[store.Move]int64, error) {
	old, err := s.p.oldLabels(s.ctx, s.w.DB)
	if err != nil {
		return nil, err
	}
	moves := map[store.Move]int64{}
	counts := map[int64]store.LabelCount{}
	rows := make([]store.Score, 0, builds.StageBatch)
	var changes []store.LabelChange
	first, half := 0, 1
	if s.p.does(StepGraph) {
		first, half = len(s.p.members)/2, 2
	}
	for at, member := range s.p.members {
		labels := s.p.labels(s.m, at)
		if member.Active {
			rows = append(rows, newScore(member, &s.m.figures[at], labels))
			if err := Count(counts, labels, s.m.figures[at].Revenue); err != nil {
				return nil, err
			}
		}
		if old != nil {
			for t := range labels {
				if from, to := old[at][t], labels[t]; from != to {
					changes = append(changes, store.LabelChange{CustomerID: member.ID, Type: t, From: from, To: to})
					moves[store.Move{Type: t, From: from, To: to}]++
				}
			}
		}
		last := at == len(s.p.members)-1
		members := first + (at+1)/half
		if len(rows) == builds.StageBatch || last && len(rows) > 0 {
			if err := s.batch(members, func(tx *store.Tx) error { return tx.StageScores(s.build, rows) }); err != nil {
				return nil, err
			}
			s.scoreRows += int64(len(rows))
			rows = rows[:0]
		}
		for len(changes) >= builds.StageBatch || last && len(changes) > 0 {
			n := min(builds.StageBatch, len(changes))
			if err := s.batch(members, func(tx *store.Tx) error { return tx.StageChanges(s.build, changes[:n]) }); err != nil {
				return nil, err
			}
			s.changes += int64(n)
			changes = append(changes[:0], changes[n:]...)
		}
	}
	return moves, s.batch(len(s.p.members), func(tx *store.Tx) error {
		return tx.StageCounts(s.build, slices.SortedFunc(maps.Values(counts), func(a, b store.LabelCount) int {
			return cmp.Compare(a.ClassificationID, b.ClassificationID)
		}), SortMoves(moves))
	})
}

// oldLabels are the labels that history is told against, for each member; nil when
// this build writes none.
func (p *plan) oldLabels(ctx context.Context, db *store.DB) ([][6]int64, error) {
	if !p.history() {
		return nil, nil
	}
	old := make([][6]int64, len(p.members))
	if p.base == nil {
		return old, nil
	}
	at := 0
	err := db.View(ctx, func(tx *store.Tx) error {
		at = 0
		return tx.EachLabels(p.base.ID, func(customer int64, labels [6]int64) error {
			for at < len(p.members) && p.members[at].ID < customer {
				at++
			}
			if at < len(p.members) && p.members[at].ID == customer {
				old[at] = labels
			}
			return nil
		})
	})
	return old, err
}
