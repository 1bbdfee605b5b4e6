// Package kit is what any page needs and no single feature owns: kinds of routes and
// the guard, sessions and who asks, the frame of a page, forms and how they are sent
// once, conflicts, errors as pages, table files, streams and what is kept between
// requests.
//
// It alone knows how a request becomes an answer; a feature says what stands in it.
// It must know no feature and no word of the trade: what two rooms say alike stands
// in web/words. It may ask web/paths.
package kit
