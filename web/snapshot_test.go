package web_test

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/labstack/echo/v4"

	"wholesight/store"
	"wholesight/web/kit"
	"wholesight/web/webtest"
)

// Every handler behind the guard has the shop, whether or not it makes a page of it;
// one that no guard stands before is told so, and works on no shop that is empty.
func TestEveryHandlerHasTheShop(t *testing.T) {
	sh := webtest.NewShop(t)
	sh.Update(func(tx *store.Tx) error { return tx.SaveSetting("currency", "GBP") })
	handle := func(c echo.Context) error {
		return c.String(http.StatusOK, fmt.Sprint(sh.Server.ShopOf(c).Currency, sh.Server.ShopOf(c).Zone,
			sh.Server.LocaleOf(c).Symbol()))
	}
	for i, k := range []kit.Kind{kit.Page, kit.Download, kit.Upload, kit.Stream} {
		path := fmt.Sprintf("/shop-%d", i)
		sh.Server.Mount([]kit.Route{kit.Get(path, kit.Anyone, k, handle)})
		for _, role := range webtest.Roles {
			if r := sh.As(role).Get(path).Want(t, 200); r.Text != "GBPEurope/London£" {
				t.Errorf("kind %d as %s: %q", k, role, r.Text)
			}
		}
	}
	sh.Server.Mount([]kit.Route{kit.Get("/shop-unguarded", kit.Anyone, kit.Probe, handle)})
	sh.Browser().Get("/shop-unguarded").Want(t, 500)
	if log := sh.Log.String(); !strings.Contains(log, "no shop was read for this request") {
		t.Errorf("the log does not say what is wrong: %s", log)
	}
}

// Nothing is kept of a request under a name that a slip of the pen makes another one:
// what there is of it is typed (web/kit/snapshot.go).
func TestNoValueUnderAStringKey(t *testing.T) {
	var files []string
	for _, pattern := range []string{"*.go", "*/*.go"} {
		found, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, found...)
	}
	keyed, read := regexp.MustCompile(`\bc\.(Set|Get)\(`), 0
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if read++; keyed.Match(text) && !strings.HasSuffix(name, "_test.go") {
			t.Errorf("%s keeps a value in the echo context", name)
		}
	}
	if read < 100 {
		t.Errorf("only %d files were read", read)
	}
}
