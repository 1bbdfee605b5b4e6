// Package words is what several features say alike:
// figures, forecasts, label groups, actions and runs
// in words and cells.
//
// It turns values into the structs of views and reads
// nothing. A word that one room alone uses stays in
// that room. It may ask web/kit and web/paths, and no
// feature.
package words
