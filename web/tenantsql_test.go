package web_test

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// What a statement may read of customers, decided from its text alone. The rule is
// narrow on purpose: what it does not understand it calls a leak. A table with
// customers' data is bound when the same SELECT (or UPDATE, DELETE) has, joined by AND
// and nothing else, `its customer_id = $n` with the person's own customer as $n, or
// `its customer_id = x` where x is bound by the same rule. An OR beside it, a NOT
// before it, a CASE around it: it does not count. Nor does a subquery's condition
// bind the tables of the query around it.

// tenant is the person whose statements they are, and the schema.
type tenant struct {
	customer, user int64
	email          string
	session        string                     // hash of the id in the person's cookie
	anybody        bool                       // an exception: any row of users, and the one customer that it names
	columns        map[string]map[string]bool // of tables and views
}

// key is the column of a table that says whose a row is; "" when it is nobody's.
func (w tenant) key(table string) string {
	switch {
	case table == "customers":
		return "id"
	case w.columns[table]["customer_id"]:
		return "customer_id"
	}
	return ""
}

// tableRef is a table where a statement names it.
type tableRef struct{ table, alias string }

// equality is left = right, where nothing but AND stands around it. Of an outer join
// it binds the joined table only.
type equality struct {
	sides [2]string // a column, a.column, or $n
	only  string    // alias
}

// selection is one SELECT, UPDATE, DELETE or INSERT with what stands in it.
type selection struct {
	in    *selection
	refs  []tableRef
	equal []equality
	bound map[string]bool // alias.column: the person's own customer
}

var sqlToken = regexp.MustCompile(`'(?:[^']|'')*'|\$\d+|[A-Za-z_][A-Za-z_0-9]*(?:\.[A-Za-z_][A-Za-z_0-9]*)?|\d+|<>|<=|>=|!=|\|\||--[^\n]*|\S`)

// unboundTables are the tables with customers' data of which a statement may read or
// write rows of others than the tenant.
func (w tenant) unboundTables(statement string, args []any) (unbound []string) {
	var tokens []string
	for _, token := range sqlToken.FindAllString(statement, -1) {
		if !strings.HasPrefix(token, "--") {
			if token[0] != '\'' {
				token = strings.ToLower(token)
			}
			tokens = append(tokens, token)
		}
	}
	var all []*selection
	p := sqlParser{w: w, args: args, all: &all}
	p.selection(tokens, nil)
	for _, s := range all {
		for _, ref := range s.refs {
			if w.anybody && ref.table == "users" {
				s.bound[ref.alias+".customer_id"] = true
			}
		}
	}
	for changed := true; changed; {
		changed = false
		for _, s := range all {
			changed = w.bind(s, args) || changed
		}
	}
	for _, s := range all {
		for _, ref := range s.refs {
			if key := w.key(ref.table); key != "" && !s.bound[ref.alias+"."+key] {
				unbound = append(unbound, ref.table)
			}
		}
	}
	return unbound
}

// bind follows the equalities of a selection one step; false: nothing new.
func (w tenant) bind(s *selection, args []any) (changed bool) {
	for _, e := range s.equal {
		for i, side := range e.sides {
			other := e.sides[1-i]
			holder, column := w.resolve(s, side)
			if holder != s || s.bound[column] || e.only != "" && !strings.HasPrefix(column, e.only+".") {
				continue
			}
			from, otherColumn := w.resolve(s, other)
			switch {
			case w.isOwnUser(s, column, other, args), w.isUserID(s, column) && w.isOwnSession(s, other, args):
				// The person's own row of users names the person's own customer.
				alias, _, _ := strings.Cut(column, ".")
				s.bound[column], s.bound[alias+".customer_id"], changed = true, true, true
			case isParam(other, args, w.customer) && !w.isUserID(s, column),
				from != nil && from.bound[otherColumn] && !w.isUserID(from, otherColumn):
				s.bound[column], changed = true, true
			}
		}
	}
	return changed
}

// isOwnUser tells whether a column of users is held against what only the person's
// own row has there.
func (w tenant) isOwnUser(s *selection, column, param string, args []any) bool {
	alias, name, _ := strings.Cut(column, ".")
	return w.isUserID(s, column) && isParam(param, args, w.user) ||
		name == "email" && slices.Contains(s.refs, tableRef{"users", alias}) && isParam(param, args, w.email)
}

// isOwnSession tells whether a column is the user of the person's own session: of a row
// of sessions in the same selection that is held against the hash of the person's own
// cookie, which nobody else's has.
func (w tenant) isOwnSession(s *selection, column string, args []any) bool {
	alias, name, _ := strings.Cut(column, ".")
	return w.session != "" && name == "user_id" && slices.Contains(s.refs, tableRef{"sessions", alias}) &&
		slices.ContainsFunc(s.equal, func(e equality) bool {
			return e.only == "" && (e.sides[0] == alias+".hash" && isParam(e.sides[1], args, w.session) ||
				e.sides[1] == alias+".hash" && isParam(e.sides[0], args, w.session))
		})
}

func (w tenant) isUserID(s *selection, column string) bool {
	alias, name, _ := strings.Cut(column, ".")
	return name == "id" && slices.Contains(s.refs, tableRef{"users", alias})
}

// resolve is the selection whose table a column is of, from the inside to the
// outside, and the column as alias.column; nil: it is none, or could be of two.
func (w tenant) resolve(s *selection, column string) (*selection, string) {
	alias, name, dotted := strings.Cut(column, ".")
	if !dotted {
		name = column
	}
	for ; s != nil; s = s.in {
		var found []string
		for _, ref := range s.refs {
			if dotted && ref.alias == alias || !dotted && w.columns[ref.table][name] {
				found = append(found, ref.alias+"."+name)
			}
		}
		if len(found) == 1 {
			return s, found[0]
		}
		if len(found) > 1 {
			return nil, ""
		}
	}
	return nil, ""
}

// isParam tells whether a side is a parameter bound to a value.
func isParam(side string, args []any, want any) bool {
	n, err := strconv.Atoi(strings.TrimPrefix(side, "$"))
	return strings.HasPrefix(side, "$") && err == nil && n >= 1 && n <= len(args) &&
		fmt.Sprint(args[n-1]) == fmt.Sprint(want)
}

// sqlParser finds the selections of a statement.
type sqlParser struct {
	w    tenant
	args []any
	all  *[]*selection
}

// closing is the index of the parenthesis that closes the one at i.
func closing(tokens []string, i int) int {
	for depth := 0; i < len(tokens); i++ {
		switch tokens[i] {
		case "(":
			depth++
		case ")":
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return len(tokens) - 1
}

var (
	clauses = []string{"where", "group", "order", "limit", "having", "returning", "set", "values", "offset", "window",
		"on", "from", "join", "left", "cross", "inner", "union", "except", "intersect", "select", "conflict", "using", "do",
		"nothing", "default"}
	unions   = []string{"union", "except", "intersect"}
	boundary = []string{"and", "where", "on", "(", ""}
	ending   = append([]string{"and", ")", ""}, clauses...)
)

// selection reads the tokens of one selection; those inside it are read by themselves.
func (p sqlParser) selection(tokens []string, in *selection) {
	for i, depth := 0, 0; i < len(tokens); i++ {
		switch {
		case tokens[i] == "(":
			depth++
		case tokens[i] == ")":
			depth--
		case depth == 0 && slices.Contains(unions, tokens[i]):
			p.selection(tokens[:i], in)
			p.selection(slices.DeleteFunc(slices.Clone(tokens[i+1:]), func(t string) bool { return t == "all" }), in)
			return
		}
	}
	s := &selection{in: in, bound: map[string]bool{}}
	*p.all = append(*p.all, s)
	p.clauses(s, tokens)
}

// clauses reads a selection clause by clause.
func (p sqlParser) clauses(s *selection, tokens []string) {
	at := func(i int) string {
		if i < 0 || i >= len(tokens) {
			return ""
		}
		return tokens[i]
	}
	// First the tables, which the conditions speak of.
	from, outer, joined := false, false, ""
	for i := 0; i < len(tokens); i++ {
		switch word := tokens[i]; {
		case word == "(":
			i = closing(tokens, i)
		case word == "from" && at(i-1) == "distinct": // IS DISTINCT FROM
		case word == "from", word == "join", word == "into", word == "update" && at(i+1) != "set", word == "," && from:
			if word == "join" {
				outer = at(i-1) == "left" || at(i-1) == "outer"
			}
			from = word == "from" || word == "join" || word == ","
			if next := at(i + 1); next != "(" {
				ref := tableRef{table: next, alias: next}
				k := i + 2
				if at(k) == "as" {
					k++
				}
				if a := at(k); a != "" && !slices.Contains(clauses, a) && regexp.MustCompile(`^[a-z_]`).MatchString(a) {
					ref.alias = a
				}
				s.refs = append(s.refs, ref)
				joined = ref.alias
				if word == "into" {
					p.insert(s, ref.table, tokens[i:])
				}
			}
		case word == "on" && at(i+1) != "conflict":
			only := ""
			if outer {
				only = joined
			}
			p.condition(s, clause(tokens[i+1:]), only)
		case word == "where":
			from = false
			p.condition(s, clause(tokens[i+1:]), "")
		case slices.Contains(clauses, word) && word != "left" && word != "cross" && word != "inner":
			from = false
		}
	}
	// Then what stands inside it.
	p.inside(s, tokens)
}

// inside reads the selections within parentheses.
func (p sqlParser) inside(s *selection, tokens []string) {
	for i := 0; i < len(tokens); i++ {
		if tokens[i] != "(" {
			continue
		}
		end := closing(tokens, i)
		group := tokens[i+1 : end]
		if len(group) > 0 && (group[0] == "select" || group[0] == "with") {
			p.selection(group, s)
		} else {
			p.inside(s, group)
		}
		i = end
	}
}

// clause is a condition up to where the next clause begins.
func clause(tokens []string) []string {
	for i := 0; i < len(tokens); i++ {
		if tokens[i] == "(" {
			i = closing(tokens, i)
		} else if slices.Contains(clauses, tokens[i]) && !(tokens[i] == "from" && i > 0 && tokens[i-1] == "distinct") {
			return tokens[:i]
		}
	}
	return tokens
}

// condition keeps the equalities of a condition that hold whatever else does.
func (p sqlParser) condition(s *selection, tokens []string, only string) {
	for i := 0; i < len(tokens); i++ {
		if tokens[i] == "(" {
			i = closing(tokens, i)
		} else if tokens[i] == "or" || tokens[i] == "case" || tokens[i] == "between" {
			return
		}
	}
	at := func(i int) string {
		if i < 0 || i >= len(tokens) {
			return ""
		}
		return tokens[i]
	}
	for i := 0; i < len(tokens); i++ {
		switch {
		case tokens[i] == "(":
			end := closing(tokens, i)
			group := tokens[i+1 : end]
			if slices.Contains(boundary, at(i-1)) && slices.Contains(ending, at(end+1)) && len(group) > 0 &&
				group[0] != "select" && group[0] != "with" {
				p.condition(s, group, only)
			}
			i = end
		case tokens[i] == "=" && slices.Contains(boundary, at(i-2)) && slices.Contains(ending, at(i+2)):
			s.equal = append(s.equal, equality{[2]string{at(i - 1), at(i + 1)}, only})
		}
	}
}

// insert proves that the rows of INSERT INTO table (columns) VALUES (…), … are the
// tenant's: then the table counts as bound.
func (p sqlParser) insert(s *selection, table string, tokens []string) {
	key := p.w.key(table)
	if key == "" || len(tokens) < 4 || tokens[2] != "(" {
		return
	}
	end := closing(tokens, 2)
	columns := slices.DeleteFunc(slices.Clone(tokens[3:end]), func(t string) bool { return t == "," })
	i := slices.Index(columns, key)
	if i < 0 || end+1 >= len(tokens) || tokens[end+1] != "values" {
		return
	}
	param := 0
	for k := end + 2; k < len(tokens) && tokens[k] == "("; k += 2 { // a comma between
		last := closing(tokens, k)
		row := slices.DeleteFunc(slices.Clone(tokens[k+1:last]), func(t string) bool { return t == "," })
		if len(row) != len(columns) {
			return
		}
		for c, value := range row {
			if value == "?" { // numbered as they come
				param++
				value = "$" + strconv.Itoa(param)
			}
			if c == i && !isParam(value, p.args, p.w.customer) {
				return
			}
		}
		k = last
	}
	s.bound[table+"."+key] = true
}
