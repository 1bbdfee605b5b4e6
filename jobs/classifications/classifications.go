package classifications

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"wholesight/jobs/rebuild"
	"wholesight/jobs/rules/classify"
	"wholesight/store"
)

// maxComment is the length of a classification's comment in characters.
const maxComment = 2000

// Colours are what a new classification is offered, in the order in which rows take
// them: the palette of Okabe and Ito (2008), which people with the common kinds of
// colour blindness tell apart.
var Colours = []string{"#009e73", "#56b4e9", "#f0e442", "#e69f00", "#d55e00", "#cc79a7", "#0072b2", "#000000"}

var colour = regexp.MustCompile(`^#[0-9a-f]{6}$`)

// Save checks and stores the whole list of one type and smart type,
// in the order given, with an entry in the audit log when something changed. rows
// with id 0 are new; gone are deleted. It returns the list as stored.
//
// Errors: *classify.ValueError and *classify.OrderError, which name the rows to
// mark; store.ErrConflict when somebody changed the list since it was read.
func Save(tx *store.Tx, actor store.Actor, smartTypeID int64, kind classify.Type,
	rows, gone []store.Classification) ([]store.Classification, error) {
	clean := make([]store.Classification, len(rows))
	bands := make([]classify.Band, len(rows))
	for i, c := range rows {
		c.Title, c.Comment = strings.TrimSpace(c.Title), strings.TrimSpace(c.Comment)
		c.Colour = strings.ToLower(strings.TrimSpace(c.Colour))
		if c.Colour == "" {
			c.Colour = Colours[i%len(Colours)]
		}
		clean[i], bands[i] = c, rebuild.Band(c)
	}
	for i := range clean {
		if field, rule := wrongText(&clean[i]); rule != "" {
			return nil, &classify.ValueError{Type: kind, Row: classify.Row{Index: i, Title: clean[i].Title}, Field: field,
				Rule: rule}
		}
	}
	if err := classify.Check(kind, bands); err != nil {
		return nil, err
	}
	before, after, err := tx.SaveClassifications(smartTypeID, string(kind), clean, gone)
	if err != nil {
		return nil, err
	}
	if sameVersions(before, after) {
		return after, nil
	}
	return after, tx.Audit(actor, "classification.save", fmt.Sprintf("smart-type:%d/%s", smartTypeID, kind),
		auditRows(kind, before), auditRows(kind, after))
}

// wrongText is the field of a row that is not allowed, and the rule; what numbers
// are allowed is the leaf's affair.
func wrongText(c *store.Classification) (field, rule string) {
	switch err := classify.CheckTitle(c.Title); {
	case err != nil:
		return "title", err.Error()
	case strings.ContainsFunc(c.Title, func(r rune) bool { return r < ' ' }):
		return "title", "the title must be one line"
	case utf8.RuneCountInString(c.Comment) > maxComment:
		return "comment", fmt.Sprintf("the comment has %d characters: at most %d", utf8.RuneCountInString(c.Comment),
			maxComment)
	case !colour.MatchString(c.Colour):
		return "colour", fmt.Sprintf("%q is not a colour: write it like #1971c2", c.Colour)
	}
	return "", ""
}

// sameVersions tells whether two lists are the same rows in the same order.
func sameVersions(a, b []store.Classification) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i].ID != b[i].ID || a[i].Version != b[i].Version {
			return false
		}
	}
	return true
}

// auditRow is a classification as the audit log keeps it.
type auditRow struct {
	ID        int64  `json:"id"`
	Title     string `json:"title"`
	Band      string `json:"band"`
	Comment   string `json:"comment,omitempty"`
	Colour    string `json:"colour"`
	Value     string `json:"value"`
	MinSpend  *int64 `json:"min_spend_minor,omitempty"`
	MinOrders *int64 `json:"min_orders,omitempty"`
}

func auditRows(kind classify.Type, rows []store.Classification) []auditRow {
	bands := make([]classify.Band, len(rows))
	for i, c := range rows {
		bands[i] = rebuild.Band(c)
	}
	out := make([]auditRow, len(rows))
	for i, c := range rows {
		out[i] = auditRow{ID: c.ID, Title: c.Title, Band: classify.Words(kind, bands, i), Comment: c.Comment,
			Colour: c.Colour,
			Value:  classify.FormatValue(c.Value), MinSpend: c.MinSpend, MinOrders: c.MinOrders}
	}
	return out
}

// OfSmartType is what tx.Classifications says of one smart type, out of all there are:
// without deleted ones, by type, position and id.
func OfSmartType(all map[int64]store.Classification, smartTypeID int64) (rules []store.Classification) {
	for _, c := range all {
		if c.SmartTypeID == smartTypeID && c.DeletedAt.IsZero() {
			rules = append(rules, c)
		}
	}
	slices.SortFunc(rules, func(a, b store.Classification) int {
		return cmp.Or(cmp.Compare(a.Type, b.Type), cmp.Compare(a.Position, b.Position), cmp.Compare(a.ID, b.ID))
	})
	return rules
}

// Group is the classifications of one type out of a smart type's, in order.
func Group(all []store.Classification, kind classify.Type) []store.Classification {
	var group []store.Classification
	for _, c := range all {
		if c.Type == string(kind) {
			group = append(group, c)
		}
	}
	return group
}

// Add adds one at the position that keeps the list's order accepted.
// Errors as Save; a smart type that is not there is ErrNotFound.
func Add(tx *store.Tx, actor store.Actor, smartTypeID int64, kind classify.Type,
	c store.Classification) (store.Classification, error) {
	all, err := tx.Classifications(smartTypeID)
	if err != nil {
		return c, err
	}
	rows := Group(all, kind)
	bands := make([]classify.Band, len(rows))
	for i, r := range rows {
		bands[i] = rebuild.Band(r)
	}
	if c.Colour == "" {
		c.Colour = Colours[len(rows)%len(Colours)]
	}
	c.ID = 0
	at := classify.Slot(kind, bands, c.Value)
	rows = append(rows[:at:at], append([]store.Classification{c}, rows[at:]...)...)
	after, err := Save(tx, actor, smartTypeID, kind, rows, nil)
	if err != nil {
		return c, err
	}
	return after[at], nil
}
