package demo

import (
	"fmt"
	"strings"

	"wholesight/jobs/calendar"
)

// Customer is a company that buys, or might.
type Customer struct {
	Code             string
	Name             string
	SmartType        string // a SmartType's title; empty for an edge case: the shop's default serves
	Groups           []string
	AccountManager   string
	Industry         string
	Email            string
	Phone            string
	Contact          string // the person
	City             string
	Postcode         string
	Country          string // two letters
	Tags             []string
	CreatedOn        calendar.Day
	Active           bool
	MarketingConsent bool
	Notes            string
}

// SmartType is a kind of customer, in the shop's order.
type SmartType struct {
	Title  string
	Portal bool // its customers may log in
}

// Indexes of the smart types.
const (
	retail = iota
	trade
	distributor
)

var smartTypes = []SmartType{{"Retail", false}, {"Trade", true}, {"Distributor", true}}

// SmartTypes are the three smart types in order. A customer without one is
// drawn as if it had the first.
func (s *Shop) SmartTypes() []SmartType { return smartTypes }

var managers = []string{"Agnes Thornbury", "Callum Reddish", "Farida Osgood", "Henrik Maltby", "Joanna Pickersgill",
	"Tomasz Westerdale"}

// AccountManagers are the names that the order book gives its customers.
func (s *Shop) AccountManagers() []string { return managers }

var groups = []string{"North", "Midlands", "South", "Scotland", "Ireland", "Export", "Price A", "Price B", "Price C"}

// industries by their letter in the catalogue.
const industryLetters = "JMVCEABFHS"

var industries = []string{"Joinery", "Metalworking", "Vehicle repair", "Construction", "Electrical", "Agriculture",
	"Boat building", "Facilities", "Hardware trade", "Schools"}

func industriesOf(letters string) uint16 {
	var set uint16
	for _, l := range letters {
		set |= 1 << strings.IndexRune(industryLetters, l)
	}
	return set
}

// Customers are all customers: the drawn ones first, then the edge cases. The
// index of a customer here is Order.Customer.
func (s *Shop) Customers() []Customer { return s.customers }

// makeCustomers draws who the customers are and how they buy. The codes of the
// drawn ones rise, with gaps, as in a book that has been kept for years.
func (s *Shop) makeCustomers() {
	edges := s.edges()
	drawn := s.cfg.Customers - len(edges)
	s.customers = make([]Customer, 0, s.cfg.Customers)
	s.habits = make([]habit, 0, s.cfg.Customers)
	named := map[string]int{}
	shift := int(mix(s.cfg.Seed) % 50_000)
	picks := newPicks(s)
	var r source
	for i := range drawn {
		r.reset(s.cfg.Seed, ofCustomer, uint64(i), 0)
		c, who := s.drawCustomer(&r, named, shift)
		c.Code = fmt.Sprintf("C%05d", 10_001+3*i+r.below(3))
		s.customers = append(s.customers, c)
		r.reset(s.cfg.Seed, ofHabit, uint64(i), 0)
		h := s.drawHabit(&r, who)
		s.fillAssortment(&r, picks, &h, who)
		s.habits = append(s.habits, h)
		if h.kind == stopped && r.chance(80) {
			s.customers[i].Active, s.customers[i].Notes = false, "Account closed."
		}
	}
	for i, e := range edges {
		r.reset(s.cfg.Seed, ofCustomer, uint64(drawn+i-e.twin), 0)
		c, who := s.drawCustomer(&r, named, shift)
		c.Code, c.Name = fmt.Sprintf("E%05d", 90_010+10*i), e.name
		c.Email, c.Groups, c.Active = fmt.Sprintf("edge-%d@edgecases.example", i+1), []string{"Midlands", "Price A"}, true
		c.Notes = e.what
		c.SmartType, who.smartType = smartTypes[trade].Title, trade
		if e.change != nil {
			e.change(&c)
		}
		if c.SmartType == "" {
			who.smartType = retail
		}
		s.customers = append(s.customers, c)
		who.edge = true
		r.reset(s.cfg.Seed, ofHabit, uint64(drawn+i-e.twin), 0)
		h := s.drawHabit(&r, who)
		s.fillAssortment(&r, picks, &h, who)
		h.twin = int32(e.twin)
		s.habits = append(s.habits, h)
		s.scripts = append(s.scripts, s.dated(e.events))
	}
}

// kindOfCustomer is what a customer is, as far as its habits depend on it.
type kindOfCustomer struct {
	smartType int
	industry  int
	edge      bool
}

func (s *Shop) drawCustomer(r *source, named map[string]int, shift int) (Customer, kindOfCustomer) {
	who := kindOfCustomer{industry: r.below(len(industries))}
	switch n := r.below(100); {
	case n < 38:
		who.smartType = retail
	case n < 88:
		who.smartType = trade
	default:
		who.smartType = distributor
		if r.chance(600) {
			who.industry = strings.IndexByte(industryLetters, 'H')
		}
	}
	country := "GB"
	switch n := r.below(100); {
	case n < 8:
		country = "DE"
	case n < 13:
		country = "FR"
	case n < 19:
		country = "IE"
	case n < 22:
		country = "SE"
	}
	at := places[country][r.below(len(places[country]))]
	name, root := companyName(country, named[country], shift)
	named[country]++
	person := r.one(givenNames) + " " + r.one(lastNames)
	c := Customer{
		Name: name, SmartType: smartTypes[who.smartType].Title, Industry: industries[who.industry],
		Groups:  []string{at.region, []string{"Price C", "Price B", "Price A"}[who.smartType]},
		Contact: person, City: at.town, Country: country,
		Postcode: postcodeAt(r, country, at), Phone: phoneAt(r, country, at),
		Active: true, MarketingConsent: r.chance(680),
		AccountManager: managers[managerOf(r, at.region, who.smartType)],
	}
	if !r.chance(40) {
		c.Email = slug(strings.Fields(person)[0]) + "@" + slug(root) + ".example"
	}
	if r.chance(300) {
		c.Tags = append(c.Tags, "terms:"+r.one([]string{"30 days", "60 days", "cash"}))
	}
	if r.chance(120) {
		c.Tags = append(c.Tags, "club:workshop")
	}
	return c, who
}

// managerOf gives distributors to one account manager, and the rest by region.
func managerOf(r *source, region string, smartType int) int {
	switch {
	case smartType == distributor && r.chance(700):
		return 3
	case region == "North" || region == "Scotland":
		return r.below(2)
	case region == "South":
		return 2
	case region == "Midlands":
		return 4
	default:
		return 5
	}
}

// slug is a word as it stands in an email address: ASCII letters and digits.
func slug(s string) string {
	var b strings.Builder
	for _, c := range strings.ToLower(s) {
		switch {
		case c >= 'a' && c <= 'z' || c >= '0' && c <= '9':
			b.WriteRune(c)
		case strings.ContainsRune("äàâ", c):
			b.WriteByte('a')
		case strings.ContainsRune("éèêë", c):
			b.WriteByte('e')
		case strings.ContainsRune("öøô", c):
			b.WriteByte('o')
		case c == 'ü':
			b.WriteByte('u')
		}
	}
	return b.String()
}
