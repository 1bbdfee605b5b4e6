package forecast

import "wholesight/jobs/calendar"

// Basket is what a customer bought on one day. See the package comment for what counts.
type Basket struct {
	Day     calendar.Day
	Revenue int64 // minor units, above 0
	Margin  int64 // minor units, of the lines whose cost is known
	Costed  int64 // minor units of revenue whose cost is known: Margin is of it
	Lines   int32
	Channel int32 // id of the day's channel; 0: none
}

// Customer is one customer's history, oldest basket first, one for each day.
type Customer struct {
	ID      int64
	Kind    int32 // its smart type's place, from 0
	Consent bool  // to marketing by e-mail
	Baskets []Basket
}

// Shop is what is learned from. Baskets after AsOf are not looked at.
type Shop struct {
	AsOf      calendar.Day
	Customers []Customer // by id
	Mail      []int32    // channels that may be used with consent only: e-mail, newsletter
	Discount  float64    // of money a year ahead, as a share: .1 is ten percent
}

// Forecast is what is expected of one customer as of a day. Probabilities are
// hundredths of a percent, numbers of orders ten-thousandths, money minor units.
type Forecast struct {
	Model string // the method behind the churn figure, as MethodWords knows it

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
	Due             calendar.Day // the next order day as it was told when the last order had just come; it may have passed

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
	Low Confidence = iota
	Medium
	High
)

// String is its word in files and addresses.
func (c Confidence) String() string { return [...]string{"low", "medium", "high"}[c] }

// ConfidenceOf is the confidence of so many purchase days.
func ConfidenceOf(days int64) Confidence {
	switch {
	case days < 2:
		return Low
	case days < 5:
		return Medium
	}
	return High
}

// Band is one of the four bands of a probability.
type Band uint8

// The bands of whole percents: 0–25, 26–50, 51–75 and 76–100.
const (
	Small Band = iota
	Middle
	Large
	VeryLarge
	Bands = 4
)

// String is its word in addresses.
func (b Band) String() string { return [...]string{"small", "medium", "high", "very-high"}[b] }

// Percent rounds hundredths of a percent to whole ones, half up: what is banded is
// what is shown.
func Percent(hundredths int32) int32 { return (hundredths + 50) / 100 }

// BandOf is the band of a probability in hundredths of a percent.
func BandOf(hundredths int32) Band {
	switch p := Percent(hundredths); {
	case p <= 25:
		return Small
	case p <= 50:
		return Middle
	case p <= 75:
		return Large
	}
	return VeryLarge
}

// ClassOf is the churn class: Low up to 25 %, Normal up to 50, High above.
func ClassOf(churn int32) string {
	switch p := Percent(churn); {
	case p <= 25:
		return "Low"
	case p <= 50:
		return "Normal"
	}
	return "High"
}
