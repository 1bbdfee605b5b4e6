package demo

import "strconv"

// A house style of company names in one country. Roots are made of two
// syllables that no register of companies is likely to hold together.
type style struct {
	first, second, trades, forms []string
}

var styles = map[string]style{
	"GB": {
		[]string{"Tarn", "Quill", "Brax", "Fen", "Orrin", "Hald", "Wex", "Marl", "Pell", "Corv", "Skel", "Thrup", "Grim",
			"Lox", "Esk", "Ivel", "Jarr", "Keld", "Nant", "Oss", "Prin", "Rudd", "Stav", "Ulver", "Vell", "Yarr", "Cald", "Drem",
			"Frith", "Gar", "Hob", "Whin"},
		[]string{"wick", "mere", "combe", "holt", "stoke", "grave", "thorpe", "mond", "ridge", "sby", "worth", "low", "stead",
			"garth", "den", "more", "ley", "brook", "field", "gate"},
		[]string{"Fixings", "Joinery", "Engineering", "Motors", "Building Supplies", "Fabrications", "Hardware", "Marine",
			"Electrical", "Agricultural", "Fasteners", "Workshops", "Welding", "Contractors", "Tool Hire", "Facilities",
			"Ironmongers", "Carpentry", "Garage", "Supplies"},
		[]string{"Ltd", "& Sons", "plc", "& Co", "Group"},
	},
	"DE": {
		[]string{"Eichen", "Falken", "Brück", "Stein", "Wald", "Hölz", "Rehn", "Krön", "Mühl", "Tann", "Linden", "Storch"},
		[]string{"stetter", "berger", "hauser", "länder", "bacher", "meister", "röder", "kamper", "dorff", "thaler"},
		[]string{"Werkzeuge", "Befestigungstechnik", "Metallbau", "Schreinerei", "Baubedarf", "Kfz-Technik", "Großhandel",
			"Elektrotechnik", "Maschinenbau", "Landtechnik"},
		[]string{"GmbH", "KG", "GmbH & Co. KG", "OHG", "e. K."},
	},
	"FR": {
		[]string{"Beau", "Clair", "Mont", "Vert", "Châtel", "Roche", "Fonte", "Grand", "Haute", "Bellé"},
		[]string{"vaux", "combre", "lierre", "mont", "fosse", "val", "serre", "rive", "nard", "gué"},
		[]string{"Outillage", "Menuiserie", "Quincaillerie", "Mécanique", "Bâtiment", "Fixations", "Électricité", "Soudure"},
		[]string{"SARL", "SAS", "SA", "et Fils"},
	},
	"IE": {
		[]string{"Bally", "Kil", "Dun", "Carrig", "Clon", "Glen", "Knock", "Rath"},
		[]string{"varra", "mollin", "drissan", "torra", "nevagh", "cullen", "branna", "lisheen"},
		[]string{"Hardware", "Motors", "Joinery", "Engineering", "Farm Supplies", "Builders Providers", "Electrical",
			"Tools"},
		[]string{"Ltd", "DAC", "& Sons", "Teoranta"},
	},
	"SE": {
		[]string{"Björk", "Ek", "Sjö", "Lind", "Gran", "Älv", "Norr", "Berg"},
		[]string{"hamra", "torpa", "sätra", "näset", "lunda", "vika", "ryda", "hylte"},
		[]string{"Verktyg", "Snickeri", "Bygg", "Mekaniska", "Fästteknik", "Elteknik"},
		[]string{"AB", "HB", "& Söner AB", "Handels AB"},
	},
}

// companyName is the n-th name of a country, counted from shift: all of them
// differ, and neighbours have nothing in common. Once a country's names are used
// up they come again with a number.
func companyName(country string, n, shift int) (name, root string) {
	st := styles[country]
	total := len(st.first) * len(st.second) * len(st.trades) * len(st.forms)
	round := n / total
	// 104729 is prime and larger than every factor, so the step visits all.
	i := int(uint64((n+shift)%total) * 104729 % uint64(total))
	pick := func(words []string) string {
		w := words[i%len(words)]
		i /= len(words)
		return w
	}
	root = pick(st.first) + pick(st.second)
	name = root + " " + pick(st.trades) + " " + pick(st.forms)
	if round > 0 {
		name += " " + strconv.Itoa(round+1)
	}
	return name, root
}

var (
	givenNames = []string{"Alice", "Ben", "Clara", "David", "Elin", "Farid", "Grace", "Hugo", "Imogen", "Jonas", "Katya",
		"Liam", "Maud", "Nadia", "Owen", "Priya", "Quentin", "Rosa", "Samir", "Tilda", "Ursula", "Victor", "Wanda", "Yusuf",
		"Zoë"}
	lastNames = []string{"Abernay", "Bexley-Orr", "Callowhill", "Drummel", "Eastgarth", "Fenwright", "Gossage", "Hollin",
		"Iverleigh", "Jessamy", "Kinvara", "Lorrimer", "Munslow", "Nettlefold", "Ottway", "Penhallick", "Quarmby", "Rothery",
		"Sallowfield", "Tregarth", "Umberlow", "Vantreight", "Wetherell", "Yeavering"}
)
