package store

import (
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"wholesight/jobs/calendar"
)

// ListRow is a customer as far as lists show, filter and sort it.
type ListRow struct {
	ID            int64
	Code, Name    string
	City, Contact string
	SmartTypeID   int64
	ManagerID     int64 // account manager; 0: none
	Active        bool

	Groups, Tags      []string // sets
	Industry, Country string
	Facts             ContactFacts // of now

	Scored bool  // the build has figures of the customer
	Score  Score // without rank, share and what it says of others
}

// listFigures are the figures that a list needs, and listColumns what it reads of
// customer_scores: whose they are, the figures, the reasons and the labels.
var (
	listFigures = slices.DeleteFunc(slices.Clone(scoreFigures), func(f scoreFigure) bool { return !f.listed })
	listColumns = func() string {
		all := []string{"customer_id"}
		for _, f := range listFigures {
			all = append(all, f.column)
		}
		return "s." + strings.Join(append(append(all, "reasons"), labelColumns[:]...), ", s.")
	}()
)

// EachListRow calls f for every customer, active or not, by code (byte order), with
// the figures of a build (0: none). It reads everything that lists of customers are
// answered from, at once; who may see what is decided there. The row is reused.
func (tx *Tx) EachListRow(build int64, f func(*ListRow) error) (err error) {
	defer wrap(&err, "customers of build %d", build)
	var row ListRow
	// The figures are NULL together when there are none, and some of them alone;
	// scanning them into any is half the work of sql.NullInt64 (see EachSale).
	read := make([]any, 1+len(listFigures)+1+len(labelColumns))
	var groups, tags string
	dest := []any{&row.ID, &row.Code, &row.Name, &row.City, &row.Contact, &row.SmartTypeID, &row.ManagerID, &row.Active,
		&groups, &tags, &row.Industry, &row.Country, &row.Facts.LastAt, &row.Facts.LastKind, &row.Facts.FollowUp}
	for i := range read {
		dest = append(dest, &read[i])
	}
	return tx.each(`SELECT c.id, c.code, c.name, c.city, c.contact, c.smart_type_id, COALESCE(c.account_manager_id, 0), c.active,
			c.groups, c.tags, c.industry, c.country, COALESCE(f.last_at, 0), COALESCE(f.last_kind, ''), COALESCE(f.next_on, 0), `+listColumns+`
		FROM customers c LEFT JOIN customer_facts f ON f.customer_id = c.id LEFT JOIN customer_scores s ON s.build_id = $1 AND s.customer_id = c.id ORDER BY c.code`, []any{build}, func(rows *sql.Rows) error {
		if err := rows.Scan(dest...); err != nil {
			return err
		}
		row.Groups, row.Tags = unpackSet(groups), unpackSet(tags)
		row.Facts.CustomerID, row.Facts.Code = row.ID, row.Code
		row.Score, row.Scored = Score{}, read[0] != nil
		if row.Scored {
			if err := row.Score.fill(read); err != nil {
				return fmt.Errorf("figures of customer %q: %w", row.Code, err)
			}
		}
		return f(&row)
	})
}

// fill takes over what was read of listColumns.
func (s *Score) fill(read []any) error {
	ofFigures := read[1 : 1+len(listFigures)]
	reasons, labels := read[1+len(listFigures)], read[2+len(listFigures):]
	if err := fillIn(&s.CustomerID, read[0]); err != nil {
		return err
	}
	for i, v := range ofFigures {
		if v == nil {
			v = listFigures[i].none
		}
		if err := fillIn(listFigures[i].at(&s.Customer), v); err != nil {
			return fmt.Errorf("%s: %w", listFigures[i].column, err)
		}
	}
	for i, v := range labels {
		if err := fillIn(&s.Labels[i], v); err != nil {
			return fmt.Errorf("%s: %w", labelColumns[i], err)
		}
	}
	text, ok := reasons.(string)
	if !ok {
		return fmt.Errorf("reasons are a %T", reasons)
	}
	var err error
	s.Reasons, err = parseReasons(text)
	return err
}

// fillIn writes a value as the drivers hand it out to where it belongs.
func fillIn(to, v any) error {
	switch v := v.(type) {
	case nil:
		return nil
	case bool: // one engine has them, the other keeps them as numbers
		if to, ok := to.(*bool); ok {
			*to = v
			return nil
		}
	case int64:
		switch to := to.(type) {
		case *int64:
			*to = v
			return nil
		case *calendar.Day:
			*to = calendar.Day(v)
			return nil
		case *bool:
			*to = v != 0
			return nil
		}
	}
	return fmt.Errorf("a %T where a %T belongs", v, to)
}

// isListedAs tells whether a customer is stored with all that lists hold of it (see
// EachListRow); false when it is not there. When the lists are out of date by this
// transaction already it does not look.
func (tx *Tx) isListedAs(c *Customer) (same bool, err error) {
	if tx.touched[NounCustomers] {
		return false, nil
	}
	err = tx.row(`SELECT EXISTS (SELECT 1 FROM customers WHERE id = $1 AND code = $2 AND name = $3 AND smart_type_id = $4
			AND COALESCE(account_manager_id, 0) = $5 AND groups = $6 AND tags = $7 AND industry = $8 AND contact = $9 AND city = $10
			AND country = $11 AND active = $12)`,
		[]any{c.ID, c.Code, c.Name, c.SmartTypeID, c.AccountManagerID, packSet(c.Groups), packSet(c.Tags), c.Industry,
			c.Contact, c.City,
			c.Country, c.Active}, &same)
	return same, err
}

// CountCustomers is how many customers there are.
func (tx *Tx) CountCustomers() (n int64, err error) {
	defer wrap(&err, "count customers")
	err = tx.row(`SELECT COUNT(*) FROM customers`, nil, &n)
	return n, err
}

// ManagersOf are the account managers whose customers a scope sees: all of them, or
// the ones named. A scope that is not made of account managers (a customer's person)
// sees none: the lists are not for it.
func (tx *Tx) ManagersOf(scope Scope) (all bool, ids []int64, err error) {
	defer wrap(&err, "account managers of a scope")
	switch scope.kind {
	case scopeAll:
		return true, nil, nil
	case scopeRep:
		if scope.id == tx.person {
			if p, err := tx.known(); err != nil {
				return false, nil, err
			} else if p != nil {
				return false, slices.Clone(p.managers), nil
			}
		}
		ids, err = list(tx, `SELECT id FROM account_managers WHERE user_id = $1 ORDER BY id`, []any{scope.id},
			func(rows *sql.Rows, id *int64) error { return rows.Scan(id) })
		return false, ids, err
	}
	return false, nil, nil
}
