// Package forecast says what customers will do: whether they still buy here, when
// they order next, how often, for how much and by which channel, and how often such
// sayings came true before.
//
//	model, err := forecast.Train(shop)             // weekly, or on demand: seconds to minutes
//	f := model.Forecast(&shop.Customers[i], day)   // nightly: microseconds a customer
//
// It knows no database and no clock: a Shop is each customer's baskets in order of
// the day, and nothing dated after Shop.AsOf is looked at, so that a Model made as of
// a day is the same, to the byte, whether the book ends there or goes on.
//
// Naive rules are strong with business buyers, so they are part of the choice and not
// a straw man: for each job (churn, orders, revenue, next order) the methods are tried
// on the newest window of the shop's own history that is over, and the winner serves
// (Choice says which and by how much). Where nothing beats the plain rule, the plain
// rule serves; where there is too little to learn from, the rule of the shrunk gap
// does, and says so.
//
// A chance is never nearer to 0 or 1 than what was seen of customers like it can bear:
// see shrinkage.
//
// What a basket is: one customer's goods of one day, with a price and a quantity above
// 0. Returns, gifts, postage and other services tell nothing of when somebody comes
// back, and are left out, so that the money here is goods before returns.
//
// The closed forms are in jobs/stats/btyd, the trees in jobs/stats/boost, the measures in
// jobs/stats/accuracy. Randomness is seeded from nothing but constants. Sources: spec 04;
// the papers are named where they are used.
package forecast
