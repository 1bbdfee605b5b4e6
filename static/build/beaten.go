package main

import (
	"regexp"
	"slices"
	"strings"
)

// Our own rules stand outside of any layer, so a declaration of ours wins over one of a
// layer whatever the weight of the two selectors. What a layer declares for elements
// that a rule of ours is always about, in a property that this rule sets, is therefore
// never seen: dropBeaten takes it out, and most of a component that we restyle goes.

// part is one compound selector: what an element must be, without combinators.
type part struct {
	simple []string // ".btn", ":hover", "[data-bs-theme=light]", "a"
	pseudo string   // "::before"; "" for the element itself
}

// own is one rule of ours that always holds: its compound selector, and the
// properties that it sets.
type own struct {
	part
	sets map[string]bool
}

// dropBeaten drops from the layers what our own rules always win over.
func dropBeaten(nodes []node) []node {
	var ours []own
	for _, n := range nodes {
		if n.kind != leaf || strings.HasPrefix(n.head, "@") {
			continue // what stands in @media holds only at times
		}
		sets := map[string]bool{}
		for _, d := range split(n.body, ';') {
			name, value, _ := strings.Cut(d, ":")
			if !strings.Contains(value, "revert") { // which asks the layers again
				sets[strings.TrimSpace(name)] = true
			}
		}
		for _, s := range split(n.head, ',') {
			if p, single := subject(s); single {
				ours = append(ours, own{p, sets})
			}
		}
	}
	var kept []node
	for _, n := range nodes {
		if n.kind == group && strings.HasPrefix(n.head, "@layer") {
			if n.kids = dropLosers(n.kids, ours); len(n.kids) == 0 {
				continue
			}
		}
		kept = append(kept, n)
	}
	return kept
}

func dropLosers(nodes []node, ours []own) []node {
	var kept []node
	for _, n := range nodes {
		if n.kind == group {
			if n.kids = dropLosers(n.kids, ours); len(n.kids) == 0 {
				continue
			}
		}
		if n.kind == leaf && !strings.HasPrefix(n.head, "@") {
			var parts []part
			for _, s := range split(n.head, ',') {
				p, _ := subject(s)
				parts = append(parts, p)
			}
			if !n.keepDeclarations(func(name, value string) bool {
				return strings.Contains(value, "!important") || slices.ContainsFunc(parts, func(p part) bool { return !beaten(p, name, ours) })
			}) {
				continue
			}
		}
		kept = append(kept, n)
	}
	return kept
}

// beaten tells that a rule of ours is about every element that p is about, and sets
// the property or all of a shorthand that it is a part of.
func beaten(p part, property string, ours []own) bool {
	return slices.ContainsFunc(ours, func(o own) bool {
		return o.pseudo == p.pseudo && o.about(p) && (o.sets[property] || slices.ContainsFunc(shorthands(property), func(s string) bool { return o.sets[s] }))
	})
}

// about tells that every element which fits p fits the rule too: nothing is asked of
// it that p does not ask.
func (o own) about(p part) bool {
	return !slices.ContainsFunc(o.simple, func(want string) bool {
		return want != "*" && !slices.ContainsFunc(p.simple, func(has string) bool {
			return has == want || strings.HasSuffix(want, "]") && strings.HasPrefix(has, strings.TrimSuffix(want, "]")+"=")
		})
	})
}

var (
	combinator = regexp.MustCompile(`\s*[>+~]\s*|\s+`)
	simples    = regexp.MustCompile(`::[\w-]+|:[\w-]+|[.#](?:[\w-]|\\.)+|\[[^\]]*\]|\*|^[\w-]+`)
	odd        = regexp.MustCompile(`\[[^\]]*\s[^\]]*\]|(?:^|[^:]):(?:before|after|first-line|first-letter)\b`)
	quotes     = strings.NewReplacer(`"`, "", `'`, "")
	nested     = regexp.MustCompile(`:[\w-]+\([^()]*(?:\([^()]*\)[^()]*)*\)`)
)

// subject is the last compound of a selector, whose elements the rule is about, and
// whether it is the only one. What a :not() or its kin says stands as one word. Of a
// selector with a blank inside of brackets nothing is known.
func subject(selector string) (p part, single bool) {
	if odd.MatchString(selector) {
		return part{}, false
	}
	var words []string
	plain := nested.ReplaceAllStringFunc(quotes.Replace(selector), func(f string) string {
		words = append(words, f)
		return ":nested"
	})
	steps := combinator.Split(plain, -1)
	last := steps[len(steps)-1]
	words = words[len(words)-strings.Count(last, ":nested"):] // those of this compound come last
	for _, s := range simples.FindAllString(last, -1) {
		if s == ":nested" {
			s, words = words[0], words[1:]
		}
		if strings.HasPrefix(s, "::") || p.pseudo != "" { // ::part:hover is about the part
			p.pseudo += s
		} else {
			p.simple = append(p.simple, s)
		}
	}
	return p, len(steps) == 1
}

// wholes are the shorthands, and how the properties begin that each sets.
var wholes = []struct {
	name  string
	parts []string
}{
	{"margin", []string{"margin-"}},
	{"padding", []string{"padding-"}},
	{"background", []string{"background-"}},
	{"border", []string{"border-top", "border-right", "border-bottom", "border-left", "border-inline", "border-block", "border-width", "border-style", "border-color"}},
	{"border-width", []string{"border-top-width", "border-right-width", "border-bottom-width", "border-left-width"}},
	{"border-color", []string{"border-top-color", "border-right-color", "border-bottom-color", "border-left-color"}},
	{"font", []string{"font-family", "font-size", "font-style", "font-weight", "font-stretch", "line-height"}},
	{"outline", []string{"outline-color", "outline-style", "outline-width"}},
	{"overflow", []string{"overflow-x", "overflow-y"}},
	{"transition", []string{"transition-"}},
	{"flex", []string{"flex-grow", "flex-shrink", "flex-basis"}},
	{"gap", []string{"row-gap", "column-gap"}},
}

// shorthands are the properties that set another one as a part of theirs.
func shorthands(property string) (names []string) {
	if strings.HasSuffix(property, "-radius") || property == "background-blend-mode" || property == "transition-behavior" {
		return nil
	}
	for _, w := range wholes {
		if slices.ContainsFunc(w.parts, func(begin string) bool {
			return strings.HasPrefix(property, begin) && (strings.HasSuffix(begin, "-") || property == begin || property[len(begin)] == '-')
		}) {
			names = append(names, w.name)
		}
	}
	return names
}
