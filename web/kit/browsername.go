package kit

import (
	"strings"

	"wholesight/views/ui"
)

// Browsers and systems by a word of how browsers call themselves, the more special
// first: all of them claim to be several others.
var (
	browserWords = [][2]string{{"Edg/", "Edge"}, {"OPR/", "Opera"}, {"SamsungBrowser/", "Samsung Internet"},
		{"Firefox/", "Firefox"}, {"FxiOS/", "Firefox"},
		{"CriOS/", "Chrome"}, {"Chrome/", "Chrome"}, {"Safari/", "Safari"}, {"curl/", "curl"}}
	systemWords = [][2]string{{"iPhone", "iPhone"}, {"iPad", "iPad"}, {"Android", "Android"}, {"Windows", "Windows"},
		{"Mac OS X", "macOS"}, {"CrOS", "ChromeOS"}, {"Linux", "Linux"}}
)

// BrowserName is what a browser is called in a list of sessions.
func BrowserName(l ui.Locale, agent string) string {
	find := func(words [][2]string) string {
		for _, w := range words {
			if strings.Contains(agent, w[0]) {
				return w[1]
			}
		}
		return ""
	}
	browser, system := find(browserWords), find(systemWords)
	switch {
	case browser != "" && system != "":
		return l.T("%s on %s", browser, system)
	case browser+system != "":
		return browser + system
	case agent != "":
		return Cut(agent, 40)
	}
	return l.T("unknown browser")
}
