package paths

import (
	"net/url"
	"strconv"

	"wholesight/jobs/rules/classify"
)

// DraftMoversPath is the page of all customers who would come into a row ("in") or
// leave it ("out").
func DraftMoversPath(smartType int64, kind classify.Type, row int64, way string, page int) string {
	q := url.Values{"smart_type": {strconv.FormatInt(smartType, 10)}, "type": {string(kind)},
		"row": {strconv.FormatInt(row, 10)}, "way": {way}}
	if page > 1 {
		q.Set("page", strconv.Itoa(page))
	}
	return PreviewPath() + "?" + q.Encode()
}

func ClassificationsPath(smartType int64) string {
	if smartType == 0 {
		return "/classifications"
	}
	return "/classifications?smart_type=" + strconv.FormatInt(smartType, 10)
}

// AtPath is the page after something was done with a row, which gets the focus.
func AtPath(smartType int64, at string) string { return ClassificationsPath(smartType) + "&at=" + at }

// OverPath is the page after a run, which it tells the end of.
func OverPath(smartType, job int64) string {
	return ClassificationsPath(smartType) + "&over=" + strconv.FormatInt(job, 10)
}

// RulePath is a row of a smart type's; a new one of a draft has an id below 0, and
// needs the smart type to be found.
func RulePath(smartType, id int64) string {
	path := "/classifications/" + strconv.FormatInt(id, 10)
	if id < 0 {
		path += "?smart_type=" + strconv.FormatInt(smartType, 10)
	}
	return path
}

func RuleDoPath(id int64, do string) string {
	return "/classifications/" + strconv.FormatInt(id, 10) + "/" + do
}
func ClassificationNewPath(smartType int64, kind string) string {
	return "/classifications/new?" + url.Values{"smart_type": {strconv.FormatInt(smartType, 10)}, "type": {kind}}.Encode()
}
func PreviewPath() string        { return "/classifications/preview" }
func DraftPath(do string) string { return "/classifications/draft/" + do }
func TimeframePath() string      { return "/classifications/timeframe" }
func ReportPath() string         { return "/reports/classifications" }

// CustomersWithPath is the list of the customers who carry a label.
func CustomersWithPath(label int64) string {
	return CustomersPath() + "?label=" + strconv.FormatInt(label, 10)
}

func LabelChangesPath(build int64) string {
	return "/classifications/moves?build=" + strconv.FormatInt(build, 10)
}

// MoveKey names a move: from one label of a type to another, 0 for none.
type MoveKey struct {
	Kind     classify.Type
	From, To int64
}

func (m MoveKey) String() string {
	return string(m.Kind) + ":" + strconv.FormatInt(m.From, 10) + ":" + strconv.FormatInt(m.To, 10)
}

// MovePath is who moved in a build, narrowed to one move.
func MovePath(build int64, m MoveKey) string {
	return LabelChangesPath(build) + "&" + url.Values{"move": {m.String()}}.Encode()
}
