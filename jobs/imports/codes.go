package imports

import (
	"wholesight/store"
)

// mostCodes bounds what is remembered of customers, and of products. A file with
// more of them is looked up again and again, in batches.
const mostCodes = 100_000

// code is what an import knows of a customer, a product or a channel.
type code struct {
	id      int64
	known   bool // stored, or set aside by this import already
	minimal bool // an orders file may give it a better name
	fresh   bool
	dirty   bool // to be set aside again
	n       int64
	name    string // empty: none better than the code
	country string
	kind    string
}

// codes remembers the customers, the products or the channels of an orders import.
type codes struct {
	noun    string
	table   string // of the ids
	all     map[string]*code
	missing []string   // of the batch at hand: not looked up yet
	dirty   []string   // of the batch at hand: minimal records to be set aside
	made    *madeSoFar // what is fresh is noted here; nil: nowhere
}

func newCodes(noun, table string) *codes {
	return &codes{noun: noun, table: table, all: map[string]*code{}}
}

// forget makes room before a batch.
func (c *codes) forget() {
	c.missing, c.dirty = c.missing[:0], c.dirty[:0]
	if len(c.all) > mostCodes {
		clear(c.all)
	}
}

// see is what is known of a code; of one that is new to the batch nothing yet.
func (c *codes) see(key string) *code {
	k := c.all[key]
	if k == nil {
		k = &code{}
		c.all[key] = k
		c.missing = append(c.missing, key)
	}
	return k
}

// lookUp asks the shop for the codes that were missing, and what this import has set
// aside itself. It may be run again.
func (c *codes) lookUp(tx *store.Tx, staging bool) error {
	if len(c.missing) == 0 {
		return nil
	}
	var known map[string]store.Known
	var err error
	if c.noun == store.NounChannel {
		var ids map[string]int64
		if ids, err = tx.Channels(); err == nil {
			known = make(map[string]store.Known, len(ids))
			for name, id := range ids {
				known[name] = store.Known{ID: id}
			}
		}
	} else {
		known, err = tx.KnownCodes(c.noun, c.missing)
	}
	if err != nil {
		return err
	}
	aside := map[string]store.Minimal{}
	if staging {
		if aside, err = tx.Minimals(c.noun, c.missing); err != nil {
			return err
		}
	}
	for _, key := range c.missing {
		k := c.all[key]
		*k = code{}
		if v, ok := known[key]; ok {
			*k = code{id: v.ID, known: true, minimal: v.Minimal, name: v.Name, country: v.Country}
		}
		if s, ok := aside[key]; ok {
			*k = code{id: s.ID, known: true, minimal: true, fresh: s.Fresh, n: s.N, name: s.Name, country: s.Country,
				kind: s.Kind}
		}
	}
	return nil
}

// make gives ids to the codes that nothing has, from the ids reserved for them.
func (c *codes) make(ids func(n int64) (first int64, err error)) error {
	n := int64(0)
	for _, key := range c.missing {
		if !c.all[key].known {
			n++
		}
	}
	if n == 0 {
		return nil
	}
	id, err := ids(n)
	if err != nil {
		return err
	}
	for _, key := range c.missing {
		k := c.all[key]
		if k.known {
			continue
		}
		*k = code{id: id, known: true, minimal: true, fresh: true, dirty: true}
		c.dirty = append(c.dirty, key)
		id++
		if c.made != nil {
			c.made.note(c.noun, key)
		}
	}
	return nil
}

// name offers a minimal record a name and a country. The longest name wins, of two as long
// the first in byte order, and the first country: so the order of the rows, and of
// the files, makes no difference.
func (c *codes) name(key string, k *code, name, country string) {
	if !k.minimal {
		return
	}
	better := name != "" && name != key && (len(name) > len(k.name) || len(name) == len(k.name) && name < k.name)
	if better {
		k.name = name
	}
	if country != "" && (k.country == "" || country < k.country) {
		k.country, better = country, true
	}
	if better && !k.dirty {
		k.dirty = true
		c.dirty = append(c.dirty, key)
	}
}

// minimal records are the codes to be set aside; next numbers those that were not before.
func (c *codes) minimals(next *int64) []store.Minimal {
	out := make([]store.Minimal, 0, len(c.dirty))
	for _, key := range c.dirty {
		k := c.all[key]
		k.dirty = false
		if k.n == 0 {
			*next++
			k.n = *next
		}
		out = append(out, store.Minimal{Noun: c.noun, Code: key, N: k.n, ID: k.id, Fresh: k.fresh, Name: k.name,
			Country: k.country, Kind: k.kind})
	}
	return out
}
