package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"maps"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

type pkg struct {
	ImportPath string
	Dir        string
	Imports    []string
	GoFiles    []string
}

func packages(t *testing.T) []pkg {
	t.Helper()
	cmd := exec.Command("go", "list", "-json=ImportPath,Dir,Imports,GoFiles", "wholesight/...")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v\n%s", err, stderr.String())
	}
	var all []pkg
	for d := json.NewDecoder(bytes.NewReader(out)); ; {
		var p pkg
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return all
		} else if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
}

// matches tells whether a package is the one of a pattern, or lies below its star.
func matches(pattern, name string) bool {
	if below, star := strings.CutSuffix(pattern, "*"); star {
		return strings.HasPrefix(name, below)
	}
	return pattern == name
}

func anyMatches(patterns []string, name string) bool {
	return slices.ContainsFunc(patterns, func(p string) bool { return matches(p, name) })
}

// fenceOf is the nearest row for a package: its own, or the longest with a star.
func fenceOf(name string) (best fence, ok bool) {
	for _, f := range ours {
		if matches(f.room, name) && (!ok || f.room == name || best.room != name && len(f.room) > len(best.room)) {
			best, ok = f, true
		}
	}
	return best, ok
}

func inner(importPath string) (name string, ours bool) {
	return strings.CutPrefix(importPath, "wholesight/")
}

func TestImportFences(t *testing.T) {
	rows, arrows := map[string]bool{}, map[string]bool{}
	for _, p := range packages(t) {
		name, _ := inner(p.ImportPath)
		rule, ok := fenceOf(name)
		if !ok {
			t.Errorf("package %s is in no room: add it to the table, or to a package that is", name)
			continue
		}
		rows[rule.room] = true
		for _, imp := range p.Imports {
			if to, mine := inner(imp); mine {
				beside := slices.ContainsFunc(sideways, func(a struct{ from, to, why string }) bool {
					return a.from == name &&
						a.to == to
				})
				arrows[name+" "+to] = true
				if !beside && !anyMatches(rule.may, to) {
					t.Errorf("%s imports %s: %s", name, to, rule.why)
				}
				if slices.Contains(forTests, to) && !slices.Contains(forTests, name) {
					t.Errorf("%s imports %s, which is for tests", name, to)
				}
				continue
			}
			for module, fence := range theirs {
				if (imp == module || strings.HasPrefix(imp, module+"/")) && !anyMatches(fence.only, name) {
					t.Errorf("%s imports %s, which is for %s: %s", name, imp, strings.Join(fence.only, ", "), fence.why)
				}
			}
		}
	}
	for _, f := range ours {
		if !rows[f.room] {
			t.Errorf("the table names %s, which is not there", f.room)
		}
	}
	for _, a := range sideways {
		if !arrows[a.from+" "+a.to] {
			t.Errorf("the table names an arrow from %s to %s, which is not there", a.from, a.to)
		}
	}
}

// circle is a way through the graph that comes back to where it began; nil: there is none.
func circle(graph map[string][]string) []string {
	const under, done = 1, 2
	state := map[string]int{}
	var way []string
	var visit func(at string) []string
	visit = func(at string) []string {
		state[at] = under
		way = append(way, at)
		for _, to := range graph[at] {
			switch state[to] {
			case under:
				return append(slices.Clone(way[slices.Index(way, to):]), to)
			case 0:
				if found := visit(to); found != nil {
					return found
				}
			}
		}
		way = way[:len(way)-1]
		state[at] = done
		return nil
	}
	for _, at := range slices.Sorted(maps.Keys(graph)) {
		if state[at] == 0 {
			if found := visit(at); found != nil {
				return found
			}
		}
	}
	return nil
}

// The rooms inside of a folder ask each other in one direction only. Go sees to it for
// packages; what a test adds is that rooms below a room (rules, stats) count as one.
func TestFencesHaveNoCircle(t *testing.T) {
	all := packages(t)
	for _, folder := range []string{"web", "jobs", "views"} {
		room := func(importPath string) string {
			name, _ := inner(importPath)
			below, in := strings.CutPrefix(name, folder+"/")
			if !in {
				return ""
			}
			first, _, _ := strings.Cut(below, "/")
			return first
		}
		graph := map[string][]string{}
		for _, p := range all {
			from := room(p.ImportPath)
			if from == "" {
				continue
			}
			for _, imp := range p.Imports {
				if to := room(imp); to != "" && to != from {
					graph[from] = append(graph[from], to)
				}
			}
		}
		if len(graph) < 5 {
			t.Errorf("%s has %d rooms that ask another: the search is broken", folder, len(graph))
		}
		if found := circle(graph); found != nil {
			t.Errorf("%s: a circle: %s", folder, strings.Join(found, " -> "))
		}
	}
	if circle(map[string][]string{"a": {"b"}, "b": {"c", "d"}, "d": {"b"}}) == nil {
		t.Error("a planted circle was not found")
	}
}

// A room can be looked through: it has few files, and one that says what it is for.
func TestFencesOfRooms(t *testing.T) {
	for _, p := range packages(t) {
		name, _ := inner(p.ImportPath)
		folder, _, _ := strings.Cut(name, "/")
		if folder != "web" && folder != "jobs" && folder != "views" {
			continue
		}
		files := slices.DeleteFunc(slices.Clone(p.GoFiles), func(f string) bool { return strings.HasSuffix(f, "_templ.go") })
		if folder != "views" && len(files) > roomLimit {
			t.Errorf("%s has %d files, more than %d: it is two rooms", name, len(files), roomLimit)
		}
		if !slices.Contains(files, "doc.go") {
			t.Errorf("%s has no doc.go: what is it for, what must it not do, whom may it ask?", name)
		}
	}
}

func TestLeavesArePure(t *testing.T) {
	banned := []string{"os", "log", "log/slog", "net/http", "database/sql", "math/rand"}
	for _, p := range packages(t) {
		name, _ := inner(p.ImportPath)
		if !anyMatches(pure, name) {
			continue
		}
		for _, imp := range p.Imports {
			if slices.Contains(banned, imp) {
				t.Errorf("%s imports %s: a leaf gets what it needs handed in", name, imp)
			}
		}
		for _, file := range p.GoFiles {
			checkPure(t, filepath.Join(p.Dir, file))
		}
	}
}

// checkPure finds the calls that make a result depend on more than its inputs.
func checkPure(t *testing.T, file string) {
	t.Helper()
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, file, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(f, func(n ast.Node) bool {
		s, ok := n.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		x, ok := s.X.(*ast.Ident)
		if !ok {
			return true
		}
		switch call := x.Name + "." + s.Sel.Name; call {
		case "time.Now", "time.Since", "time.Local", "fmt.Print", "fmt.Println", "fmt.Printf",
			"rand.Int", "rand.IntN", "rand.N", "rand.Float64", "rand.Perm", "rand.Shuffle":
			t.Errorf("%s: %s in a leaf", fset.Position(n.Pos()), call)
		}
		return true
	})
}
