package customerlist

import (
	"math"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// View is the state of a list: what is filtered, how it is sorted, which page is
// shown. It is what stands in the address, and nothing else is.
type View struct {
	Filter Filter
	Sort   Sort
	Page   int // from 1
	Per    int // rows a page, one of PerPage
}

// PerPage are the sizes of a page that can be chosen; the second is the default.
var PerPage = [4]int{25, 50, 100, 200}

// DefaultPer is the size of a page that nobody chose.
const DefaultPer = 50

// NewView is the view of an address without parameters.
func NewView() View { return View{Sort: DefaultSort, Page: 1, Per: DefaultPer} }

// Offset is how many rows stand before the page. It is math.MaxInt where that does
// not fit, which is behind the end of every list.
func (v View) Offset() int {
	if v.Page-1 > math.MaxInt/max(v.Per, 1) {
		return math.MaxInt
	}
	return (v.Page - 1) * v.Per
}

// Pages is how many pages a list of so many rows has, at least one.
func (v View) Pages(count int) int { return max(1, (count+v.Per-1)/v.Per) }

// AtPage is the view at another page.
func (v View) AtPage(page int) View {
	v.Page = page
	return v
}

// SortedBy is the view after the head of a column was pressed: from its first page.
func (v View) SortedBy(k Key) View {
	v.Sort, v.Page = v.Sort.Pressed(k), 1
	return v
}

// With is the view with another filter, from its first page.
func (v View) With(f Filter) View {
	v.Filter, v.Page = f, 1
	return v
}

// Filtered reports whether the filter says anything at all.
func (f *Filter) Filtered() bool {
	return strings.TrimSpace(f.Text) != "" || len(f.Any)+len(f.All)+len(f.None)+len(f.SmartTypes)+len(f.Managers) > 0 ||
		f.NoManager ||
		f.Activity != ActiveOnly || f.Ranges != (Ranges{}) || f.SilentOver != nil ||
		len(f.Groups)+len(f.Tags)+len(f.Industries)+len(f.Countries) > 0 || f.NoContact != nil || f.FollowUp != AnyFollowUp ||
		f.Backorder || f.Target != AnyTarget || f.Slipped || f.Expected ||
		f.Churn != 0 || f.Purchase != 0
}

// The names of the parameters. A range of a field has its name, with _min and _max.
const (
	paramText      = "q"
	paramAny       = "label"
	paramAll       = "label_all"
	paramNone      = "label_not"
	paramSmartType = "type"
	paramManager   = "manager" // an id, or none
	paramActive    = "active"  // no, all
	paramSilent    = "silent"  // days
	paramGroup     = "group"
	paramTag       = "tag" // group:value
	paramIndustry  = "industry"
	paramCountry   = "country"
	paramNoContact = "no_contact" // days
	paramFollowUp  = "follow_up"  // overdue, due, week, none
	paramBackorder = "backorder"  // 1
	paramTarget    = "target"     // behind, on_track, ahead, none
	paramSlipped   = "slipped"    // 1
	paramExpected  = "expected"   // week
	paramChurn     = "churn"      // small, medium, high, very-high: some, with dots between them
	paramPurchase  = "purchase"   // the same
	paramSort      = "sort"       // a key, with - before it for descending
	paramPage      = "page"
	paramPer       = "per"
)

// none is the value of paramManager for customers without one.
const none = "none"

// yes is the value of paramBackorder.
const yes = "1"

// week is the value of paramExpected.
const week = "week"

var activities = [...]string{ActiveOnly: "yes", InactiveOnly: "no", EveryActivity: "all"}

// ActivityName is an activity's word in an address: yes, no or all.
func ActivityName(a Activity) string { return activities[a] }

// Values are the view's parameters; what is at its default is left out. digits is
// the number of decimals of the shop's currency.
func (v View) Values(digits int) map[string][]string {
	p := url.Values{}
	f := &v.Filter
	if text := strings.Join(strings.Fields(f.Text), " "); text != "" {
		p.Set(paramText, text)
	}
	setIDs(p, paramAny, f.Any)
	var groups []string
	for _, group := range f.All {
		groups = append(groups, JoinIDs(group))
	}
	slices.Sort(groups)
	for _, group := range slices.Compact(groups) {
		p.Add(paramAll, group)
	}
	setIDs(p, paramNone, f.None)
	setIDs(p, paramSmartType, f.SmartTypes)
	setIDs(p, paramManager, f.Managers)
	if f.NoManager {
		p.Add(paramManager, none)
	}
	if f.Activity != ActiveOnly {
		p.Set(paramActive, activities[f.Activity])
	}
	for _, field := range Ranged {
		setRange(p, field.Name, *field.asked(&f.Ranges), field.Decimals(digits))
	}
	if f.SilentOver != nil {
		p.Set(paramSilent, strconv.FormatInt(*f.SilentOver, 10))
	}
	setTexts(p, paramGroup, f.Groups)
	setTexts(p, paramTag, f.Tags)
	setTexts(p, paramIndustry, f.Industries)
	setTexts(p, paramCountry, f.Countries)
	if f.NoContact != nil {
		p.Set(paramNoContact, strconv.FormatInt(*f.NoContact, 10))
	}
	if f.FollowUp != AnyFollowUp {
		p.Set(paramFollowUp, f.FollowUp.String())
	}
	if f.Backorder {
		p.Set(paramBackorder, yes)
	}
	if f.Target != AnyTarget {
		p.Set(paramTarget, f.Target.String())
	}
	if f.Slipped {
		p.Set(paramSlipped, yes)
	}
	if f.Expected {
		p.Set(paramExpected, week)
	}
	setBands(p, paramChurn, f.Churn)
	setBands(p, paramPurchase, f.Purchase)
	if v.Sort != DefaultSort {
		p.Set(paramSort, v.Sort.String())
	}
	if v.Page > 1 {
		p.Set(paramPage, strconv.Itoa(v.Page))
	}
	if v.Per != DefaultPer {
		p.Set(paramPer, strconv.Itoa(v.Per))
	}
	return p
}

// Query is the view's parameters as they stand in an address, with the ? before
// them; empty for the plain list. Equal views have equal addresses.
func (v View) Query(digits int) string {
	q := url.Values(v.Values(digits)).Encode()
	if q == "" {
		return ""
	}
	return "?" + q
}

// String is the order's name in an address.
func (s Sort) String() string {
	if s.Descending {
		return "-" + s.Key.String()
	}
	return s.Key.String()
}

func setIDs(p url.Values, name string, ids []int64) {
	if len(ids) > 0 {
		p.Add(name, JoinIDs(ids))
	}
}

// setBands writes bands as one value, with dots between them.
func setBands(p url.Values, name string, s Bands) {
	if s != 0 {
		p.Set(name, s.String())
	}
}

// setTexts adds a value for each text, sorted, each once.
func setTexts(p url.Values, name string, texts []string) {
	for _, text := range slices.Compact(slices.Sorted(slices.Values(texts))) {
		p.Add(name, text)
	}
}

// JoinIDs writes ids as one value of an address: ascending, each once, with a dot
// between them, which needs no escape.
func JoinIDs(ids []int64) string {
	ids = slices.Clone(ids)
	slices.Sort(ids)
	var b strings.Builder
	for i, id := range slices.Compact(ids) {
		if i > 0 {
			b.WriteByte('.')
		}
		b.WriteString(strconv.FormatInt(id, 10))
	}
	return b.String()
}

func setRange(p url.Values, name string, r Range, digits int) {
	if r.Min != nil {
		p.Set(name+"_min", FormatDecimal(*r.Min, digits))
	}
	if r.Max != nil {
		p.Set(name+"_max", FormatDecimal(*r.Max, digits))
	}
}

// FormatDecimal writes a number of units of the last of so many decimals, with a
// point and without needless noughts.
func FormatDecimal(n int64, digits int) string {
	u, sign := uint64(n), ""
	if n < 0 {
		u, sign = -uint64(n), "-"
	}
	s := strconv.FormatUint(u, 10)
	if digits == 0 {
		return sign + s
	}
	if len(s) <= digits {
		s = strings.Repeat("0", digits-len(s)+1) + s
	}
	whole, fraction := s[:len(s)-digits], strings.TrimRight(s[len(s)-digits:], "0")
	if fraction == "" {
		return sign + whole
	}
	return sign + whole + "." + fraction
}
