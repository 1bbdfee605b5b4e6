package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"text/tabwriter"

	"golang.org/x/term"

	"wholesight/jobs/people"
	"wholesight/store"
)

type userCmd struct {
	Add      userAddCmd      `cmd:"" help:"Add a user; the password comes from standard input."`
	List     userListCmd     `cmd:"" help:"List the users."`
	Disable  userDisableCmd  `cmd:"" help:"Take a user's access away, at once."`
	Enable   userEnableCmd   `cmd:"" help:"Give it back."`
	Password userPasswordCmd `cmd:"" help:"Set a user's password from standard input and end its sessions."`
}

type userAddCmd struct {
	Email    string `required:"" help:"The address the user logs in with."`
	Name     string `help:"The name; default: the part before the @."`
	Role     string `required:"" enum:"admin,manager,rep,customer" help:"admin, manager, rep or customer."`
	Customer string `placeholder:"CODE" help:"The customer that the user acts for (role customer)."`
	SeesAll  bool   `help:"A rep who sees every customer."`
}

func (c *userAddCmd) Run(a *app) error {
	return a.with(func(db *store.DB) error {
		if c.Name == "" {
			c.Name, _, _ = strings.Cut(c.Email, "@")
		}
		hash, err := readPassword(a, db, c.Email, c.Name)
		if err != nil {
			return err
		}
		err = db.Update(a.ctx, func(tx *store.Tx) error {
			u, err := people.AddUser(tx, actor, people.Person{Email: c.Email, Name: c.Name, Role: store.Role(c.Role),
				Customer: c.Customer, SeesAll: c.SeesAll})
			if err != nil {
				return err
			}
			return people.SetPassword(tx, actor, u, hash, "")
		})
		if err != nil {
			return usage(err)
		}
		return a.report(map[string]string{"email": c.Email, "role": c.Role}, "added "+c.Email+" as "+c.Role)
	})
}

// readPassword reads one line, unseen where it is typed, and returns its hash.
func readPassword(a *app, db *store.DB, email, name string) (hash string, err error) {
	var password string
	if f, ok := a.stdin.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		fmt.Fprint(a.stderr, "Password: ")
		typed, err := term.ReadPassword(int(f.Fd()))
		fmt.Fprintln(a.stderr)
		if err != nil {
			return "", err
		}
		password = string(typed)
	} else {
		line, err := bufio.NewReader(a.stdin).ReadString('\n')
		if err != nil && !errors.Is(err, io.EOF) {
			return "", err
		}
		password = strings.TrimRight(line, "\r\n")
	}
	if password == "" {
		return "", usageError{errors.New("no password on standard input")}
	}
	var context []string
	if err := db.View(a.ctx, func(tx *store.Tx) (err error) {
		context, err = people.PasswordContext(tx, email, name)
		return err
	}); err != nil {
		return "", err
	}
	if err := people.CheckPassword("password", password, context...); err != nil {
		return "", usageError{err}
	}
	return people.NewHasher(people.DefaultCost).Hash(a.ctx, password)
}

type userListCmd struct{}

type userLine struct {
	Email    string `json:"email"`
	Name     string `json:"name"`
	Role     string `json:"role"`
	Disabled bool   `json:"disabled"`
}

func (c *userListCmd) Run(a *app) error {
	return a.with(func(db *store.DB) error {
		lines := []userLine{}
		if err := db.View(a.ctx, func(tx *store.Tx) error {
			const page = 200
			for {
				users, total, err := tx.Users(store.UserFilter{Offset: len(lines), Limit: page})
				if err != nil {
					return err
				}
				for _, u := range users {
					lines = append(lines, userLine{u.Email, u.Name, string(u.Role), u.Disabled})
				}
				if len(lines) >= total || len(users) == 0 {
					return nil
				}
			}
		}); err != nil {
			return err
		}
		var b strings.Builder
		w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
		for _, l := range lines {
			state := ""
			if l.Disabled {
				state = "disabled"
			}
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", l.Email, l.Role, l.Name, state)
		}
		fmt.Fprintf(w, "%d users", len(lines))
		if err := w.Flush(); err != nil {
			return err
		}
		return a.report(lines, b.String())
	})
}

type userDisableCmd struct {
	Email string `required:"" help:"The user's address."`
}

func (c *userDisableCmd) Run(a *app) error { return setDisabled(a, c.Email, true) }

type userEnableCmd struct {
	Email string `required:"" help:"The user's address."`
}

func (c *userEnableCmd) Run(a *app) error { return setDisabled(a, c.Email, false) }

func setDisabled(a *app, email string, disabled bool) error {
	return a.with(func(db *store.DB) error {
		err := db.Update(a.ctx, func(tx *store.Tx) error {
			u, err := tx.UserByEmail(store.FoldEmail(email))
			if err != nil {
				return err
			}
			return people.DisableUser(tx, actor, u.ID, u.Version, disabled)
		})
		if err != nil {
			return err
		}
		word := map[bool]string{true: "disabled", false: "enabled"}[disabled]
		return a.report(map[string]string{"email": email, "state": word}, email+" is "+word)
	})
}

type userPasswordCmd struct {
	Email string `required:"" help:"The user's address."`
}

func (c *userPasswordCmd) Run(a *app) error {
	return a.with(func(db *store.DB) error {
		hash, err := readPassword(a, db, c.Email, "")
		if err != nil {
			return err
		}
		if err := db.Update(a.ctx, func(tx *store.Tx) error {
			u, err := tx.UserByEmail(store.FoldEmail(c.Email))
			if err != nil {
				return err
			}
			return people.SetPassword(tx, actor, u, hash, "")
		}); err != nil {
			return err
		}
		return a.report(map[string]string{"email": c.Email}, "password of "+c.Email+" set, its sessions ended")
	})
}
