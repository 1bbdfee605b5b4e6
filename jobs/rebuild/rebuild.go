package rebuild

import (
	"context"
	"errors"
	"fmt"

	"wholesight/jobs/builds"
	"wholesight/jobs/calendar"
	"wholesight/jobs/rules/classify"
	"wholesight/jobs/runner"
	"wholesight/jobs/settings"
	"wholesight/store"
)

// The two steps of a rebuild.
const (
	StepGraph  = store.StepGraph
	StepLabels = store.StepLabels
)

// Options say what to rebuild; the zero value is both steps as of the day
// that the settings say.
type Options struct {
	Only string `json:"only,omitempty"`  // StepGraph or StepLabels; empty: both
	AsOf string `json:"as_of,omitempty"` // today, latest-order or YYYY-MM-DD; empty: the setting
}

// Report is what a rebuild did.
type Report struct {
	Build     int64        `json:"build"`
	Steps     []string     `json:"steps"`
	AsOf      string       `json:"as_of"`
	Timeframe int          `json:"timeframe_months"`
	Orders    int64        `json:"orders"`    // read
	Customers int64        `json:"customers"` // written: the larger of series and scores
	History   bool         `json:"history"`   // false: as of a day before the last one, so who moved is not told
	Moved     int64        `json:"moved"`     // label changes
	Moves     []ReportMove `json:"moves"`
	ReadMS    int64        `json:"read_ms"`
	WriteMS   int64        `json:"write_ms"`
	PublishMS int64        `json:"publish_ms"`
}

// ReportMove is how many customers went from one label to another.
type ReportMove struct {
	Type      string `json:"type"`
	FromID    int64  `json:"from_id"` // 0: no label
	ToID      int64  `json:"to_id"`
	From      string `json:"from"` // title; empty: no label
	To        string `json:"to"`
	Customers int64  `json:"customers"`
}

// Run makes the graph data, the metrics and the labels of all customers anew,
// and publishes them together. It is what the job does, and may be called without
// a Runner.
//
// It streams the orders once, by customer (rebuildscan.go), computes without a
// transaction, stages the rows under a new build's number in short batches on the
// one writer (rebuildstage.go), and moves the pointer in one small update. Readers
// see the old build until then, and for ever when it fails or is killed; a
// person's write waits for one batch at most.
//
// Rows of history are written when the as-of day is not before the one of the last
// build that wrote any, and tell against that build: publishing an earlier day is
// a look back, and coming forward again is no move.
func Run(ctx context.Context, w *runner.Work, opt Options) (Report, error) {
	for try := 1; ; try++ {
		report, err := rebuildOnce(ctx, w, opt)
		if errors.Is(err, builds.ErrMeanwhile) && try < builds.Tries {
			w.Log.Info("rebuild begins anew", "because", err)
			continue
		}
		if err != nil {
			return report, fmt.Errorf("rebuild: %w", err)
		}
		// Its result stands: what cannot be swept now is swept at night.
		if _, err := builds.Sweep(ctx, w); err != nil {
			w.Log.Warn("old builds are left for the next sweep", "error", err)
		}
		return report, nil
	}
}

func rebuildOnce(ctx context.Context, w *runner.Work, opt Options) (Report, error) {
	started := w.DB.Now()
	var p *plan
	if err := w.DB.View(ctx, func(tx *store.Tx) (err error) {
		p, err = newPlan(tx, opt)
		return err
	}); err != nil {
		return Report{}, err
	}
	report := Report{Steps: p.steps, AsOf: p.asOf.String(), Timeframe: int(p.shop.Timeframe)}
	found, err := p.scan(ctx, w)
	if err != nil {
		return report, err
	}
	if err := p.settle(found); err != nil {
		return report, err
	}
	if p.does(StepLabels) {
		if found.backorders, err = p.backorders(ctx, w); err != nil {
			return report, err
		}
	}
	report.Orders = found.orders
	report.ReadMS = w.DB.Now().Sub(started).Milliseconds()
	if err := p.write(ctx, w, found, started, &report); err != nil {
		return report, err
	}
	return report, nil
}

// plan is everything but the orders that a rebuild works from, read in one
// snapshot.
type plan struct {
	shop        settings.Shop
	steps       []string
	asOf        calendar.Day
	windows     classify.Windows
	members     []store.Member            // by id
	bands       map[int64]*classify.Bands // by smart type
	bookVersion int64
	was         store.Baseline
	base        *store.Build // whose labels history is told against; nil: none
}

func newPlan(tx *store.Tx, opt Options) (*plan, error) {
	shop, err := settings.Load(tx)
	if err != nil {
		return nil, err
	}
	p := &plan{shop: shop, steps: []string{StepGraph, StepLabels}}
	switch opt.Only {
	case StepGraph, StepLabels:
		p.steps = []string{opt.Only}
	case "":
	default:
		return nil, runner.Permanent(fmt.Errorf("step %q: there are %s and %s", opt.Only, StepGraph, StepLabels))
	}
	asOf := opt.AsOf
	if asOf == "" {
		asOf = shop.AsOf
	}
	if p.asOf, err = builds.ResolveAsOf(tx, shop, asOf); err != nil {
		return nil, err
	}
	if p.windows, err = classify.NewWindows(p.asOf, shop.Timeframe); err != nil {
		return nil, runner.Permanent(err)
	}
	if p.members, err = tx.Population(); err != nil {
		return nil, err
	}
	if p.bands, err = LoadBands(tx); err != nil {
		return nil, err
	}
	if p.bookVersion, err = tx.BookVersion(); err != nil {
		return nil, err
	}
	if p.was, err = tx.Baseline(); err != nil {
		return nil, err
	}
	if p.was.History != 0 {
		base, err := tx.Build(p.was.History)
		if err != nil {
			return nil, err
		}
		p.base = &base
	}
	return p, nil
}

// does tells whether the plan has a step.
func (p *plan) does(step string) bool {
	for _, s := range p.steps {
		if s == step {
			return true
		}
	}
	return false
}

// LoadBands are all live classifications as the leaf wants them.
func LoadBands(tx *store.Tx) (map[int64]*classify.Bands, error) {
	rows, err := tx.Classifications(0)
	if err != nil {
		return nil, err
	}
	all := map[int64]*classify.Bands{}
	for i := range rows {
		c := &rows[i]
		at := classify.Type(c.Type).Index()
		if at < 0 {
			return nil, fmt.Errorf("classification %d is of unknown type %q", c.ID, c.Type)
		}
		b := all[c.SmartTypeID]
		if b == nil {
			b = new(classify.Bands)
			all[c.SmartTypeID] = b
		}
		b[at] = append(b[at], Band(*c))
	}
	return all, nil
}

// Band is a classification as the leaf wants it.
func Band(c store.Classification) classify.Band {
	return classify.Band{ID: c.ID, Title: c.Title, Value: c.Value, MinSpend: c.MinSpend, MinOrders: c.MinOrders}
}
