package users

import (
	"strings"

	jobpeople "wholesight/jobs/people"
	"wholesight/store"
	"wholesight/views/ui"
)

// personFields are a person's fields in the order of personWords.
var personFields = []string{"E-mail", "Name", "Role", "Customer code", "Sees every customer", "Account managers"}

// personWords are a person's fields in words.
func personWords(l ui.Locale, p jobpeople.Person, links []store.ManagerLink) []string {
	all := l.T("no")
	if p.SeesAll {
		all = l.T("yes")
	}
	var names []string
	for _, id := range p.Managers {
		for _, m := range links {
			if m.ID == id {
				names = append(names, m.Name)
			}
		}
	}
	return []string{p.Email, p.Name, l.T(roleWords[p.Role]), p.Customer, all, strings.Join(names, ", ")}
}
