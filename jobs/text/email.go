package text

import (
	"net/mail"
	"strings"
)

// ValidEmail accepts a bare address with a domain, in the plain form that mail
// programs write.
func ValidEmail(s string) bool {
	a, err := mail.ParseAddress(s)
	return err == nil && a.Address == s && a.Name == "" && len(s) <= 254 && strings.Contains(s, "@") &&
		!strings.ContainsAny(s, "\" ,;<>()\\")
}
