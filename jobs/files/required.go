package files

// Required lists the columns that a file of a kind must have, in the order the
// documentation has; where one of two will do, they stand together as "a or b".
func Required(k Kind) []string {
	return missing(k, func(string) bool { return false })
}

// Optional lists the columns that a file of a kind may have beside Required.
func Optional(k Kind) []string {
	var names []string
	for _, d := range columnDefs[k] {
		other := missing(k, func(name string) bool { return name == d.name })
		if len(other) == len(Required(k)) && !choiceOf(k, d.name) {
			names = append(names, d.name)
		}
	}
	return names
}

// choiceOf tells whether a column is one of several of which a file needs some.
func choiceOf(k Kind, name string) bool {
	if k != Targets {
		return false
	}
	for _, m := range months() {
		if m.name == name {
			return true
		}
	}
	return false
}

// Missing lists the columns that must be there and are not, as Required names
// them; none for a plan that a second pass can work with.
func (p *Plan) Missing() []string { return missing(p.Kind, p.Has) }
