package main

import (
	"slices"
	"strings"
	"testing"
)

// The watch is worth something only if it sees: each fault is planted here, and must
// be found.
func TestTheWatchSees(t *testing.T) {
	t.Parallel()
	sh := newBrowserShop(t)
	b := sh.newTab(t)
	b.logIn(adminEmail)
	b.open("/jobs")
	for what, plant := range map[string]string{
		"console: a message":          `console.warn("a message")`,
		"exception: Uncaught":         `setTimeout(() => { throw new Error("planted") })`,
		"content policy: style-src":   `document.body.setAttribute("style", "color: red")`,
		"content policy: script-src":  `document.body.append(Object.assign(document.createElement("script"), {textContent: "1"}))`,
		"404: " + sh.url + "/nowhere": `fetch("/nowhere")`,
		"content policy: connect-src": `fetch("http://127.0.0.1:1/").catch(() => {})`,
		"focus lost":                  `document.querySelector("main a").focus(), document.dispatchEvent(new CustomEvent("htmx:beforeRequest")), document.activeElement.blur(), document.dispatchEvent(new CustomEvent("htmx:afterSettle", {detail: {xhr: {}, requestConfig: {verb: "get", path: "/x"}}}))`,
	} {
		eval[bool](b, "("+plant+", true)")
		b.untilGo("the watch has seen: "+what, func() (bool, error) {
			b.mu.Lock()
			defer b.mu.Unlock()
			seen := slices.ContainsFunc(b.faults, func(f string) bool {
				return strings.HasPrefix(f, "/jobs: ") &&
					strings.Contains(f, what)
			})
			return seen, nil
		})
	}
	// What was planted may be told of twice (by the console too), the second time late.
	eval[bool](b, "new Promise((done) => setTimeout(() => done(true), 500))")
	b.mu.Lock()
	b.faults = nil
	b.mu.Unlock()

	b.open("/jobs")
	b.size(phoneWindow, 900)
	if wide := b.wide(); len(wide) > 0 {
		t.Fatalf("too wide: %s", wide)
	}
	if found := b.axe(); len(found) > 0 {
		t.Fatalf("axe finds %v", found)
	}
	eval[bool](b, `(document.querySelector("main").insertAdjacentHTML("beforeend", '<svg width="2000" height="10"></svg><img src="/favicon.ico"><button></button><a class="planted" href="/a">a</a><a class="planted" href="/b">b</a>'), true)`)
	if len(b.wide()) == 0 {
		t.Error("a drawing of 2,000 px does not make the page too wide")
	}
	var rules []string
	for _, v := range b.axe() {
		rules = append(rules, v.ID)
	}
	for _, want := range []string{"image-alt", "button-name", "target-size"} {
		if !slices.Contains(rules, want) {
			t.Errorf("axe finds %s, not %s", rules, want)
		}
	}
}
