package viewtest

import (
	"bytes"
	"context"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/a-h/templ"
	"github.com/google/go-cmp/cmp"
)

var Update = flag.Bool("update", false, "write the golden files")

// HTML renders a component, one tag a line, so that a golden file can be read
// and compared.
func HTML(t *testing.T, c templ.Component) string {
	t.Helper()
	var buf bytes.Buffer
	if err := c.Render(context.Background(), &buf); err != nil {
		t.Fatal(err)
	}
	out := regexp.MustCompile(`(/static/[a-z]+)\.[0-9a-f]{16}\.`).ReplaceAllString(buf.String(), "$1.")
	// What may be loaded on demand is no part of what a page shows.
	out = regexp.MustCompile(` data-scripts="[^"]*"`).ReplaceAllString(out, ` data-scripts=""`)
	return strings.TrimSpace(strings.ReplaceAll(out, "><", ">\n<")) + "\n"
}

func Golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name+".html")
	if *Update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v: run make golden and read what it wrote", err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s differs (-want +got); if it is meant, run make golden\n%s", path, diff)
	}
}
