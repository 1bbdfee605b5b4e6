package store

import (
	"database/sql"
	"strings"

	"wholesight/jobs/figures"
)

// StepForecasts is the step of a build that holds what is expected of customers. Its
// builds hold nothing else.
const StepForecasts = "forecasts"

// Forecast is what is expected of an active customer, as jobs/rules/forecast says it and
// explains it. Probabilities are hundredths of a percent, numbers of orders
// ten-thousandths, money minor units.
type Forecast struct {
	CustomerID int64
	figures.Forecast
}

var forecastColumns = []string{"build_id", "customer_id", "method", "purchase_days", "first_order", "last_order", "gap",
	"usual_gap",
	"alive", "purchase_30", "purchase_91", "churn", "churn_horizon", "orders_91", "orders_365", "revenue_91", "clv_365",
	"margin_365",
	"next_order", "next_low", "next_high", "due", "channel_id", "usable_id", "channel_share", "confidence", "season"}

// StageForecasts adds forecasts to a build that is being staged.
func (tx *Tx) StageForecasts(build int64, forecasts []Forecast) (err error) {
	defer wrap(&err, "stage forecasts of build %d", build)
	if err := tx.beatBuild(build); err != nil {
		return err
	}
	return tx.insert("customer_forecasts", forecastColumns, len(forecasts), func(i int, args []any) []any {
		f := &forecasts[i]
		if !f.Known {
			args = append(args, build, f.CustomerID, "", 0)
			for range len(forecastColumns) - 6 {
				args = append(args, nil)
			}
			return append(args, int64(f.Confidence), nil)
		}
		opt := func(exists bool, v int64) any {
			if !exists {
				return nil
			}
			return v
		}
		return append(args, build, f.CustomerID, f.Model, f.Count, int64(f.First), int64(f.Last),
			opt(f.GapThousandths != 0, f.GapThousandths), f.Usual,
			f.Alive, f.Purchase30, f.Purchase91, f.Churn, f.ChurnHorizon, f.Orders91, f.Orders365, f.Revenue91, f.CLV365,
			opt(f.HasMargin, f.Margin365),
			opt(f.HasNext, int64(f.Next)), opt(f.HasNext, int64(f.Low)), opt(f.HasNext, int64(f.High)),
			opt(f.Due != 0, int64(f.Due)),
			none(int64(f.Channel)), none(int64(f.Usable)), opt(f.Channel != 0, int64(f.ChannelShare)), int64(f.Confidence),
			f.Season)
	}, "")
}

// forecastFields are the columns of a Forecast as dest wants them.
var forecastFields = func() string {
	fields := make([]string, 0, len(forecastColumns)+1)
	for _, c := range forecastColumns[1:] {
		switch c {
		case "customer_id", "method", "purchase_days", "confidence":
			fields = append(fields, "f."+c)
		default:
			fields = append(fields, "COALESCE(f."+c+", 0)")
		}
	}
	return strings.Join(append(fields, "f.margin_365 IS NOT NULL", "f.next_order IS NOT NULL"), ", ")
}()

// dest are the addresses that forecastFields are scanned into.
func (f *Forecast) dest() []any {
	return []any{&f.CustomerID, &f.Model, &f.Count, &f.First, &f.Last, &f.GapThousandths, &f.Usual,
		&f.Alive, &f.Purchase30, &f.Purchase91, &f.Churn, &f.ChurnHorizon, &f.Orders91, &f.Orders365, &f.Revenue91, &f.CLV365,
		&f.Margin365,
		&f.Next, &f.Low, &f.High, &f.Due, &f.Channel, &f.Usable, &f.ChannelShare, &f.Confidence, &f.Season, &f.HasMargin,
		&f.HasNext}
}

// Forecast is what the published build expects of a customer. ErrNotFound outside of
// the scope, and for a customer without a forecast: not active when it was built.
func (tx *Tx) Forecast(scope Scope, customerID int64) (f Forecast, err error) {
	defer wrap(&err, "forecast of customer %d", customerID)
	args := []any{customerID}
	err = tx.row(`SELECT `+forecastFields+` FROM customers c
		JOIN customer_forecasts f ON f.customer_id = c.id AND f.build_id = (SELECT build_id FROM published WHERE step = 'forecasts')
		WHERE c.id = $1 AND `+scope.where("c", &args), args, f.dest()...)
	f.Known = f.Count > 0
	return f, err
}

// EachForecast calls f for every active customer of the scope that has a forecast in a
// build, by customer code. The forecast is only lent.
func (tx *Tx) EachForecast(scope Scope, build int64, do func(Party, *Forecast) error) (err error) {
	defer wrap(&err, "forecasts of build %d", build)
	args := []any{build}
	var p Party
	var f Forecast
	dest := append([]any{&p.Code, &p.Name, &p.SmartType, &p.Manager}, f.dest()...)
	return tx.each(`SELECT c.code, c.name, t.title, COALESCE(m.name, ''), `+forecastFields+`
		FROM customer_forecasts f JOIN customers c ON c.id = f.customer_id JOIN smart_types t ON t.id = c.smart_type_id
		LEFT JOIN account_managers m ON m.id = c.account_manager_id
		WHERE f.build_id = $1 AND c.active AND `+scope.where("c", &args)+` ORDER BY c.code`, args,
		func(rows *sql.Rows) error {
			if err := rows.Scan(dest...); err != nil {
				return err
			}
			p.ID, f.Known = f.CustomerID, f.Count > 0
			return do(p, &f)
		})
}

// EachForecastRow calls f for every forecast of a build, by customer id: for who keeps
// them all in memory. The forecast is only lent.
func (tx *Tx) EachForecastRow(build int64, do func(customerID int64, f *Forecast) error) (err error) {
	defer wrap(&err, "all forecasts of build %d", build)
	var f Forecast
	dest := f.dest()
	return tx.each(`SELECT `+forecastFields+` FROM customer_forecasts f WHERE f.build_id = $1 ORDER BY f.customer_id`,
		[]any{build}, func(rows *sql.Rows) error {
			if err := rows.Scan(dest...); err != nil {
				return err
			}
			f.Known = f.Count > 0
			return do(f.CustomerID, &f)
		})
}
