package demo

import "fmt"

// place is a town, with what its postcodes and telephone numbers begin with.
type place struct{ town, region, postcode, phone string }

// The telephone numbers lie in the ranges that each country's regulator keeps
// free for fiction, so nobody is ever called.
var places = map[string][]place{
	"GB": {
		{"Leeds", "North", "LS", "+44 113 496 0%03d"}, {"Sheffield", "North", "S", "+44 114 496 0%03d"},
		{"Manchester", "North", "M", "+44 161 496 0%03d"}, {"Liverpool", "North", "L", "+44 151 496 0%03d"},
		{"Newcastle upon Tyne", "North", "NE", "+44 191 498 0%03d"}, {"Nottingham", "Midlands", "NG", "+44 115 496 0%03d"},
		{"Leicester", "Midlands", "LE", "+44 116 496 0%03d"}, {"Birmingham", "Midlands", "B", "+44 121 496 0%03d"},
		{"Bristol", "South", "BS", "+44 117 496 0%03d"}, {"Reading", "South", "RG", "+44 118 496 0%03d"},
		{"London", "South", "SE", "+44 20 7946 0%03d"}, {"Edinburgh", "Scotland", "EH", "+44 131 496 0%03d"},
		{"Glasgow", "Scotland", "G", "+44 141 496 0%03d"}, {"Cardiff", "South", "CF", "+44 29 2018 0%03d"},
	},
	"DE": {
		{"Berlin", "Export", "10", "+49 30 23125 %03d"}, {"Hamburg", "Export", "20", "+49 40 66969 %03d"},
		{"Köln", "Export", "50", "+49 221 4710 %03d"}, {"Frankfurt am Main", "Export", "60", "+49 69 90009 %03d"},
		{"München", "Export", "80", "+49 89 99998 %03d"},
	},
	"FR": {
		{"Paris", "Export", "75", "+33 1 99 00 0%03d"}, {"Rennes", "Export", "35", "+33 2 61 91 0%03d"},
		{"Lille", "Export", "59", "+33 3 53 01 0%03d"}, {"Lyon", "Export", "69", "+33 4 65 71 0%03d"},
		{"Bordeaux", "Export", "33", "+33 5 36 49 0%03d"},
	},
	"IE": {
		{"Dublin", "Ireland", "D", "+353 20 915 0%03d"}, {"Cork", "Ireland", "T", "+353 20 912 0%03d"},
		{"Galway", "Ireland", "H", "+353 20 914 0%03d"},
	},
	"SE": {
		{"Göteborg", "Export", "41", "+46 31 390 06%02d"}, {"Stockholm", "Export", "11", "+46 8 465 004%02d"},
		{"Malmö", "Export", "21", "+46 40 628 04%02d"},
	},
}

// phoneAt is a telephone number in a place.
func phoneAt(r *source, country string, at place) string {
	if country == "SE" {
		return fmt.Sprintf(at.phone, r.below(100))
	}
	return fmt.Sprintf(at.phone, r.below(1000))
}

// postcodeAt is a postcode in a place, in its country's form.
func postcodeAt(r *source, country string, at place) string {
	const letters = "ABDEFGHJLNPQRSTUWXYZ"
	letter := func() byte { return letters[r.below(len(letters))] }
	switch country {
	case "GB":
		return fmt.Sprintf("%s%d %d%c%c", at.postcode, 1+r.below(19), r.below(10), letter(), letter())
	case "IE":
		return fmt.Sprintf("%s%02d %c%d%c%d", at.postcode, 1+r.below(18), letter(), r.below(10), letter(), r.below(10))
	case "SE":
		return fmt.Sprintf("%s%d %02d", at.postcode, r.below(10), 10+r.below(90))
	default:
		return fmt.Sprintf("%s%03d", at.postcode, r.below(1000))
	}
}
