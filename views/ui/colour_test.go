package ui

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// Text on every colour there is reads at least 4.5:1.
func TestTextOnEveryColour(t *testing.T) {
	least := 21.0
	for n := range 1 << 24 {
		c := colour{uint8(n >> 16), uint8(n >> 8), uint8(n)}
		// contrast of black and white written out: sixteen million calls are many.
		l := c.luminance()
		ratio := (l + 0.05) / 0.05
		if c.text() == white {
			ratio = 1.05 / (l + 0.05)
		}
		if ratio < least {
			least = ratio
		}
	}
	if least < 4.58 {
		t.Errorf("the least contrast is %.3f, want 4.58 or more", least)
	}
}

// The border stands out at least 3:1 from every ground that a label stands on,
// in both themes.
func TestBorderOfEveryColour(t *testing.T) {
	tokens, err := os.ReadFile("../../static/src/tokens.css")
	if err != nil {
		t.Fatal(err)
	}
	// Print comes last and is black on white, which the light theme covers.
	screen, _, _ := strings.Cut(string(tokens), "@media print")
	var grounds []colour
	for _, m := range regexp.MustCompile(`--(?:bg|surface|raised|hover|accent-tint): (#[0-9a-f]{6});`).FindAllStringSubmatch(screen, -1) {
		c, err := parseColour(m[1])
		if err != nil {
			t.Fatal(err)
		}
		grounds = append(grounds, c)
	}
	if len(grounds) != 10 {
		t.Fatalf("%d grounds were found in the tokens, want five in each theme", len(grounds))
	}
	for r := 0; r < 256; r += 5 {
		for g := 0; g < 256; g += 5 {
			for b := 0; b < 256; b += 5 {
				c := colour{uint8(r), uint8(g), uint8(b)}
				for _, ground := range grounds {
					if ratio := contrast(c.border(), ground); ratio < 3 {
						t.Fatalf("border %s of %s stands out %.2f:1 from %s", c.border(), c, ratio, ground)
					}
				}
			}
		}
	}
}

func TestLabelCSS(t *testing.T) {
	got, err := LabelCSS([]LabelColour{{1, "#0072B2"}, {2, "#ffffff"}, {17, "#000000"}})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{".label-1{background:#0072b2;color:#ffffff;",
		".label-2{background:#ffffff;color:#000000;", ".label-17{background:#000000;color:#ffffff;"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s in\n%s", want, got)
		}
	}
	for _, bad := range []string{"red", "#fff", "#00000g", "#000000;}", ""} {
		if _, err := LabelCSS([]LabelColour{{1, bad}}); err == nil {
			t.Errorf("%q passes as a colour", bad)
		}
	}
}

func TestPalettesColoursAreColours(t *testing.T) {
	for _, c := range OkabeIto {
		if !ValidColour(c.Value) {
			t.Errorf("%s is not a colour", c.Value)
		}
	}
}
