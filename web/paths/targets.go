package paths

import (
	"net/url"
)

func TargetsPath() string           { return "/targets" }
func TargetGridPath() string        { return "/targets/grid" }
func TargetReportPath() string      { return "/reports/sales-targets" }
func TargetPath(code string) string { return "/customers/" + url.PathEscape(code) + "/target" }
