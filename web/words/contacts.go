package words

import (
	"wholesight/jobs/rules/target"
	"wholesight/views/ui"
)

// KindWord is a kind of contact as it is read. What an import calls otherwise stays.
func KindWord(l ui.Locale, kind string) string {
	switch kind {
	case "call":
		return l.T("Call")
	case "visit":
		return l.T("Visit")
	case "email":
		return l.T("E-mail")
	case "note":
		return l.T("Note")
	}
	return kind
}

// The cells of what changes beside the builds: targets, backorders, contacts, and
// what a customer is filed under.

var TargetWords = map[target.Status]string{target.Ahead: "ahead", target.OnTrack: "on track", target.Behind: "behind"}

// ContactKindWords are the kinds of contact as people say them.
var ContactKindWords = map[string]string{"call": "call", "visit": "visit", "email": "e-mail", "note": "note"}

// ContactKind is a kind of contact in words; what was imported may say anything.
func ContactKind(l ui.Locale, kind string) string {
	if known, ok := ContactKindWords[kind]; ok {
		return l.T(known)
	}
	return kind
}
