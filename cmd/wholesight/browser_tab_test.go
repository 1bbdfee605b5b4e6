package main

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// patience is how long a condition is waited for. A passing test never waits so long; a
// machine that stands still for half a minute is no fault of the page.
const patience = 90 * time.Second

// watch runs before every document. It tells the console of a violated content
// policy, and of a swap that a person caused and that lost the focus to the body.
const watch = `
window.happened = []; // what looks() tells when a test fails
for (const [name, what] of Object.entries({
  keydown: (e) => e.key + ' at ' + e.target.tagName, change: (e) => e.target.name + '=' + e.target.value,
  'htmx:beforeRequest': (e) => e.detail.requestConfig?.path, 'htmx:afterSettle': (e) => '#' + e.target.id,
})) {
  window.addEventListener(name, (e) => {
    window.happened.push(Math.round(performance.now()) + ' ' + name + ' ' + what(e));
    if (window.happened.length > 40) window.happened.shift();
  }, true);
}
document.addEventListener('securitypolicyviolation', (e) =>
  console.error('content policy: ' + e.violatedDirective + ' blocks ' + (e.blockedURI || 'inline') + ' ' + e.sourceFile + ':' + e.lineNumber));
window.addEventListener('DOMContentLoaded', () => {
  let had = false;
  document.addEventListener('htmx:beforeRequest', () => { had = document.activeElement && document.activeElement !== document.body; });
  document.addEventListener('htmx:afterSettle', (e) => {
    if (!had || !e.detail.xhr) return;
    // A dialog that shuts, or a row that follows, takes a moment to hand the focus on.
    let looks = 10;
    const look = () => {
      if (document.activeElement !== document.body) return;
      if (--looks > 0) setTimeout(look, 100);
      else console.error('focus lost: ' + e.detail.requestConfig.verb + ' ' + e.detail.requestConfig.path);
    };
    setTimeout(look);
  });
});`

// tab is one tab with cookies of its own. Whatever a person with an open console
// would see is a fault of the page that stood in the tab then: messages at level
// warning and above, exceptions, answers of 400 and above that no test expected,
// violations of the content policy, focus that was lost in a swap. Faults fail the
// test when it ends.
type tab struct {
	t    testing.TB
	ctx  context.Context
	shop *browserShop

	mu       sync.Mutex
	here     string // address of the page, for faults
	faults   []string
	expected []int // statuses that the test provokes
	load     load
	status   int // of the last document
}

// load is what the last page load cost.
type load struct {
	asked []string                     // what has come, as "bytes address"
	bytes int64                        // of all of it, packed as it came, without heads
	heads map[network.RequestID]int64  // bytes of the answers' heads
	open  map[network.RequestID]string // what is under way
}

func newLoad() load {
	return load{heads: map[network.RequestID]int64{}, open: map[network.RequestID]string{}}
}

// newTab opens a tab on a shop.
func (sh *browserShop) newTab(t testing.TB) *tab {
	t.Helper()
	b := &tab{t: t, shop: sh}
	b.load = newLoad()
	ctx, cancel := chromedp.NewContext(browser(t), chromedp.WithNewBrowserContext(), chromedp.WithListener(b.hear))
	b.ctx = ctx
	t.Cleanup(func() {
		cancel()
		b.mu.Lock()
		defer b.mu.Unlock()
		for _, f := range b.faults {
			t.Errorf("fault on %s", f)
		}
	})
	// The first call opens the tab, which lives as long as the call's context.
	if err := chromedp.Do(ctx); err != nil {
		t.Fatal(err)
	}
	// Tabs of other tests stand before this one: it is to behave as the one in front.
	call(b, emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true})
	call(b, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: watch})
	return b
}

// call sends a command of the browser's protocol.
func call[P, R any](b *tab, command cdp.Command[P, R], params P) R {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	r, err := chromedp.Call(ctx, command, params)
	if err != nil {
		b.t.Fatalf("%s: %v", b.place(), err)
	}
	return r
}

// hear collects events; it runs in the browser's loop and must be quick.
func (b *tab) hear(event any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch e := event.(type) {
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.ConsoleAPICalledTypeError || e.Type == runtime.ConsoleAPICalledTypeWarning ||
			e.Type == runtime.ConsoleAPICalledTypeAssert {
			words := []string{}
			for _, a := range e.Args {
				words = append(words, strings.Trim(string(a.Value), `"`)+a.Description)
			}
			b.fault("console: %s", strings.Join(words, " "))
		}
	case *runtime.EventExceptionThrown:
		text := e.ExceptionDetails.Text
		if x := e.ExceptionDetails.Exception; x != nil {
			text += " " + x.Description
		}
		b.fault("exception: %s", text)
	case *log.EventEntryAdded:
		// Answers are judged below, where their status is known.
		if e.Entry.Source != log.EntrySourceNetwork && (e.Entry.Level == log.EntryLevelError ||
			e.Entry.Level == log.EntryLevelWarning) {
			b.fault("browser: %s", e.Entry.Text)
		}
	case *network.EventRequestWillBeSent:
		if e.Type == network.ResourceTypeDocument && e.RedirectResponse == nil {
			b.load = newLoad()
		}
		if strings.HasPrefix(e.Request.URL, "data:") {
			return // stands in a style sheet: nothing is asked for
		}
		b.load.open[e.RequestID] = strings.TrimPrefix(e.Request.URL, b.shop.url)
		if !strings.HasPrefix(e.Request.URL, b.shop.url+"/") {
			b.fault("asks another host: %s", e.Request.URL)
		}
	case *network.EventResponseReceived:
		b.load.heads[e.RequestID] = int64(e.Response.EncodedDataLength)
		status := int(e.Response.Status)
		if e.Type == network.ResourceTypeDocument {
			b.status = status
		}
		if status >= 400 && !slices.Contains(b.expected, status) {
			b.fault("%d: %s", status, e.Response.URL)
		}
	case *network.EventLoadingFinished:
		if what, ok := b.load.open[e.RequestID]; ok {
			bytes := int64(e.EncodedDataLength) - b.load.heads[e.RequestID]
			// The letters of other scripts come in files of their own, for those who have such customers.
			if !strings.Contains(what, "/static/inter-") || strings.Contains(what, "/static/inter-base-") {
				b.load.bytes += bytes
			}
			b.load.asked = append(b.load.asked, fmt.Sprintf("%d %s", bytes, what))
			delete(b.load.open, e.RequestID)
		}
	case *network.EventLoadingFailed:
		delete(b.load.open, e.RequestID)
		if !e.Canceled && e.ErrorText != "net::ERR_ABORTED" {
			b.fault("failed: %s %s", e.ErrorText, e.BlockedReason)
		}
	}
}

func (b *tab) fault(format string, args ...any) {
	b.faults = append(b.faults, b.here+": "+fmt.Sprintf(format, args...))
}

// provoked takes out the faults that hold one of the texts, which a test has provoked;
// there must be some. Any other stays a fault.
func (b *tab) provoked(texts ...string) {
	b.t.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
	all := len(b.faults)
	b.faults = slices.DeleteFunc(b.faults, func(fault string) bool {
		return slices.ContainsFunc(texts, func(text string) bool { return strings.Contains(fault, text) })
	})
	if len(b.faults) == all {
		b.t.Errorf("%s: no fault says one of %q", b.here, texts)
	}
}

// expect allows answers with these statuses from here on.
func (b *tab) expect(statuses ...int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.expected = append(b.expected, statuses...)
}

// place is where the tab is, for messages.
func (b *tab) place() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.here
}

func (b *tab) do(steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		b.t.Fatalf("%s: %v", b.place(), err)
	}
}

// eval is the value of a script's expression, awaited when it is a promise.
func eval[T any](b *tab, script string) T {
	b.t.Helper()
	v, err := tryEval[T](b, script)
	if err != nil {
		b.t.Fatalf("%s: %v\n%s", b.place(), err, script)
	}
	return v
}

func tryEval[T any](b *tab, script string) (T, error) {
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	return chromedp.Run(ctx, chromedp.Evaluate[T](script, chromedp.EvalAwaitPromise))
}

// quote is a Go string as a script's string.
func quote(s string) string {
	q, err := json.Marshal(s)
	if err != nil {
		panic(err) // every string can be written
	}
	return string(q)
}

// until waits for a condition of the page. While a page is on its way there is
// nothing to ask, so an error only counts at the end.
func (b *tab) until(what, condition string) {
	b.t.Helper()
	b.untilGo(what, func() (bool, error) { return tryEval[bool](b, "Boolean("+condition+")") })
}

func (b *tab) untilGo(what string, condition func() (bool, error)) {
	b.t.Helper()
	end := time.Now().Add(patience)
	for {
		ok, err := condition()
		if err == nil && ok {
			return
		}
		if b.ctx.Err() != nil {
			b.t.Fatalf("%s: waiting until %s: the tab is gone: %v", b.place(), what, b.ctx.Err())
		}
		if time.Now().After(end) {
			b.t.Fatalf("%s: waited in vain until %s (%v)\n%s", b.place(), what, err, b.looks())
		}
		time.Sleep(15 * time.Millisecond) // between two looks at the condition
	}
}

// looks is what a failed wait saw, in a few lines: what has the focus, what is open or
// said, what is under way, and how the page begins.
func (b *tab) looks() string {
	words, err := tryEval[[]string](b, `(() => {
		const short = (e, n) => (e?.innerText ?? '').replace(/\s+/g, ' ').slice(0, n);
		const at = document.activeElement;
		return ['address: ' + location.href, 'focus: ' + at?.outerHTML.slice(0, 160) + (document.hasFocus() ? '' : ' (in the background)'),
			...[...document.querySelectorAll('dialog[open]')].map((d) => 'dialog: ' + short(d, 500)),
			'toasts: ' + short(document.getElementById('toasts'), 300), 'live: ' + short(document.getElementById('live'), 300),
			'under way: ' + [...document.querySelectorAll('.htmx-request, .htmx-swapping, .htmx-settling')].map((e) => e.outerHTML.slice(0, 160)).join(' '),
			'happened: ' + (window.happened ?? []).join(' · '),
			'page: ' + short(document.getElementById('content') ?? document.body, 800)];
	})()`)
	if err != nil {
		return "it cannot be looked at: " + err.Error()
	}
	return strings.Join(words, "\n")
}

// open goes to an address of the shop and waits until the page and all that it
// asked for are there.
func (b *tab) open(path string) {
	b.t.Helper()
	b.name(path)
	url := path
	if strings.HasPrefix(path, "/") {
		url = b.shop.url + path
	}
	b.do(chromedp.Navigate(url))
	b.settled()
}

func (b *tab) name(here string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.here = here
}

// settled waits until the document is complete, no request is under way but a
// stream, and fonts and htmx are done. A page may go on to the next one by itself
// (an import that is checked does): then it waits for that one.
func (b *tab) settled() {
	b.t.Helper()
	for try := 1; ; try++ {
		b.until("the page is complete", `document.readyState === 'complete' && document.fonts.status === 'loaded' &&
			!document.querySelector('.htmx-request, .htmx-swapping, .htmx-settling')`)
		here, err := tryEval[string](b, "location.pathname + location.search")
		if err == nil {
			b.name(here)
			return
		}
		if try == 10 || !strings.Contains(err.Error(), "navigated") {
			b.t.Fatalf("%s: %v", b.place(), err)
		}
	}
}

// goes does something that leads to another page, and waits for that page.
func (b *tab) goes(act func()) {
	b.t.Helper()
	eval[bool](b, "(window.wasHere = true)")
	act()
	b.until("another page has come", "!window.wasHere")
	b.settled()
}

// size sets the window, theme what the system prefers.
func (b *tab) size(width, height int64) {
	b.t.Helper()
	call(b, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: width, Height: height,
		DeviceScaleFactor: 1})
}

func (b *tab) theme(name string) {
	b.t.Helper()
	call(b, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{
		{Name: "prefers-color-scheme", Value: name}, {Name: "prefers-reduced-motion", Value: "reduce"}}})
}
