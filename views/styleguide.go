package views

type sampleGroup struct {
	title   string
	samples []Sample
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

// listed reports whether a sample is part of the page that shows a list.
func (s Sample) listed() bool {
	switch s.Name {
	case "filter-bar", "filter-chips", "table", "pager":
		return true
	}
	return false
}
