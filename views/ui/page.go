package ui

import (
	"context"
	"io"
	"strings"

	"github.com/a-h/templ"

	"wholesight/static"
)

// Page is what every page embeds: who looks, where they are, and the frame
// around the content. web fills the frame once per request and a handler sets
// Title, About, Here, Action and what else the page has.
type Page struct {
	Title   string   // the heading, and the title of the window
	About   string   // one sentence of what the page is for
	Crumbs  []Crumb  // the way back, when the page is not in the navigation
	Action  *Button  // the one primary action
	Actions []Button // others, beside it
	Bare    bool     // the content brings its own head (a customer's record)

	Person Person
	Nav    []NavItem // what the person may do; see NewNav
	Here   string    // key of the current NavItem
	AsOf   AsOf
	Toasts []Toast
	Notice string // one line over the page: read-only mode, a shop without orders

	Locale  Locale
	Theme   string // "light", "dark"; "" and "auto" follow the system
	Density string // "compact", "comfortable"; "" is the middle
	Folded  bool   // the navigation shows only icons
	KeysOff bool   // keys of one letter do nothing: data-keys="off" on the html element

	Life   Life
	Search string // what stands in the search field
	Paths  Paths
	Charts bool // the page has charts: load their script
	// Scripts are further scripts that the page needs at once ("picker.js"). What is
	// needed later comes by window.wholesight.load("picker").
	Scripts []string

	Shop Shop // the portal's name and colour
}

// Person is who is logged in.
type Person struct {
	Name string
	Role string // as it is shown: "manager"
}

// Initials are the first letters of the first and the last word of the name.
func (p Person) Initials() string {
	words := strings.Fields(p.Name)
	if len(words) == 0 {
		return "?"
	}
	first := []rune(words[0])[:1]
	if len(words) == 1 {
		return strings.ToUpper(string(first))
	}
	last := []rune(words[len(words)-1])[:1]
	return strings.ToUpper(string(first) + string(last))
}

// AsOf is the day that the figures of the page are of, and the run they are
// from. The zero AsOf shows nothing.
type AsOf struct {
	Day   string // "22 Nov"
	Build string // "build 118"
	Stale bool   // older than a day: amber
	Href  string // the page of jobs
}

// Paths are the addresses that the frame itself needs. An empty one leaves its
// part of the frame out.
type Paths struct {
	Home    string // the mark at the top left
	Search  string // GET with q: a page of what is found
	Palette string // GET with q: the same as a list to pick from
	Prefs   string // POST with theme, density or nav
	Account string // the person's own page
	Keys    string // the help of the keys
	Logout  string // POST
	Labels  string // the style sheet of the labels' colours
}

// Shop is the shop that the portal speaks for.
type Shop struct {
	Name string
}

// Crumb is one step of the way back.
type Crumb struct{ Text, Href string }

// Layout is the frame of a page for staff: navigation, top bar, head. Its
// children are the content. It puts the page's locale into the context.
func Layout(p Page) templ.Component { return inLocale(p.Locale, layout(p)) }

// LoginLayout is the frame without navigation: log-in, set a password, leave.
func LoginLayout(p Page) templ.Component { return inLocale(p.Locale, loginLayout(p)) }

// PortalLayout is the frame that a distributor sees: the shop's name and colour,
// few links, thumb-sized.
func PortalLayout(p Page) templ.Component { return inLocale(p.Locale, portalLayout(p)) }

func inLocale(l Locale, c templ.Component) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		return c.Render(WithLocale(ctx, l), w)
	})
}

// htmxConfig hardens htmx (bars S13): own origin only, nothing that evaluates,
// no styles of its own, no copy of pages in the browser. Refused forms (422) and
// conflicts (409) are swapped like any answer; other errors go to the region of
// errors at the head of the page and leave what was typed alone.
const htmxConfig = `{"selfRequestsOnly":true,"allowEval":false,"allowScriptTags":false,"includeIndicatorStyles":false,"historyCacheSize":0,"historyRestoreAsHxRequest":false,"responseHandling":[{"code":"204","swap":false},{"code":"[23]..","swap":true},{"code":"(409|422)","swap":true},{"code":"[45]..","swap":true,"error":true,"target":"#errors","swapOverride":"innerHTML"}]}`

func (p Page) theme() string {
	switch p.Theme {
	case "light", "dark":
		return p.Theme
	}
	return "auto"
}

func (p Page) density() string {
	switch p.Density {
	case "compact", "comfortable":
		return p.Density
	}
	return "normal"
}

func (p Page) nav() string {
	if p.Folded {
		return "icons"
	}
	return "full"
}

// keys is what the scripts of keys read: "off", or the address of their help.
func (p Page) keys() string {
	if p.KeysOff {
		return "off"
	}
	return p.Paths.Keys
}

// otherNav is what pressing the fold button asks for.
func (p Page) otherNav() string {
	if p.Folded {
		return "full"
	}
	return "icons"
}

func (p Page) windowTitle() string {
	name := "Wholesight"
	if p.Shop.Name != "" {
		name = p.Shop.Name
	}
	if p.Title == "" {
		return name
	}
	return p.Title + " · " + name
}

func Asset(name string) string { return static.URL(name) }

func (p Page) brandName() string {
	if p.Shop.Name != "" {
		return p.Shop.Name
	}
	return "Wholesight"
}

// navTitle names an entry on hover where only its icon shows.
func (p Page) navTitle(item NavItem) string {
	if p.Folded {
		return item.Title
	}
	return ""
}

// primary is the page's action, which looks primary whatever it was made as.
func (p Page) primary() Button {
	b := *p.Action
	b.Kind = Primary
	return b
}

func (a AsOf) class() string {
	if a.Stale {
		return "as-of as-of-stale"
	}
	return "as-of"
}

// Choice is one of a few values, with the words it shows as.
type Choice struct{ Value, Text string }

var (
	themes    = []Choice{{"light", "Light"}, {"dark", "Dark"}, {"auto", "As the system"}}
	densities = []Choice{{"compact", "Compact"}, {"normal", "Normal"}, {"comfortable", "Comfortable"}}
)

func pressed(on bool) string {
	if on {
		return "true"
	}
	return "false"
}
