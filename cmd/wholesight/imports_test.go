package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// The fences: who may import whom. A package that is not in the table fails, and
// so does a line of the table whose package is gone. Tests of a package may import
// more (storetest, demo); they are not looked at.

// ours lists, for each package, the packages of ours that it may import.
var ours = map[string]struct {
	may []string
	why string
}{
	"cmd/wholesight":      {[]string{"web", "store", "jobs", "jobs/*", "static"}, "the wiring: it alone sees everything"},
	"cmd/bench":           {[]string{"web", "store", "jobs", "jobs/*", "static", "views"}, "measures what the others do"},
	"web":                 {[]string{"views", "static", "store", "jobs", "jobs/*"}, "the conversation"},
	"views":               {[]string{"static", "jobs/calendar"}, "the face: no data access, or a page could not be rendered from a sample"},
	"static":              {nil, "files"},
	"static/build":        {nil, "makes the files at build time"},
	"jobs":                {[]string{"store", "jobs/*"}, "the procedure knows no browser"},
	"jobs/stats/btyd":     {nil, "closed forms of buying and leaving: they know times, not days, and no shop"},
	"jobs/stats/accuracy": {nil, "how good a forecast was does not depend on who made it"},
	"jobs/stats/boost":    {nil, "trees know columns of numbers, not what they count"},
	"jobs/calendar":       {nil, "the shared word for a day"},
	"jobs/rules/classify": {[]string{"jobs/calendar"}, "a rule that could query would not be a rule"},
	"jobs/nudge":          {[]string{"jobs/calendar", "jobs/rules/classify"}, "what would move a customer is arithmetic on the same rules"},
	"jobs/rules/forecast": {[]string{"jobs/calendar", "jobs/stats/btyd", "jobs/stats/boost", "jobs/stats/accuracy"}, "what is said of a day knows nothing of later ones"},
	"jobs/roster":         {[]string{"jobs/calendar", "jobs/rules/classify", "jobs/rules/forecast", "jobs/rules/target"}, "a list is answered from memory, whoever filled it"},
	"jobs/rules/target":   {[]string{"jobs/calendar"}, "the arithmetic of a target needs no shop"},
	"jobs/intake":         {[]string{"jobs/calendar"}, "reading a file needs no shop"},
	"jobs/demo":           {[]string{"jobs/calendar"}, "the same shop for tests, benchmarks and the demo"},
	"store":               {[]string{"jobs/calendar"}, "the memory knows no rule; a day is a value"},
	"store/storetest":     {[]string{"store", "jobs/calendar"}, "databases for tests"},
}

// theirs says which packages alone may import a module that is not ours.
var theirs = map[string]struct {
	only []string
	why  string
}{
	"github.com/labstack/echo":       {[]string{"web", "cmd/bench"}, "its next major changes every handler; the change stays in one room"},
	"github.com/gorilla":             {[]string{"web"}, "sessions are part of the conversation"},
	"github.com/go-echarts":          {[]string{"views"}, "a graph is a face"},
	"github.com/a-h/templ":           {[]string{"views", "web", "cmd/bench"}, "rendering"},
	"modernc.org":                    {[]string{"store"}, "the database drivers stay behind the two doors"},
	"github.com/jackc/pgx":           {[]string{"store"}, "the database drivers stay behind the two doors"},
	"golang.org/x/crypto":            {[]string{"jobs"}, "the Hasher bounds what hashes take from everybody else"},
	"github.com/pressly/goose":       {[]string{"store"}, "migrations"},
	"database/sql":                   {[]string{"store", "store/storetest", "cmd/bench"}, "one package speaks SQL; the benchmark measures what is below it"},
	"github.com/xuri/excelize":       {[]string{"jobs/intake", "jobs"}, "files of the office"},
	"github.com/alecthomas/kong":     {[]string{"cmd/wholesight"}, "the command line"},
	"github.com/schollz/progressbar": {[]string{"cmd/wholesight"}, "the command line"},
	"github.com/go-co-op/gocron":     {[]string{"jobs"}, "the schedule"},
	"gonum.org/v1/gonum":             {[]string{"jobs/stats/btyd", "jobs/rules/forecast"}, "numerics are for the leaves: what is fitted is handed on as plain numbers"},
	"net/http":                       {[]string{"web", "static", "cmd/wholesight", "cmd/bench"}, "only the conversation speaks HTTP"},
}

// pure are the leaves: no clock, no files, no log, no shared randomness.
var pure = []string{"jobs/stats/accuracy", "jobs/stats/boost", "jobs/stats/btyd", "jobs/calendar", "jobs/rules/classify", "jobs/rules/forecast", "jobs/nudge", "jobs/roster", "jobs/rules/target", "jobs/intake", "jobs/demo"}

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

func TestImportFences(t *testing.T) {
	all := packages(t)
	seen := map[string]bool{}
	for _, p := range all {
		name := strings.TrimPrefix(p.ImportPath, "wholesight/")
		seen[name] = true
		rule, ok := ours[name]
		if !ok {
			t.Errorf("package %s is in no room: add it to the table, or to a package that is", name)
			continue
		}
		for _, imp := range p.Imports {
			if inner, mine := strings.CutPrefix(imp, "wholesight/"); mine {
				if !slices.ContainsFunc(rule.may, func(m string) bool { return m == inner || m == "jobs/*" && strings.HasPrefix(inner, "jobs/") }) {
					t.Errorf("%s imports %s: %s", name, inner, rule.why)
				}
				continue
			}
			for module, fence := range theirs {
				if (imp == module || strings.HasPrefix(imp, module+"/")) && !slices.Contains(fence.only, name) {
					t.Errorf("%s imports %s, which is for %s: %s", name, imp, strings.Join(fence.only, ", "), fence.why)
				}
			}
		}
	}
	for name := range ours {
		if !seen[name] {
			t.Errorf("the table names %s, which is not there", name)
		}
	}
}

func TestLeavesArePure(t *testing.T) {
	banned := []string{"os", "log", "log/slog", "net/http", "database/sql", "math/rand"}
	for _, p := range packages(t) {
		name := strings.TrimPrefix(p.ImportPath, "wholesight/")
		if !slices.Contains(pure, name) {
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
