package store

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"strings"
	"testing"
)

// No file but dialect.go may name an engine, in a word of its code or in a
// statement: what differs between them stays in one place.
func TestOnlyTheDialectKnowsTheEngines(t *testing.T) {
	for _, name := range Sources(t) {
		if name == "dialect.go" {
			continue
		}
		fset := token.NewFileSet()
		f, err := parser.ParseFile(fset, name, nil, 0) // without comments: they may explain
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			text := ""
			switch n := n.(type) {
			case *ast.Ident:
				text = n.Name
			case *ast.BasicLit:
				text = n.Value
			}
			for _, word := range []string{"sqlite", "postgres", "pgx"} {
				if strings.Contains(strings.ToLower(text), word) {
					t.Errorf("%s: %s", fset.Position(n.Pos()), text)
				}
			}
			return true
		})
	}
}

// Only tx.go sends statements of a transaction: what it sends is heard (Options.Trace),
// so that a test which listens hears all there is.
func TestOnlyTxSpeaksToTheDriver(t *testing.T) {
	for _, name := range Sources(t) {
		if name == "tx.go" {
			continue
		}
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if i := strings.Index(string(text), "tx.tx"); i >= 0 {
			t.Errorf("%s: %.60q goes around tx.go", name, text[i:])
		}
	}
}

// Statements that mean one thing on one engine and another, or nothing, on the
// other (the table in the package's design notes).
func TestStatementsAvoidWhatTheEnginesDisagreeOn(t *testing.T) {
	banned := map[string]string{
		"INSERT OR ":        "ON CONFLICT",
		"strftime(":         "days are numbers",
		"date_trunc(":       "days are numbers",
		"CURRENT_TIMESTAMP": "tx.Now",
		"ILIKE":             "a folded search key",
		"GREATEST(":         "CASE",
		"LEAST(":            "CASE",
		"SKIP LOCKED":       "a guarded update",
		"json_each":         "a list of parameters",
		"group_concat":      "join in Go",
		" AVG(":             "divide in Go",
	}
	for _, name := range Sources(t) {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for word, instead := range banned {
			if strings.Contains(string(text), word) {
				t.Errorf("%s: %q: use %s", name, word, instead)
			}
		}
	}
}
