package main

import (
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"text/tabwriter"

	"wholesight/jobs/calendar"
	"wholesight/jobs/demo"
	"wholesight/jobs/demoshop"
	"wholesight/jobs/people"
	"wholesight/jobs/settings"
	"wholesight/store"
)

type demoCmd struct {
	Customers int    `default:"400" help:"How many customers."`
	Months    int    `default:"36" help:"How many months of orders."`
	Seed      uint64 `default:"1" help:"Another seed, another shop; the same seed, the same shop."`
	End       string `placeholder:"D" help:"The last day, YYYY-MM-DD. Default: today."`
	Lines     int    `default:"0" placeholder:"N" help:"Scale to about N order lines. Default: as many as come naturally."`
	Forecasts bool   `default:"true" negatable:"" help:"Forecast too; --no-forecasts leaves them, and their training, to the night."`
}

func (c *demoCmd) Run(a *app) error {
	if c.Customers < 1 || c.Months < 1 || c.Seed < 1 { // a Config would take 0 for its default
		return usageError{errors.New("--customers, --months and --seed begin at 1")}
	}
	return a.with(func(db *store.DB) error {
		cfg := demo.Config{Customers: c.Customers, Months: c.Months, Seed: c.Seed, Lines: c.Lines}
		if c.End != "" {
			end, err := calendar.Parse(c.End)
			if err != nil {
				return usageError{fmt.Errorf("--end: %w", err)}
			}
			cfg.End = end
		}
		logins, err := makeDemoWith(a, db, cfg, &rebuildCmd{Forecasts: c.Forecasts})
		if errors.Is(err, demo.ErrConfig) {
			return usageError{err}
		}
		if err != nil {
			return err
		}
		return a.report(logins, loginTable(logins))
	})
}

// demoOnce makes the demo shop in an empty database, and says the log-ins of one
// that is there.
func demoOnce(a *app, db *store.DB) error {
	logins, err := makeDemo(a, db, demo.Config{})
	if errors.Is(err, store.ErrNotEmpty) {
		logins, err = storedLogins(a, db)
		if errors.Is(err, store.ErrNotFound) {
			fmt.Fprintln(a.stderr, "The database holds a shop of its own: no demo shop was made.")
			return nil
		}
	}
	if err != nil {
		return err
	}
	fmt.Fprintln(a.stderr, loginTable(logins))
	return nil
}

// login is a log-in of the demo shop.
type login struct {
	Role     string `json:"role"`
	Email    string `json:"email"`
	Password string `json:"password"`
}

// loginsSetting is where a demo shop keeps its log-ins, so that every start can say
// them. A real shop never has it: passwords there are kept as hashes only.
const loginsSetting = "demo-logins"

// makeDemo fills an empty database with a demo shop, its people and its first
// builds. Passwords are made up each time: a demo that somebody puts on a network
// has no password that everybody knows.
func makeDemo(a *app, db *store.DB, cfg demo.Config) ([]login, error) {
	return makeDemoWith(a, db, cfg, &rebuildCmd{Forecasts: true})
}

// makeDemoWith is makeDemo with those steps of the first builds that are asked for.
func makeDemoWith(a *app, db *store.DB, cfg demo.Config, build *rebuildCmd) ([]login, error) {
	if cfg.End == 0 {
		if err := db.View(a.ctx, func(tx *store.Tx) error {
			shop, err := settings.Load(tx)
			cfg.End = shop.Today(tx.Now)
			return err
		}); err != nil {
			return nil, err
		}
	}
	tell, done := a.progress()
	defer done()
	if err := demoshop.Seed(a.ctx, db, cfg, tell); err != nil {
		return nil, err
	}
	shop, err := demo.New(cfg)
	if err != nil {
		return nil, err
	}
	logins, err := addDemoPeople(a, db, shop)
	if err != nil {
		return nil, err
	}
	_, err = rebuild(a, db, tell, build)
	return logins, err
}

func addDemoPeople(a *app, db *store.DB, shop *demo.Shop) ([]login, error) {
	hasher := people.NewHasher(people.DefaultCost)
	var logins []login
	var hashes []string
	for _, u := range shop.Users() {
		password := strings.ToLower(rand.Text()[:16])
		hash, err := hasher.Hash(a.ctx, password)
		if err != nil {
			return nil, err
		}
		logins = append(logins, login{u.Role, u.Email, password})
		hashes = append(hashes, hash)
	}
	kept, err := json.Marshal(logins)
	if err != nil {
		return nil, err
	}
	return logins, db.Update(a.ctx, func(tx *store.Tx) error {
		managers, err := tx.ManagerLinks()
		if err != nil {
			return err
		}
		for i, u := range shop.Users() {
			p := people.Person{Email: u.Email, Name: u.Name, Role: store.Role(u.Role)}
			if u.Customer >= 0 {
				p.Customer = shop.Customers()[u.Customer].Code
			}
			for _, m := range managers {
				if u.AccountManager != "" && m.Name == u.AccountManager {
					p.Managers = append(p.Managers, m.ID)
				}
			}
			user, err := people.AddUser(tx, actor, p)
			if err != nil {
				return err
			}
			if err := people.SetPassword(tx, actor, user, hashes[i], ""); err != nil {
				return err
			}
		}
		return tx.SaveSetting(loginsSetting, string(kept))
	})
}

func storedLogins(a *app, db *store.DB) (logins []login, err error) {
	err = db.View(a.ctx, func(tx *store.Tx) error {
		text, err := tx.Setting(loginsSetting)
		if err != nil {
			return err
		}
		logins = nil
		return json.Unmarshal([]byte(text), &logins)
	})
	return logins, err
}

func loginTable(logins []login) string {
	var b strings.Builder
	b.WriteString("Log-ins of the demo shop:\n")
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	for _, l := range logins {
		fmt.Fprintf(w, "  %s\t%s\t%s\n", l.Role, l.Email, l.Password)
	}
	if err := w.Flush(); err != nil {
		panic(err) // a builder takes everything
	}
	return strings.TrimRight(b.String(), "\n")
}
