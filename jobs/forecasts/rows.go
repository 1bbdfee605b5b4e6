package forecasts

import (
	"wholesight/jobs/rules/forecast"
	"wholesight/store"
)

// newForecast is a customer's forecast as it is stored.
func newForecast(customerID int64, f *forecast.Forecast) store.Forecast {
	return store.Forecast{CustomerID: customerID, Model: f.Model, Known: f.Known, Count: f.Count, First: f.First, Last: f.Last,
		GapThousandths: f.GapThousandths, Usual: f.Usual, Alive: f.Alive, Purchase30: f.Purchase30, Purchase91: f.Purchase91,
		Churn: f.Churn, ChurnHorizon: f.ChurnHorizon, Orders91: f.Orders91, Orders365: f.Orders365, Revenue91: f.Revenue91,
		CLV365: f.CLV365, Margin365: f.Margin365, HasMargin: f.HasMargin, Next: f.Next, Low: f.Low, High: f.High, HasNext: f.HasNext, Due: f.Due,
		Channel: f.Channel, Usable: f.Usable, ChannelShare: f.ChannelShare, Confidence: uint8(f.Confidence), Season: f.Season}
}

// Forecast is a stored forecast as the leaf wants it: to band and to print.
func Forecast(f *store.Forecast) forecast.Forecast {
	return forecast.Forecast{Model: f.Model, Known: f.Known, Count: f.Count, First: f.First, Last: f.Last,
		GapThousandths: f.GapThousandths, Usual: f.Usual, Alive: f.Alive, Purchase30: f.Purchase30, Purchase91: f.Purchase91,
		Churn: f.Churn, ChurnHorizon: f.ChurnHorizon, Orders91: f.Orders91, Orders365: f.Orders365, Revenue91: f.Revenue91,
		CLV365: f.CLV365, Margin365: f.Margin365, HasMargin: f.HasMargin, Next: f.Next, Low: f.Low, High: f.High, HasNext: f.HasNext, Due: f.Due,
		Channel: f.Channel, Usable: f.Usable, ChannelShare: f.ChannelShare, Confidence: forecast.Confidence(f.Confidence), Season: f.Season}
}
