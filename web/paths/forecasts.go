package paths

func ForecastsPath() string      { return "/forecasts" }
func ForecastRecordPath() string { return "/forecasts/record" }
func FoundPath() string          { return "/forecasts/found" }
