package people

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"wholesight/jobs/kit"
)

// The rules for passwords: long, and not easy to guess. No rule asks for digits or
// signs (they make people write Password1!), none makes a password grow old.

const (
	passwordShortest  = 12
	passwordLongest   = 128
	passwordSubstance = 8 // what must be left when everything guessable counts as one
)

// worstWords are the words that guessing begins with; worstRuns the rows that a
// finger slides along. They are few on purpose: twelve characters of any of them,
// however decorated, are what the rule is to catch.
var worstWords = []string{
	"password", "passwort", "passw", "pass", "welcome", "willkommen", "letmein", "login", "logmein", "access",
	"admin", "administrator", "root", "user", "guest", "test", "demo", "temp", "default", "changeme", "change",
	"secret", "geheim", "master", "super", "manager", "office", "sales", "company", "business", "server", "system",
	"iloveyou", "love", "hello", "sunshine", "princess", "princess", "dragon", "monkey", "football", "baseball",
	"liverpool", "arsenal", "chelsea", "batman", "superman", "starwars", "pokemon", "shadow", "freedom", "whatever",
	"trustno", "spring", "summer", "autumn", "winter", "january", "february", "march", "april", "june", "july",
	"august", "september", "october", "november", "december", "monday", "friday", "sunday",
	"london", "england", "berlin", "paris", "qwerty", "qwertz", "azerty", "wholesight",
}

var worstRuns = []string{
	"abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertzuiop", "yxcvbnm",
	"azertyuiop",
	"!\"£$%^&*()", "!@#$%^&*()", "1q2w3e4r5t6z7u8i9o0p", "1q2w3e4r5t6y7u8i9o0p", "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
}

// CheckPassword refuses a password that is too short, too long or easy to guess.
// context are texts that an attacker knows too: e-mail, name, the shop's name.
func CheckPassword(field, password string, context ...string) error {
	switch n := utf8.RuneCountInString(password); {
	case n < passwordShortest:
		return kit.Refuse(field, "Use at least %d characters: three or four words that do not belong together are easy to keep in mind.", passwordShortest)
	case n > passwordLongest:
		return kit.Refuse(field, "Use at most %d characters.", passwordLongest)
	}
	words := slices.Clone(worstWords)
	for _, text := range context {
		text = strings.ToLower(text)
		parts := append(strings.Split(text, "@"), text)
		parts = append(parts, strings.Fields(text)...)
		parts = append(parts, strings.FieldsFunc(text, func(r rune) bool {
			return !unicode.IsLetter(r) &&
				!unicode.IsDigit(r)
		})...)
		for _, w := range parts {
			if utf8.RuneCountInString(w) >= 4 {
				words = append(words, w)
			}
		}
	}
	slices.SortFunc(words, func(a, b string) int { return len(b) - len(a) }) // the longest first
	low := strings.ToLower(password)
	if min(substance(low, words), substance(unleet.Replace(low), words)) < passwordSubstance {
		return kit.Refuse(field, "This is easy to guess: it is mostly a common word, your own name or address, or a run such as 1234. Use three or four words that do not belong together.")
	}
	return nil
}

// unleet turns the usual stand-ins back into letters.
var unleet = strings.NewReplacer("0", "o", "1", "i", "3", "e", "4", "a", "5", "s", "7", "t", "@", "a", "$", "s", "!",
	"i", "€", "e")

// substance counts what is hard to guess in a text: a known word counts as one
// character, and so do a run (abcd, 9876, asdf) and a repetition (aaaa, xyxyxy).
func substance(text string, words []string) int {
	for _, w := range words {
		text = strings.ReplaceAll(text, w, "\x00")
	}
	r := []rune(text)
	n := 0
	for i := 0; i < len(r); n++ {
		i += max(1, repetition(r[i:]), run(r[i:]))
	}
	return n
}

// run is the length of the run that r begins with, 0 when it is shorter than 3.
func run(r []rune) int {
	longest := 0
	for _, row := range worstRuns {
		line := []rune(row)
		for _, dir := range []int{1, -1} {
			at := slices.Index(line, r[0])
			n := 0
			for at >= 0 && at < len(line) && n < len(r) && line[at] == r[n] {
				n, at = n+1, at+dir
			}
			longest = max(longest, n)
		}
	}
	if longest < 3 {
		return 0
	}
	return longest
}

// repetition is how far r repeats its first 1 to 6 characters, their first
// appearance left out, so that xyzxyzxyz counts as xyz; 0 when it does not.
func repetition(r []rune) int {
	best := 0
	for unit := 1; unit <= 6 && unit < len(r); unit++ {
		n := unit
		for n < len(r) && r[n] == r[n-unit] {
			n++
		}
		if n >= 3 && n >= 2*unit {
			best = max(best, n-unit+1)
		}
	}
	return best
}
