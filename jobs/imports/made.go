package imports

import (
	"slices"
	"strings"
)

// Made is what an import makes beside the rows that its file is about: minimal records of
// customers and products that orders speak of, channels, smart types, account
// managers. A check says what an apply would make.
type Made struct {
	Noun  string   `json:"noun"`           // customer, product, channel, smart type or account manager
	Count int64    `json:"count"`          // see More
	More  bool     `json:"more,omitempty"` // there are more than Count: nobody counts that far
	Names []string `json:"names"`          // the first ones in byte order, at most namedMade
}

const (
	namedMade = 5
	mostMade  = 50_000 // names remembered of one noun, so that each counts once
)

// madeSoFar is what is made in one pass. The zero value is empty.
type madeSoFar map[string]*madeNames

type madeNames struct {
	names map[string]struct{}
	more  bool
}

// note remembers one; often the same counts once.
func (m *madeSoFar) note(noun, name string) {
	if *m == nil {
		*m = madeSoFar{}
	}
	n := (*m)[noun]
	if n == nil {
		n = &madeNames{names: map[string]struct{}{}}
		(*m)[noun] = n
	}
	if _, known := n.names[name]; known {
		return
	}
	if len(n.names) == mostMade {
		n.more = true
		return
	}
	n.names[strings.Clone(name)] = struct{}{}
}

// list is what was made, by noun in byte order.
func (m madeSoFar) list() []Made {
	var all []Made
	for noun, n := range m {
		made := Made{Noun: noun, Count: int64(len(n.names)), More: n.more}
		for name := range n.names {
			made.Names = append(made.Names, name)
		}
		slices.Sort(made.Names)
		made.Names = slices.Clone(made.Names[:min(len(made.Names), namedMade)])
		all = append(all, made)
	}
	slices.SortFunc(all, func(a, b Made) int { return strings.Compare(a.Noun, b.Noun) })
	return all
}
