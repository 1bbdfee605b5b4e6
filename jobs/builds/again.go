package builds

import (
	"errors"
)

// BegunAnew runs f again when the order book changed meanwhile.
func BegunAnew(f func() error) error {
	for try := 1; ; try++ {
		if err := f(); !errors.Is(err, ErrMeanwhile) || try == Tries {
			return err
		}
	}
}

// Tries bounds how often a rebuild begins anew because another one was
// published, or the order book changed, while it read.
const Tries = 5

// ErrMeanwhile says that what a rebuild was made from is no longer what is there.
var ErrMeanwhile = errors.New("the order book or the published build changed meanwhile")
