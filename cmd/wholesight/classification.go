package main

import (
	"errors"
	"fmt"
	"math"
	"strings"

	"wholesight/jobs/classifications"
	jobrebuild "wholesight/jobs/rebuild"
	"wholesight/jobs/rules/classify"
	"wholesight/store"
)

type classificationCmd struct {
	Add classificationAddCmd `cmd:"" help:"Add a classification; it takes the place in its list that its value belongs to."`
}

type classificationAddCmd struct {
	SmartType string `required:"" help:"The smart type's title."`
	Type      string `required:"" enum:"risk,risk_change,revenue_rank,revenue_change,revenue_share,orders" help:"risk, risk_change, revenue_rank, revenue_change, revenue_share or orders."`
	Title     string `required:"" help:"1 to 60 characters."`
	Value     string `help:"The band's value, e.g. 2.5 or -10; none: no upper end (risk and orders, the last one only)."`
	MinSpend  string `placeholder:"M" help:"Least revenue for the label, e.g. 500 or 499.95."`
	MinOrders *int64 `placeholder:"N" help:"Fewest orders for the label."`
	Colour    string `placeholder:"HEX" help:"#rrggbb; default: the next of the palette."`
	Comment   string `help:"What it finds, what to do."`
}

func (c *classificationAddCmd) Run(a *app) error {
	row := store.Classification{Type: c.Type, Title: c.Title, Comment: c.Comment, Colour: c.Colour, MinOrders: c.MinOrders}
	var err error
	if row.Value, err = classify.ParseValue(c.Value); err != nil {
		return usageError{fmt.Errorf("--value: %w", err)}
	}
	if row.MinSpend, err = parseMoney(c.MinSpend); err != nil {
		return usageError{fmt.Errorf("--min-spend: %w", err)}
	}
	if row.Colour != "" && !strings.HasPrefix(row.Colour, "#") {
		row.Colour = "#" + row.Colour
	}
	return a.with(func(db *store.DB) error {
		var added store.Classification
		words := ""
		err := db.Update(a.ctx, func(tx *store.Tx) error {
			if _, _, err := tx.FirstSmartType(); err != nil { // a new shop has its first one now
				return err
			}
			t, err := tx.SmartTypeByTitle(c.SmartType)
			if errors.Is(err, store.ErrNotFound) {
				return unknownSmartType(tx, c.SmartType)
			}
			if err != nil {
				return err
			}
			kind := classify.Type(c.Type)
			if added, err = classifications.Add(tx, actor, t.ID, kind, row); err != nil {
				return err
			}
			all, err := tx.Classifications(t.ID)
			if err != nil {
				return err
			}
			group := classifications.Group(all, kind)
			bands := make([]classify.Band, len(group))
			for i, g := range group {
				bands[i] = jobrebuild.Band(g)
			}
			words = classify.Words(kind, bands, int(added.Position)-1)
			return nil
		})
		if err != nil {
			return usage(err)
		}
		return a.report(map[string]any{"id": added.ID, "smart_type": c.SmartType, "type": c.Type, "title": added.Title,
			"position": added.Position, "band": words},
			fmt.Sprintf("%s, %s %d: %s (%s)", c.SmartType, c.Type, added.Position, added.Title, words))
	})
}

// unknownSmartType is the error that names the ones there are.
func unknownSmartType(tx *store.Tx, title string) error {
	all, err := tx.SmartTypes()
	if err != nil {
		return err
	}
	titles := make([]string, len(all))
	for i, t := range all {
		titles[i] = t.Title
	}
	return fmt.Errorf("no smart type is called %q; there are: %s", title, strings.Join(titles, ", "))
}

// parseMoney reads an amount with a point and at most two decimals into minor
// units; nil for an empty text. It shares classify's reader of decimals, whose
// hundredths are what minor units are.
func parseMoney(s string) (*int64, error) {
	v, err := classify.ParseValue(s)
	if err == nil && v != nil && (*v < 0 || *v == math.MaxInt64) {
		err = fmt.Errorf("%q: an amount from 0", s)
	}
	return v, err
}
