package customers

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"wholesight/jobs/kit"
	"wholesight/jobs/text"
	"wholesight/store"
)

// The limits of master data, in characters and in values of a set.
const (
	maxText   = 200
	maxNotes  = 10_000
	maxValues = 50
)

// CustomerData is a customer's master data as a person edits it.
type CustomerData struct {
	Version    int64       `json:"version"` // of the customer, when the form was made
	Name       string      `json:"name"`
	SmartType  int64       `json:"smart_type"`
	Manager    int64       `json:"account_manager"` // 0: none
	Groups     []string    `json:"groups"`
	Tags       []string    `json:"tags"`
	Industry   string      `json:"industry"`
	Contact    string      `json:"contact"`
	Email      string      `json:"email"`
	Phone      string      `json:"phone"`
	City       string      `json:"city"`
	Postcode   string      `json:"postcode"`
	Country    string      `json:"country"`
	Active     bool        `json:"active"`
	Consent    bool        `json:"consent"`
	Notes      string      `json:"notes"`
	Attributes []Attribute `json:"attributes"` // by name
}

// Attribute is one custom attribute of a customer.
type Attribute struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// DataOf is the master data of a customer. Attributes that are no object of
// JSON are an error: the store holds nothing else.
func DataOf(c *store.Customer) (CustomerData, error) {
	d := CustomerData{Version: c.Version, Name: c.Name, SmartType: c.SmartTypeID, Manager: c.AccountManagerID,
		Groups: c.Groups, Tags: c.Tags,
		Industry: c.Industry, Contact: c.Contact, Email: c.Email, Phone: c.Phone, City: c.City, Postcode: c.Postcode,
		Country: c.Country,
		Active:  c.Active, Consent: c.Consent, Notes: c.Notes}
	raw := map[string]json.RawMessage{}
	if err := json.Unmarshal([]byte(c.Attributes), &raw); err != nil {
		return d, fmt.Errorf("attributes of customer %q: %w", c.Code, err)
	}
	for name, value := range raw {
		d.Attributes = append(d.Attributes, Attribute{name, attributeText(value)})
	}
	slices.SortFunc(d.Attributes, func(a, b Attribute) int { return strings.Compare(a.Name, b.Name) })
	return d, nil
}

// attributeText is a value as a person reads it: a text without its quotes, anything
// else as JSON.
func attributeText(raw json.RawMessage) string {
	var text string
	if json.Unmarshal(raw, &text) == nil {
		return text
	}
	return string(raw)
}

// MayAssign tells whether a user may give a customer to another account manager and
// close it: a rep may not, lest a customer vanish from every list by its own rep.
func MayAssign(u store.User) bool { return u.Role == store.RoleAdmin || u.Role == store.RoleManager }

// Edit stores master data of a customer that the user sees, with an entry in
// the audit log that tells the fields that changed, and a way back. undo is 0 when
// nothing changed.
//
// What a rep may not change (MayAssign) stays as it is, whatever d says of it.
//
// Errors: store.ErrNotFound when the customer is not there or not the user's to see;
// Refusals; store.ErrConflict when somebody else has changed it since d.Version.
func Edit(tx *store.Tx, by store.Actor, u store.User, code string, d CustomerData) (undo int64, err error) {
	c, err := tx.Customer(u.Scope(), code)
	if err != nil {
		return 0, err
	}
	was, err := DataOf(&c)
	if err != nil {
		return 0, err
	}
	if !MayAssign(u) {
		d.Manager, d.Active = was.Manager, was.Active
	}
	d.clean()
	if err := d.check(tx, &was); err != nil {
		return 0, err
	}
	if c.Version != d.Version {
		return 0, fmt.Errorf("customer %q: %w", code, store.ErrConflict)
	}
	before, after := changed(was, d)
	if len(after) == 0 {
		return 0, nil
	}
	old := c
	if err := d.on(&c, was); err != nil {
		return 0, err
	}
	if err := tx.UpdateCustomer(&c); err != nil {
		return 0, err
	}
	if err := tx.Audit(by, "customer.edit", fmt.Sprintf("customer:%d", c.ID), before, after); err != nil {
		return 0, err
	}
	return offerEditBack(tx, by, &old, c.Version)
}

// clean takes away the blanks that nobody means, and orders the sets.
func (d *CustomerData) clean() {
	for _, text := range d.texts() {
		*text = strings.TrimSpace(*text)
	}
	d.Notes = strings.TrimSpace(strings.ReplaceAll(d.Notes, "\r\n", "\n"))
	d.Groups, d.Tags = kit.Set(trimAll(d.Groups)), kit.Set(trimAll(d.Tags))
	d.Attributes = slices.Clone(d.Attributes)
	slices.SortStableFunc(d.Attributes, func(a, b Attribute) int { return strings.Compare(a.Name, b.Name) })
}

func (d *CustomerData) texts() []*string {
	return []*string{&d.Name, &d.Industry, &d.Contact, &d.Email, &d.Phone, &d.City, &d.Postcode, &d.Country}
}

var textFields = []string{"name", "industry", "contact", "email", "phone", "city", "postcode", "country"}

func trimAll(values []string) (out []string) {
	for _, v := range values {
		if v = strings.TrimSpace(v); v != "" {
			out = append(out, v)
		}
	}
	return out
}

// check tells what is wrong. What was there before is left as it is: an import may
// have brought what a person would not be let type.
func (d *CustomerData) check(tx *store.Tx, was *CustomerData) error {
	var bad kit.Refusals
	if d.Name == "" {
		bad.Add("name", "Type the customer's name: lists and offers show it.")
	}
	old := was.texts()
	for i, text := range d.texts() {
		if *text != *old[i] {
			checkMaster(&bad, textFields[i], *text)
		}
	}
	if d.Email != was.Email && d.Email != "" && !text.ValidEmail(d.Email) {
		bad.Add("email", "Type an e-mail address, such as anna@example.com, or leave it empty.")
	}
	if d.SmartType != was.SmartType {
		if _, err := tx.SmartType(d.SmartType); err != nil {
			bad.Add("smart_type", "Choose one of the smart types: this one is gone.")
		}
	}
	if d.Manager != was.Manager && d.Manager != 0 {
		known, err := tx.AccountManagers()
		if err != nil {
			return err
		}
		found := false
		for _, id := range known {
			found = found || id == d.Manager
		}
		if !found {
			bad.Add("account_manager", "Choose one of the account managers: this one is gone.")
		}
	}
	checkSet(&bad, "groups", d.Groups, was.Groups)
	checkSet(&bad, "tags", d.Tags, was.Tags)
	if n := len([]rune(d.Notes)); n > maxNotes {
		bad.Add("notes", "The notes have %d characters; %d are the most. Shorten them.", n, maxNotes)
	}
	d.checkAttributes(&bad)
	return bad.Err()
}

func checkMaster(bad *kit.Refusals, field, text string) {
	switch {
	case len([]rune(text)) > maxText:
		bad.Add(field, "This has %d characters; %d are the most. Shorten it.", len([]rune(text)), maxText)
	case strings.ContainsFunc(text, unicode.IsControl):
		bad.Add(field, "This holds a character that cannot be shown. Type it again.")
	}
}

func checkSet(bad *kit.Refusals, field string, values, was []string) {
	if slices.Equal(values, was) {
		return
	}
	if len(values) > maxValues {
		bad.Add(field, "These are %d; %d are the most. Take some away.", len(values), maxValues)
		return
	}
	for _, v := range values {
		switch {
		case slices.Contains(was, v):
		case strings.Contains(v, "|"):
			bad.Add(field, "%q has a | in it. Write it without.", v)
		case len([]rune(v)) > maxText:
			bad.Add(field, "One line has %d characters; %d are the most. Shorten it.", len([]rune(v)), maxText)
		case strings.ContainsFunc(v, unicode.IsControl):
			bad.Add(field, "One line holds a character that cannot be shown. Type it again.")
		default:
			continue
		}
		return
	}
}

func (d *CustomerData) checkAttributes(bad *kit.Refusals) {
	if len(d.Attributes) > maxValues {
		bad.Add("attributes", "These are %d attributes; %d are the most. Take some away.", len(d.Attributes), maxValues)
	}
	for i, a := range d.Attributes {
		switch {
		case a.Name == "":
			bad.Add("attributes", "A line has no name before the colon. Write it like Opening hours: 8 to 16.")
			return
		case i > 0 && d.Attributes[i-1].Name == a.Name:
			bad.Add("attributes", "The attribute %s stands there twice. Take one away.", a.Name)
			return
		case len([]rune(a.Name)) > maxText || len([]rune(a.Value)) > 2000:
			bad.Add("attributes", "The attribute %.40s is too long: %d characters for its name and 2000 for its value are the most.", a.Name, maxText)
			return
		}
	}
}

// changed are the fields that differ, as the audit log shows them.
func changed(was, now CustomerData) (before, after map[string]any) {
	before, after = map[string]any{}, map[string]any{}
	now.Version = was.Version
	a, b := reflect.ValueOf(was), reflect.ValueOf(now)
	for i := range a.NumField() {
		x, y := a.Field(i).Interface(), b.Field(i).Interface()
		if reflect.DeepEqual(x, y) || a.Field(i).Kind() == reflect.Slice && a.Field(i).Len()+b.Field(i).Len() == 0 {
			continue
		}
		name := a.Type().Field(i).Tag.Get("json")
		before[name], after[name] = x, y
	}
	return before, after
}

// on puts the data into a customer. An attribute whose text is as before keeps its
// JSON value; a new one is a text.
func (d *CustomerData) on(c *store.Customer, was CustomerData) error {
	c.Name, c.SmartTypeID, c.AccountManagerID, c.Groups, c.Tags = d.Name, d.SmartType, d.Manager, d.Groups, d.Tags
	c.Industry, c.Contact, c.Email, c.Phone = d.Industry, d.Contact, d.Email, d.Phone
	c.City, c.Postcode, c.Country = d.City, d.Postcode, d.Country
	c.Active, c.Consent, c.Notes = d.Active, d.Consent, d.Notes
	c.Minimal = false // a person has spoken of it
	if slices.Equal(d.Attributes, was.Attributes) {
		return nil
	}
	stored := map[string]json.RawMessage{}
	if err := json.Unmarshal([]byte(c.Attributes), &stored); err != nil {
		return err
	}
	next := map[string]json.RawMessage{}
	for _, a := range d.Attributes {
		if raw, ok := stored[a.Name]; ok && attributeText(raw) == a.Value {
			next[a.Name] = raw
		} else {
			next[a.Name] = json.RawMessage(kit.JSON(a.Value))
		}
	}
	c.Attributes = kit.JSON(next)
	return nil
}

// ParseAttributes reads attributes as they are typed: one a line, name: value.
// FormatAttributes writes them so. A line without a colon is a name without a value.
func ParseAttributes(text string) (out []Attribute) {
	for line := range strings.SplitSeq(strings.ReplaceAll(text, "\r\n", "\n"), "\n") {
		if strings.TrimSpace(line) == "" {
			continue
		}
		name, value, _ := cutQuoted(strings.TrimSpace(line))
		out = append(out, Attribute{name, value})
	}
	return out
}

// FormatAttributes is what ParseAttributes reads back. A name with a colon, and a
// value of several lines, are written in quotes.
func FormatAttributes(all []Attribute) string {
	var b strings.Builder
	quote := func(s, special string) string {
		if s != strings.TrimSpace(s) || strings.ContainsAny(s, special) || strings.HasPrefix(s, `"`) {
			return strconv.Quote(s)
		}
		return s
	}
	for _, a := range all {
		b.WriteString(quote(a.Name, ":\n\r") + ": " + quote(a.Value, "\n\r") + "\n")
	}
	return b.String()
}

// cutQuoted cuts a line at its colon; either part may be in quotes.
func cutQuoted(line string) (name, value string, ok bool) {
	if quoted, err := strconv.QuotedPrefix(line); err == nil && strings.HasPrefix(line, `"`) {
		if rest, after := strings.CutPrefix(strings.TrimSpace(line[len(quoted):]), ":"); after {
			name, _ = strconv.Unquote(quoted)
			return name, unquoted(rest), true
		}
	}
	name, value, ok = strings.Cut(line, ":")
	return strings.TrimSpace(name), unquoted(value), ok
}

func unquoted(s string) string {
	s = strings.TrimSpace(s)
	if strings.HasPrefix(s, `"`) {
		if text, err := strconv.Unquote(s); err == nil {
			return text
		}
	}
	return s
}
