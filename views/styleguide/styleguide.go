package styleguide

import (
	"wholesight/views/samples"
)

type sampleGroup struct {
	title   string
	samples []samples.Sample
}

// sampleGroups are the samples by their headings, in the order in which a
// heading first appears.
func sampleGroups() []sampleGroup {
	var groups []sampleGroup
	at := map[string]int{}
	for _, s := range Samples() {
		i, ok := at[s.Group]
		if !ok {
			i = len(groups)
			at[s.Group] = i
			groups = append(groups, sampleGroup{title: s.Group})
		}
		groups[i].samples = append(groups[i].samples, s)
	}
	return groups
}
