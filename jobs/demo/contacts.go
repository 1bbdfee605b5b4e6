package demo

import "wholesight/jobs/calendar"

// Contact is something that happened with a customer.
type Contact struct {
	Customer int
	At       int64  // Unix milliseconds UTC, in office hours, on a day before the last
	Kind     string // "call", "visit", "email" or "note"
	Body     string
	Outcome  string // empty for a note
	Next     bool   // a follow-up is due on NextOn
	NextOn   calendar.Day
	Author   string // an account manager
}

// talk is what is said in a contact of a kind with an outcome.
type talk struct {
	kind, outcome string
	followUp      bool
	bodies        []string
}

var talks = []talk{
	{"call", "order placed", false, []string{"Took the usual order by telephone.",
		"Ordered again; asked for delivery before noon."}},
	{"call", "call back", true, []string{"Stock-taking this week, please ring again.", "Buyer is away, back next week.",
		"Wants a price for a larger quantity of fixings."}},
	{"call", "no answer", true, []string{"Nobody picked up.", "Left a message."}},
	{"call", "not interested", false, []string{"Buys elsewhere at the moment.",
		"Has enough on the shelf until the new year."}},
	{"visit", "reached", true, []string{"Went through the shelf together; drill bits run low.",
		"Showed the new cordless range; wants to try one.", "Asked about a yearly agreement."}},
	{"email", "quote sent", true, []string{"Sent the quote for anchors and plugs.",
		"Sent the price list with quantity breaks."}},
	{"email", "reached", false, []string{"Confirmed the new delivery address.",
		"Answered a question about a credit note."}},
	{"note", "", false, []string{"Moved into a larger workshop.", "New buyer since the summer.",
		"Closes at two on Fridays."}},
}

const dayInMillis = 24 * 60 * 60 * 1000

// Contacts are the contacts of the last year, by customer and time; those that
// a customer still waits for have a follow-up, some of them overdue, some due on
// the last day, most to come. Customers with an account manager only.
func (s *Shop) Contacts() []Contact {
	var contacts []Contact
	var r source
	for c := range s.customers {
		r.reset(s.cfg.Seed, ofContact, uint64(c), 0)
		author := s.customers[c].AccountManager
		created := s.customers[c].CreatedOn
		n := r.below([...]int{3, 6, 10}[s.habits[c].smartType])
		if author == "" || !s.customers[c].Active {
			continue
		}
		// Going back in time, with ever another gap.
		back := 1 + r.below(40)
		start := len(contacts)
		for ; n > 0; n-- {
			day := s.cfg.End - calendar.Day(back)
			if w := day.Time().Weekday(); w == 0 || w == 6 {
				day -= 2
			}
			back = int(s.cfg.End-day) + 1 + r.below(75)
			if day < created || day < s.cfg.End-365 {
				break
			}
			tk := talks[r.below(len(talks))]
			minute := r.between(8*60, 16*60+50)
			contact := Contact{
				Customer: c, At: int64(day)*dayInMillis + int64(minute)*60_000,
				Kind: tk.kind, Outcome: tk.outcome, Body: r.one(tk.bodies), Author: author,
			}
			if tk.followUp && len(contacts) == start {
				contact.Next, contact.NextOn = true, day+calendar.Day(followUpAfter(&r, int(s.cfg.End-day)))
			}
			contacts = append(contacts, contact)
		}
		own := contacts[start:]
		for i, j := 0, len(own)-1; i < j; i, j = i+1, j-1 {
			own[i], own[j] = own[j], own[i]
		}
	}
	return contacts
}

// followUpAfter draws after how many days a follow-up is due, for a contact so
// many days before the last one: every fifth on the last day itself, every
// fourth overdue where there was time for that, the rest within two weeks.
func followUpAfter(r *source, age int) int {
	switch n := r.below(20); {
	case n < 4:
		return age
	case n < 9 && age > 1:
		return r.between(1, age-1)
	default:
		return age + r.between(1, 14)
	}
}
