package imports

import (
	"io"
	"strings"
)

// memory is a file in memory.
type memory string

func (m memory) Open() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(string(m))), nil }
func (m memory) Name() string                 { return "memory.csv" }
func (m memory) Size() int64                  { return int64(len(m)) }
