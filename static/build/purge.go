package main

import (
	"regexp"
	"strings"
)

// purge drops the rules of layers whose elements, classes or data attributes are not
// in used, and what our own rules always win over, then the custom properties and
// keyframes that nothing refers to (a property that a script reads is in used), and
// repeats dark rules for the theme that follows the system.
func purge(css string, used map[string]bool) (string, error) {
	nodes, err := parse(css)
	if err != nil {
		return "", err
	}
	nodes = keepLayers(nodes, used)
	nodes = dropBeaten(nodes)
	nodes = dropUnreferenced(nodes, used)
	nodes = followSystem(nodes)
	var b strings.Builder
	render(&b, nodes)
	return b.String(), nil
}

// keepLayers purges within layers; what stands outside of any is kept.
func keepLayers(nodes []node, used map[string]bool) []node {
	var kept []node
	for _, n := range nodes {
		if n.kind == group && strings.HasPrefix(n.head, "@layer") {
			if n.kids = keepRules(n.kids, used); len(n.kids) == 0 {
				continue
			}
		} else if n.kind == group {
			n.kids = keepLayers(n.kids, used)
		}
		kept = append(kept, n)
	}
	return kept
}

func keepRules(nodes []node, used map[string]bool) []node {
	var kept []node
	for _, n := range nodes {
		switch {
		case n.kind == group:
			if n.kids = keepRules(n.kids, used); len(n.kids) == 0 {
				continue
			}
		case n.kind == leaf && !strings.HasPrefix(n.head, "@"):
			var selectors []string
			for _, s := range split(n.head, ',') {
				if usable(s, used) {
					selectors = append(selectors, s)
				}
			}
			if len(selectors) == 0 || n.body == "" {
				continue
			}
			n.head = strings.Join(selectors, ",")
		}
		kept = append(kept, n)
	}
	return kept
}

var (
	class      = regexp.MustCompile(`\.((?:[A-Za-z_-]|\\.)(?:[\w-]|\\.)*)`)
	element    = regexp.MustCompile(`(?:^|[\s>+~])([a-z][a-z0-9]*)`)
	functional = regexp.MustCompile(`:(not|is|where|has|matches)\(`)
	bracket    = regexp.MustCompile(`\[[^\]]*\]`)
	dataName   = regexp.MustCompile(`\[(data-[\w-]+)`)
)

// usable reports whether one of the elements that are used, with only used classes and
// data attributes, could match the selector: what stands in :not() does not matter, of
// :is() and its kin one alternative suffices.
func usable(selector string, used map[string]bool) bool {
	for {
		at := functional.FindStringSubmatchIndex(selector)
		if at == nil {
			break
		}
		inner := selector[at[1]:]
		end, ok := scan(inner, ")")
		if !ok {
			return true
		}
		if selector[at[2]:at[3]] != "not" {
			any := false
			for _, alternative := range split(inner[:end], ',') {
				any = any || usable(alternative, used)
			}
			if !any {
				return false
			}
		}
		selector = selector[:at[0]] + inner[end+1:]
	}
	plain := bracket.ReplaceAllString(selector, "")
	for _, m := range element.FindAllStringSubmatch(plain, -1) {
		if !used["<"+m[1]] {
			return false
		}
	}
	if strings.Contains(plain, ":host") {
		return false // we have no shadow trees
	}
	for _, m := range dataName.FindAllStringSubmatch(selector, -1) {
		if !used[m[1]] {
			return false
		}
	}
	for _, m := range class.FindAllStringSubmatch(plain, -1) {
		if !used[strings.ReplaceAll(m[1], `\`, "")] {
			return false
		}
	}
	return true
}

var (
	reference = regexp.MustCompile(`var\(\s*(--[\w-]+)`)
	animation = regexp.MustCompile(`animation(?:-name)?:([^;}]*)`)
)

// dropUnreferenced removes custom properties that no var() reads and keyframes
// that no animation names, again and again: a property may be read only by one
// that is itself unread.
func dropUnreferenced(nodes []node, used map[string]bool) []node {
	for {
		var b strings.Builder
		render(&b, nodes)
		css := b.String()
		read := map[string]bool{}
		for _, m := range reference.FindAllStringSubmatch(css, -1) {
			read[m[1]] = true
		}
		moving := map[string]bool{}
		for _, m := range animation.FindAllStringSubmatch(css, -1) {
			for _, w := range word.FindAllString(m[1], -1) {
				moving[w] = true
			}
		}
		changed := false
		nodes = prune(nodes, func(name string) bool { return read[name] || used[name] }, moving, &changed)
		if !changed {
			return nodes
		}
	}
}

func prune(nodes []node, read func(string) bool, moving map[string]bool, changed *bool) []node {
	var kept []node
	for _, n := range nodes {
		switch n.kind {
		case group:
			if n.kids = prune(n.kids, read, moving, changed); len(n.kids) == 0 {
				continue
			}
		case frames:
			if name := n.head[strings.LastIndexByte(n.head, ' ')+1:]; !moving[name] {
				*changed = true
				continue
			}
		case leaf:
			if !n.keepDeclarations(func(name, _ string) bool {
				unread := strings.HasPrefix(name, "--") && !read(name)
				*changed = *changed || unread
				return !unread
			}) {
				continue
			}
		}
		kept = append(kept, n)
	}
	return kept
}

// keepDeclarations drops the declarations of a rule that keep does not want, and tells
// whether any is left.
func (n *node) keepDeclarations(keep func(name, value string) bool) bool {
	var kept []string
	for _, d := range split(n.body, ';') {
		if name, value, _ := strings.Cut(d, ":"); keep(strings.TrimSpace(name), value) {
			kept = append(kept, d)
		}
	}
	n.body = strings.Join(kept, ";")
	return len(kept) > 0
}

var dark = regexp.MustCompile(`\[data-bs-theme=["']?dark["']?\]`)

// followSystem repeats each rule for the dark theme, for the automatic theme on
// a system that is dark. The copy stands right after its rule, so the order of
// equal weights stays what it was.
func followSystem(nodes []node) []node {
	var all []node
	for _, n := range nodes {
		if n.kind == group {
			n.kids = followSystem(n.kids)
		}
		all = append(all, n)
		if n.kind != leaf || !dark.MatchString(n.head) {
			continue
		}
		var selectors []string
		for _, s := range split(n.head, ',') {
			if dark.MatchString(s) {
				selectors = append(selectors, dark.ReplaceAllString(s, "[data-bs-theme=auto]"))
			}
		}
		auto := node{head: strings.Join(selectors, ","), body: n.body, kind: leaf}
		all = append(all, node{head: "@media (prefers-color-scheme:dark)", kids: []node{auto}, kind: group})
	}
	return all
}
