package cache

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"sync"

	"golang.org/x/sync/singleflight"
)

// Snapshot is a transaction as far as a cache is concerned.
type Snapshot interface {
	Context() context.Context
	// Order bounds when the snapshot was taken, as store.Tx says it; 0, 0 of one that
	// writes.
	Order() (from, to int64)
}

// Cache keeps values by key, all of one state, the newest that was seen. The zero Cache
// is ready.
type Cache[K, S comparable, V any] struct {
	flights singleflight.Group

	mu     sync.Mutex
	state  S
	to     int64 // the newest snapshot that has met the state, as far as is known
	values map[K]V
}

// errCalledOff marks what a maker could not finish because its own context ended.
var errCalledOff = errors.New("called off")

// Get is the value of a key in the snapshot, whose state is given. It is kept, or
// somebody is just making it, or make does, with what the snapshot shows. make may still
// run when Get has returned because its context has ended: it must change nothing of the
// caller's.
func (c *Cache[K, S, V]) Get(snapshot Snapshot, key K, state S, make func() (V, error)) (v V, err error) {
	if _, to := snapshot.Order(); to == 0 { // what a transaction writes is nobody else's yet
		if v, ok := c.meet(snapshot, key, state); ok {
			return v, nil
		}
		return make()
	}
	ctx := snapshot.Context()
	for {
		if v, ok := c.meet(snapshot, key, state); ok {
			return v, nil
		}
		mine := false
		result := c.flights.DoChan(fmt.Sprintf("%#v of %#v", key, state), func() (_ any, err error) {
			mine = true
			defer func() {
				if fault := recover(); fault != nil { // the goroutine is not the request's: nobody else would catch it
					err = fmt.Errorf("panic: %v\n%s", fault, debug.Stack())
				}
				if err != nil && ctx.Err() != nil {
					err = fmt.Errorf("%w: %w", errCalledOff, err)
				}
			}()
			if v, ok := c.meet(snapshot, key, state); ok { // made since we looked
				return v, nil
			}
			return make()
		})
		select {
		case <-ctx.Done():
			return v, ctx.Err()
		case r := <-result:
			switch {
			case r.Err == nil:
				v, _ = r.Val.(V)
				c.keep(snapshot, key, state, v)
				return v, nil
			case mine || !errors.Is(r.Err, errCalledOff):
				return v, r.Err
			}
		}
	}
}

// meet is the kept value, which the snapshot confirms.
func (c *Cache[K, S, V]) meet(snapshot Snapshot, key K, state S) (v V, ok bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.values == nil || c.state != state {
		return v, false
	}
	_, to := snapshot.Order()
	c.to = max(c.to, to)
	v, ok = c.values[key]
	return v, ok
}

// keep keeps a value unless what is kept may be of a newer snapshot.
func (c *Cache[K, S, V]) keep(snapshot Snapshot, key K, state S, v V) {
	from, to := snapshot.Order()
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case c.values != nil && c.state == state:
		c.to = max(c.to, to)
	case c.values != nil && from <= c.to:
		return
	default:
		c.state, c.to, c.values = state, to, map[K]V{}
	}
	c.values[key] = v
}

// Kept is what is kept of a key now, and its state; false: nothing.
func (c *Cache[K, S, V]) Kept(key K) (state S, v V, ok bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	v, ok = c.values[key]
	return c.state, v, ok
}

// One is a Cache of one value. The zero One is ready.
type One[S comparable, V any] struct {
	all Cache[struct{}, S, V]
}

// Get is the value in the snapshot, whose state is given: see Cache.Get.
func (c *One[S, V]) Get(snapshot Snapshot, state S, make func() (V, error)) (V, error) {
	return c.all.Get(snapshot, struct{}{}, state, make)
}

// Kept is what is kept now, and its state; false: nothing.
func (c *One[S, V]) Kept() (state S, v V, ok bool) { return c.all.Kept(struct{}{}) }
