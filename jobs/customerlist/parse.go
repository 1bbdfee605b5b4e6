package customerlist

import (
	"fmt"
	"math"
	"slices"
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"

	"wholesight/jobs/rules/forecast"
)

// Problem is a parameter that makes no sense, in words for the person who followed
// or wrote the address.
type Problem struct {
	Name  string // the parameter
	Words string // what is wrong and what may stand there
	Alien bool   // nothing is known of the name: a page may leave it out and say so
}

// Limits of what an address may ask for.
const (
	MaxText = 200 // characters of a search
	maxIDs  = 200 // ids of one parameter
)

// Parse reads a view from the parameters of an address. digits is the number of
// decimals of the shop's currency; also names parameters that are somebody else's.
//
// An empty value is no value: a form sends its empty fields. A parameter that is
// not known, or is given twice where one is meant, or does not say what it should,
// is a Problem, in the order of the names; the view is then what remains, and must
// not be shown as if it were the answer. Ids are not looked up: see Unknown.
func Parse(params map[string][]string, digits int, also ...string) (View, []Problem) {
	p := parser{params: params, digits: digits, view: NewView()}
	names := make([]string, 0, len(params))
	for name := range params {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		values := slices.DeleteFunc(slices.Clone(params[name]), func(s string) bool { return strings.TrimSpace(s) == "" })
		if len(values) > 0 && !slices.Contains(also, name) {
			p.read(name, values)
		}
	}
	f := &p.view.Filter
	for _, field := range Ranged {
		p.checkRange(field.Name, *field.asked(&f.Ranges))
	}
	return p.view, p.problems
}

type parser struct {
	params   map[string][]string
	digits   int
	view     View
	problems []Problem
}

// read takes one parameter with at least one value.
func (p *parser) read(name string, values []string) {
	f := &p.view.Filter
	switch name {
	case paramAny:
		f.Any = p.ids(name, values)
		return
	case paramAll:
		for _, value := range values {
			if group := p.ids(name, []string{value}); group != nil {
				f.All = append(f.All, group)
			}
		}
		slices.SortFunc(f.All, func(a, b []int64) int { return strings.Compare(JoinIDs(a), JoinIDs(b)) })
		f.All = slices.CompactFunc(f.All, slices.Equal[[]int64])
		return
	case paramNone:
		f.None = p.ids(name, values)
		return
	case paramSmartType:
		f.SmartTypes = p.ids(name, values)
		return
	case paramManager:
		rest := slices.DeleteFunc(values, func(s string) bool { return s == none })
		f.NoManager = len(rest) < len(values)
		f.Managers = p.ids(name, rest)
		return
	case paramGroup:
		f.Groups = p.texts(name, values)
		return
	case paramTag:
		f.Tags = p.texts(name, values)
		return
	case paramIndustry:
		f.Industries = p.texts(name, values)
		return
	case paramCountry:
		f.Countries = p.texts(name, values)
		return
	case paramChurn:
		f.Churn = p.bands(name, values)
		return
	case paramPurchase:
		f.Purchase = p.bands(name, values)
		return
	}
	if len(values) > 1 {
		p.add(name, "is given %d times, and can be given once", len(values))
		return
	}
	p.single(name, strings.TrimSpace(values[0]))
}

// single takes a parameter that has one value.
func (p *parser) single(name, value string) {
	f := &p.view.Filter
	switch name {
	case paramText:
		switch {
		case !utf8.ValidString(value):
			p.add(name, "is not text")
		case utf8.RuneCountInString(value) > MaxText:
			p.add(name, "is a search for %d characters: %d is the most", utf8.RuneCountInString(value), MaxText)
		default:
			f.Text = value
		}
	case paramActive:
		i := slices.Index(activities[:], value)
		if i < 0 {
			p.add(name, "is %s: it can be %s", quoted(value), strings.Join(activities[:], ", "))
			return
		}
		f.Activity = Activity(i)
	case paramSilent:
		f.SilentOver = p.days(name, value)
	case paramNoContact:
		f.NoContact = p.days(name, value)
	case paramFollowUp:
		f.FollowUp = FollowUp(p.word(name, value, followUps[:]))
	case paramTarget:
		f.Target = TargetState(p.word(name, value, targetStates[:]))
	case paramBackorder:
		if value != yes {
			p.add(name, "is %s: it can be %s, for customers with something outstanding", quoted(value), yes)
			return
		}
		f.Backorder = true
	case paramSlipped:
		if value != yes {
			p.add(name, "is %s: it can be %s, for customers who slipped with the last run", quoted(value), yes)
			return
		}
		f.Slipped = true
	case paramExpected:
		if value != week {
			p.add(name, "is %s: it can be %s, for orders expected in the last seven days", quoted(value), week)
			return
		}
		f.Expected = true
	case paramSort:
		key, descending := strings.CutPrefix(value, "-")
		k, ok := ParseKey(key)
		if !ok {
			p.add(name, "is %s: a list is sorted by %s, with - before it for the other way round", quoted(value),
				strings.Join(keyNames, ", "))
			return
		}
		p.view.Sort = Sort{Key: k, Descending: descending}
	case paramPage:
		n, err := strconv.Atoi(value)
		if err != nil || n < 1 {
			p.add(name, "is %s: pages are numbered from 1", quoted(value))
			return
		}
		p.view.Page = n
	case paramPer:
		n, err := strconv.Atoi(value)
		if err != nil || !slices.Contains(PerPage[:], n) {
			p.add(name, "is %s: a page has 25, 50, 100 or 200 rows", quoted(value))
			return
		}
		p.view.Per = n
	default:
		if !p.end(name, value) {
			p.add(name, "is not something that this list can be asked for")
			p.problems[len(p.problems)-1].Alien = true
		}
	}
}

// end takes one end of a range: the field's name with _min or _max. false: there is no
// such field.
func (p *parser) end(name, value string) bool {
	for _, field := range Ranged {
		wanted := field.asked(&p.view.Filter.Ranges)
		switch name {
		case field.Name + "_min":
			wanted.Min = p.number(name, value, field.Decimals(p.digits))
			return true
		case field.Name + "_max":
			wanted.Max = p.number(name, value, field.Decimals(p.digits))
			return true
		}
	}
	return false
}

func (p *parser) add(name, format string, args ...any) {
	p.problems = append(p.problems, Problem{Name: short(name), Words: fmt.Sprintf(format, args...)})
}

// ids reads values of one id each, or of several with dots between them.
func (p *parser) ids(name string, values []string) []int64 {
	var ids []int64
	for _, value := range values {
		for part := range strings.SplitSeq(value, ".") {
			id, err := strconv.ParseInt(part, 10, 64)
			if err != nil || id < 1 {
				p.add(name, "is %s, which is not the number of one", quoted(value))
				return nil
			}
			if ids = append(ids, id); len(ids) > maxIDs {
				p.add(name, "names more than %d", maxIDs)
				return nil
			}
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// texts reads values that are texts as they stand in the customers, sorted.
func (p *parser) texts(name string, values []string) []string {
	if len(values) > maxIDs {
		p.add(name, "names more than %d", maxIDs)
		return nil
	}
	out := make([]string, len(values))
	for i, value := range values {
		switch out[i] = strings.TrimSpace(value); {
		case !utf8.ValidString(value):
			p.add(name, "is not text")
			return nil
		case utf8.RuneCountInString(out[i]) > MaxText:
			p.add(name, "is a name of %d characters: %d is the most", utf8.RuneCountInString(out[i]), MaxText)
			return nil
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// bands reads values of one band each, or of several with dots between them.
func (p *parser) bands(name string, values []string) (s Bands) {
	names := bandNames()
	for _, value := range values {
		for part := range strings.SplitSeq(value, ".") {
			i := slices.Index(names, strings.TrimSpace(part))
			if i < 0 {
				p.add(name, "is %s: it can be %s, or some of them with dots between them", quoted(value), strings.Join(names, ", "))
				return 0
			}
			s |= BandSet(forecast.Band(i))
		}
	}
	return s
}

// word reads one of a few words and gives its place; the first is no word.
func (p *parser) word(name, value string, words []string) int {
	i := slices.Index(words[1:], value)
	if i < 0 {
		p.add(name, "is %s: it can be %s", quoted(value), strings.Join(words[1:], ", "))
	}
	return i + 1
}

func (p *parser) days(name, value string) *int64 {
	days := p.number(name, value, 0)
	if days != nil && *days < 0 {
		p.add(name, "is %s days: it is 0 or more", quoted(value))
		return nil
	}
	return days
}

// number reads a number with at most so many decimals, into units of the last one.
// A point and a comma both part the decimals; nothing parts thousands, which would
// make "1,234" mean two things.
func (p *parser) number(name, value string, digits int) *int64 {
	text := strings.TrimPrefix(value, "-")
	whole, fraction, parted := strings.Cut(strings.Replace(text, ",", ".", 1), ".")
	if !allDigits(whole) || !allDigits(fraction) || whole == "" || parted && fraction == "" {
		p.add(name, "is %s, which is not a number: write it like 1234%s", quoted(value),
			[...]string{"", ".5"}[min(digits, 1)])
		return nil
	}
	if len(fraction) > digits {
		p.add(name, "is %s: it has at most %d decimals, and nothing between thousands", quoted(value), digits)
		return nil
	}
	n, err := strconv.ParseInt(whole+fraction+strings.Repeat("0", digits-len(fraction)), 10, 64)
	if err != nil || n == math.MaxInt64 {
		p.add(name, "is %s, which is too large", quoted(value))
		return nil
	}
	if text != value {
		n = -n
	}
	return &n
}

func (p *parser) checkRange(name string, r Range) {
	if r.Min != nil && r.Max != nil && *r.Min > *r.Max {
		p.add(name+"_min", "is more than %s_max: nothing lies between", name)
	}
}

func allDigits(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r < '0' || r > '9' }) < 0
}

// quoted is a value as a message repeats it: cut, and with what does not print
// spelt out.
func quoted(s string) string { return strconv.Quote(short(s)) }

func short(s string) string {
	if runes := []rune(s); len(runes) > 40 {
		return string(runes[:40]) + "…"
	}
	return s
}

// Unknown are the ids of a filter that the customer list does not have: a label that was
// deleted since the address was kept. They match nobody. An account manager whose
// customers the person may not see is not there either.
func (r *List) Unknown(f Filter, v Visibility) []Problem {
	var out []Problem
	missing := func(name, noun string, ids []int64, has func(int64) bool) {
		for _, id := range ids {
			if !has(id) {
				out = append(out, Problem{Name: name, Words: fmt.Sprintf("asks for %s %d, which is not there (any more)", noun,
					id)})
			}
		}
	}
	named := func(all []Named) func(int64) bool {
		return func(id int64) bool { return slices.ContainsFunc(all, func(n Named) bool { return n.ID == id }) }
	}
	missing(paramAny, "label", f.Any, r.hasLabelID)
	for _, group := range f.All {
		missing(paramAll, "label", group, r.hasLabelID)
	}
	missing(paramNone, "label", f.None, r.hasLabelID)
	missing(paramSmartType, "smart type", f.SmartTypes, named(r.SmartTypes))
	missing(paramManager, "account manager", f.Managers, named(r.VisibleManagers(v)))
	if len(f.Groups)+len(f.Tags)+len(f.Industries)+len(f.Countries) == 0 {
		return out
	}
	choices := r.Choices(v, EveryActivity)
	unknown := func(name, noun string, texts []string, of []Choice) {
		for _, text := range texts {
			if !has(of, text) {
				out = append(out, Problem{Name: name, Words: fmt.Sprintf("asks for %s %s, which no customer has (any more)", noun,
					quoted(text))})
			}
		}
	}
	unknown(paramGroup, "group", f.Groups, choices.Groups)
	unknown(paramTag, "tag", f.Tags, choices.Tags)
	unknown(paramIndustry, "industry", f.Industries, choices.Industries)
	unknown(paramCountry, "country", f.Countries, choices.Countries)
	return out
}
