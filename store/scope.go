package store

import "strconv"

// Scope is which customers a person may see: the row rights. Every method that
// reads customers or what hangs on them takes one, and a customer outside of it is
// ErrNotFound, as if it were not there. The zero Scope sees nothing, so that a
// forgotten one fails closed.
type Scope struct {
	kind scopeKind
	id   int64
}

type scopeKind int

const (
	scopeNone scopeKind = iota
	scopeAll
	scopeRep
	scopeCustomer
)

// Everyone sees every customer: admins, managers, jobs and the command line.
func Everyone() Scope { return Scope{kind: scopeAll} }

// OfRep sees the customers whose account manager is linked to the user.
func OfRep(userID int64) Scope { return Scope{kind: scopeRep, id: userID} }

// OfCustomer sees the one customer.
func OfCustomer(customerID int64) Scope { return Scope{kind: scopeCustomer, id: customerID} }

// All tells whether the scope sees every customer.
func (s Scope) All() bool { return s.kind == scopeAll }

// where is the condition on the customers table (by its alias in the query), with
// its parameter added to args.
func (s Scope) where(alias string, args *[]any) string {
	switch s.kind {
	case scopeAll:
		return "TRUE"
	case scopeRep:
		*args = append(*args, s.id)
		return alias + ".account_manager_id IN (SELECT id FROM account_managers WHERE user_id = $" +
			strconv.Itoa(len(*args)) + ")"
	case scopeCustomer:
		*args = append(*args, s.id)
		return alias + ".id = $" + strconv.Itoa(len(*args))
	}
	return "FALSE"
}
