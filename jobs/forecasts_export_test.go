package jobs

// What tests of the package from outside look at.
var (
	NewForecast = newForecast
	Quietly     = quietly
)
