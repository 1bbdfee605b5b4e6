package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/cdproto/page"
)

// readmePictures are the pages that the README shows, as an admin of the demo shop
// sees them.
var readmePictures = []struct{ name, address string }{
	{"today", "/today"},
	{"customers", "/customers"},
	{"classifications", "/classifications"},
}

// TestPictures writes the README's pictures into the folder PICTURES: at a desk, in
// the light theme, no higher than a window. It checks nothing: the pictures are for
// people (make pictures).
func TestPictures(t *testing.T) {
	folder := os.Getenv("PICTURES")
	if folder == "" {
		t.Skip("skipped: no folder for the pictures is named (make pictures)")
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	b := newBrowserShop(t).newTab(t)
	b.logIn(adminEmail)
	b.size(wideWindow, 800)
	for _, p := range readmePictures {
		b.open(p.address)
		b.theme("light")
		b.drawn()
		shot := call(b, page.CaptureScreenshot, page.CaptureScreenshotParams{Format: page.CaptureScreenshotFormatPng,
			Clip: &page.Viewport{Width: wideWindow, Height: 800, Scale: 1}})
		if err := os.WriteFile(filepath.Join(folder, p.name+".png"), shot.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
