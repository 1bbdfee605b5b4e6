package ui

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// grey is what is left where no colour is seen at all, on a printer too.
var grey = [9]float64{0.2126, 0.7152, 0.0722, 0.2126, 0.7152, 0.0722, 0.2126, 0.7152, 0.0722}

// alikeForm are the series of one graph that are drawn in the same way, two bars or two
// full lines, so that colour alone tells them apart. All others differ in their strokes.
var alikeForm = [][2]string{{"--chart-this", "--chart-before"}}

// The strokes of charts.js differ from one another, and from a full line.
func TestStrokesDiffer(t *testing.T) {
	data, err := os.ReadFile("../../static/src/charts.js")
	if err != nil {
		t.Fatal(err)
	}
	list := regexp.MustCompile(`const types = \{(.*?)\};`).FindSubmatch(data)
	if list == nil {
		t.Fatal("the strokes are not found")
	}
	seen := map[string]string{"solid": "any other"}
	for _, m := range regexp.MustCompile(`(\w+): ("\w+"|\[[^\]]*\])`).FindAllStringSubmatch(string(list[1]), -1) {
		role, stroke := m[1], strings.Trim(m[2], `"`)
		if other := seen[stroke]; other != "" {
			t.Errorf("%s and %s are drawn alike", role, other)
		}
		seen[stroke] = role
	}
	if len(seen) < 4 {
		t.Errorf("only %v are found", seen)
	}
}

// What colour alone tells apart is told apart by everybody, in both themes: by the
// three kinds of colour blindness at their strongest, and without any colour.
func TestSeriesAreToldApart(t *testing.T) {
	data, err := os.ReadFile("../../static/src/tokens.css")
	if err != nil {
		t.Fatal(err)
	}
	token := regexp.MustCompile(`(--chart-[a-z]+):\s*(#[0-9a-f]{6});`)
	var themes []map[string]string
	for _, m := range token.FindAllStringSubmatch(string(data), -1) {
		if len(themes) == 0 || themes[len(themes)-1][m[1]] != "" {
			themes = append(themes, map[string]string{})
		}
		themes[len(themes)-1][m[1]] = m[2]
	}
	themes = themes[:min(2, len(themes))] // on paper all is black and grey
	if len(themes) < 2 {
		t.Fatalf("the colours of %d themes are found", len(themes))
	}
	for _, theme := range themes {
		for _, pair := range alikeForm {
			a, errA := parseColour(theme[pair[0]])
			b, errB := parseColour(theme[pair[1]])
			if errA != nil || errB != nil {
				t.Fatalf("%v: %v, %v", theme, errA, errB)
			}
			for _, v := range visions {
				if d := distance(a.seen(v.matrix), b.seen(v.matrix)); d < hardToTell {
					t.Errorf("%s %s and %s %s are %.1f apart %s", pair[0], theme[pair[0]], pair[1], theme[pair[1]], d, v.words)
				}
			}
			if d := distance(a.seen(grey), b.seen(grey)); d < hardToTell {
				t.Errorf("%s %s and %s %s are %.1f apart without colour", pair[0], theme[pair[0]], pair[1], theme[pair[1]], d)
			}
		}
	}
}
