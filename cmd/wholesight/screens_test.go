package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/page"
)

// TestScreens writes a picture of every page and state into the folder SCREENSHOTS:
// in both themes, on a desk (1280 px) and on a phone (360 px). It checks nothing:
// the pictures are for people (make screenshots).
func TestScreens(t *testing.T) {
	folder := os.Getenv("SCREENSHOTS")
	if folder == "" {
		t.Skip("skipped: no folder for the pictures is named (make screenshots)")
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	sh := newBrowserShop(t)
	for _, role := range []string{"anonymous", "customer", "rep", "admin"} {
		b := sh.newTab(t)
		if role != "anonymous" {
			b.logIn(personOf[role])
		}
		for i, address := range addresses(t, sh, role) {
			b.open(address)
			b.picture(folder, fmt.Sprintf("%s-%02d-%s", role, i, address))
		}
	}
	b := sh.newTab(t)
	b.logIn(adminEmail)
	for _, s := range states {
		b.expect(s.status...)
		s.enter(b)
		b.picture(folder, "state-"+s.name)
	}
	empty := newEmptyShop(t)
	b = empty.newTab(t)
	b.open(empty.setup())
	b.picture(folder, "empty-setup")
	empty.addAdmin()
	b.logIn(adminEmail)
	for _, r := range empty.web.Routes() {
		if r.Method == "GET" && r.Page && !isFile(r.Path) && !strings.Contains(r.Path, ":") &&
			!strings.HasPrefix(r.Path, "/styleguide") && slices.Contains(r.Roles, "admin") {
			b.expect(404)
			b.open(r.Path)
			b.picture(folder, "empty-"+r.Path)
		}
	}
}

var notInName = regexp.MustCompile(`[^a-z0-9]+`)

// picture writes the four pictures of the page as it stands; a long page is cut.
func (b *tab) picture(folder, name string) {
	b.t.Helper()
	name = strings.Trim(notInName.ReplaceAllString(strings.ToLower(name), "-"), "-")
	if len(name) > 60 {
		name = name[:60]
	}
	for _, width := range []int64{wideWindow, phoneWindow} {
		for _, theme := range []string{"light", "dark"} {
			b.size(width, 900)
			b.theme(theme)
			b.drawn()
			eval[bool](b, "(window.scrollTo(0, 0), true)")
			height := eval[float64](b, "document.documentElement.scrollHeight")
			shot := call(b, page.CaptureScreenshot, page.CaptureScreenshotParams{
				Format: page.CaptureScreenshotFormatPng, CaptureBeyondViewport: new(true),
				Clip: &page.Viewport{Width: float64(width), Height: min(height, 2400), Scale: 1},
			})
			file := filepath.Join(folder, fmt.Sprintf("%s-%d-%s.png", name, width, theme))
			if err := os.WriteFile(file, shot.Data, 0o644); err != nil {
				b.t.Fatal(err)
			}
		}
	}
}
