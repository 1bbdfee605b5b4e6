package paths

import (
	"strconv"
	"strings"

	"wholesight/jobs/files"
)

func ExportPath(kind files.Kind) string { return "/exports/" + string(kind) + ".csv" }

// ImportOfPath is the id in an address that ImportPath made; 0 for none.
func ImportOfPath(path string) int64 {
	return Number(strings.TrimPrefix(path, ImportsPath()+"/"))
}

func ImportsPath() string                     { return "/imports" }
func ImportNewPath() string                   { return "/imports/new" }
func ImportSamplePath(kind files.Kind) string { return "/imports/samples/" + string(kind) }
func ImportPath(id int64) string              { return "/imports/" + strconv.FormatInt(id, 10) }
func ImportDoPath(id int64, do string) string { return ImportPath(id) + "/" + do }
func ImportsBeforePath(id int64) string       { return "/imports?before=" + strconv.FormatInt(id, 10) }
func ImportAgainPath(id int64) string         { return "/imports/new?from=" + strconv.FormatInt(id, 10) }
