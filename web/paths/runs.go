package paths

import (
	"strconv"
)

func JobsPath() string                     { return "/jobs" }
func JobRunPath() string                   { return "/jobs/run" }
func JobPath(id int64) string              { return "/jobs/" + strconv.FormatInt(id, 10) }
func JobWatchPath(id int64) string         { return JobPath(id) + "?watch=1" }
func JobDoPath(id int64, do string) string { return JobPath(id) + "/" + do }
func JobEventsPath(id int64) string        { return JobDoPath(id, "events") }
