package main

import (
	"fmt"
	"strings"
)

// node is one rule of a style sheet: a style rule or an at-rule.
type node struct {
	head string // selector list or at-rule prelude, trimmed
	body string // declarations of a leaf
	kids []node // rules within a grouping at-rule
	kind kind
}

type kind int

const (
	statement kind = iota // @import, @charset, @layer a, b;
	leaf                  // selector { declarations }, @font-face, @page
	group                 // @media, @supports, @layer, @container
	frames                // @keyframes: kept or dropped as a whole
	raw                   // @page: declarations and margin boxes, kept as they are
)

// parse reads a style sheet without nested style rules (the bundler lowers
// them). Comments are dropped, but for licence comments (/*! … */) at the top
// level, which stay as statements.
func parse(css string) ([]node, error) {
	nodes, rest, err := parseRules(css, true)
	if err != nil {
		return nil, err
	}
	if rest != "" {
		return nil, fmt.Errorf("unexpected } before %.40q", rest)
	}
	return nodes, nil
}

func parseRules(css string, top bool) (nodes []node, rest string, err error) {
	for {
		css = strings.TrimLeft(css, " \t\r\n;")
		switch {
		case css == "":
			if !top {
				return nil, "", fmt.Errorf("a block is not closed")
			}
			return nodes, "", nil
		case css[0] == '}':
			if top {
				return nodes, css, nil
			}
			return nodes, css[1:], nil
		case strings.HasPrefix(css, "/*"):
			end := strings.Index(css, "*/")
			if end < 0 {
				return nil, "", fmt.Errorf("a comment is not closed")
			}
			if strings.HasPrefix(css, "/*!") {
				nodes = append(nodes, node{head: css[:end+2], kind: statement})
			}
			css = css[end+2:]
			continue
		}
		at, ok := scan(css, ";{}")
		if !ok || css[at] == '}' {
			return nil, "", fmt.Errorf("no rule at %.40q", css)
		}
		n := node{head: strings.TrimSpace(css[:at])}
		if css[at] == ';' {
			n.head += ";"
			nodes, css = append(nodes, n), css[at+1:]
			continue
		}
		css = css[at+1:]
		n.kind = kindOf(n.head)
		if n.kind == raw {
			end, ok := closing(css)
			if !ok {
				return nil, "", fmt.Errorf("%s: unclosed block", n.head)
			}
			n.body, css = strings.TrimSpace(css[:end]), css[end+1:]
		} else if n.kind == leaf {
			end, ok := scan(css, "{}")
			if !ok || css[end] == '{' {
				return nil, "", fmt.Errorf("%s: nested rule or unclosed block", n.head)
			}
			n.body, css = strings.TrimSpace(css[:end]), css[end+1:]
		} else if n.kids, css, err = parseRules(css, false); err != nil {
			return nil, "", fmt.Errorf("%s: %w", n.head, err)
		}
		nodes = append(nodes, n)
	}
}

func kindOf(head string) kind {
	name, _, _ := strings.Cut(head, " ")
	name, _, _ = strings.Cut(name, "(")
	switch {
	case strings.HasSuffix(name, "keyframes"):
		return frames
	case name == "@media", name == "@supports", name == "@layer", name == "@container":
		return group
	case name == "@page":
		return raw
	}
	return leaf
}

// closing finds the brace that closes the block css stands in.
func closing(css string) (int, bool) {
	depth := 0
	for at := 0; ; at++ {
		step, ok := scan(css[at:], "{}")
		if !ok {
			return 0, false
		}
		at += step
		switch {
		case css[at] == '{':
			depth++
		case depth == 0:
			return at, true
		default:
			depth--
		}
	}
}

// scan finds the first of the stop bytes outside strings, parentheses, brackets
// and comments.
func scan(css, stops string) (int, bool) {
	depth := 0
	for i := 0; i < len(css); i++ {
		switch c := css[i]; {
		case c == '\\':
			i++
		case c == '"' || c == '\'':
			for i++; i < len(css) && css[i] != c; i++ {
				if css[i] == '\\' {
					i++
				}
			}
		case c == '/' && i+1 < len(css) && css[i+1] == '*':
			end := strings.Index(css[i+2:], "*/")
			if end < 0 {
				return 0, false
			}
			i += end + 3
		case depth == 0 && strings.IndexByte(stops, c) >= 0:
			return i, true
		case c == '(' || c == '[':
			depth++
		case (c == ')' || c == ']') && depth > 0:
			depth--
		}
	}
	return len(css), false
}

// split cuts text at each sep outside strings and parentheses, and trims.
func split(text string, sep byte) []string {
	var parts []string
	for {
		at, ok := scan(text, string(sep))
		if part := strings.TrimSpace(text[:at]); part != "" {
			parts = append(parts, part)
		}
		if !ok {
			return parts
		}
		text = text[at+1:]
	}
}

// render writes the rules compactly.
func render(b *strings.Builder, nodes []node) {
	for _, n := range nodes {
		b.WriteString(n.head)
		switch n.kind {
		case statement:
			if strings.HasPrefix(n.head, "/*") {
				b.WriteByte('\n')
			}
		case leaf, raw:
			b.WriteByte('{')
			b.WriteString(n.body)
			b.WriteByte('}')
		default:
			b.WriteByte('{')
			render(b, n.kids)
			b.WriteByte('}')
		}
	}
}
