package demo

// User is a demo log-in. Its password is the business of whoever stores it.
type User struct {
	Email          string
	Name           string
	Role           string // "admin", "manager", "rep" or "customer"
	AccountManager string // of a rep: the name in the order book
	Customer       int    // of a customer's person: index into Customers; else −1
}

// Users are the demo log-ins: an admin, a manager, two reps who are account
// managers, and the persons of two customers with a lively history whose smart
// types have the portal. A shop too small to have those has fewer.
func (s *Shop) Users() []User {
	users := []User{
		{"admin@tarnholt.example", "Ingrid Hallam", "admin", "", -1},
		{"manager@tarnholt.example", "Marcus Elphick", "manager", "", -1},
		{"agnes@tarnholt.example", managers[0], "rep", managers[0], -1},
		{"henrik@tarnholt.example", managers[3], "rep", managers[3], -1},
	}
	emails := map[int]string{distributor: "distributor@customer.example", trade: "trade@customer.example"}
	for _, smartType := range []int{distributor, trade} {
		best := -1
		for c, sp := range s.spans {
			h := &s.habits[c]
			if int(h.smartType) == smartType && (h.kind == steady || h.kind == growing) && sp.orders > 0 &&
				(best < 0 || sp.lines > s.spans[best].lines) {
				best = c
			}
		}
		if best >= 0 {
			users = append(users, User{emails[smartType], s.customers[best].Contact, "customer", "", best})
		}
	}
	return users
}
