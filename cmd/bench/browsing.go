package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// A phone in the hand of a rep, as Lighthouse imagines it.
const (
	phoneSlower  = 4                     // times, its processor
	phoneLatency = 150                   // ms, there and back
	phoneBytes   = 1.6 * 1024 * 1024 / 8 // a second
	phoneWidth   = 412
	phoneHeight  = 823
)

// browsedPages are the pages that U6 is about; the record is that of the first customer
// of the list.
var browsedPages = []struct{ title, path string }{
	{"log-in", "/login"}, {"today", "/today"}, {"customers", "/customers"}, {"analysis", "/analysis"}, {"a record", ""},
	{"forecasts", "/forecasts"}, {"classifications", "/classifications"}, {"targets grid", "/targets/grid"},
}

const firstRecord = "#customer-list tbody th a"

// seeing notes what the browser says of its own work; it runs before every document.
const seeing = `(() => {
	const seen = window.seen = {fcp: 0, lcp: 0, cls: 0, tasks: [], moved: [], events: {}, last: 0};
	const see = (type, options, f) => new PerformanceObserver((list) => {
		for (const entry of list.getEntries()) f(entry);
	}).observe({type, buffered: true, ...options});
	const works = (entry) => { seen.last = Math.max(seen.last, entry.startTime + entry.duration); };
	see('paint', {}, (e) => { if (e.name === 'first-contentful-paint') seen.fcp = e.startTime; });
	see('largest-contentful-paint', {}, (e) => { seen.lcp = e.startTime; works(e); });
	see('layout-shift', {}, (e) => { if (!e.hadRecentInput) {
		seen.cls += e.value;
		works(e);
		for (const {node, previousRect: from, currentRect: to} of e.sources)
			seen.moved.push([e.startTime, 'ms:', node?.outerHTML?.slice(0, 80) ?? node?.textContent, 'from', from.y, from.height, 'to', to.y, to.height].map((w) => w.toFixed?.(0) ?? w).join(' '));
	} });
	see('longtask', {}, (e) => { seen.tasks.push([e.startTime, e.duration]); works(e); });
	see('resource', {}, works);
	see('event', {durationThreshold: 16}, (e) => {
		if (e.interactionId && !(seen.events[e.interactionId]?.Took > e.duration))
			seen.events[e.interactionId] = {Took: e.duration, What: [e.name, e.target?.id || e.target?.className || e.target?.tagName, 'waits', e.processingStart - e.startTime, 'works', e.processingEnd - e.processingStart].map((w) => w.toFixed?.(0) ?? w).join(' ')};
	});
})()`

// atRest tells that the page is there, and that nothing was drawn, moved or fetched for
// a while: what is still to come would have begun.
const atRest = `document.readyState === 'complete' && seen.fcp > 0 && performance.now() - seen.last > 1000 &&
	!document.querySelector('.htmx-request, .htmx-swapping, .htmx-settling')`

// firstView is what a page cost the eye that waited for it.
type firstView struct {
	FCP, LCP, TBT, CLS float64
	Moved              []string // what moved under the eye
}

// browsing measures U6 in a real Chromium that is slowed down to a phone: the first view
// of each page with nothing kept from before, then how soon the page answers to hands
// (interacting.go).
func (b *run) browsing() error {
	chromium := findChromium()
	if chromium == "" {
		b.say("U6 NOTHING WAS MEASURED: no Chromium was found (apt-get install --no-install-recommends chromium fonts-inter)")
		b.table.add("U6 pages in the browser", "no Chromium", "–", "–", "not measured")
		return nil
	}
	whole := *b
	whole.db = filepath.Join(b.dir, "browsed.db")
	if _, err := b.product(whole.db, "demo"); err != nil {
		return err
	}
	if err := whole.addAdmin(); err != nil {
		return err
	}
	s, _, err := whole.serveShop("/login")
	if err != nil {
		return err
	}
	ph, err := b.newPhone(chromium, s.url)
	if err != nil {
		return err
	}
	err = errors.Join(b.firstViews(ph), b.interactions(ph))
	ph.end()
	return errors.Join(err, s.stop())
}

// firstViews adds a row for each page: of several loads the middle one.
func (b *run) firstViews(ph *phone) error {
	rounds := 3
	if os.Getenv("BENCH") == "short" {
		rounds = 1
	}
	for i, p := range browsedPages {
		if i == 1 {
			if err := ph.logIn(); err != nil {
				return err
			}
		}
		if p.path == "" {
			var err error
			if err = ph.open("/customers"); err == nil {
				p.path, err = look[string](ph, "document.querySelector('"+firstRecord+"').getAttribute('href')")
			}
			if err != nil {
				return err
			}
		}
		var views []firstView
		for range rounds {
			if err := ph.fresh(p.path); err != nil {
				return fmt.Errorf("%s: %w", p.path, err)
			}
			v, err := look[firstView](ph, `({FCP: seen.fcp, LCP: seen.lcp, CLS: seen.cls, Moved: seen.moved,
				TBT: seen.tasks.filter(([at]) => at > seen.fcp).reduce((sum, [, took]) => sum + Math.max(0, took - 50), 0)})`)
			if err != nil {
				return err
			}
			for _, what := range v.Moved {
				b.say("U6 %s moves at %s", p.title, what)
			}
			views = append(views, v)
		}
		middle := func(of func(firstView) float64) float64 {
			slices.SortFunc(views, func(a, b firstView) int { return int(10_000 * (of(a) - of(b))) })
			return of(views[len(views)/2])
		}
		b.table.add("U6 "+p.title+": FCP, LCP, TBT, CLS", fmt.Sprintf("%.2f s, %.2f s, %.0f ms, %.3f",
			middle(func(v firstView) float64 { return v.FCP })/1000, middle(func(v firstView) float64 { return v.LCP })/1000,
			middle(func(v firstView) float64 { return v.TBT }), middle(func(v firstView) float64 { return v.CLS })),
			"–", "–", "≤ 1.0 s, 1.5 s, 100 ms, 0.02")
	}
	return nil
}

// phone is a tab that is slowed down.
type phone struct {
	ctx  context.Context
	shop string
	end  func()
	say  func(format string, args ...any)
}

func (b *run) newPhone(chromium, shop string) (*phone, error) {
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(chromium), chromedp.NoSandbox,
		chromedp.DisableGPU,
		chromedp.UserDataDir(filepath.Join(b.dir, "chromium")), chromedp.Flag("disable-dev-shm-usage", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("lang", "en-GB"))
	all, stop := chromedp.NewExecAllocator(b.ctx, options...)
	ctx, cancel := chromedp.NewContext(all)
	ph := &phone{ctx: ctx, shop: shop, say: b.say, end: func() { cancel(); stop() }}
	// The first call starts the browser, which lives as long as the call's context.
	err := chromedp.Do(ctx)
	if err == nil {
		err = errors.Join(
			tell(ph, network.Enable, network.EnableParams{}),
			tell(ph, emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true}),
			tell(ph, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: seeing}),
			tell(ph, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: phoneWidth,
				Height: phoneHeight, DeviceScaleFactor: 1.75, Mobile: true}),
			tell(ph, emulation.SetCPUThrottlingRate, emulation.SetCPUThrottlingRateParams{Rate: phoneSlower}),
			tell(ph, network.EmulateNetworkConditionsByRule,
				network.EmulateNetworkConditionsByRuleParams{MatchedNetworkConditions: []*network.Conditions{
					{Latency: phoneLatency, DownloadThroughput: phoneBytes, UploadThroughput: phoneBytes / 2}}}),
		)
	}
	if err != nil {
		ph.end()
		return nil, fmt.Errorf("%s: %w", chromium, err)
	}
	return ph, nil
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

// do takes steps that must not last longer than a minute together.
func (ph *phone) do(steps ...chromedp.Action[chromedp.Void]) error {
	ctx, cancel := context.WithTimeout(ph.ctx, time.Minute)
	defer cancel()
	return chromedp.Do(ctx, steps...)
}

// look is the value of a script's expression.
func look[T any](ph *phone, script string) (T, error) {
	ctx, cancel := context.WithTimeout(ph.ctx, time.Minute)
	defer cancel()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](script))
	if err != nil {
		err = fmt.Errorf("%.80s: %w", script, err)
	}
	return v, err
}

// until waits for a condition of the page.
func (ph *phone) until(condition string) error {
	for end := time.Now().Add(time.Minute); ; time.Sleep(25 * time.Millisecond) {
		ok, err := look[bool](ph, "Boolean("+condition+")")
		if err == nil && ok {
			return nil
		}
		if time.Now().After(end) || ph.ctx.Err() != nil {
			return fmt.Errorf("waited in vain for %s: %w", condition, errors.Join(err, ph.ctx.Err()))
		}
	}
}

// open opens a page of the shop and waits until it is at rest.
func (ph *phone) open(path string) error {
	if err := ph.do(chromedp.Navigate(ph.shop + path)); err != nil {
		return err
	}
	return ph.until(atRest)
}

// fresh is open with nothing kept from before but the log-in.
func (ph *phone) fresh(path string) error {
	if err := ph.do(chromedp.Navigate("about:blank")); err != nil {
		return err
	}
	if err := tell(ph, network.ClearBrowserCache, cdp.Empty{}); err != nil {
		return err
	}
	return ph.open(path)
}

// logIn logs the benchmark's admin in by the page.
func (ph *phone) logIn() error {
	if err := ph.open("/login"); err != nil {
		return err
	}
	for name, text := range map[string]string{"email": benchEmail, "password": benchPassword} {
		if err := ph.do(chromedp.SendKeys(chromedp.CSS(`main [name="`+name+`"]`), text)); err != nil {
			return err
		}
	}
	if err := ph.do(chromedp.Click(chromedp.CSS(`main [type="submit"]`))); err != nil {
		return err
	}
	return ph.until("location.pathname !== '/login' && " + atRest)
}
