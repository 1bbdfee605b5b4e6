package web_test

import (
	"compress/gzip"
	"io"
	"strings"
	"testing"

	"wholesight/web/webtest"
)

// A page is sent as gzip to a browser that takes it, and is the same page.
func TestPagesArePacked(t *testing.T) {
	sh := webtest.NewShop(t)
	plain := sh.As("admin").Get("/audit").Want(t, 200)
	packed := sh.As("admin").With("Accept-Encoding", "br, gzip").Get("/audit").Want(t, 200)
	if packed.Header.Get("Content-Encoding") != "gzip" || plain.Header.Get("Content-Encoding") != "" {
		t.Fatalf("sent as %q, unasked as %q", packed.Header.Get("Content-Encoding"), plain.Header.Get("Content-Encoding"))
	}
	if vary := strings.Join(packed.Header.Values("Vary"), ","); !strings.Contains(vary, "Accept-Encoding") ||
		!strings.Contains(vary, "Cookie") {
		t.Errorf("Vary: %s", vary)
	}
	r, err := gzip.NewReader(strings.NewReader(packed.Text))
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(text), "<h1>Audit log</h1>") ||
		!strings.HasSuffix(strings.TrimSpace(string(text)), "</html>") {
		t.Errorf("it unpacks to\n%.500s", text)
	}
	if len(packed.Text)*2 > len(text) {
		t.Errorf("%d bytes packed, %d plain", len(packed.Text), len(text))
	}
	if no := sh.As("admin").With("Accept-Encoding", "gzip;q=0").Get("/audit"); no.Header.Get("Content-Encoding") != "" {
		t.Error("packed for a browser that refuses it")
	}
}
