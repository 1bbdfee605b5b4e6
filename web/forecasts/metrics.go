package forecasts

import (
	"math"

	"wholesight/jobs/rules/forecast"
	"wholesight/jobs/stats/accuracy"
	"wholesight/views/ui"
)

// jobWords are what is forecast, as pages name it.
var forecastJobWords = map[string]string{
	forecast.JobChurn:     "Who stops",
	forecast.JobOrders:    "How often",
	forecast.JobRevenue:   "How much",
	forecast.JobNextOrder: "When next",
}

func jobName(l ui.Locale, job string) string {
	if words, ok := forecastJobWords[job]; ok {
		return l.T(words)
	}
	return job
}

// metricWords are the measures in words that say which way is good.
var metricWords = map[string]string{
	accuracy.NameAUC:              "order right (AUC; 1 is perfect, 0.5 is a coin)",
	accuracy.NameBrier:            "error of chances (Brier; 0 is perfect)",
	accuracy.NameAveragePrecision: "right among the first (AP; 1 is perfect)",
	accuracy.NameLogLoss:          "surprise (log loss; 0 is perfect)",
	accuracy.NameMAE:              "off on average (MAE)",
	accuracy.NameMedianAE:         "off in the middle case",
	accuracy.NameRMSE:             "off, large errors counting more (RMSE)",
	accuracy.NameBias:             "too much or too little in all (bias; 0 % is right)",
	accuracy.NameSpearman:         "order right (Spearman; 1 is perfect)",
	accuracy.NameGini:             "order of amounts right (Gini; 1 is perfect)",
}

// metricShortWords are the same for heads of columns.
var metricShortWords = map[string]string{
	accuracy.NameAUC: "AUC", accuracy.NameBrier: "Brier", accuracy.NameAveragePrecision: "AP",
	accuracy.NameLogLoss: "Log loss",
	accuracy.NameMAE:     "MAE", accuracy.NameMedianAE: "Median error", accuracy.NameRMSE: "RMSE",
	accuracy.NameBias:     "Bias",
	accuracy.NameSpearman: "Spearman", accuracy.NameGini: "Gini",
}

func metricName(l ui.Locale, metric string) string {
	if words, ok := metricWords[metric]; ok {
		return l.T(words)
	}
	return metric
}

// metricKind is how a measure of a job reads, and what it is multiplied by to be an
// integer of that kind. Amounts are money, days and orders hundredths, too much or too
// little is percents, the others thousandths.
func metricKind(job, metric string) (ui.Kind, float64) {
	switch metric {
	case accuracy.NameBias:
		return ui.Percent, 1000
	case accuracy.NameMAE, accuracy.NameMedianAE, accuracy.NameRMSE:
		if job == forecast.JobRevenue {
			return ui.Money, 1
		}
		return ui.Hundredths, 100
	}
	return ui.Thousandths, 1000
}

// metricValue is a measure as an integer of its kind; NoValue where it is no number.
func metricValue(job, metric string, v float64) int64 {
	_, by := metricKind(job, metric)
	if v *= by; math.IsNaN(v) || math.Abs(v) > 1e15 {
		return ui.NoValue
	}
	return int64(math.Round(v))
}

// MetricText is a measure as a table writes it.
func MetricText(l ui.Locale, job, metric string, v float64) string {
	n := metricValue(job, metric, v)
	if n == ui.NoValue {
		return "–"
	}
	switch kind, _ := metricKind(job, metric); kind {
	case ui.Money:
		return l.MoneyExact(n)
	case ui.Percent:
		return l.Percent(n)
	case ui.Hundredths:
		return l.Ratio(n)
	}
	return l.Thousandths(n)
}
