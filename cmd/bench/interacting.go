package main

import (
	"fmt"
	"slices"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// tell sends a command of the browser's protocol whose answer says nothing.
func tell[P, R any](ph *phone, command cdp.Command[P, R], params P) error {
	if _, err := chromedp.Call(ph.ctx, command, params); err != nil {
		return fmt.Errorf("%s: %w", command.Method, err)
	}
	return nil
}

// unseen is the duration below which the browser tells nothing of an interaction.
const unseen = 16 * time.Millisecond

// script is what hands do on a page: each step one key or click, and what is waited for
// after it.
type script struct {
	title, path string
	begin       string // the control that has the focus first
	steps       []step
}

type step struct {
	key   string // pressed
	with  chromedp.Modifier
	click string // or clicked: a control
	then  string // what is waited for; "": until it is drawn
}

// seenEvent is what the browser tells of an interaction: how long it took until it was
// drawn, in ms, and what of that was spent before and in the page's own scripts.
type seenEvent struct {
	Took float64
	What string
}

// keys are steps that press one key after the other.
func keys(all ...string) (steps []step) {
	for _, k := range all {
		steps = append(steps, step{key: k})
	}
	return steps
}

const swapped = "!document.querySelector('.htmx-request, .htmx-swapping, .htmx-settling')"

var scripts = []script{
	{"typing in a filter", "/customers", "#filter-q",
		append(keys("a", "n", " ", "e"), step{key: "r", then: "location.search.includes('q=an') && " + swapped})},
	{"picking rows", "/customers", "", []step{
		{click: "#customer-list tbody tr:nth-child(1) .pick"}, {click: "#customer-list tbody tr:nth-child(2) .pick"},
		{click: "#customer-list tbody tr:nth-child(1) .pick"}, {click: "#customer-list thead .pick"}}},
	{"the dialog of a contact", "/customers", firstRecord, []step{
		{key: "j"}, {key: "j"}, {key: "k"},
		{key: "c", then: "document.querySelector('#dialog[open] form[data-draft]') && document.querySelector('script[src*=\"/calls.\"]') && " + swapped},
		{key: "1"}, {key: "O"}, {key: "k"}, {key: kb.Escape, then: "!document.querySelector('#dialog[open]')"}}},
	{"the palette", "/customers", "", []step{
		{key: "k", with: kb.ModifierCtrl, then: "document.getElementById('palette-box')?.hidden === false"},
		{key: "t"}, {key: "r"}, {key: "a", then: swapped}, {key: kb.ArrowDown}, {key: kb.ArrowUp}, {key: kb.Escape}}},
	{"moving a band by keys", "/classifications", "#list-risk tbody tr:nth-child(1) [data-drag]", []step{
		{key: " "}, {key: kb.ArrowDown}, {key: kb.ArrowDown}, {key: kb.ArrowUp},
		{key: " ", then: "document.getElementById('draft-bar').hidden === false && " + swapped}}},
	{"typing the value of a band", "/classifications", "#list-revenue_rank tbody tr:nth-child(1) [data-value]", []step{
		{key: kb.End}, {key: kb.Backspace}, {key: "5", then: swapped}, {key: kb.Backspace, then: swapped},
		{key: "6", then: swapped}}},
	{"cells of the targets grid", "/targets/grid", "[name='m1-0']",
		keys("1", "2", "3", kb.Enter, "4", "5", kb.ArrowDown, kb.ArrowRight, "6", "7", kb.Enter)},
}

// interactions measures how long a key or a click waits until what it does is drawn, as
// the browser itself counts it for INP, on the slowed processor.
func (b *run) interactions(ph *phone) error {
	var all []time.Duration
	for _, s := range scripts {
		took, err := ph.play(s)
		if err != nil {
			return fmt.Errorf("%s: %w", s.title, err)
		}
		all = append(all, took...)
		b.table.add(fmt.Sprintf("U6 %s, the slowest of %d", s.title, len(took)), atLeast(slices.Max(took)), "–", "–",
			"≤ 100 ms")
	}
	b.table.add(fmt.Sprintf("U6 INP, p98 of %d interactions", len(all)), atLeast(percentile(all, 98)), "–", "–",
		"≤ 100 ms")
	return nil
}

func atLeast(d time.Duration) string {
	if d <= unseen {
		return "≤ " + millis(unseen)
	}
	return millis(d)
}

// play does a script and returns how long each of its interactions took. One that the
// browser does not tell of took less than unseen.
func (ph *phone) play(s script) ([]time.Duration, error) {
	if err := ph.open(s.path); err != nil {
		return nil, err
	}
	if s.begin != "" {
		has, err := look[bool](ph, fmt.Sprintf("(document.querySelector(%q)?.focus(), document.activeElement?.matches(%[1]q))", s.begin))
		if err != nil {
			return nil, err
		}
		if !has {
			return nil, fmt.Errorf("%s takes no focus", s.begin)
		}
	}
	for i, st := range s.steps {
		act := chromedp.KeyEvent(st.key, chromedp.KeyModifiers(st.with))
		if st.click != "" {
			act = chromedp.Click(chromedp.CSS(st.click))
		}
		if err := ph.do(act); err != nil {
			return nil, fmt.Errorf("step %d: %w", i+1, err)
		}
		for _, condition := range []string{st.then, drawn} {
			if condition == "" {
				continue
			}
			if err := ph.until(condition); err != nil {
				return nil, fmt.Errorf("step %d: %w", i+1, err)
			}
		}
	}
	// The browser tells of what it has drawn a moment later.
	if err := ph.until("(window.told ??= performance.now()) < performance.now() - 500"); err != nil {
		return nil, err
	}
	found, err := look[struct {
		Count int
		Seen  []seenEvent
	}](ph, "({Count: performance.interactionCount, Seen: Object.values(seen.events)})")
	if err != nil {
		return nil, err
	}
	if found.Count < len(s.steps) {
		return nil, fmt.Errorf("the browser saw %d interactions in %d steps", found.Count, len(s.steps))
	}
	took := slices.Repeat([]time.Duration{0}, max(found.Count, len(found.Seen)))
	for i, e := range found.Seen {
		took[i] = time.Duration(e.Took * float64(time.Millisecond))
		if e.Took > 100 {
			ph.say("U6 %s: %.0f ms for %s ms, the rest is drawn", s.title, e.Took, e.What)
		}
	}
	return took, nil
}

// drawn holds once two frames have been drawn since it was first asked.
const drawn = `(window.frames2 ??= (requestAnimationFrame(() => requestAnimationFrame(() => { window.frames2 = 'drawn'; })), 'asked')) === 'drawn' && (window.frames2 = null, true)`
