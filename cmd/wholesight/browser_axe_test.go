package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
)

// look checks the page that stands in the tab as it is: no accessibility violation
// in either theme at either width, and no sideways scroll of the page.
func (b *tab) look() {
	b.t.Helper()
	for _, width := range []int64{phoneWindow, wideWindow} {
		for _, theme := range []string{"dark", "light"} {
			b.lookAs(width, theme)
		}
	}
	for _, width := range []int64{phoneWindow, smallWindow} {
		b.size(width, 900)
		b.drawn()
		if wide := b.wide(); len(wide) > 0 {
			b.t.Errorf("%s scrolls sideways: %s", b.path(), strings.Join(wide, "\n\t"))
		}
	}
}

// lookAs asks axe about the page in one theme at one width.
func (b *tab) lookAs(width int64, theme string) {
	b.t.Helper()
	b.size(width, 900)
	b.theme(theme)
	b.drawn()
	for _, v := range b.axe() {
		b.t.Errorf("%s, %s, %d px: %s (%s): %s%s", b.path(), theme, width, v.ID, v.Impact, v.Help, v.nodes())
	}
}

// wide tells what makes the page scroll sideways; empty when nothing does.
func (b *tab) wide() []string {
	b.t.Helper()
	return eval[[]string](b, `(() => {
		const limit = document.documentElement.clientWidth;
		if (document.documentElement.scrollWidth <= limit && window.innerWidth <= limit + 20) return [];
		const inBox = (e) => { for (let p = e.parentElement; p && p !== document.body; p = p.parentElement) { if (getComputedStyle(p).overflowX !== 'visible') return true; } return false; };
		return ['scrollWidth ' + document.documentElement.scrollWidth + ' of ' + limit, ...[...document.querySelectorAll('body *')].filter((e) => e.getBoundingClientRect().right > limit + 0.5 && !inBox(e))
			.slice(0, 5).map((e) => Math.round(e.getBoundingClientRect().right) + ': ' + e.outerHTML.slice(0, 160))];
	})()`)
}

// drawn waits until charts are drawn and what the size changed has come to rest.
func (b *tab) drawn() {
	b.t.Helper()
	b.until("charts are drawn", `[...document.querySelectorAll('[data-chart]')].every((e) => e.offsetParent === null || e.querySelector('svg'))`)
	eval[bool](b, `new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))`)
}

// violation is what axe says of one rule.
type violation struct {
	ID, Impact, Help string
	Nodes            []struct{ Target, HTML, Summary string }
}

func (v violation) nodes() string {
	var s strings.Builder
	for i, n := range v.Nodes {
		if i == 4 {
			fmt.Fprintf(&s, "\n\t… and %d more", len(v.Nodes)-i)
			break
		}
		fmt.Fprintf(&s, "\n\t%s\n\t\t%s\n\t\t%s", n.Target, n.HTML, strings.ReplaceAll(n.Summary, "\n", " "))
	}
	return s.String()
}

// axeSource is the script of axe-core, as npm brought it.
var axeSource = sync.OnceValues(func() (string, error) {
	data, err := os.ReadFile(filepath.Join("..", "..", "static", "node_modules", "axe-core", "axe.min.js"))
	return string(data), err
})

// judge runs axe over the page and returns what is wrong, and what axe cannot tell
// and nobody has explained. What it cannot tell is the contrast, and explained are
// these: the text of a select beside the picture of its arrow; signs that are no
// letters; the words inside of charts, which are drawn in the tokens' colours; an
// empty field, whose colours are those of a filled one; and what seems to be covered
// and, scrolled to the middle of the window, is not, but by a menu that is open.
const judge = `(async () => {
	const tags = {type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']};
	const explained = (e, key) => key === 'nonBmp' || key === 'bgImage' && e.matches('select') || e.closest('svg') || e.matches('input') && !e.value;
	const covered = (e) => {
		e.scrollIntoView({block: 'center'});
		for (const r of e.getClientRects()) {
			for (const x of [r.left + 2, (r.left + r.right) / 2, r.right - 2]) {
				const top = document.elementFromPoint(x, (r.top + r.bottom) / 2);
				if (top && !e.contains(top) && !top.contains(e) && !top.closest('[data-menu][open], dialog[open], .palette')) return true;
			}
		}
		return false;
	};
	const first = await axe.run(document, {runOnly: tags, resultTypes: ['violations', 'incomplete']});
	if (first.passes.length < 5) throw new Error('axe looked at nothing');
	// What an open menu lies on is out of reach until it is shut, and not small.
	const menus = [...document.querySelectorAll('details[data-menu][open] > :not(summary)')].map((e) => e.getBoundingClientRect());
	const underMenu = (node) => {
		const r = document.querySelector(node.target[0])?.getBoundingClientRect();
		return r && menus.some((m) => r.right > m.left && r.left < m.right && r.bottom > m.top && r.top < m.bottom);
	};
	for (const rule of first.violations) if (rule.id === 'target-size') rule.nodes = rule.nodes.filter((node) => !underMenu(node));
	first.violations = first.violations.filter((rule) => rule.nodes.length > 0);
	const open = [];
	for (const rule of first.incomplete) {
		for (const node of rule.nodes) {
			const e = node.target.length === 1 && document.querySelector(node.target[0]);
			if (!e && node.target.length === 1) continue; // a toast that has gone meanwhile
			const key = node.any[0]?.data?.messageKey ?? '';
			const hidden = ['bgOverlap', 'elmPartiallyObscured', 'elmPartiallyObscuring'].includes(key);
			if (e && rule.id === 'color-contrast' && (explained(e, key) || hidden && !covered(e))) continue;
			open.push({...rule, impact: 'cannot tell', nodes: [{...node, failureSummary: node.any.concat(node.all, node.none).map((c) => c.message).join('; ')}]});
		}
	}
	return JSON.stringify(first.violations.concat(open).map((v) => ({id: v.id, impact: v.impact, help: v.help,
		nodes: v.nodes.map((n) => ({target: n.target.join(' '), html: n.html.slice(0, 200), summary: n.failureSummary}))})));
})()`

// axe is what axe finds wrong on the page as it stands.
func (b *tab) axe() (found []violation) {
	b.t.Helper()
	source, err := axeSource()
	if err != nil {
		b.t.Fatalf("run make assets first, which brings axe-core: %v", err)
	}
	eval[bool](b, "(window.scrollTo(0, 0), true)") // what lies under the bar at the top is no fault of the page
	if !eval[bool](b, "Boolean(window.axe)") {
		eval[bool](b, source+";true")
	}
	if err := json.Unmarshal([]byte(eval[string](b, judge)), &found); err != nil {
		b.t.Fatal(err)
	}
	return found
}
