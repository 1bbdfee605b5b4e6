package web

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
	"wholesight/web/words"
)

// The bin shows a person's own deletions, an admin everybody's, with who and until
// when; putting back empties it, and so do ninety days.
func TestBin(t *testing.T) {
	sh := newShop(t)
	sh.as("manager").get("/bin").want(t, 200).says(t, "The bin is empty")
	mine, theirs := sh.spareUndo("manager"), sh.spareUndo("admin")
	title := func(id int64) (title string) {
		sh.view(func(tx *store.Tx) error {
			u, err := tx.Undo(id)
			title = u.Title
			return err
		})
		return title
	}
	manager := sh.as("manager")
	manager.get("/bin").want(t, 200).says(t, title(mine), "Deleted a classification", "20\u00a0Feb\u00a02027", `action="`+paths.UndoPath(mine)+`"`).lacks(t, title(theirs), "The bin is empty")
	sh.as("admin").get("/bin").want(t, 200).says(t, title(mine), title(theirs), "manager@shop.example")
	sh.as("rep").get("/bin").want(t, 200).says(t, "The bin is empty")
	sh.as("customer").get("/bin").want(t, 404)
	manager.get("/bin.csv").want(t, 200).says(t, title(mine)+",classification.delete,manager@shop.example,2026-11-22T").lacks(t, title(theirs))
	manager.with("Referer", "http://shop.example/bin").post(paths.UndoPath(mine)).want(t, 303, "/bin")
	manager.get("/bin").want(t, 200).says(t, title(mine)+": taken back", "The bin is empty")
	sh.wait(90 * 24 * 3600e9)
	sh.as("admin").get("/bin").want(t, 200).says(t, "The bin is empty")
}

// The bin's pages are complete.
func TestBinPages(t *testing.T) {
	sh := newShop(t)
	sh.update(func(tx *store.Tx) error {
		for i := range admin.BinPerPage + 3 {
			if _, err := tx.AddUndo(store.Actor{UserID: sh.people["rep"].ID, Name: "rep"}, store.Undo{Action: "x.delete", Title: fmt.Sprintf("Thing %d.", i), Data: "{}", Bin: true}); err != nil {
				return err
			}
		}
		return nil
	})
	b := sh.as("rep")
	first := b.get("/bin").want(t, 200).says(t, "Thing 52.", "Thing 3.", "Older deletions").lacks(t, "Thing 2.")
	_, rest, _ := strings.Cut(first.body, `href="/bin?before=`)
	before, _, _ := strings.Cut(rest, `"`)
	b.get("/bin?before="+before).want(t, 200).says(t, "Thing 2.", "Thing 0.").lacks(t, "Thing 3.", "Older deletions")
	b.get("/bin?before=x").want(t, 400)
}

// Every action that the source writes into the audit log has words, and every word
// is of an action that is written.
func TestActionsHaveWords(t *testing.T) {
	looks := map[string]bool{} // texts that look like an action
	for _, folder := range []string{"../jobs", "../web", "../store", "../cmd/wholesight"} {
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
	sh := newShop(t)
	sh.browser().post("/login", "email", sh.people["manager"].Email, "password", testPassword).want(t, 303)
	b := sh.as("admin")
	b.get("/audit").want(t, 200).says(t, "Logged in", "Added a user").lacks(t, ">login.accept<")
	b.get("/audit?q=logged+in").want(t, 200).says(t, "Logged in").lacks(t, "Added a user")
	b.get("/audit?q=login.accept").want(t, 200).says(t, "Logged in").lacks(t, "Added a user")
}
