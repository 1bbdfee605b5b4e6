package imports

import (
	"net/url"
	"slices"
	"strconv"

	"wholesight/jobs/files"
	jobimports "wholesight/jobs/imports"
	"wholesight/store"
	"wholesight/views/ui"
	"wholesight/web/kit"
)

// tickNames are the tick boxes that accept a doubt, by its kind.
var tickNames = map[string]string{jobimports.AskReused: "accept_reused", jobimports.AskFewer: "accept_fewer",
	jobimports.AskNear: "accept_near"}

func isNear(q files.Question) bool { return q.Kind == jobimports.AskNear }

// isTick tells whether a question has one answer: else the file is to be mended.
func isTick(q files.Question) bool { return len(q.Answers) == 1 }

// nearName is the field that says what an unknown code is.
func nearName(column, code string) string { return "near." + column + "." + code }

// doubtFields ask what a check has found doubtful: a tick box, or the answers.
func doubtFields(l ui.Locale, open []files.Question) (fields []ui.Field) {
	near := 0
	for _, q := range open {
		if isTick(q) {
			fields = append(fields, ui.Field{Kind: ui.FieldCheck, Name: tickNames[q.Kind], Label: tickLabel(l, q.Kind),
				Help: q.Text, Required: true})
			continue
		}
		// The answer that is another one is the code itself: it stands last.
		known, code := q.Answers[0].Value, q.Answers[len(q.Answers)-1].Value
		fields = append(fields, ui.Field{Kind: ui.FieldRadios, Name: nearName(q.Column, code),
			ID: "near-" + strconv.Itoa(near), Required: true,
			Label:   l.T("%s “%s” is not known, and looks like “%s”, which is. Is it the same?", q.Column, code, known),
			Choices: []ui.Choice{{Value: known, Text: l.T("It is %s", known)}, {Value: code, Text: l.T("%s is another", code)}}})
		near++
	}
	return fields
}

// tickLabel is the one answer to a doubt, as its tick box says it.
func tickLabel(l ui.Locale, kind string) string {
	switch kind {
	case jobimports.AskReused:
		return l.T("They are the same orders: change them")
	case jobimports.AskFewer:
		return l.T("The file has the orders whole: replace their lines")
	}
	return l.T("They are all others")
}

// answerNear takes from the form what unknown codes are.
func answerNear(values url.Values, opt *jobimports.Options, d jobimports.Doubts) (ok bool) {
	opt.AcceptNear = opt.AcceptNear || values.Get(tickNames[jobimports.AskNear]) == "1"
	for _, t := range d.Twins {
		switch v := values.Get(nearName(t.Column, t.Code)); v {
		case "":
		case t.Known, t.Code:
			jobimports.SetWord(&opt.Codes, t.Column, t.Code, v)
		default:
			return false
		}
	}
	return true
}

// acceptTicked keeps with the import what the person has ticked, and tells whether
// nothing is open then.
func acceptTicked(tx *store.Tx, row store.Import, values url.Values) (bool, error) {
	report, err := jobimports.ReadReport(row)
	if err != nil {
		return false, err
	}
	var left []files.Question
	err = jobimports.Accept(tx, row.ID, func(o *jobimports.Options) {
		o.AcceptReused = o.AcceptReused || values.Get(tickNames[jobimports.AskReused]) == "1"
		o.AcceptFewer = o.AcceptFewer || values.Get(tickNames[jobimports.AskFewer]) == "1"
		left = report.Doubts.Open(*o)
	})
	return len(left) == 0, err
}

// unreadFields are a select for each column that is not read.
func unreadFields(l ui.Locale, plan *files.Plan) (fields []ui.Field) {
	for _, c := range jobimports.Unread(plan) {
		f := columnField(l, plan, c)
		f.HideLabel, f.Label, f.Help = false, columnName(l, c), sampleValues(plan, c.Index)
		fields = append(fields, f)
	}
	return fields
}

// readRows are the rows of the table of columns without those that are not read.
func readRows(plan *files.Plan, rows []ui.Row) []ui.Row {
	var some []ui.Row
	for i, c := range plan.Columns {
		unread := slices.ContainsFunc(jobimports.Unread(plan), func(u files.Column) bool { return u.Index == c.Index })
		if i < len(rows) && !unread {
			some = append(some, rows[i])
		}
	}
	return some
}

// untickedToast says why an import was not applied.
func untickedToast(l ui.Locale) ui.Toast {
	return ui.Toast{Text: l.T("Nothing was changed. Answer what stands first on the page, then import."), Bad: true}
}

// sureField is the tick without which an import is not taken back.
func sureField(l ui.Locale) ui.Field {
	return ui.Field{Kind: ui.FieldCheck, Name: "sure", Label: l.T("Yes, take back what stands here"), Required: true}
}

func unsureDone(l ui.Locale, to string) kit.Done {
	return kit.Done{To: to, Toast: ui.Toast{Text: l.T("Nothing was taken back. Tick the box first: it names what goes."),
		Bad: true}}
}
