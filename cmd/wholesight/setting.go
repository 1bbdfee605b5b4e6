package main

import (
	"errors"
	"fmt"
	"strings"
	"text/tabwriter"

	"wholesight/jobs/settings"
	"wholesight/store"
)

type settingCmd struct {
	Name  string  `arg:"" optional:"" help:"The setting; none lists all."`
	Value *string `arg:"" optional:"" help:"Its new value."`
}

func (c *settingCmd) Run(a *app) error {
	return a.with(func(db *store.DB) error {
		switch {
		case c.Name == "":
			return c.list(a, db)
		case c.Value == nil:
			return c.show(a, db)
		}
		if err := db.Update(a.ctx, func(tx *store.Tx) error {
			return settings.SaveSetting(tx, actor, c.Name, *c.Value)
		}); err != nil {
			return usage(err)
		}
		return c.show(a, db)
	})
}

// usage marks an error as a mistake of the caller, unless the database made it.
func usage(err error) error {
	for _, e := range []error{store.ErrBusy, store.ErrFull, store.ErrDamaged} {
		if errors.Is(err, e) {
			return err
		}
	}
	return usageError{err}
}

type settingLine struct {
	Name    string `json:"name"`
	Value   string `json:"value"`
	Default string `json:"default"`
	Values  string `json:"values"`
	Help    string `json:"help"`
}

func settingLines(a *app, db *store.DB) (lines []settingLine, err error) {
	err = db.View(a.ctx, func(tx *store.Tx) error {
		stored, err := tx.Settings()
		if err != nil {
			return err
		}
		lines = nil
		for _, s := range settings.Settings {
			value, ok := stored[s.Name]
			if !ok {
				value = s.Default
			}
			lines = append(lines, settingLine{s.Name, value, s.Default, s.Values, s.Help})
		}
		return nil
	})
	return lines, err
}

func (c *settingCmd) list(a *app, db *store.DB) error {
	lines, err := settingLines(a, db)
	if err != nil {
		return err
	}
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	for _, l := range lines {
		fmt.Fprintf(w, "%s\t%s\t%s\n", l.Name, l.Value, l.Values)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	return a.report(lines, strings.TrimRight(b.String(), "\n"))
}

func (c *settingCmd) show(a *app, db *store.DB) error {
	if _, err := settings.FindSetting(c.Name); err != nil {
		return usageError{err}
	}
	lines, err := settingLines(a, db)
	if err != nil {
		return err
	}
	for _, l := range lines {
		if l.Name == c.Name {
			return a.report(l, l.Value)
		}
	}
	return fmt.Errorf("setting %s: %w", c.Name, store.ErrNotFound)
}
