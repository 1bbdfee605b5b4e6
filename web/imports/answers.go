package imports

import (
	"net/url"
	"slices"
	"strings"

	"wholesight/jobs/files"
	jobimports "wholesight/jobs/imports"
)

// askedName is the field that answers a question of the reader which no field of the
// whole file answers: about words, a sheet, a total.
func askedName(q files.Question) string {
	return strings.Join([]string{"ask", q.Kind, q.Column, q.Word}, ".")
}

// answerAsked takes from the form the answers to what the plan asks by askedName. ok is
// false for an answer that the question does not have.
func answerAsked(values url.Values, opt *jobimports.Options, plan *files.Plan) (ok bool) {
	for _, q := range plan.Open() {
		name := askedName(q)
		if !values.Has(name) {
			continue
		}
		v := values.Get(name)
		if !slices.ContainsFunc(q.Answers, func(a files.Answer) bool { return a.Value == v }) {
			return false
		}
		switch {
		case q.Kind == files.AskSheet:
			opt.Read.Sheet = v
		case q.Whole:
			opt.Read.Mapping = mapped(opt.Read.Mapping, plan, q.Header, v)
		default:
			jobimports.SetWord(&opt.Read.Words, q.Column, q.Word, v)
		}
	}
	return true
}

// mapped is a mapping with another column for one header; without one yet, the columns
// stand as the plan has found them.
func mapped(was map[string]string, plan *files.Plan, header, column string) map[string]string {
	mapping := map[string]string{}
	for _, c := range plan.Columns {
		to, said := was[c.Key]
		if !said {
			to = c.Column
		}
		mapping[c.Key] = to
	}
	mapping[header] = column
	return mapping
}
