package web

// RouteLine is one line of the table of routes, for those who look at all of them
// from outside: the browser tests visit every page of it.
type RouteLine struct {
	Method string
	Path   string   // a pattern, such as /customers/:code
	Page   bool     // answers a person's browser; false: a file, a stream, a probe
	Roles  []string // who may call it: anonymous, customer, rep, manager, admin
}

// Routes is the table of routes, in its order.
func (s *Server) Routes() (lines []RouteLine) {
	for _, r := range s.routes() {
		line := RouteLine{Method: r.method, Path: r.path, Page: r.kind == page}
		for _, role := range []struct {
			bit  who
			name string
		}{{anyone, "anonymous"}, {customers, "customer"}, {reps, "rep"}, {managers, "manager"}, {admins, "admin"}} {
			if r.who&(role.bit|anyone) != 0 {
				line.Roles = append(line.Roles, role.name)
			}
		}
		lines = append(lines, line)
	}
	return lines
}
