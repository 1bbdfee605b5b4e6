package ui

import (
	"context"
	"encoding/json"
	"os"
	"regexp"
	"sort"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wholesight/views/viewtest"
)

// The foot of a list with nothing in it is for ears alone; that of a form says nothing.
func TestPagerOfNothing(t *testing.T) {
	if got := viewtest.HTML(t, NewPager(Locale{}, 1, 50, 0, "", func(int64) string { return "" })); !strings.Contains(got,
		`class="visually-hidden"`) || !strings.Contains(got, "of") {
		t.Errorf("an empty list: %s", got)
	}
	if got := viewtest.HTML(t, Pager{}); strings.Contains(got, " of") || strings.Contains(got, "<strong") {
		t.Errorf("no list: %s", got)
	}
}

func TestPager(t *testing.T) {
	href := func(page int64) string { return "?page=" + strconv.FormatInt(page, 10) }
	show := func(page, size, total int64) string {
		p := NewPager(Locale{}, page, size, total, "", href)
		parts := []string{p.Range + " of " + p.Total, p.Prev}
		for _, link := range p.Pages {
			text := link.Text
			if link.Here {
				text = "[" + text + "]"
			}
			parts = append(parts, text)
		}
		return strings.Join(append(parts, p.Next), " ")
	}
	for _, tt := range []struct {
		page, size, total int64
		want              string
	}{
		{1, 50, 0, "0 of 0  "},
		{1, 50, 50, "1–50 of 50  "},
		{1, 50, 51, "1–50 of 51  [1] 2 ?page=2"},
		{9, 50, 51, "51–51 of 51 ?page=1 1 [2] "},
		{-3, 50, 4312, "1–50 of 4,312  [1] 2 3 … 87 ?page=2"},
		{4, 50, 4312, "151–200 of 4,312 ?page=3 1 2 3 [4] 5 6 … 87 ?page=5"},
		{44, 50, 4312, "2,151–2,200 of 4,312 ?page=43 1 … 42 43 [44] 45 46 … 87 ?page=45"},
		{87, 50, 4312, "4,301–4,312 of 4,312 ?page=86 1 … 85 86 [87] "},
	} {
		if got := show(tt.page, tt.size, tt.total); got != tt.want {
			t.Errorf("page %d of %d rows:\n got %q\nwant %q", tt.page, tt.total, got, tt.want)
		}
	}
}

func TestSparkPoints(t *testing.T) {
	d := Spark{Now: []int64{0, 10, 5}, Before: []int64{20, 20, 20}}.draw()
	if d.now != "6,42 96,24 186,33" || d.endX != "186" || d.endY != "33" {
		t.Errorf("now: %s, ending at %s,%s", d.now, d.endX, d.endY)
	}
	if d.before != "6,6 96,6 186,6" {
		t.Errorf("before: %s", d.before)
	}
	if d := (Spark{Now: []int64{0, 0}}).draw(); d.now != "6,42 186,42" || d.before != "" {
		t.Errorf("nothing but noughts: %s and %q", d.now, d.before)
	}
	if d := (Spark{Now: []int64{-10, 10}}).draw(); d.now != "6,42 186,6" {
		t.Errorf("below zero: %s", d.now)
	}
	if d := (Spark{Now: []int64{7}}).draw(); d.now != "" {
		t.Errorf("one month: %s", d.now)
	}
}

func TestNavShowsOnlyWhatOneMayDo(t *testing.T) {
	may := map[string]string{NavCustomers: "/customers", NavJobs: "/jobs", NavSettings: "/settings"}
	var got []string
	for _, item := range NewNav(Locale{}, func(key string) string { return may[key] }) {
		got = append(got, item.Title+" "+item.Href+" "+strconv.FormatBool(item.Gap))
		if !hasIcon(item.Icon) {
			t.Errorf("%s has no icon", item.Title)
		}
	}
	if diff := cmp.Diff([]string{"Customers /customers false", "Jobs /jobs true", "Settings /settings false"},
		got); diff != "" {
		t.Error(diff)
	}
	for _, item := range NewNav(Locale{}, func(key string) string { return "/" + key }) {
		if !hasIcon(item.Icon) {
			t.Errorf("%s has no icon", item.Title)
		}
	}
}

func TestInitials(t *testing.T) {
	for name, want := range map[string]string{"Anna Berg": "AB", "Élodie": "É", "": "?", "jan van der Meer": "JM"} {
		if got := (Person{Name: name}).Initials(); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
}

// The hardening of htmx is exactly this (bars S13).
func TestHTMXConfig(t *testing.T) {
	var got map[string]any
	if err := json.Unmarshal([]byte(htmxConfig), &got); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]any{
		"selfRequestsOnly": true, "allowEval": false, "allowScriptTags": false,
		"includeIndicatorStyles": false, "historyCacheSize": 0.0, "historyRestoreAsHxRequest": false,
	} {
		if got[name] != want {
			t.Errorf("%s is %v, want %v", name, got[name], want)
		}
	}
	swapped := func(code string) bool {
		for _, rule := range got["responseHandling"].([]any) {
			rule := rule.(map[string]any)
			if regexp.MustCompile(rule["code"].(string)).MatchString(code) {
				return rule["swap"] == true && rule["target"] == nil
			}
		}
		return false
	}
	for code, want := range map[string]bool{"200": true, "204": false, "422": true, "409": true, "404": false,
		"500": false} {
		if swapped(code) != want {
			t.Errorf("%s swaps the target: %v, want %v", code, !want, want)
		}
	}
}

// words/en.json lists every text that T is asked for in the templates and the
// code of views, and of the pages' (web): a translator copies it.
func TestCatalogueIsComplete(t *testing.T) {
	used := map[string]string{}
	// The text after T(, also of a choice that T reads from a list.
	calls := regexp.MustCompile(`\bT\((?:ctx, )?"((?:[^"\\]|\\.)*)"`)
	for _, name := range viewtest.Sources(t, "..", "*") {
		if strings.HasSuffix(name, "_templ.go") || strings.HasSuffix(name, "_test.go") || !strings.HasSuffix(name, ".go") &&
			!strings.HasSuffix(name, ".templ") {
			continue
		}
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(data)) {
			if strings.HasPrefix(strings.TrimSpace(line), "//") {
				continue
			}
			for _, m := range calls.FindAllStringSubmatch(line, -1) {
				used[m[1]] = m[1]
			}
		}
	}
	// What the code of the pages says.
	for text := range viewtest.TextsOf(t, "../../web") {
		used[text] = text
	}
	for text := range viewtest.RefusalsOf(t, "../../jobs") {
		used[text] = text
	}
	for _, list := range [][]Choice{themes, densities, OkabeIto} {
		for _, c := range list {
			used[c.Text] = c.Text
		}
	}
	for _, list := range [][]string{months[:], longs[:], weekdays[:]} {
		for _, word := range list {
			used[word] = word
		}
	}
	if len(used) < 60 {
		t.Fatalf("only %d texts were found: the search is broken", len(used))
	}
	if *viewtest.Update {
		data, err := json.MarshalIndent(used, "", "  ")
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile("words/en.json", append(data, '\n'), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	var want, got []string
	for text := range used {
		want = append(want, text)
	}
	for text := range catalogues["en"] {
		got = append(got, text)
	}
	sort.Strings(want)
	sort.Strings(got)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("words/en.json does not list what the templates say (-templates +file); run make golden\n%s", diff)
	}
}

func TestTranslation(t *testing.T) {
	catalogues["qq"] = map[string]string{"as of %s": "stand %s"}
	defer delete(catalogues, "qq")
	ctx := WithLocale(context.Background(), Locale{lang: "qq"})
	if got := T(ctx, "as of %s", "22 Nov"); got != "stand 22 Nov" {
		t.Errorf("translated: %q", got)
	}
	if got := T(ctx, "Menu"); got != "Menu" {
		t.Errorf("a text that is not in the catalogue: %q", got)
	}
	long := T(WithLocale(context.Background(), Locale{lang: "en-XA"}), "Skip to content")
	if len([]rune(long)) < len("Skip to content")*14/10 {
		t.Errorf("the wordy language is not wordy: %q", long)
	}
	if got := viewtest.HTML(t, Layout(Page{Locale: Locale{lang: "en-XA", group: ","}, Title: "x"})); !strings.Contains(got,
		"Skïp tø cøntênt") {
		t.Error("Layout does not hand its locale on")
	}
}

func TestFieldKeepsWhatWasTyped(t *testing.T) {
	f := Field{Name: "code", Label: "Code", Value: `a"b<c`, Help: "h", Error: "e"}
	got := viewtest.HTML(t, f)
	for _, want := range []string{`value="a&#34;b&lt;c"`, `aria-invalid="true"`,
		`aria-describedby="f-code-error f-code-help"`, `id="f-code-error"`, `for="f-code"`} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s in\n%s", want, got)
		}
	}
	euro, zloty := MoneyField(Locale{}, f), MoneyField(locale(t, "pl-PL", "PLN"), f)
	if euro.Prefix != "€" || zloty.Suffix != "zł" {
		t.Errorf("the sign stands wrongly: %q %q", euro.Prefix, zloty.Suffix)
	}
}

// hasIcon reports whether there is an icon of that name.
func hasIcon(name string) bool { return icons[name] != "" }
