// Package forecasts is the use case of foretelling: reads the order
// book as baskets, trains models, scores customers, publishes them
// as a build, keeps the track record and settles it when its days
// are over.
//
// What is said of a day uses nothing later. The mathematics is
// jobs/rules/forecast's and knows no database. It may ask
// jobs/builds, jobs/runner and jobs/settings, and no other use case.
package forecasts
