package forecasts

import (
	"wholesight/jobs/runner"
)

// What tests of the package from outside look at.
var (
	NewForecast = newForecast
	Quietly     = runner.Quietly
)
