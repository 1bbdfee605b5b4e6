package demo

// category is a leaf of the category tree, with the products it is made of:
// every noun in every size.
type category struct {
	path, group, prefix string
	liked               string // letters of the industries that buy it most
	season              uint8
	metre, makes        bool
	packs               []int // from the smallest to the largest size
	low, high           int64 // list price per unit of the smallest and the largest, ten-thousandths
	nouns, sizes        []string
	materials, brands   []string
}

// makes are the machines that products are made to fit: tag group "make".
var makes = []string{"Norvik", "Haldane", "Torrin", "Osmark", "Ferrant", "Kessock", "Lindal", "Varre"}

var (
	handBrands  = []string{"Kestrel", "Brigg & Rowe", "Ironmoor"}
	powerBrands = []string{"Voltane", "Kestrel Pro", "Dynamar"}
	fixBrands   = []string{"Gripwell", "Stallion", "Fastholm"}
	abraBrands  = []string{"Corvex", "Gritstone"}
	chemBrands  = []string{"Solvane", "Marlube"}
	safeBrands  = []string{"Wardale", "Safecrest"}
	anyBrands   = []string{"Tarnholt", "Ironmoor", "Dynamar"}

	steel     = []string{"steel", "stainless steel", "galvanised steel"}
	hardSteel = []string{"HSS", "carbide", "cobalt"}
	grit      = []string{"aluminium oxide", "zirconia", "ceramic"}
	none      = []string{""}
)

// catalogue is the whole range, in the order of the printed catalogue.
var catalogue = []category{
	{"Tools > Saws", "Hand tools", "SAW", "JCHS", evenly, false, false, []int{1}, 84000, 340000,
		[]string{"hand saw", "hacksaw", "tenon saw"}, []string{"250 mm", "300 mm", "350 mm", "450 mm", "500 mm"},
		[]string{"steel", "wood"}, handBrands},
	{"Tools > Hammers", "Hand tools", "HAM", "JCHM", evenly, false, false, []int{1}, 72000, 280000,
		[]string{"claw hammer", "club hammer", "dead-blow mallet"}, []string{"300 g", "500 g", "750 g", "1 kg", "1.5 kg"},
		[]string{"steel", "wood", "rubber"}, handBrands},
	{"Tools > Screwdrivers", "Hand tools", "SCD", "JEHFS", evenly, false, false, []int{1, 6}, 24000, 96000,
		[]string{"slotted screwdriver", "cross-head screwdriver", "insulated screwdriver"},
		[]string{"3 mm", "4 mm", "5.5 mm", "6.5 mm", "8 mm"}, []string{"steel", "chrome vanadium"}, handBrands},
	{"Tools > Spanners", "Hand tools", "SPA", "VMABS", evenly, false, true, []int{1}, 31000, 265000,
		[]string{"combination spanner", "ratchet spanner", "ring spanner"},
		[]string{"8 mm", "10 mm", "13 mm", "17 mm", "19 mm", "24 mm"}, []string{"chrome vanadium", "steel"}, handBrands},
	{"Tools > Pliers", "Hand tools", "PLI", "EVMH", evenly, false, false, []int{1}, 89000, 290000,
		[]string{"combination pliers", "side cutters", "water-pump pliers"}, []string{"160 mm", "180 mm", "200 mm", "250 mm"},
		[]string{"steel"}, handBrands},
	{"Tools > Measuring", "Hand tools", "MEA", "JCMSE", evenly, false, false, []int{1}, 42000, 480000,
		[]string{"tape measure", "spirit level", "square"}, []string{"3 m", "5 m", "8 m", "10 m"},
		[]string{"steel", "aluminium"}, handBrands},
	{"Tools > Clamps", "Hand tools", "CLA", "JMB", evenly, false, false, []int{1, 2}, 76000, 390000,
		[]string{"quick clamp", "G-clamp", "sash clamp"}, []string{"150 mm", "300 mm", "450 mm", "600 mm", "900 mm"},
		[]string{"steel", "nylon"}, handBrands},
	{"Tools > Knives", "Hand tools", "KNI", "JCFH", evenly, false, false, []int{10, 1}, 26000, 148000,
		[]string{"trimming knife", "folding knife", "scraper"}, []string{"9 mm", "18 mm", "25 mm", "60 mm"},
		[]string{"steel"}, handBrands},
	{"Tools > Chisels", "Hand tools", "CHI", "JSC", evenly, false, false, []int{1}, 69000, 210000,
		[]string{"bevel-edge chisel", "firmer chisel", "cold chisel"}, []string{"6 mm", "12 mm", "18 mm", "25 mm", "32 mm"},
		[]string{"steel"}, handBrands},
	{"Power tools > Drills", "Power tools", "DRL", "CJEM", evenly, false, true, []int{1}, 790000, 2890000,
		[]string{"cordless drill", "hammer drill", "angle drill"}, []string{"12 V", "18 V", "36 V", "230 V"}, none,
		powerBrands},
	{"Power tools > Grinders", "Power tools", "GRD", "MVCB", evenly, false, true, []int{1}, 620000, 2290000,
		[]string{"angle grinder", "straight grinder"}, []string{"115 mm", "125 mm", "150 mm", "230 mm"}, none, powerBrands},
	{"Power tools > Sanders", "Power tools", "SND", "JB", evenly, false, true, []int{1}, 540000, 1990000,
		[]string{"orbital sander", "belt sander"}, []string{"125 mm", "150 mm", "180 mm"}, none, powerBrands},
	{"Power tools > Batteries", "Power tools", "BAT", "CJEVF", evenly, false, true, []int{1}, 390000, 1490000,
		[]string{"battery", "charger"}, []string{"2 Ah", "4 Ah", "5 Ah", "8 Ah"}, none, powerBrands},
	{"Drill bits > Masonry", "Drill bits", "MSB", "CEFH", evenly, false, false, []int{1, 5}, 14000, 118000,
		[]string{"masonry bit", "SDS-plus bit"}, []string{"5 mm", "6 mm", "8 mm", "10 mm", "12 mm", "14 mm", "16 mm"},
		[]string{"carbide"}, abraBrands},
	{"Drill bits > Metal", "Drill bits", "MTB", "MVABS", evenly, false, false, []int{10, 5, 1}, 6900, 94000,
		[]string{"jobber drill", "minimal drill"}, []string{"2 mm", "3 mm", "4 mm", "5 mm", "6 mm", "8 mm", "10 mm", "13 mm"},
		hardSteel, abraBrands},
	{"Drill bits > Wood", "Drill bits", "WDB", "JHS", evenly, false, false, []int{1}, 16000, 146000,
		[]string{"brad-point bit", "auger bit", "flat bit"}, []string{"6 mm", "10 mm", "16 mm", "20 mm", "25 mm"},
		[]string{"steel"}, abraBrands},
	{"Drill bits > Hole saws", "Drill bits", "HOL", "EFJ", evenly, false, false, []int{1}, 58000, 310000,
		[]string{"hole saw"}, []string{"22 mm", "32 mm", "44 mm", "68 mm", "102 mm"}, []string{"bimetal"}, abraBrands},
	{"Abrasives > Cutting discs", "Abrasives", "CUT", "MVBC", evenly, false, false, []int{25, 25, 10}, 8900, 39000,
		[]string{"cutting disc", "thin cutting disc"}, []string{"115 mm", "125 mm", "150 mm", "230 mm"}, grit, abraBrands},
	{"Abrasives > Sanding discs", "Abrasives", "SDD", "JBV", evenly, false, false, []int{50}, 2450, 5900,
		[]string{"sanding disc", "film disc"}, []string{"P40", "P60", "P80", "P120", "P180", "P240", "P400"}, grit,
		abraBrands},
	{"Abrasives > Wire brushes", "Abrasives", "BRU", "MBA", evenly, false, false, []int{1, 5}, 24000, 86000,
		[]string{"cup brush", "hand wire brush"}, []string{"65 mm", "75 mm", "100 mm"}, []string{"steel", "brass"},
		abraBrands},
	{"Fixings > Screws > Wood screws", "Fixings", "WSC", "JCHF", evenly, false, false, []int{200, 200, 100}, 185, 1490,
		[]string{"countersunk wood screw", "decking screw"},
		[]string{"3 × 20", "3.5 × 30", "4 × 40", "4 × 50", "5 × 60", "5 × 80", "6 × 100", "6 × 120"}, steel, fixBrands},
	{"Fixings > Screws > Drywall screws", "Fixings", "DSC", "CJ", evenly, false, false, []int{1000, 500}, 124, 410,
		[]string{"drywall screw", "collated drywall screw"}, []string{"25 mm", "35 mm", "45 mm", "55 mm"}, []string{"steel"},
		fixBrands},
	{"Fixings > Screws > Machine screws", "Fixings", "MSC", "MVEB", evenly, false, false, []int{200, 100}, 210, 1850,
		[]string{"pan-head machine screw", "socket cap screw"},
		[]string{"M3 × 10", "M4 × 12", "M4 × 20", "M5 × 20", "M6 × 25", "M8 × 30"},
		[]string{"steel", "stainless steel", "brass"}, fixBrands},
	{"Fixings > Bolts", "Fixings", "BLT", "MVCA", evenly, false, false, []int{100, 50, 25}, 640, 12900,
		[]string{"hex bolt", "coach bolt", "flange bolt"},
		[]string{"M6 × 40", "M8 × 50", "M10 × 60", "M12 × 80", "M16 × 100", "M20 × 120"}, steel, fixBrands},
	{"Fixings > Nuts", "Fixings", "NUT", "MVCA", evenly, false, false, []int{200, 100, 50}, 95, 3400,
		[]string{"hex nut", "lock nut"}, []string{"M6", "M8", "M10", "M12", "M16", "M20"}, steel, fixBrands},
	{"Fixings > Washers", "Fixings", "WAS", "MVCA", evenly, false, false, []int{500, 200, 100}, 48, 1250,
		[]string{"flat washer", "spring washer"}, []string{"M6", "M8", "M10", "M12", "M16", "M20"}, steel, fixBrands},
	{"Fixings > Anchors > Plugs", "Fixings", "PLG", "CEFH", evenly, false, false, []int{100}, 310, 1980,
		[]string{"wall plug", "universal plug"}, []string{"5 mm", "6 mm", "8 mm", "10 mm", "12 mm"}, []string{"nylon"},
		fixBrands},
	{"Fixings > Anchors > Through bolts", "Fixings", "ANC", "CF", evenly, false, false, []int{50, 20}, 4900, 38000,
		[]string{"through bolt", "sleeve anchor"}, []string{"M8 × 75", "M10 × 95", "M12 × 110", "M16 × 145"}, steel,
		fixBrands},
	{"Fixings > Nails", "Fixings", "NAI", "JCA", evenly, false, false, []int{1}, 31000, 74000,
		[]string{"round nails 1 kg", "clout nails 1 kg"}, []string{"30 mm", "50 mm", "75 mm", "100 mm"}, steel, fixBrands},
	{"Fixings > Rivets", "Fixings", "RIV", "MVB", evenly, false, false, []int{500, 250}, 175, 690, []string{"blind rivet"},
		[]string{"3.2 × 8", "4 × 10", "4.8 × 12", "4.8 × 16", "6.4 × 20"}, []string{"aluminium", "stainless steel"},
		fixBrands},
	{"Fixings > Brackets", "Fixings", "BRK", "JCH", evenly, false, false, []int{50, 25}, 4200, 39500,
		[]string{"angle bracket", "joist hanger", "nail plate"}, []string{"40 mm", "60 mm", "90 mm", "105 mm", "150 mm"},
		steel, fixBrands},
	{"Fixings > Hinges", "Fixings", "HNG", "JHS", evenly, false, false, []int{20, 10}, 9800, 88000,
		[]string{"butt hinge", "tee hinge"}, []string{"50 mm", "75 mm", "100 mm", "150 mm"}, []string{"steel", "brass"},
		fixBrands},
	{"Fixings > Threaded rod", "Fixings", "ROD", "MCE", evenly, false, false, []int{25, 10, 5}, 6200, 94000,
		[]string{"threaded rod 1 m"}, []string{"M6", "M8", "M10", "M12", "M16", "M20"}, steel, fixBrands},
	{"Adhesives > Sealants", "Adhesives", "SEA", "CFBJ", evenly, false, false, []int{12}, 38000, 89000,
		[]string{"sanitary silicone", "frame sealant", "hybrid sealant"},
		[]string{"white 310 ml", "clear 310 ml", "grey 310 ml"}, none, chemBrands},
	{"Adhesives > Glues", "Adhesives", "GLU", "JSBV", evenly, false, false, []int{6}, 41000, 198000,
		[]string{"wood glue", "threadlock", "contact adhesive"}, []string{"50 ml", "250 ml", "750 ml"}, none, chemBrands},
	{"Adhesives > Sealant guns", "Adhesives", "GUN", "CFBJ", evenly, false, false, []int{1}, 92000, 345000,
		[]string{"sealant gun"}, []string{"310 ml", "400 ml", "600 ml"}, []string{"steel"}, handBrands},
	{"Chemicals > Lubricants", "Chemicals", "LUB", "MVA", evenly, false, false, []int{12, 6, 1}, 46000, 389000,
		[]string{"cutting oil", "penetrating oil", "grease"}, []string{"400 ml", "1 l", "5 l"}, none, chemBrands},
	{"Chemicals > Cleaners", "Chemicals", "CLN", "VFMS", evenly, false, false, []int{12, 6}, 39000, 240000,
		[]string{"brake cleaner", "hand cleaner", "degreaser"}, []string{"500 ml", "1 l", "5 l"}, none, chemBrands},
	{"Safety > Gloves", "Safety", "GLV", "MVCBA", evenly, false, false, []int{12}, 16500, 58000,
		[]string{"assembly glove", "cut-resistant glove"}, []string{"size 8", "size 9", "size 10", "size 11"},
		[]string{"nitrile", "leather"}, safeBrands},
	{"Safety > Eyes and ears", "Safety", "EYE", "MVCS", evenly, false, false, []int{10, 1}, 18500, 214000,
		[]string{"safety glasses", "ear defenders", "dust masks"}, []string{"basic", "comfort", "plus"}, none, safeBrands},
	{"Safety > Workwear > Rainwear", "Workwear", "RAI", "CAF", autumn, false, false, []int{1}, 210000, 690000,
		[]string{"rain jacket", "rain trousers"}, []string{"S", "M", "L", "XL", "XXL"}, []string{"polyester"}, safeBrands},
	{"Safety > Workwear > Trousers", "Workwear", "TRO", "CJME", evenly, false, false, []int{1}, 310000, 540000,
		[]string{"work trousers"}, []string{"S", "M", "L", "XL", "XXL"}, []string{"cotton", "polyester"}, safeBrands},
	{"Electrical > Cable", "Electrical", "CAB", "ECF", evenly, true, false, []int{1}, 5400, 38500,
		[]string{"rubber cable", "PVC cable"}, []string{"3 × 1.0", "3 × 1.5", "3 × 2.5", "5 × 2.5"}, []string{"copper"},
		anyBrands},
	{"Electrical > Cable ties", "Electrical", "TIE", "EVF", evenly, false, false, []int{100}, 115, 690,
		[]string{"cable tie", "UV cable tie"}, []string{"100 mm", "200 mm", "300 mm", "370 mm"}, []string{"nylon"},
		fixBrands},
	{"Electrical > Work lights", "Electrical", "LIT", "CVFA", winter, false, true, []int{1}, 185000, 1120000,
		[]string{"work light", "head torch"}, []string{"500 lm", "1500 lm", "3000 lm"}, none, powerBrands},
	{"Rope and chain > Rope", "Rope and chain", "ROP", "BAC", evenly, true, false, []int{1}, 3150, 28500,
		[]string{"braided rope", "mooring rope"}, []string{"4 mm", "6 mm", "8 mm", "10 mm", "12 mm"},
		[]string{"polypropylene", "nylon"}, anyBrands},
	{"Rope and chain > Chain", "Rope and chain", "CHN", "ABM", evenly, true, false, []int{1}, 18900, 97500,
		[]string{"short-link chain"}, []string{"4 mm", "6 mm", "8 mm", "10 mm"}, steel, anyBrands},
	{"Rope and chain > Shackles", "Rope and chain", "SHK", "BAC", evenly, false, false, []int{10, 5}, 6800, 49000,
		[]string{"bow shackle", "D-shackle"}, []string{"5 mm", "6 mm", "8 mm", "10 mm"}, steel, anyBrands},
	{"Outdoor > Garden tools", "Outdoor", "GAR", "AHS", spring, false, false, []int{1}, 98000, 420000,
		[]string{"garden rake", "digging spade", "pruning shears"}, []string{"light", "medium", "heavy"},
		[]string{"steel", "wood"}, anyBrands},
	{"Outdoor > Hoses", "Outdoor", "HOS", "AHF", summer, false, false, []int{1}, 145000, 690000,
		[]string{"garden hose", "hose reel"}, []string{"15 m", "25 m", "50 m"}, none, anyBrands},
	{"Outdoor > Snow and ice", "Outdoor", "SNO", "FAHS", winter, false, false, []int{1, 10}, 42000, 265000,
		[]string{"grit salt", "snow shovel"}, []string{"small", "medium", "large"}, none, anyBrands},
	{"Climate > Heaters", "Climate", "HEA", "CVF", winter, false, false, []int{1}, 390000, 2450000,
		[]string{"fan heater", "workshop heater"}, []string{"2 kW", "3 kW", "9 kW"}, none, powerBrands},
	{"Climate > Fans", "Climate", "FAN", "VFS", summer, false, false, []int{1}, 290000, 1380000,
		[]string{"pedestal fan", "drum fan"}, []string{"300 mm", "450 mm", "600 mm"}, none, powerBrands},
	{"Welding > Electrodes", "Welding", "WEL", "MABS", evenly, false, true, []int{1}, 168000, 890000,
		[]string{"welding electrodes 2.5 kg", "welding wire 5 kg"}, []string{"1.6 mm", "2.0 mm", "2.5 mm", "3.2 mm"},
		[]string{"steel", "stainless steel"}, anyBrands},
	{"Vehicle workshop > Lifting", "Vehicle workshop", "LIF", "VA", evenly, false, true, []int{1}, 420000, 4900000,
		[]string{"trolley jack", "axle stand"}, []string{"2 t", "3 t", "5 t", "10 t"}, none, powerBrands},
	{"Vehicle workshop > Filters", "Vehicle workshop", "FIL", "VA", evenly, false, true, []int{1, 5}, 58000, 245000,
		[]string{"oil filter", "air filter", "fuel filter"}, []string{"A", "B", "C", "D", "E"}, none, anyBrands},
	{"Storage > Racks", "Storage", "RCK", "FVM", evenly, false, false, []int{1}, 480000, 2150000,
		[]string{"boltless rack", "wall rack"}, []string{"900 mm", "1200 mm", "1500 mm", "1800 mm"}, []string{"steel"},
		anyBrands},
	{"Storage > Boxes", "Storage", "BOX", "FVES", evenly, false, false, []int{10, 5, 1}, 14500, 198000,
		[]string{"storage bin", "assortment case"}, []string{"1 l", "3 l", "8 l", "20 l"}, []string{"polypropylene", "steel"},
		anyBrands},
}

// services are what is charged beside goods; the first is carriage.
var services = []struct {
	name  string
	price int64
}{
	{"Carriage", 69500}, {"Express carriage", 149500}, {"Cutting to length", 25000}, {"Restocking", 85000},
}

// recipes name categories whose products belong together, the lead first.
var recipes = [][]string{
	{"MSB", "PLG", "WSC"}, {"BLT", "NUT", "WAS"}, {"MTB", "LUB"}, {"CAB", "TIE"}, {"SEA", "GUN"},
	{"CUT", "EYE"}, {"ROP", "SHK"}, {"WDB", "GLU"}, {"MSC", "SDD"}, {"RIV", "HAM"},
}
