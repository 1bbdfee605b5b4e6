package paths

// The parameters of a timeline.
const (
	ParamTimeline = "timeline" // one of timelineKinds; none: all
	ParamOlder    = "older"    // a store.TimelineAt: what stands behind it
)
