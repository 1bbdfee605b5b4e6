package people

import (
	"time"
)

// HashPlaces is how many hashes run and wait, at the most.
const HashPlaces = HashesAtOnce + hashesWaiting

// Occupy takes every place where a hash is made, until the function it returns is
// called.
func (h *Hasher) Occupy() (release func()) {
	for range HashesAtOnce {
		h.queue <- struct{}{}
		h.run <- struct{}{}
	}
	return func() {
		for range HashesAtOnce {
			<-h.run
			<-h.queue
		}
	}
}

// AwaitQueue waits until n hashes run or wait.
func (h *Hasher) AwaitQueue(n int) {
	for len(h.queue) < n {
		time.Sleep(time.Millisecond)
	}
}

// Instead has f called for each hash that is made; what it returns is the key.
func (h *Hasher) Instead(f func(c Cost) []byte) {
	h.key = func(_, _ []byte, time, memoryKiB uint32, threads uint8, _ uint32) []byte {
		return f(Cost{MemoryKiB: memoryKiB, Time: time, Threads: threads})
	}
}

// AccountFailed and AddressTried are the rules of throttling.
var (
	AccountFailed = accountFailed
	AddressTried  = addressTried
	AddressKey    = addressKey
)
