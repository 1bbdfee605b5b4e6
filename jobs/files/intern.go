package files

// interner gives the same string for the same bytes, so that a million lines
// hold each code once. It is bounded: when full it starts again, which costs
// only speed.
type interner struct {
	known map[string]string
	bytes int
}

const (
	internMost  = 64 << 10
	internBytes = 4 << 20
)

func newInterner() *interner { return &interner{known: make(map[string]string)} }

func (n *interner) get(b []byte) string {
	if len(b) == 0 {
		return ""
	}
	if s, ok := n.known[string(b)]; ok {
		return s
	}
	s := string(b)
	if len(s) > 256 {
		return s
	}
	if len(n.known) >= internMost || n.bytes > internBytes {
		clear(n.known)
		n.bytes = 0
	}
	n.known[s] = s
	n.bytes += len(s)
	return s
}
