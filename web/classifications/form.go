package classifications

import (
	"cmp"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	jobclassifications "wholesight/jobs/classifications"
	jobkit "wholesight/jobs/kit"
	"wholesight/jobs/rules/classify"
	"wholesight/store"
	viewclassifications "wholesight/views/classifications"
	"wholesight/views/ui"
	"wholesight/web/kit"
	"wholesight/web/paths"
)

// ruleForm is a classification as its form has it: text, as it was typed.
type ruleForm struct {
	Title     string `json:"title"`
	Value     string `json:"value"`
	Position  string `json:"position"` // empty: where the value belongs
	MinSpend  string `json:"min_spend"`
	MinOrders string `json:"min_orders"`
	Comment   string `json:"comment"`
	Colour    string `json:"colour"`
}

// RuleFormOf is a stored classification as its form has it.
func RuleFormOf(l ui.Locale, c store.Classification) ruleForm {
	f := ruleForm{Title: c.Title, Comment: c.Comment, Colour: c.Colour, Position: strconv.FormatInt(c.Position, 10),
		Value: strings.Replace(classify.FormatValue(c.Value), ".", l.Decimal(), 1)}
	if c.MinSpend != nil {
		f.MinSpend = strings.TrimSpace(strings.Replace(l.MoneyExact(*c.MinSpend), l.Symbol(), "", 1))
	}
	if c.MinOrders != nil {
		f.MinOrders = l.NumberExact(*c.MinOrders)
	}
	return f
}

// typedRule is what a person typed.
func typedRule(f url.Values) ruleForm {
	colour := f.Get("colour")
	if colour == "own" {
		colour = strings.ToLower(strings.TrimSpace(f.Get("colour_own")))
	}
	return ruleForm{Title: f.Get("title"), Value: f.Get("value"), Position: f.Get("position"),
		MinSpend:  f.Get("min_spend"),
		MinOrders: f.Get("min_orders"), Comment: strings.ReplaceAll(f.Get("comment"), "\r\n", "\n"), Colour: colour}
}

// read turns the text into c's fields and a position (0: where the value belongs);
// what cannot be read is refused, field by field.
func (f ruleForm) read(l ui.Locale, c *store.Classification) (position int, bad jobkit.Refusals) {
	c.Title, c.Comment, c.Colour = f.Title, f.Comment, f.Colour
	if !ui.ValidColour(f.Colour) {
		bad.Say("colour", l.T("Pick a colour, or write an own one as # and six digits, like #0072b2."))
	}
	var err error
	if c.Value, err = readValue(l, f.Value); err != nil {
		bad.Say("value", kit.Sentence(err.Error()))
	}
	if f.Position != "" {
		if position, err = strconv.Atoi(f.Position); err != nil || position < 1 || position > 1000 {
			bad.Say("position", l.T("Pick one of the positions."))
		}
	}
	optional := func(field, text string, parse func(string) (int64, error)) *int64 {
		if strings.TrimSpace(text) == "" {
			return nil
		}
		n, err := parse(text)
		if err != nil {
			bad.Say(field, kit.Sentence(err.Error()))
		}
		return &n
	}
	c.MinSpend = optional("min_spend", f.MinSpend, l.ParseMoney)
	c.MinOrders = optional("min_orders", f.MinOrders, func(s string) (int64, error) { return l.ParseDecimal(s, 0) })
	return position, bad
}

// readValue reads a band's value in the person's way of writing, or in the plain
// one: hundredths; nil is no value.
func readValue(l ui.Locale, text string) (*int64, error) {
	trimmed := strings.TrimPrefix(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(text), "%")), "+")
	if v, err := l.ParseDecimal(trimmed, 2); err == nil {
		return &v, nil
	}
	return classify.ParseValue(text)
}

// refusedRule is what the use case refused, at the field it belongs to; false: the
// error is another one. The rule of an order names both rows.
func refusedRule(err error) (jobkit.Refusals, bool) {
	var value *classify.ValueError
	if errors.As(err, &value) {
		return jobkit.Refusals{{Field: value.Field, Text: kit.Sentence(value.Rule)}}, true
	}
	return nil, false
}

// rulePage is what a form is made of beside what is typed in it.
type rulePage struct {
	smartType store.SmartType
	kind      classify.Type
	c         store.Classification // as it is in the draft, or gone from it; ID 0: a new one
	gone      bool
	rows      []store.Classification // the list it belongs to
}

func (s *Pages) readRulePage(tx *store.Tx, userID, smartType int64, kind classify.Type,
	id int64) (p rulePage, err error) {
	p.kind = kind
	if smartType == 0 {
		types, err := tx.SmartTypes()
		if err == nil && len(types) == 0 {
			err = store.ErrNotFound
		}
		if err != nil {
			return p, err
		}
		smartType = types[0].ID
	}
	if p.smartType, err = tx.SmartType(smartType); err != nil {
		return p, err
	}
	d, err := jobclassifications.LoadDraft(tx, userID, smartType)
	if err != nil {
		return p, err
	}
	if id != 0 {
		if r := d.Row(id); r != nil {
			p.c, p.gone = r.Classification, r.Gone
			p.c.Position = int64(d.Place(id))
		} else if p.c, err = tx.Classification(id); err != nil { // deleted by somebody since
			return p, err
		} else {
			p.gone = true
		}
		p.kind = classify.Type(p.c.Type)
	}
	p.rows = d.Live(p.kind)
	return p, nil
}

// classificationNew: GET /classifications/new?smart_type=&type=, admins: the form of
// a new one, on a page or in place; of the first smart type and type where the
// address names none.
func (s *Pages) classificationNew(c echo.Context) error {
	smartType, err := kit.OptionalID(c.QueryParam("smart_type"))
	kind, errK := classify.ParseType(cmp.Or(c.QueryParam("type"), string(classify.Types[0])))
	if err != nil || errK != nil {
		return errNoList
	}
	return s.ruleForm(c, http.StatusOK, smartType, kind, 0, nil)
}

const errNoList = kit.BadRequest("A classification belongs to a smart type and one of six types.")

// classificationEdit: GET /classifications/:id, admins: the form of one.
func (s *Pages) classificationEdit(c echo.Context) error {
	smartType, id, err := s.ruleOf(c)
	if err != nil {
		return err
	}
	return s.ruleForm(c, http.StatusOK, smartType, "", id, nil)
}

// refusedForm is a form that comes back: what was typed and why it was refused.
type refusedForm struct {
	typed ruleForm
	was   ruleForm // as it was when the person began
	bad   jobkit.Refusals
	stale bool // somebody else saved or deleted it meanwhile
}

// ruleForm answers with the form: of the stored row, or with what was typed.
func (s *Pages) ruleForm(c echo.Context, status int, smartType int64, kind classify.Type, id int64,
	again *refusedForm) error {
	var page ui.Page
	var p rulePage
	u, _ := kit.UserOf(c)
	err := s.View(c, func(tx *store.Tx) (err error) {
		if page, err = s.Page(c, tx, ui.NavClassifications, "Classification"); err != nil {
			return err
		}
		p, err = s.readRulePage(tx, u.ID, smartType, kind, id)
		return err
	})
	if err != nil {
		return err
	}
	if p.gone && again == nil {
		return store.ErrNotFound
	}
	l := page.Locale
	inPlace := kit.WantsFragment(c.Request())
	content := newRuleForm(l, p, again, inPlace)
	content.Hidden = append(content.Hidden, kit.KeyField(c))
	page.Title = l.T("New row of %s", l.T(p.kind.Title()))
	if id != 0 {
		page.Title = p.c.Title
	}
	page.About = l.T("%s, %s", p.smartType.Title, l.T(p.kind.Title()))
	page.Crumbs = []ui.Crumb{{Text: l.T("Classifications"), Href: paths.ClassificationsPath(p.smartType.ID)}}
	if inPlace {
		content.Region, content.Heading, content.Form.Swap = viewclassifications.EditRegion(string(p.kind)), page.Title,
			viewclassifications.EditRegion(string(p.kind))
	}
	return s.Render(c, status, s.Frame(c, page, content), content)
}

// Encode is the form as a hidden field carries it.
func (f ruleForm) Encode() string {
	b, err := json.Marshal(f)
	if err != nil {
		panic(err) // seven strings
	}
	return string(b)
}

// decodeRule reads encode's text; what is no such text is an empty form.
func decodeRule(text string) (f ruleForm) {
	if err := json.Unmarshal([]byte(text), &f); err != nil {
		return ruleForm{}
	}
	return f
}
