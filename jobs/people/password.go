package people

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"runtime/debug"
	"strings"

	"golang.org/x/crypto/argon2"

	"wholesight/store"
)

// Cost is what one password hash costs.
type Cost struct {
	MemoryKiB uint32
	Time      uint32
	Threads   uint8
}

// DefaultCost is OWASP's first choice for argon2id: one pass over 46 MiB.
var DefaultCost = Cost{MemoryKiB: 46 << 10, Time: 1, Threads: 1}

// HashesAtOnce and hashesWaiting bound what log-ins can take from everybody else: a
// hash holds 46 MiB and, for a twentieth of a second, a core, which on a machine of two
// leaves the other one to the pages. A queue that is longer than a few seconds only keeps
// people waiting for an answer they have given up on.
const (
	HashesAtOnce  = 1
	hashesWaiting = 32
)

// gcPercent is how much may be left behind while a hash is made, in percent of what is
// held.
const gcPercent = 40

// litterKiB is what a hash can leave behind without anybody minding.
const litterKiB = 4 << 10

const (
	saltBytes = 16
	keyBytes  = 32
)

// Hasher makes and checks password hashes (argon2id in PHC form), one after the other.
// It is safe for concurrent use; a process has one.
type Hasher struct {
	cost Cost
	// argon2id; tests count its calls
	key   func(password, salt []byte, time, memoryKiB uint32, threads uint8, bytes uint32) []byte
	run   chan struct{}
	queue chan struct{}
	dummy string
}

// NewHasher makes a hasher; the zero Cost is DefaultCost.
func NewHasher(cost Cost) *Hasher {
	if cost == (Cost{}) {
		cost = DefaultCost
	}
	h := &Hasher{cost: cost, key: argon2.IDKey, run: make(chan struct{}, HashesAtOnce),
		queue: make(chan struct{}, HashesAtOnce+hashesWaiting)}
	// A hash that no password is known to have: checked where there is no user, so
	// that an unknown address takes as long as a known one. Its key is drawn, not
	// computed: the start of a server should not cost a password's memory.
	h.dummy = cost.phc(salt(), random(keyBytes))
	return h
}

// Hash is a password's hash under a fresh salt. store.ErrBusy: too many wait.
func (h *Hasher) Hash(ctx context.Context, password string) (string, error) {
	var out string
	err := h.do(ctx, func() {
		salt, c := salt(), h.cost
		out = c.phc(salt, h.key([]byte(password), salt, c.Time, c.MemoryKiB, c.Threads, keyBytes))
	})
	return out, err
}

// Verify tells whether a password fits a stored hash, and whether the hash is
// weaker than new ones are. An empty hash (no user, no password yet) takes as long
// and fits nothing.
func (h *Hasher) Verify(ctx context.Context, stored, password string) (fits, weak bool, err error) {
	known := stored != ""
	if !known {
		stored = h.dummy
	}
	cost, salt, key, err := parsePHC(stored)
	if err != nil {
		return false, false, err
	}
	err = h.do(ctx, func() {
		got := h.key([]byte(password), salt, cost.Time, cost.MemoryKiB, cost.Threads, uint32(len(key)))
		fits = subtle.ConstantTimeCompare(got, key) == 1 && known
	})
	weak = cost.MemoryKiB < h.cost.MemoryKiB || cost.Time < h.cost.Time
	return fits && err == nil, weak, err
}

// do waits for its turn and runs f; it gives up with the context or when too many
// wait already. What f leaves behind is given back before the next one begins, because
// until then it would count beside the next one's: of fifty log-ins at once, as many as
// the collector did not mind. (A quiet thread would be of no use here: argon2 starts
// goroutines, which run on others.)
func (h *Hasher) do(ctx context.Context, f func()) error {
	select {
	case h.queue <- struct{}{}:
		defer func() { <-h.queue }()
	default:
		return fmt.Errorf("password check: too many at once: %w", store.ErrBusy)
	}
	select {
	case h.run <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	defer func() {
		if h.cost.MemoryKiB < litterKiB {
			<-h.run
			return
		}
		go func() { // who has logged in need not wait for it
			debug.FreeOSMemory()
			<-h.run
		}()
	}()
	if h.cost.MemoryKiB >= litterKiB {
		// The collector would let others leave behind as much again as a hash holds.
		defer debug.SetGCPercent(debug.SetGCPercent(gcPercent))
	}
	f()
	return nil
}

func salt() []byte { return random(saltBytes) }

func random(n int) []byte {
	b := make([]byte, n)
	_, _ = rand.Read(b) // never fails: the process ends instead
	return b
}

// phc writes a hash down.
func (c Cost) phc(salt, key []byte) string {
	b64 := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, c.MemoryKiB, c.Time, c.Threads,
		b64.EncodeToString(salt), b64.EncodeToString(key))
}

// parsePHC reads a stored hash. Its errors do not show the hash.
func parsePHC(stored string) (c Cost, salt, key []byte, err error) {
	parts := strings.Split(stored, "$")
	bad := func(what string) (Cost, []byte, []byte, error) {
		return Cost{}, nil, nil, fmt.Errorf("stored password hash: %s", what)
	}
	if len(parts) != 6 || parts[0] != "" || parts[1] != "argon2id" || parts[2] != fmt.Sprintf("v=%d", argon2.Version) {
		return bad("not argon2id in PHC form")
	}
	if _, err := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &c.MemoryKiB, &c.Time, &c.Threads); err != nil || c.Time < 1 ||
		c.Threads < 1 || c.MemoryKiB > 1<<20 {
		return bad("its cost cannot be read")
	}
	salt, errS := base64.RawStdEncoding.DecodeString(parts[4])
	key, errK := base64.RawStdEncoding.DecodeString(parts[5])
	if errS != nil || errK != nil || len(salt) < 8 || len(key) < 16 {
		return bad("its salt or key cannot be read")
	}
	return c, salt, key, nil
}
