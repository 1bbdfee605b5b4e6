package ui

// GoTo is the second key of the pair that leads to an entry of the navigation; the
// first is g.
var GoTo = map[string]string{
	NavToday: "t", NavCustomers: "c", NavAnalysis: "a", NavTargets: "k", NavClassifications: "l", NavForecasts: "f",
	NavSuggestions: "u", NavOffers: "o", NavCampaigns: "m", NavReports: "r", NavImports: "i", NavJobs: "j",
	NavSettings: "s",
}
