package admin_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"strconv"
	"strings"
	"testing"

	"wholesight/store"
	"wholesight/views/viewtest"
	"wholesight/web/admin"
	"wholesight/web/paths"
	"wholesight/web/webtest"
	"wholesight/web/words"
)

// The bin shows a person's own deletions, an admin everybody's, with who and until
// when; putting back empties it, and so do ninety days.
func TestBin(t *testing.T) {
	sh := webtest.NewShop(t)
	sh.As("manager").Get("/bin").Want(t, 200).Says(t, "The bin is empty")
	mine, theirs := sh.SpareUndo("manager"), sh.SpareUndo("admin")
	title := func(id int64) (title string) {
		sh.View(func(tx *store.Tx) error {
			u, err := tx.Undo(id)
			title = u.Title
			return err
		})
		return title
	}
	manager := sh.As("manager")
	manager.Get("/bin").Want(t, 200).Says(t, title(mine), "Deleted a classification", "20\u00a0Feb\u00a02027",
		`action="`+paths.UndoPath(mine)+`"`).Lacks(t, title(theirs), "The bin is empty")
	sh.As("admin").Get("/bin").Want(t, 200).Says(t, title(mine), title(theirs), "manager@shop.example")
	sh.As("rep").Get("/bin").Want(t, 200).Says(t, "The bin is empty")
	sh.As("customer").Get("/bin").Want(t, 404)
	manager.Get("/bin.csv").Want(t, 200).Says(t, title(mine)+
		",classification.delete,manager@shop.example,2026-11-22T").Lacks(t, title(theirs))
	manager.With("Referer", "http://shop.example/bin").Post(paths.UndoPath(mine)).Want(t, 303, "/bin")
	manager.Get("/bin").Want(t, 200).Says(t, title(mine)+": taken back", "The bin is empty")
	sh.Wait(90 * 24 * 3600e9)
	sh.As("admin").Get("/bin").Want(t, 200).Says(t, "The bin is empty")
}

// The bin's pages are complete.
func TestBinPages(t *testing.T) {
	sh := webtest.NewShop(t)
	sh.Update(func(tx *store.Tx) error {
		for i := range admin.BinPerPage + 3 {
			if _, err := tx.AddUndo(store.Actor{UserID: sh.People["rep"].ID, Name: "rep"},
				store.Undo{Action: "x.delete", Title: fmt.Sprintf("Thing %d.", i), Data: "{}", Bin: true}); err != nil {
				return err
			}
		}
		return nil
	})
	b := sh.As("rep")
	first := b.Get("/bin").Want(t, 200).Says(t, "Thing 52.", "Thing 3.", "Older deletions").Lacks(t, "Thing 2.")
	_, rest, _ := strings.Cut(first.Text, `href="/bin?before=`)
	before, _, _ := strings.Cut(rest, `"`)
	b.Get("/bin?before="+before).Want(t, 200).Says(t, "Thing 2.", "Thing 0.").Lacks(t, "Thing 3.", "Older deletions")
	b.Get("/bin?before=x").Want(t, 400)
}

// Every action that the source writes into the audit log has words, and every word
// is of an action that is written.
func TestActionsHaveWords(t *testing.T) {
	looks := map[string]bool{} // texts that look like an action
	for _, folder := range []string{"../../jobs", "../../web", "../../store", "../../cmd/wholesight"} {
		for _, name := range viewtest.Sources(t, folder, "*.go") {
			if strings.HasSuffix(name, "_test.go") || strings.HasSuffix(name, "words/actions.go") {
				continue
			}
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			file, err := parser.ParseFile(token.NewFileSet(), name, text, 0)
			if err != nil {
				t.Fatal(err)
			}
			ast.Inspect(file, func(n ast.Node) bool {
				if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
					if s, err := strconv.Unquote(lit.Value); err == nil {
						looks[s] = true
					}
				}
				call, ok := n.(*ast.CallExpr)
				if !ok || len(call.Args) != 5 {
					return true
				}
				if fun, ok := call.Fun.(*ast.SelectorExpr); !ok || fun.Sel.Name != "Audit" {
					return true
				}
				if lit, ok := call.Args[1].(*ast.BasicLit); ok {
					if action, err := strconv.Unquote(lit.Value); err != nil || words.ActionWords[action] == "" {
						t.Errorf("%s: the action %s has no words in words/actions.go", name, lit.Value)
					}
				}
				return true
			})
		}
	}
	for action := range words.ActionWords {
		noun, verb, _ := strings.Cut(action, ".")
		if !looks[action] && !(looks[noun+"."] && (looks[verb] || verb == "invite" || verb == "reset" || verb == "apply")) {
			t.Errorf("no action %s is written anywhere", action)
		}
	}
}

// The log says actions in words, and is searched by them.
func TestAuditSaysActionsInWords(t *testing.T) {
	sh := webtest.NewShop(t)
	sh.Browser().Post("/login", "email", sh.People["manager"].Email, "password", webtest.Password).Want(t, 303)
	b := sh.As("admin")
	b.Get("/audit").Want(t, 200).Says(t, "Logged in", "Added a user").Lacks(t, ">login.accept<")
	b.Get("/audit?q=logged+in").Want(t, 200).Says(t, "Logged in").Lacks(t, "Added a user")
	b.Get("/audit?q=login.accept").Want(t, 200).Says(t, "Logged in").Lacks(t, "Added a user")
}
