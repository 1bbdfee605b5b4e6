package ui

// OkabeIto is the default palette for labels: eight colours that people with
// the common kinds of colour blindness tell apart (Okabe and Ito, 2008).
var OkabeIto = []Choice{
	{"#e69f00", "Orange"},
	{"#56b4e9", "Sky blue"},
	{"#009e73", "Green"},
	{"#f0e442", "Yellow"},
	{"#0072b2", "Blue"},
	{"#d55e00", "Vermilion"},
	{"#cc79a7", "Purple"},
	{"#000000", "Black"},
}
