package imports

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"

	"wholesight/jobs/files"
	"wholesight/jobs/kit"
	"wholesight/store"
)

// remembered is what a person has said by hand of files with one header.
type remembered struct {
	Columns map[string]string            `json:"columns,omitempty"`
	Words   map[string]map[string]string `json:"words,omitempty"`
	Codes   map[string]map[string]string `json:"codes,omitempty"`

	// How the file was read: for its rejected rows alone, which may be too few to find it out.
	Read wayRead `json:"read,omitzero"`
}

type wayRead struct {
	DateOrder string `json:"date_order,omitempty"`
	Decimal   string `json:"decimal,omitempty"`
}

// readRemembered reads what is stored; rows of earlier days are the columns alone.
func readRemembered(text string) (r remembered, err error) {
	var parts map[string]json.RawMessage
	if err := json.Unmarshal([]byte(text), &parts); err != nil {
		return r, fmt.Errorf("remembered mapping: %w", err)
	}
	for _, part := range parts {
		if len(part) > 0 && part[0] == '"' { // the name of a column: a flat mapping
			err = json.Unmarshal([]byte(text), &r.Columns)
			return r, err
		}
	}
	err = json.Unmarshal([]byte(text), &r)
	return r, err
}

func (o *Options) remember() remembered {
	return remembered{Columns: o.Read.Mapping, Words: o.Read.Words, Codes: o.Codes}
}

func (r remembered) empty() bool {
	return len(r.Columns)+len(r.Words)+len(r.Codes) == 0 && r.Read == wayRead{}
}

// recallReading answers what is asked of mended rows as their file was read. What is
// plain without it is left alone: a spreadsheet may have written all of them anew.
func (o *Options) recallReading(p *files.Plan, was wayRead) (changed bool) {
	for _, q := range p.Open() {
		switch {
		case q.Kind == files.AskDateOrder && o.Read.DateOrder == "" && was.DateOrder != "":
			o.Read.DateOrder, changed = was.DateOrder, true
		case q.Kind == files.AskDecimal && o.Read.Decimal == "" && was.Decimal != "":
			o.Read.Decimal, changed = was.Decimal, true
		}
	}
	return changed
}

// recall adds to what is chosen what was remembered, where nothing else was said;
// it tells whether that changed anything.
func (o *Options) recall(r remembered) (changed bool) {
	if len(o.Read.Mapping) == 0 && o.Read.Preset == "" && len(r.Columns) > 0 {
		o.Read.Mapping, changed = r.Columns, true
	}
	words := addWords(&o.Read.Words, r.Words)
	codes := addWords(&o.Codes, r.Codes)
	return changed || words || codes
}

// addWords adds the words that have no meaning yet.
func addWords(into *map[string]map[string]string, more map[string]map[string]string) (changed bool) {
	for column, words := range more {
		for word, meaning := range words {
			if _, told := (*into)[column][word]; !told {
				SetWord(into, column, word, meaning)
				changed = true
			}
		}
	}
	return changed
}

// SetWord says what a word of a column means.
func SetWord(into *map[string]map[string]string, column, word, meaning string) {
	next := maps.Clone(*into)
	if next == nil {
		next = map[string]map[string]string{}
	}
	words := maps.Clone(next[column])
	if words == nil {
		words = map[string]string{}
	}
	words[word], next[column] = meaning, words
	*into = next
}

// inspectAgain is inspect with what was said by hand the last time a file had this
// header.
func (im *importer) inspectAgain(ctx context.Context) error {
	err := im.inspect(ctx)
	if im.plan == nil {
		return err
	}
	text := ""
	if errV := im.db.View(ctx, func(tx *store.Tx) (err error) {
		text, err = tx.Mapping(string(im.opt.Kind), headerHash(im.plan))
		if errors.Is(err, store.ErrNotFound) {
			text, err = "", nil
		}
		return err
	}); errV != nil || text == "" {
		return errors.Join(err, errV)
	}
	r, errR := readRemembered(text)
	if errR != nil {
		return errR
	}
	var notes []string
	if im.opt.recall(r) {
		notes = append(notes, "The columns and words are taken as you mapped them for the last file with this header.")
	}
	if isMended(im.plan) && im.opt.recallReading(im.plan, r.Read) {
		notes = append(notes, "Days and numbers are read as in the file that these rejected rows come from.")
	}
	if len(notes) == 0 {
		return err
	}
	im.notes = notes
	return im.inspect(ctx)
}

// keep stores for the next file with this header what was said by hand of this one.
func (im *importer) keep(tx *store.Tx) error {
	r := im.opt.remember()
	if im.rejected > 0 {
		r.Read = wayRead{im.plan.DateOrder, im.plan.Decimal}
	}
	if r.empty() {
		return nil
	}
	return tx.SaveMapping(string(im.opt.Kind), headerHash(im.plan), kit.JSON(r))
}
