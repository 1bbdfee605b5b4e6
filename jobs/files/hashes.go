package files

import (
	"cmp"
	"container/heap"
	"encoding/binary"
	"math/bits"
	"slices"
	"sort"
)

// hash64 is a stable 64-bit hash: plans outlive the process, so the seeded
// hashes of the standard library will not do. Eight bytes a step, multiplied
// and folded; quality matters little, since a collision only sends an order
// through the spill.
func hash64(seed uint64, b []byte) uint64 {
	const k1, k2 = 0x9e3779b97f4a7c15, 0xd6e8feb86659fd93
	h := seed ^ uint64(len(b))*k1
	for ; len(b) >= 8; b = b[8:] {
		hi, lo := bits.Mul64(h^binary.LittleEndian.Uint64(b), k1)
		h = hi ^ lo ^ k2
	}
	var tail uint64
	for i, c := range b {
		tail |= uint64(c) << (8 * i)
	}
	hi, lo := bits.Mul64(h^tail, k2)
	h = hi ^ lo
	h ^= h >> 32
	return h * k1
}

// keyed is the hash of a row's key and of everything in it.
type keyed struct{ key, row uint64 }

const slabSize = 64 << 10

// slabs collects values in pieces that never move: growing one slice would hold
// it twice.
type slabs[T any] struct {
	all [][]T
	n   int
}

func (s *slabs[T]) add(v T) {
	if s.n%slabSize == 0 {
		s.all = append(s.all, make([]T, 0, slabSize))
	}
	last := len(s.all) - 1
	s.all[last] = append(s.all[last], v)
	s.n++
}

// sorted visits all values in order, sorting each slab and merging them.
func (s *slabs[T]) sorted(compare func(a, b T) int, visit func(T)) {
	m := merge[T]{compare: compare}
	for _, slab := range s.all {
		slices.SortFunc(slab, compare)
		m.rest = append(m.rest, slab)
	}
	heap.Init(&m)
	for len(m.rest) > 0 {
		visit(m.rest[0][0])
		if m.rest[0] = m.rest[0][1:]; len(m.rest[0]) == 0 {
			heap.Pop(&m)
		} else {
			heap.Fix(&m, 0)
		}
	}
}

// merge is a heap of sorted slices, by their first value.
type merge[T any] struct {
	rest    [][]T
	compare func(a, b T) int
}

func (m *merge[T]) Len() int           { return len(m.rest) }
func (m *merge[T]) Less(i, j int) bool { return m.compare(m.rest[i][0], m.rest[j][0]) < 0 }
func (m *merge[T]) Swap(i, j int)      { m.rest[i], m.rest[j] = m.rest[j], m.rest[i] }
func (m *merge[T]) Push(x any)         { m.rest = append(m.rest, x.([]T)) }
func (m *merge[T]) Pop() any {
	last := len(m.rest) - 1
	x := m.rest[last]
	m.rest = m.rest[:last]
	return x
}

// mostListed bounds the hash lists of a plan.
const mostListed = 100_000

// repeats lists the hashes that stand in s more than once, and whether there
// are too many to list.
func repeats(s *slabs[uint64]) (list []byte, many bool) {
	var last uint64
	seen := 0
	s.sorted(cmp.Compare[uint64], func(h uint64) {
		if seen > 0 && h == last {
			seen++
		} else {
			last, seen = h, 1
		}
		if seen == 2 {
			if many = many || len(list) >= 8*mostListed; !many {
				list = binary.BigEndian.AppendUint64(list, h)
			}
		}
	})
	if many {
		return nil, true
	}
	return list, false
}

// conflicts lists the keys that stand in s more than once: with the same row
// every time, and with different ones.
func conflicts(s *slabs[keyed]) (same, different []byte, many bool) {
	var last keyed
	count, differs := 0, false
	flush := func() {
		switch {
		case count < 2:
		case len(same)+len(different) >= 8*mostListed:
			many = true
		case differs:
			different = binary.BigEndian.AppendUint64(different, last.key)
		default:
			same = binary.BigEndian.AppendUint64(same, last.key)
		}
	}
	s.sorted(func(a, b keyed) int { return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.row, b.row)) }, func(k keyed) {
		if count > 0 && k.key == last.key {
			count++
			differs = differs || k.row != last.row
		} else {
			flush()
			count, differs = 1, false
		}
		last = k
	})
	flush()
	return same, different, many
}

// listed tells whether a sorted list of a plan has a hash.
func listed(list []byte, h uint64) bool {
	n := len(list) / 8
	i := sort.Search(n, func(i int) bool { return binary.BigEndian.Uint64(list[8*i:]) >= h })
	return i < n && binary.BigEndian.Uint64(list[8*i:]) == h
}
