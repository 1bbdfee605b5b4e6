package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"sync"
	"testing"

	"github.com/chromedp/chromedp"

	"wholesight/static"
	"wholesight/store/storetest"
)

// The browser tests drive a real Chromium over a real server with a real shop: what
// they see is what a person gets. There is one browser for all of them, begun when
// the first test asks for it; every tab has cookies of its own (browser_tab_test.go),
// and a shop is a copy of one that was made once (browser_shop_test.go).
//
//	axe_test.go             every page as everybody: accessibility (browser_axe_test.go), weight, no sideways scroll
//	browser_states_test.go  pages as forms, dialogs and errors leave them
//	journeys*_test.go       what people do, from the log-in on, with the keyboard (browser_hands_test.go)
//	screens_test.go         pictures of all pages (make screenshots)
//
// A tab counts as a fault whatever a person with an open console would see, so no
// test has to look for it.

func TestMain(m *testing.M) { storetest.Main(m, chromium.stop) }

// chromium is the one browser of the test binary.
var chromium browserProcess

type browserProcess struct {
	once sync.Once
	ctx  context.Context
	err  error

	mu    sync.Mutex
	after []func() // what is done once all tests have run
}

// atEnd has something done once all tests have run.
func (b *browserProcess) atEnd(f ...func()) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.after = append(b.after, f...)
}

var errNoChromium = errors.New("no Chromium was found (apt-get install --no-install-recommends chromium fonts-inter)")

// browser is the context of the running browser. Where there is none, or the page's
// scripts and styles are not built, the test is skipped; with REQUIRE_CHROMIUM=1 it
// fails.
func browser(t testing.TB) context.Context {
	t.Helper()
	chromium.once.Do(chromium.start)
	if chromium.err == nil {
		if err := static.Check(); err != nil {
			t.Fatalf("run make assets first: %v", err)
		}
		return chromium.ctx
	}
	if errors.Is(chromium.err, errNoChromium) && os.Getenv("REQUIRE_CHROMIUM") == "" {
		t.Skipf("SKIPPED, NOTHING WAS SEEN IN A BROWSER: %v", chromium.err)
	}
	t.Fatalf("Chromium: %v", chromium.err)
	return nil
}

func (b *browserProcess) start() {
	path := findChromium()
	if path == "" {
		b.err = errNoChromium
		return
	}
	profile, err := os.MkdirTemp("", "wholesight-chromium")
	if err != nil {
		b.err = err
		return
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.UserDataDir(profile),
		chromedp.Flag("disable-dev-shm-usage", true), chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("lang", "en-GB"), chromedp.WindowSize(1280, 900))
	ctx, stop := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, cancel := chromedp.NewContext(ctx)
	b.atEnd(cancel, stop, func() { remove(profile) })
	if err := chromedp.Do(ctx); err != nil {
		b.err = fmt.Errorf("%s does not start: %w", path, err)
		return
	}
	b.ctx = ctx
}

func (b *browserProcess) stop() {
	for _, f := range b.after {
		f()
	}
}

// remove removes a folder of ours, or says that it stays.
func remove(folder string) {
	if err := os.RemoveAll(folder); err != nil {
		fmt.Fprintln(os.Stderr, "a folder of the tests stays:", err)
	}
}

func findChromium() string {
	for _, name := range []string{"/usr/bin/chromium", "/usr/bin/chromium-browser", "chromium", "google-chrome",
		"google-chrome-stable"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	return ""
}
