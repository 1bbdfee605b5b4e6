package boost

// fill counts rows into a histogram for each of the tree's columns.
func (g *grower) fill(h []histogram, rows []int32) {
	near := g.near[:len(rows)]
	for i, r := range rows {
		near[i] = g.slopes[r]
	}
	for i, c := range g.columns {
		clear(h[i][:len(g.binned.cuts[c])+2])
		count(&h[i], g.binned.values[c], rows, near)
	}
}

// count is the innermost loop of the package: rows × columns × trees × half the
// depth.
func count(h *histogram, values []uint8, rows []int32, near []slopes) {
	near = near[:len(rows)]
	for i, r := range rows {
		s, by := &h[values[r]], &near[i]
		s.g += by.g
		s.h += by.h
		s.w += by.w
		s.n++
	}
}

// subtract makes the parent's histograms those of the child that was not
// counted.
func (g *grower) subtract(parent, child []histogram) {
	for i, c := range g.columns {
		p, q := &parent[i], &child[i]
		for b := range len(g.binned.cuts[c]) + 2 {
			p[b] = p[b].less(&q[b])
		}
	}
}

func (g *grower) sum(rows []int32) sums {
	var s sums
	for _, r := range rows {
		by := &g.slopes[r]
		s.g += by.g
		s.h += by.h
		s.w += by.w
	}
	s.n = int64(len(rows))
	return s
}

// take and give keep the histograms that are not in use: one per level is, at
// most, and one more.
func (g *grower) take() []histogram {
	if last := len(g.spare) - 1; last >= 0 {
		h := g.spare[last]
		g.spare = g.spare[:last]
		return h[:len(g.columns)]
	}
	return make([]histogram, len(g.columns))
}

func (g *grower) give(h []histogram) {
	if h != nil {
		g.spare = append(g.spare, h)
	}
}
