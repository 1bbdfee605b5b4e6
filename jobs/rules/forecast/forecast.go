package forecast

import (
	"wholesight/jobs/calendar"
	"wholesight/jobs/figures"
)

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

// Forecast is what the rules say of one customer as of a day.
type Forecast = figures.Forecast

// Confidence says how much of a customer is known.
type Confidence = figures.Confidence

// By purchase days: fewer than two, two to four, five and more.
const (
	Low    = figures.LowConfidence
	Medium = figures.MediumConfidence
	High   = figures.HighConfidence
)

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
