package classify

import "fmt"

// Type is one of the six questions a classification asks of a customer. Its
// value is the code that tables, CSV headers and addresses use.
type Type string

// The six types.
const (
	Risk          Type = "risk"           // how late, in purchase cycles
	RiskChange    Type = "risk_change"    // how that moved against a year ago
	RevenueRank   Type = "revenue_rank"   // place among the smart type by revenue
	RevenueChange Type = "revenue_change" // revenue against the same time a year ago
	RevenueShare  Type = "revenue_share"  // the customers that make the first v % of revenue
	Orders        Type = "orders"         // orders in the current window
)

// Types are the six in the order of the spec's table, of the report's columns
// and of every array of six in this package.
var Types = [6]Type{Risk, RiskChange, RevenueRank, RevenueChange, RevenueShare, Orders}

// Index is the type's place in Types, or −1 for a Type that is none of the six.
func (t Type) Index() int {
	switch t {
	case Risk:
		return 0
	case RiskChange:
		return 1
	case RevenueRank:
		return 2
	case RevenueChange:
		return 3
	case RevenueShare:
		return 4
	case Orders:
		return 5
	}
	return -1
}

var titles = [6]string{
	"Risk score", "Risk change", "Revenue compared with others",
	"Revenue change", "Share of total revenue", "Number of orders",
}

// Title is the type's name on a page; an unknown type is its own title.
func (t Type) Title() string {
	if i := t.Index(); i >= 0 {
		return titles[i]
	}
	return string(t)
}

// ParseType reads a type's code ("revenue_rank"); anything else is an error
// that lists the codes.
func ParseType(s string) (Type, error) {
	if t := Type(s); t.Index() >= 0 {
		return t, nil
	}
	return "", fmt.Errorf("%q is not a type of classification: it is one of %v", s, Types)
}

// change reports whether the type's values may lie on both sides of zero, so
// that its bands open upwards above it and downwards below it.
func (t Type) change() bool { return t == RiskChange || t == RevenueChange }

// hindsight reports whether the type's gates look at the better of the current
// and the previous window: a lost customer has spent nothing lately, and a gate
// on the current window would hide exactly the one to call.
func (t Type) hindsight() bool { return t == Risk || t == RiskChange || t == RevenueChange }
