package main

import (
	"bytes"
	"image"
	"image/png"
	"math"
	"testing"

	"github.com/chromedp/cdproto/page"
)

// ringed are controls of every kind, one of each, with the page that they stand on.
var ringed = []struct{ path, kind, selector string }{
	{"/customers", "link", ".side a[href='/analysis']"},
	{"/customers", "tab", ".tabs a"},
	{"/customers", "field", "#filter-q"},
	{"/customers", "select", "main .filters select"},
	{"/customers", "button", "main .filters button"},
	{"/customers", "box of a row", "#customer-list tbody [data-pick]"},
	{"/customers", "link of a row", "#customer-list tbody tr:nth-child(2) .cell-main a"},
	{"/classifications", "handle to drag by", "#content [data-drag]"},
	{"/classifications", "button with an icon alone",
		"#content tbody tr:nth-child(2) .row-of .btn-icon:not([data-drag]), #content tbody tr:nth-child(2) td:last-child .btn-icon"},
	{"/classifications", "main button", "#content .btn-primary"},
}

// least is how many pixels a ring must change: fewer are no ring that one sees.
const least = 60

// TestFocusShows looks at pixels: a control that gets the focus by the keyboard changes
// pixels around it, and those that change stand out, 3:1 and more against what was there
// before (WCAG 2.2, 2.4.13). Both themes.
func TestFocusShows(t *testing.T) {
	t.Parallel()
	sh := newBrowserShop(t)
	b := sh.newTab(t)
	b.focusMeasured()
	b.logIn(adminEmail)
	b.size(wideWindow, 900)
	for _, theme := range []string{"light", "dark"} {
		b.theme(theme)
		at := ""
		for _, c := range ringed {
			if at != c.path {
				b.open(c.path)
				b.drawn()
				at = c.path
			}
			if !b.has(c.selector) {
				t.Errorf("%s: there is no %s", c.path, c.kind)
				continue
			}
			before, after := b.around(c.selector, false), b.around(c.selector, true)
			if n := standOut(before, after); n < least {
				t.Errorf("%s, %s: the focus of the %s changes %d pixels by 3:1 and more", theme, c.path, c.kind, n)
			}
		}
	}
}

// around is a picture of a control and eight pixels around it, with the focus as the
// keyboard gives it or without.
func (b *tab) around(selector string, focused bool) image.Image {
	b.t.Helper()
	box := eval[struct{ X, Y, W, H float64 }](b, `(() => {
		const e = document.querySelector(`+quote(selector)+`);
		e.scrollIntoView({block: 'center'});
		document.activeElement?.blur();
		`+map[bool]string{true: "e.focus({focusVisible: true, preventScroll: true});", false: ""}[focused]+`
		const r = e.getBoundingClientRect();
		return {X: r.x + scrollX - 8, Y: r.y + scrollY - 8, W: r.width + 16, H: r.height + 16};
	})()`)
	b.drawn()
	shot := call(b, page.CaptureScreenshot, page.CaptureScreenshotParams{Format: page.CaptureScreenshotFormatPng,
		Clip: &page.Viewport{X: max(box.X, 0), Y: max(box.Y, 0), Width: box.W, Height: box.H, Scale: 1}})
	picture, err := png.Decode(bytes.NewReader(shot.Data))
	if err != nil {
		b.t.Fatal(err)
	}
	return picture
}

// standOut is how many pixels differ by a contrast of 3:1 and more.
func standOut(before, after image.Image) (n int) {
	r := before.Bounds().Intersect(after.Bounds())
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			a, z := luminance(before, x, y), luminance(after, x, y)
			if (max(a, z)+0.05)/(min(a, z)+0.05) >= 3 {
				n++
			}
		}
	}
	return n
}

// luminance is that of WCAG, 0 to 1.
func luminance(p image.Image, x, y int) float64 {
	r, g, b, _ := p.At(x, y).RGBA()
	linear := func(v uint32) float64 {
		c := float64(v) / 65535
		if c <= 0.04045 {
			return c / 12.92
		}
		return math.Pow((c+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(r) + 0.7152*linear(g) + 0.0722*linear(b)
}

// focusMeasured fails the test unless the measure finds a ring, and finds none where the
// ring is missing or as faint as the ground.
func (b *tab) focusMeasured() {
	b.t.Helper()
	b.theme("light") // and without motion: a ring that fades in is not there yet
	b.open("/login")
	for rule, want := range map[string]bool{
		"[name=email]:focus { outline: none; border-color: #7c8894; box-shadow: none; }":              false,
		"[name=email]:focus { outline: 3px solid #e8ecef; border-color: #7c8894; box-shadow: none; }": false,
		"[name=email]:focus { outline: 2px solid #0b6b66; outline-offset: 2px; box-shadow: none; }":   true,
	} {
		eval[bool](b, "(document.adoptedStyleSheets = [new CSSStyleSheet()], document.adoptedStyleSheets[0].replaceSync("+
			quote(rule)+"), true)")
		if n := standOut(b.around("[name=email]", false), b.around("[name=email]", true)); n >= least != want {
			b.t.Errorf("the measure is wrong: %s: %d pixels", rule, n)
		}
	}
}
