package rebuild

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"wholesight/jobs/builds"
	"wholesight/jobs/rules/classify"
	"wholesight/jobs/runner"
	"wholesight/store"
)

// publish is the one small update that readers notice.
func (p *plan) publish(ctx context.Context, w *runner.Work, b store.Build, moves map[store.Move]int64,
	report *Report) error {
	if err := w.DB.View(ctx, func(tx *store.Tx) error { return report.tell(tx, moves) }); err != nil {
		return err
	}
	return w.DB.Update(ctx, func(tx *store.Tx) error {
		if err := w.Check(tx); err != nil {
			return err
		}
		err := tx.PublishBuild(b, p.steps, p.was)
		if errors.Is(err, store.ErrConflict) {
			return errors.Join(builds.ErrMeanwhile, err)
		}
		return err
	})
}

// history tells whether the plan's label changes are history.
func (p *plan) history() bool { return p.base == nil || p.asOf >= p.base.AsOf }

// tell fills in who moved, with the titles as they are now.
func (r *Report) tell(tx *store.Tx, moves map[store.Move]int64) error {
	all, err := tx.AllClassifications()
	if err != nil {
		return err
	}
	r.Moves = []ReportMove{}
	for _, m := range SortMoves(moves) {
		r.Moves = append(r.Moves, ReportMove{Type: string(classify.Types[m.Type]), FromID: m.From, ToID: m.To,
			From: all[m.From].Title, To: all[m.To].Title, Customers: m.Customers})
	}
	return nil
}

// Count adds a customer to what its labels hold.
func Count(counts map[int64]store.LabelCount, labels [6]int64, revenue int64) error {
	for _, id := range labels {
		if id == 0 {
			continue
		}
		c := counts[id]
		sum := c.Revenue + revenue
		if (sum > c.Revenue) != (revenue > 0) && revenue != 0 {
			return runner.Permanent(fmt.Errorf("revenue of the customers of classification %d: %w", id, classify.ErrOverflow))
		}
		counts[id] = store.LabelCount{ClassificationID: id, Customers: c.Customers + 1, Revenue: sum}
	}
	return nil
}

// SortMoves are the moves by type, from and to.
func SortMoves(moves map[store.Move]int64) []store.Move {
	list := make([]store.Move, 0, len(moves))
	for m, n := range moves {
		m.Customers = n
		list = append(list, m)
	}
	slices.SortFunc(list, func(a, b store.Move) int {
		return cmp.Or(cmp.Compare(a.Type, b.Type), cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To))
	})
	return list
}
