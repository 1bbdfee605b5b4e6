package figures

import "wholesight/jobs/calendar"

// Forecast is what is expected of one customer as of a day. All of it is stored
// (store.Forecast); a customer list keeps what lists show. Probabilities are
// hundredths of a percent, numbers of orders ten-thousandths, money minor units.
type Forecast struct {
	Model string // the method behind the churn figure

	Known bool         // false: it never bought, and nothing below means anything
	Count int64        // purchase days until the as-of day
	First calendar.Day // of them
	Last  calendar.Day

	GapThousandths int64 // average days between purchase days; 0: one purchase day
	Usual          int64 // its usual gap in days, shrunk towards the others'

	Alive        int32 // still buys here
	Purchase30   int32 // at least one order within 30 days
	Purchase91   int32
	Churn        int32 // no order within ChurnHorizon days
	ChurnHorizon int32

	Orders91  int64
	Orders365 int64
	Revenue91 int64
	CLV365    int64 // revenue of the next 365 days, discounted at the shop's rate
	Margin365 int64 // the part of CLV365 that is margin, at the customer's share of the last year
	HasMargin bool  // costs are known for at least half of what it bought

	Next, Low, High calendar.Day // median and quartiles of the next order day
	HasNext         bool
	Due             calendar.Day // the next order day as it was told when the last order had just come; 0: not known

	Channel      int32 // of the likeliest next purchase; 0: none known
	Usable       int32 // the same without channels that lack consent; 0: none
	ChannelShare int32 // how likely Channel is

	Confidence Confidence

	Season int32 // what the season does to the next 91 days, in thousandths: 1000 is nothing
}

// Confidence says how much of a customer is known.
type Confidence uint8

// By purchase days: fewer than two, two to four, five and more.
const (
	LowConfidence Confidence = iota
	MediumConfidence
	HighConfidence
)

// String is its word in files and addresses.
func (c Confidence) String() string { return [...]string{"low", "medium", "high"}[c] }
