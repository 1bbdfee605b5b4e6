package store_test

import (
	"context"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"wholesight/store"
	"wholesight/store/storetest"
)

// reader finds the statements that the package can send, by reading its code: texts are
// put together as the code does, every branch of it. A text that can be several is the
// set of them; § stands for a parameter whose number depends on the branch.
type reader struct {
	t       *testing.T
	fset    *token.FileSet
	values  map[string]ast.Expr      // package constants and variables
	funcs   map[string]*ast.FuncDecl // by name: methods too
	params  map[string][][]string    // what functions are called with, by name and position
	results map[string][][]string    // what they return
	db      *store.DB

	in    string              // the function that is read
	found map[string][]string // statements, by where they stand
	lost  map[string][]string // where a statement could not be put together, by function
}

type texts map[string][]string // of the variables of a function

const mostTexts = 512 // of one statement; TestBothEngines… says when one has so many

func newReader(t *testing.T, db *store.DB) *reader {
	t.Helper()
	r := &reader{t: t, db: db, fset: token.NewFileSet(), values: map[string]ast.Expr{}, funcs: map[string]*ast.FuncDecl{},
		params: map[string][][]string{}, results: map[string][][]string{}}
	for _, name := range store.Sources(t) {
		f, err := parser.ParseFile(r.fset, name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range f.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				r.funcs[d.Name.Name] = d
			case *ast.GenDecl:
				for _, s := range d.Specs {
					if v, ok := s.(*ast.ValueSpec); ok {
						for i, name := range v.Names {
							if i < len(v.Values) {
								r.values[name.Name] = v.Values[i]
							}
						}
					}
				}
			}
		}
	}
	for range 4 { // until what functions are called with, and return, is known all the way down
		r.found, r.lost = map[string][]string{}, map[string][]string{}
		for _, name := range slices.Sorted(maps.Keys(r.funcs)) {
			r.function(name)
		}
	}
	return r
}

// sendsItself are the functions of tx.go: what they send is what they are called with.
var sendsItself = []string{"exec", "changeOne", "row", "queryRow", "each", "list", "insert"}

func (r *reader) function(name string) {
	d := r.funcs[name]
	if d.Body == nil || slices.Contains(sendsItself, name) {
		return
	}
	env, i := texts{}, 0
	for _, field := range d.Type.Params.List {
		for _, p := range field.Names {
			if known := r.params[name]; i < len(known) && len(known[i]) > 0 {
				env[p.Name] = known[i]
			}
			i++
		}
	}
	r.in = name
	r.block(d.Body.List, env)
}

// block reads statements in order; it tells whether they end by leaving the function.
func (r *reader) block(list []ast.Stmt, env texts) (left bool) {
	for _, s := range list {
		if r.stmt(s, env) {
			left = true
		}
	}
	return left
}

func (r *reader) stmt(s ast.Stmt, env texts) (left bool) {
	switch s := s.(type) {
	case *ast.BlockStmt:
		return r.block(s.List, env)
	case *ast.AssignStmt:
		r.assign(s, env)
	case *ast.DeclStmt:
		if g, ok := s.Decl.(*ast.GenDecl); ok {
			for _, spec := range g.Specs {
				if v, ok := spec.(*ast.ValueSpec); ok {
					for i, name := range v.Names {
						if i < len(v.Values) {
							r.set(env, name, r.eval(v.Values[i], env))
						} else {
							env[name.Name] = []string{""} // a string's zero value; another's is asked for by nobody
						}
					}
				}
			}
		}
	case *ast.IfStmt:
		if s.Init != nil {
			r.stmt(s.Init, env)
		}
		r.calls(s.Cond, env)
		yes, no := maps.Clone(env), maps.Clone(env)
		gone := r.block(s.Body.List, yes)
		goneElse := s.Else != nil && r.stmt(s.Else, no)
		r.join(env, branch{yes, gone}, branch{no, goneElse})
	case *ast.SwitchStmt:
		if s.Init != nil {
			r.stmt(s.Init, env)
		}
		branches := []branch{}
		whole := false
		for _, c := range s.Body.List {
			clause := c.(*ast.CaseClause)
			whole = whole || clause.List == nil
			b := maps.Clone(env)
			branches = append(branches, branch{b, r.block(clause.Body, b)})
		}
		if !whole {
			branches = append(branches, branch{maps.Clone(env), false})
		}
		r.join(env, branches...)
	case *ast.ForStmt:
		if s.Init != nil {
			r.stmt(s.Init, env)
		}
		once := maps.Clone(env)
		r.join(env, branch{maps.Clone(env), false}, branch{once, r.block(s.Body.List, once)})
	case *ast.RangeStmt:
		once := maps.Clone(env)
		if v, ok := s.Value.(*ast.Ident); ok {
			r.set(once, v, r.elements(s.X, env))
			r.fields(once, v.Name, s.X)
		}
		r.join(env, branch{maps.Clone(env), false}, branch{once, r.block(s.Body.List, once)})
	case *ast.ReturnStmt:
		for i, e := range s.Results {
			for len(r.results[r.in]) <= i {
				r.results[r.in] = append(r.results[r.in], nil)
			}
			r.results[r.in][i] = union(r.results[r.in][i], r.eval(e, env))
			r.calls(e, env)
		}
		return true
	case *ast.BranchStmt:
		return s.Tok == token.CONTINUE || s.Tok == token.BREAK
	case *ast.ExprStmt:
		r.calls(s.X, env)
	case *ast.DeferStmt:
		r.calls(s.Call, env)
	}
	return false
}

type branch struct {
	env  texts
	left bool
}

// join makes env what it can be after one of the branches.
func (r *reader) join(env texts, branches ...branch) {
	first := true
	for _, b := range branches {
		if b.left {
			continue
		}
		if first {
			clear(env)
			maps.Copy(env, b.env)
			first = false
			continue
		}
		for name, t := range b.env {
			env[name] = union(env[name], t)
		}
	}
}

func (r *reader) assign(s *ast.AssignStmt, env texts) {
	for _, e := range s.Rhs {
		r.calls(e, env)
	}
	if call, ok := s.Rhs[0].(*ast.CallExpr); ok && len(s.Lhs) > 1 && len(s.Rhs) == 1 {
		for i, l := range s.Lhs {
			if id, ok := l.(*ast.Ident); ok {
				var t []string
				if known := r.results[called(call)]; i < len(known) {
					t = known[i]
				}
				r.set(env, id, t)
			}
		}
		return
	}
	for i, l := range s.Lhs {
		id, ok := l.(*ast.Ident)
		if !ok || i >= len(s.Rhs) {
			continue
		}
		t := r.eval(s.Rhs[i], env)
		if s.Tok == token.ADD_ASSIGN {
			t = product(env[id.Name], t)
		}
		r.set(env, id, t)
	}
}

func (r *reader) set(env texts, id *ast.Ident, t []string) {
	delete(env, id.Name)
	if len(t) > 0 {
		env[id.Name] = t
	}
}

// eval is every text that an expression can be; none: it is not known.
func (r *reader) eval(e ast.Expr, env texts) []string {
	switch e := e.(type) {
	case *ast.BasicLit:
		if e.Kind == token.STRING {
			s, err := strconv.Unquote(e.Value)
			if err != nil {
				r.t.Fatal(err)
			}
			return []string{s}
		}
	case *ast.ParenExpr:
		return r.eval(e.X, env)
	case *ast.BinaryExpr:
		if e.Op == token.ADD {
			return product(r.eval(e.X, env), r.eval(e.Y, env))
		}
	case *ast.Ident:
		if t, ok := env[e.Name]; ok {
			return t
		}
		if computed := store.Computed()[e.Name]; len(computed) == 1 {
			return computed
		}
		if v, ok := r.values[e.Name]; ok {
			return r.eval(v, nil)
		}
	case *ast.IndexExpr:
		return r.elements(e.X, env)
	case *ast.SelectorExpr:
		if id, ok := e.X.(*ast.Ident); ok {
			return env[id.Name+"."+e.Sel.Name]
		}
	case *ast.CallExpr:
		return r.call(e, env)
	}
	return nil
}

// fields sets the fields of a variable that goes over a list of structs, which stands
// there or is the package's.
func (r *reader) fields(env texts, name string, list ast.Expr) {
	if id, ok := list.(*ast.Ident); ok {
		list = r.values[id.Name]
	}
	lit, ok := list.(*ast.CompositeLit)
	if !ok {
		return
	}
	array, ok := lit.Type.(*ast.ArrayType)
	if !ok {
		return
	}
	element, ok := array.Elt.(*ast.StructType)
	if !ok {
		return
	}
	i := 0
	for _, f := range element.Fields.List {
		for _, field := range f.Names {
			key := name + "." + field.Name
			for _, e := range lit.Elts {
				if one, ok := e.(*ast.CompositeLit); ok && i < len(one.Elts) {
					env[key] = union(env[key], r.eval(one.Elts[i], nil))
				}
			}
			i++
		}
	}
}

// elements are the texts of a list that the package declares.
func (r *reader) elements(e ast.Expr, env texts) (all []string) {
	switch e := e.(type) {
	case *ast.SliceExpr:
		all = r.elements(e.X, env)
		if low, ok := e.Low.(*ast.BasicLit); ok && len(all) > 0 {
			from, err := strconv.Atoi(low.Value)
			if err != nil {
				r.t.Fatal(err)
			}
			all = all[from:]
		}
		return all
	case *ast.Ident:
		if computed, ok := store.Computed()[e.Name]; ok {
			return computed
		}
		if v, ok := r.values[e.Name]; ok {
			return r.elements(v, nil)
		}
	case *ast.CompositeLit:
		for _, element := range e.Elts {
			if kv, ok := element.(*ast.KeyValueExpr); ok {
				element = kv.Value
			}
			t := r.eval(element, env)
			if len(t) != 1 {
				return nil
			}
			all = append(all, t[0])
		}
	}
	return all
}

// call is what a call returns.
func (r *reader) call(c *ast.CallExpr, env texts) []string {
	switch name := called(c); name {
	case "in":
		if n, ok := c.Args[0].(*ast.BasicLit); ok {
			from, err := strconv.Atoi(n.Value)
			if err != nil {
				r.t.Fatal(err)
			}
			return []string{fmt.Sprintf("($%d,$%d)", from, from+1)}
		}
		return []string{"(§,§)"}
	case "where":
		if len(c.Args) == 2 {
			if alias := r.eval(c.Args[0], env); len(alias) == 1 {
				return store.ScopeConditions(alias[0])
			}
		}
	case "Itoa":
		return []string{"§"}
	case "Join":
		if sep := r.eval(c.Args[1], env); len(sep) == 1 {
			if all := r.elements(c.Args[0], env); len(all) > 0 {
				return []string{strings.Join(all, sep[0])}
			}
		}
		return nil
	case "Sprintf":
		return r.sprintf(c, env)
	case "anys", "len", "append", "string":
		return nil
	}
	if known := r.results[called(c)]; len(known) > 0 {
		return known[0]
	}
	return nil
}

var verb = regexp.MustCompile(`\$?%(\[\d+\])?[dsv]`)

// sprintf puts texts for %s and parameters for $%d.
func (r *reader) sprintf(c *ast.CallExpr, env texts) []string {
	format := r.eval(c.Args[0], env)
	if len(format) != 1 {
		return nil
	}
	out, from, arg := []string{""}, 0, 0
	for _, at := range verb.FindAllStringIndex(format[0], -1) {
		out = product(out, []string{format[0][from:at[0]]})
		word := format[0][at[0]:at[1]]
		from, arg = at[1], arg+1
		if i := strings.Index(word, "["); i >= 0 {
			n, err := strconv.Atoi(word[i+1 : strings.Index(word, "]")])
			if err != nil {
				r.t.Fatal(err)
			}
			arg = n
		}
		switch {
		case strings.HasPrefix(word, "$"):
			out = product(out, []string{"§"})
		case strings.HasSuffix(word, "d"):
			out = product(out, []string{"1"})
		case arg < len(c.Args):
			out = product(out, r.eval(c.Args[arg], env))
		}
	}
	return product(out, []string{format[0][from:]})
}

// calls reads the calls within an expression: statements that are sent, functions that
// are called with texts, functions that are given along.
func (r *reader) calls(e ast.Expr, env texts) {
	ast.Inspect(e, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			r.block(n.Body.List, maps.Clone(env))
			return false
		case *ast.CallExpr:
			r.sends(n, env)
			name := called(n)
			if _, ours := r.funcs[name]; ours && !slices.Contains(sendsItself, name) {
				for len(r.params[name]) < len(n.Args) {
					r.params[name] = append(r.params[name], nil)
				}
				for i, a := range n.Args {
					r.params[name][i] = union(r.params[name][i], r.eval(a, env))
				}
			}
		}
		return true
	})
}

// sends keeps the statement that a call sends.
func (r *reader) sends(c *ast.CallExpr, env texts) {
	name := called(c)
	if !slices.Contains(sendsItself, name) || name != "list" && !ofTx(c) {
		return
	}
	var all []string
	switch name {
	case "list":
		all = r.eval(c.Args[1], env)
	case "insert":
		tables, columns, suffixes := r.eval(c.Args[0], env), r.elements(c.Args[1], env), r.eval(c.Args[4], env)
		if id, ok := c.Args[1].(*ast.Ident); ok && len(columns) == 0 {
			columns = r.localList(id)
		}
		for _, table := range tables {
			for _, suffix := range suffixes {
				if len(columns) > 0 {
					all = append(all, store.InsertStatement(r.db, table, columns, suffix))
				}
			}
		}
	default:
		all = r.eval(c.Args[0], env)
	}
	at := r.fset.Position(c.Pos()).String()
	if len(all) == 0 {
		r.lost[r.in] = append(r.lost[r.in], at)
	}
	r.found[at] = union(r.found[at], all)
}

// localList is a list of columns that the function declares.
func (r *reader) localList(id *ast.Ident) (all []string) {
	ast.Inspect(r.funcs[r.in].Body, func(n ast.Node) bool {
		if a, ok := n.(*ast.AssignStmt); ok && len(a.Lhs) == 1 && len(a.Rhs) == 1 {
			if l, ok := a.Lhs[0].(*ast.Ident); ok && l.Name == id.Name {
				all = r.elements(a.Rhs[0], nil)
			}
		}
		return true
	})
	return all
}

// ofTx tells whether a call is one of a method of a transaction.
func ofTx(c *ast.CallExpr) bool {
	s, ok := c.Fun.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	id, ok := s.X.(*ast.Ident)
	return ok && id.Name == "tx"
}

// called is the name of the function that a call is of.
func called(c *ast.CallExpr) string {
	switch f := c.Fun.(type) {
	case *ast.Ident:
		return f.Name
	case *ast.SelectorExpr:
		return f.Sel.Name
	case *ast.IndexExpr:
		if id, ok := f.X.(*ast.Ident); ok {
			return id.Name
		}
	}
	return ""
}

func union(a, b []string) []string {
	out := slices.Clone(a)
	for _, s := range b {
		if !slices.Contains(out, s) && len(out) < mostTexts {
			out = append(out, s)
		}
	}
	return out
}

// product is every text of a followed by every text of b.
func product(a, b []string) (out []string) {
	for _, x := range a {
		for _, y := range b {
			if len(out) < mostTexts {
				out = append(out, x+y)
			}
		}
	}
	return out
}

var numbered = regexp.MustCompile(`\$(\d+)`)

// numbers gives each § the next number, and counts the parameters.
func numbers(statement string) (string, int) {
	statement = strings.ReplaceAll(statement, "$§", "§")
	most := strings.Count(statement, "?")
	for _, m := range numbered.FindAllStringSubmatch(statement, -1) {
		if n, err := strconv.Atoi(m[1]); err == nil {
			most = max(most, n)
		}
	}
	for strings.Contains(statement, "§") {
		most++
		statement = strings.Replace(statement, "§", "$"+strconv.Itoa(most), 1)
	}
	return statement, most
}

// leftOut are the functions whose statements cannot be put together from the code, and
// why; tests run them on both engines.
var leftOut = map[string]string{
	"Check":    "asks for the engine's own checks, by its dialect",
	"Jobs":     "joins its conditions from a list",
	"SaleDays": "gives the order to a function within it",
}

// Every statement of the package is one that both engines can read: they are found in
// the code, also those that no test sends, and prepared without being run.
func TestBothEnginesReadEveryStatement(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		r := newReader(t, db)
		n := 0
		for _, at := range slices.Sorted(maps.Keys(r.found)) {
			if len(r.found[at]) >= mostTexts {
				t.Errorf("%s can be too many statements: not all of them are read", at)
			}
			for _, text := range r.found[at] {
				statement, params := numbers(text)
				n++
				if err := store.Prepare(context.Background(), db, statement, params); err != nil {
					t.Errorf("%s: %v\n%s", at, err, statement)
				}
			}
		}
		t.Logf("%d statements at %d places", n, len(r.found))
		if n < 300 {
			t.Errorf("%d statements only: the code is not read any more", n)
		}
		for name, at := range r.lost {
			if leftOut[name] == "" {
				t.Errorf("%s: what %s sends cannot be put together: write it so that it can be, or say why not", at, name)
			}
		}
		for name := range leftOut {
			if r.lost[name] == nil {
				t.Errorf("%s is not left out any more", name)
			}
		}
	})
}
