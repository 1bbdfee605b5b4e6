package search_test

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"wholesight/jobs/text"
	"wholesight/store"
	"wholesight/store/storetest"
	"wholesight/web/paths"
	"wholesight/web/webtest"
)

// palette asks for what is found, as the list under the search does.
func palette(b *webtest.Browser, text string) webtest.Reply {
	b.Sh.T.Helper()
	return b.With("HX-Request", "true").Get(paths.PalettePath()+"?q="+url.QueryEscape(text)).Want(b.Sh.T, 200)
}

// Each role finds what it may do and see, and nothing else: neither in the list nor on
// the page that needs no script.
func TestPaletteKeepsToRights(t *testing.T) {
	webtest.OnBoth(t, func(t *testing.T, sh *webtest.Shop) {
		alpha, bravo := sh.Seed.Alpha.Customer, sh.Seed.Bravo.Customer
		for _, test := range []struct {
			who, text, shows, hides string
		}{
			{"rep", alpha.Name, paths.CustomerPath(alpha.Code), paths.CustomerPath(bravo.Code)},
			{"rep", bravo.Name, "Nothing found", paths.CustomerPath(bravo.Code)},
			{"rep", bravo.Code, "Nothing found", paths.CustomerPath(bravo.Code)},
			{"rep2", alpha.Code, "Nothing found", paths.CustomerPath(alpha.Code)},
			{"rep", "canary", paths.CustomerPath(alpha.Code), paths.CustomerPath(bravo.Code)},
			{"manager", "canary", paths.CustomerPath(bravo.Code), "\"/users"},
			{"manager", bravo.Code, paths.CustomerPath(bravo.Code), "/users"},
			{"manager", "users", paths.PurchasesPath(), "\"/users"},
			{"manager", "settings", "Nothing found", "\"/settings"},
			{"manager", "audit", "Nothing found", "/audit"},
			{"manager", "run classifications", "Nothing found", paths.JobRunPath()},
			{"manager", "import", "/imports/new", "/users"},
			{"rep", "import", "Nothing found", "/imports"},
			{"rep", "jobs", "Nothing found", "\"/jobs"},
			{"admin", "users", "/users", "nobody at all"},
			{"admin", "run class", paths.JobRunPath(), "nobody at all"},
			{"rep", "dark", paths.PrefsPath(), "Switch to light and"},
			{"rep", "log out", paths.LogoutPath(), "nobody at all"},
			{"rep", "drill", paths.ProductPath(webtest.FixtureSKU), "nobody at all"},
			{"rep", "", paths.LogoutPath(), "/settings"},
		} {
			b := sh.As(test.who)
			for kind, answer := range map[string]webtest.Reply{"list": palette(b, test.text),
				"page": b.Get(paths.SearchPath()+"?q="+url.QueryEscape(test.text)).Want(t, 200)} {
				found := answer.Text
				if kind == "page" { // the frame has links of its own
					_, found, _ = strings.Cut(found, `role="status"`)
				}
				if !strings.Contains(found, test.shows) {
					t.Errorf("%s, %q: the %s does not show %s\n%s", test.who, test.text, kind, test.shows, found)
				}
				if strings.Contains(found, test.hides) {
					t.Errorf("%s, %q: the %s shows %s", test.who, test.text, kind, test.hides)
				}
			}
		}
	})
}

// Nothing of the other side's customer reaches a rep, whatever is typed.
func TestPaletteCanaries(t *testing.T) {
	sh := webtest.NewShop(t)
	bravo := sh.Seed.Bravo.Customer
	sh.As("manager").Get(paths.CustomerPath(bravo.Code)).Want(t, 200)
	for _, text := range []string{"", "a", "b", "bravo", "canary", bravo.Code, bravo.Name, "log " + bravo.Name,
		"contact b", "call canarybravo"} {
		body := palette(sh.As("rep"), text).Text
		// What was typed comes back; the names of products are everybody's.
		body = strings.ReplaceAll(body, text, "")
		for _, link := range regexp.MustCompile(`data-(href|modal)="(/customers/[^"]*)"`).FindAllStringSubmatch(body, -1) {
			if strings.Contains(strings.ToLower(link[2]), "bravo") {
				t.Errorf("%q: %s", text, link[2])
			}
		}
		if strings.Contains(body, bravo.Name) {
			t.Errorf("%q shows the name", text)
		}
	}
}

// What was looked at last stands first before anything is typed, each once, and is gone
// for whoever may not see it any more.
func TestPaletteBeginsWithTheLast(t *testing.T) {
	sh := webtest.NewShop(t)
	alpha, bravo := sh.Seed.Alpha.Customer, sh.Seed.Bravo.Customer
	b := sh.As("manager")
	for _, code := range []string{alpha.Code, bravo.Code, alpha.Code, "no such customer"} {
		b.Get(paths.CustomerPath(code))
	}
	body := palette(b, "").Text
	first, second := strings.Index(body, `"`+paths.CustomerPath(alpha.Code)+`"`),
		strings.Index(body, `"`+paths.CustomerPath(bravo.Code)+`"`)
	if first < 0 || second < first || strings.Count(body, `"`+paths.CustomerPath(alpha.Code)+`"`) != 1 ||
		strings.Contains(body, "no%20such") {
		t.Errorf("alpha at %d, bravo at %d\n%s", first, second, body)
	}
	if body := palette(sh.As("admin"), "").Text; strings.Contains(body, paths.CustomerPath(alpha.Code)) {
		t.Error("another person's last customers are shown")
	}
	sh.Server.Recents.Note(sh.People["rep"].ID, bravo.Code)
	if body := palette(sh.As("rep"), "").Text; strings.Contains(body, paths.CustomerPath(bravo.Code)) {
		t.Error("a customer that is another's by now is shown")
	}
}

// Plain letters find what is written with others, and the others find it too: products
// and customers alike.
func TestPaletteFindsEveryLetterByPlainOnes(t *testing.T) {
	letters := strings.Split("ø Ø đ Đ ð Ð þ Þ ł Ł æ Æ œ Œ ħ Ħ ı ŧ Ŧ ß ẞ ς ŋ Ŋ ĸ ŉ é Ü ñ", " ")
	sh := webtest.NewShop(t)
	kind := sh.Seed.Alpha.Customer.SmartTypeID
	storetest.Update(t, sh.DB, func(tx *store.Tx) error {
		for i, letter := range letters {
			name := "Qa" + letter + "qo"
			if err := tx.InsertProducts([]store.Product{{SKU: fmt.Sprintf("P%d", i), Name: name, Kind: "goods",
				Active: true}}); err != nil {
				return err
			}
			if err := tx.InsertCustomers([]store.Customer{{Code: fmt.Sprintf("C%d", i), Name: name, SmartTypeID: kind,
				Active: true}}); err != nil {
				return err
			}
		}
		return nil
	})
	b := sh.As("admin")
	for i, letter := range letters {
		for _, typed := range []string{"qa" + letter + "qo", text.Fold("qa" + letter + "qo")} {
			body := palette(b, typed).Text
			for _, path := range []string{paths.ProductPath(fmt.Sprintf("P%d", i)), paths.CustomerPath(fmt.Sprintf("C%d", i))} {
				if !strings.Contains(body, `"`+path+`"`) {
					t.Errorf("%q does not find %s\n%s", typed, path, body)
				}
			}
		}
	}
}

// A text that is too long, or of signs only, is answered like any other.
func TestPaletteTakesAnything(t *testing.T) {
	sh := webtest.NewShop(t)
	b := sh.As("admin")
	for _, text := range []string{strings.Repeat("x", 5000), "%", "_", "'", "<script>", "\u0130\u0130 log \u0130", "log ",
		"\x00", "日本"} {
		if body := palette(b, text).Text; strings.Contains(body, "<script>") || !strings.Contains(body, `role="option"`) {
			t.Errorf("%q\n%s", text, body)
		}
	}
}
