package forecast

import "wholesight/jobs/calendar"

// The jobs that are forecast and tried, as files and addresses name them.
const (
	JobChurn     = "churn"
	JobOrders    = "orders"
	JobRevenue   = "revenue"
	JobNextOrder = "next_order"
)

// Jobs are they, in the order in which pages show them.
var Jobs = [4]string{JobChurn, JobOrders, JobRevenue, JobNextOrder}

// Ours is the name of the method that is in use, beside the methods it is made of.
const Ours = "wholesight"

// Row is one figure of how a method did.
type Row struct {
	Job    string  `json:"job"`
	Method string  `json:"method"` // Ours, or a plain rule or classic model
	Metric string  `json:"metric"` // as jobs/stats/accuracy names it
	Value  float64 `json:"value"`
	N      int     `json:"n"`               // customers
	Low    float64 `json:"low"`             // 95 % interval; Low = High = Value where none was made
	High   float64 `json:"high"`            //
	AsOf   string  `json:"as_of,omitempty"` // of an evaluation: the last day that was known
}

// Bin is how often what was said with one probability came true.
type Bin struct {
	From int32   `json:"from"` // hundredths of a percent, included
	To   int32   `json:"to"`   // excluded; of the last one included
	N    int     `json:"n"`
	Said float64 `json:"said"` // the mean of what was said, 0 to 1
	Came int     `json:"came"`
}

// back-test is how the forecasts made at one cut-off came out.
type Backtest struct {
	CutOff  calendar.Day `json:"cut_off"`
	Horizon int          `json:"horizon_days"`
	// they were shown to people that day; false: a back-test, made later from what was known
	Live   bool   `json:"live"`
	Method string `json:"method"`
	Rows   []Row  `json:"rows"`
	Churn  []Bin  `json:"churn"`    // ten: of churn, within each customer's own horizon, where that has passed
	Buys   []Bin  `json:"purchase"` // ten: of an order within 91 days
	// by days since the last order (From to To − 1): how many ordered within 91 days
	Silence []Bin `json:"silence"`
}

// Choice is which method serves a job, and why.
type Choice struct {
	Job     string       `json:"job"`
	Method  string       `json:"method"` // which serves
	Plain   string       `json:"plain"`  // the plain rule it is held against
	Metric  string       `json:"metric"`
	Value   float64      `json:"value"`       // of Method on the newest finished window
	Against float64      `json:"plain_value"` // of Plain there
	N       int          `json:"n"`           // customers in that window; 0: not tried, for Why
	CutOff  calendar.Day `json:"cut_off"`     // where that window begins
	Why     string       `json:"why"`         // in words, where nothing could be tried or the plain rule stays
}

// Record is the track record of a shop: what a Model carries of how such models did.
type Record struct {
	Choices   []Choice   `json:"choices"`
	Backtests []Backtest `json:"trials"` // oldest first
}

// EnoughCases is how many settled cases it takes to say anything.
const EnoughCases = 15

// Like is how the forecasts with about the same probability came out, over all back-tests:
// those of its bin (tenths of the probability). pick takes a back-test's bins. base is
// the share over all bins; ok is false below EnoughCases.
func (r *Record) Like(hundredths int32, pick func(*Backtest) []Bin) (n, came int, base float64, ok bool) {
	var all, allCame int
	for i := range r.Backtests {
		for _, b := range pick(&r.Backtests[i]) {
			all, allCame = all+b.N, allCame+b.Came
			if hundredths >= b.From && (hundredths < b.To || b.To == 10000 && hundredths == 10000) {
				n, came = n+b.N, came+b.Came
			}
		}
	}
	if all > 0 {
		base = float64(allCame) / float64(all)
	}
	return n, came, base, n >= EnoughCases
}

// Silent is what customers who were silent for about as long share: of n at all
// cut-offs, came ordered within a quarter. from and to (0: none) are the days of silence
// that count as about as long; ok is false below EnoughCases.
func (r *Record) Silent(days int64) (n, came int, from, to int64, ok bool) {
	for i := range r.Backtests {
		for _, b := range r.Backtests[i].Silence {
			if days >= int64(b.From) && (days < int64(b.To) || b.To == 0) {
				n, came, from, to = n+b.N, came+b.Came, int64(b.From), int64(b.To)
			}
		}
	}
	return n, came, from, to, n >= EnoughCases
}
