package viewtest

import (
	"go/ast"
	"go/parser"
	"go/token"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// wordList are the names of tables whose texts are given to T one by one.
var wordList = regexp.MustCompile(`(?i)(words|titles|names|labels|notes|reasons)$`)

// TextsOf are the texts that the code of a folder gives to T and Plural: those that
// stand there as they are, and those of tables of words.
func TextsOf(t *testing.T, folder string) map[string]string {
	t.Helper()
	found := map[string]string{}
	inspect(t, folder, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			for _, arg := range append(translated(n), refused(n)...) {
				if s, ok := literal(arg); ok && s != "" {
					found[s] = s
				}
			}
		case *ast.CompositeLit: // what web translates when it is shown: a toast, an answer to an error
			for _, text := range shown(n) {
				if s, ok := literal(text); ok && s != "" {
					found[s] = s
				}
			}
		case *ast.ValueSpec:
			for i, value := range n.Values {
				if list, ok := value.(*ast.CompositeLit); ok && wordList.MatchString(n.Names[i].Name) {
					collect(list, found)
				}
			}
		}
		return true
	})
	return found
}

// RefusalsOf are the sentences with which the use cases of a folder refuse: web
// translates them when it shows them.
func RefusalsOf(t *testing.T, folder string) map[string]string {
	t.Helper()
	found := map[string]string{}
	inspect(t, folder, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok {
			for _, arg := range refused(call) {
				if s, ok := literal(arg); ok {
					found[s] = s
				}
			}
		}
		return true
	})
	return found
}

// refused is the sentence of Refuse(field, sentence, …) and of refusals.Add.
func refused(call *ast.CallExpr) []ast.Expr {
	name := ""
	switch f := call.Fun.(type) {
	case *ast.SelectorExpr:
		name = f.Sel.Name
	case *ast.Ident:
		name = f.Name
	}
	if name != "Refuse" && name != "Add" || len(call.Args) < 2 {
		return nil
	}
	if s, ok := literal(call.Args[1]); !ok || !strings.Contains(s, " ") {
		return nil // a header, a time
	}
	return call.Args[1:2]
}

// inspect shows every node of a folder's source.
func inspect(t *testing.T, folder string, see func(ast.Node) bool) {
	t.Helper()
	for _, name := range Sources(t, folder, "*.go") {
		if strings.HasSuffix(name, "_test.go") || strings.HasSuffix(name, "_templ.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, see)
	}
}

// translated are the arguments of a call that a catalogue translates.
func translated(call *ast.CallExpr) []ast.Expr {
	name := ""
	switch f := call.Fun.(type) {
	case *ast.SelectorExpr:
		name = f.Sel.Name
	case *ast.Ident: // t := l.T
		name = f.Name
	}
	switch {
	case (name == "T" || name == "t") && len(call.Args) > 0:
		if len(call.Args) > 1 && name == "T" {
			if _, ok := literal(call.Args[0]); !ok {
				return call.Args[1:2] // T(ctx, …)
			}
		}
		return call.Args[:1]
	case name == "Plural" && len(call.Args) == 3:
		return call.Args[1:]
	case name == "page" && len(call.Args) == 4: // s.page: its title
		return call.Args[3:]
	}
	return nil
}

// shown are the texts of a value that is translated when it is shown.
func shown(list *ast.CompositeLit) (texts []ast.Expr) {
	switch kind := list.Type.(type) {
	case *ast.SelectorExpr:
		if kind.Sel.Name != "Toast" {
			return nil
		}
		for _, element := range list.Elts {
			if pair, ok := element.(*ast.KeyValueExpr); ok {
				if key, ok := pair.Key.(*ast.Ident); ok && key.Name == "Text" {
					texts = append(texts, pair.Value)
				}
			}
		}
	case *ast.Ident:
		if kind.Name == "answer" && len(list.Elts) == 4 {
			return list.Elts[1:3]
		}
	}
	return texts
}

// literal is a text that stands in the source as it is, or in parts that are added.
func literal(e ast.Expr) (string, bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		if e.Kind != token.STRING {
			return "", false
		}
		s, err := strconv.Unquote(e.Value)
		return s, err == nil
	case *ast.BinaryExpr:
		a, okA := literal(e.X)
		b, okB := literal(e.Y)
		return a + b, okA && okB && e.Op == token.ADD
	}
	return "", false
}

// collect adds the texts of a table that people read: its values, not its keys, and
// of those the ones that begin or read like words.
func collect(list *ast.CompositeLit, found map[string]string) {
	for _, element := range list.Elts {
		if pair, ok := element.(*ast.KeyValueExpr); ok {
			element = pair.Value
		}
		if inner, ok := element.(*ast.CompositeLit); ok {
			collect(inner, found)
			continue
		}
		if s, ok := literal(element); ok && !strings.HasSuffix(s, "/") &&
			strings.ContainsFunc(s, func(r rune) bool { return r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' }) {
			found[s] = s
		}
	}
}
