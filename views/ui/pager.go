package ui

import (
	"context"
	"io"
)

// Pager is the foot of a list: which rows of how many, what they sum to, and
// the pages around this one. Make it with NewPager.
type Pager struct {
	Range string // "1–50"
	Total string // "4,312"
	Sum   string // "€1.2m"; "" shows none
	Pages []PageLink
	Prev  string // "" on the first page
	Next  string // "" on the last page
	Swap  string
}

// PageLink is one numbered page; Text "…" without Href is a gap.
type PageLink struct {
	Text string
	Href string
	Here bool
	Far  bool // more than one page away: a phone leaves it out
}

// nothing tells that the list is empty: it says so itself, and its foot is for those
// who listen.
func (p Pager) nothing() bool { return p.Range == "0" || p.Range == "" }

// NewPager is the foot of page number page (from 1) of a list of total rows in
// pages of size. A page outside of the list is taken as the nearest one. href
// gives the address of a page.
func NewPager(l Locale, page, size, total int64, sum string, href func(page int64) string) Pager {
	size = max(size, 1)
	last := max((total+size-1)/size, 1)
	page = min(max(page, 1), last)
	p := Pager{Total: l.NumberExact(total), Sum: sum, Range: "0"}
	if total > 0 {
		p.Range = l.NumberExact((page-1)*size+1) + "–" + l.NumberExact(min(page*size, total))
	}
	if page > 1 {
		p.Prev = href(page - 1)
	}
	if page < last {
		p.Next = href(page + 1)
	}
	if last == 1 {
		return p
	}
	before := int64(0)
	for n := int64(1); n <= last; n++ {
		// The first, the last, and two on either side of this one; jump over the rest.
		if n > 1 && n < page-2 {
			n = page - 2
		} else if n > page+2 && n < last {
			n = last
		}
		if n != before+1 {
			p.Pages = append(p.Pages, PageLink{Text: "…", Far: true})
		}
		p.Pages = append(p.Pages, PageLink{Text: l.NumberExact(n), Href: href(n), Here: n == page,
			Far: n < page-1 || n > page+1})
		before = n
	}
	return p
}

// Render writes the foot.
func (p Pager) Render(ctx context.Context, w io.Writer) error { return pager(p).Render(ctx, w) }

// class marks what a phone has no room for: all but this page and its neighbours.
func (p PageLink) class() string {
	if p.Far {
		return "pager-far"
	}
	return ""
}
