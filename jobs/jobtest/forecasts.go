package jobtest

import (
	"bytes"
	"context"
	"testing"

	"wholesight/jobs/calendar"
	"wholesight/jobs/forecasts"
	"wholesight/jobs/runner"
	"wholesight/store"
	"wholesight/store/storetest"
)

func BuildForecasts(t *testing.T, db *store.DB, opt forecasts.Options) forecasts.Report {
	t.Helper()
	report, err := forecasts.Build(context.Background(), &runner.Work{DB: db, Log: storetest.Log(), Actor: Tester}, opt)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

// ForecastFile is the file of forecasts, of the published build or of a day.
func ForecastFile(t testing.TB, db *store.DB, asOf string) string {
	t.Helper()
	var day *calendar.Day
	if asOf != "" {
		d := calendar.Must(asOf)
		day = &d
	}
	var b bytes.Buffer
	if err := forecasts.Write(context.Background(), db, store.Everyone(), &b, day); err != nil {
		t.Fatal(err)
	}
	return b.String()
}
