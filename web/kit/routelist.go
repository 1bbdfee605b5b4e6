package kit

// RouteLine is one line of the table of routes, for those who look at all of them
// from outside: the browser tests visit every page of it.
type RouteLine struct {
	Method string
	Path   string   // a pattern, such as /customers/:code
	Page   bool     // answers a person's browser; false: a file, a stream, a probe
	Roles  []string // who may call it: anonymous, customer, rep, manager, admin
}

// Routes is the table of routes, in its order.
func (s *Kit) Routes() (lines []RouteLine) {
	for _, r := range s.mounted {
		line := RouteLine{Method: r.Method, Path: r.Path, Page: r.Kind == Page}
		for _, role := range []struct {
			bit  Who
			name string
		}{{Anyone, "anonymous"}, {Customers, "customer"}, {Reps, "rep"}, {Managers, "manager"}, {Admins, "admin"}} {
			if r.Who&(role.bit|Anyone) != 0 {
				line.Roles = append(line.Roles, role.name)
			}
		}
		lines = append(lines, line)
	}
	return lines
}
