package classifications_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"wholesight/store"
	"wholesight/web/paths"
	"wholesight/web/webtest"
)

func TestLabelChangesPage(t *testing.T) {
	sh := webtest.NewShop(t)
	alpha, bravo := sh.Seed.Alpha.Canary("Name"), sh.Seed.Bravo.Canary("Name")
	calm, late := sh.Rule("Calm"), sh.Rule("Late")
	page := sh.As("manager").Get("/classifications/moves").Want(t, 200)
	page.Says(t, alpha, bravo, "2\u00a0moves", "build 2", "Calm", "Late", `href="/classifications/moves.csv?build=2"`)
	sh.As("manager").Get("/classifications/moves?build=1").Want(t, 200).Says(t, "Nobody moved").Lacks(t, alpha)

	move := fmt.Sprintf("&move=risk:%d:%d", calm.ID, late.ID)
	sh.As("manager").Get("/classifications/moves?build=2"+move).Want(t, 200).Says(t, alpha, "Calm → Late",
		"Remove the filter")
	other := fmt.Sprintf("&move=risk:%d:%d", late.ID, calm.ID)
	sh.As("manager").Get("/classifications/moves?build=2"+other).Want(t, 200).Lacks(t, alpha)
	after := "&after=" + sh.Seed.Alpha.Canary("Code") + "&after_type=risk"
	sh.As("manager").Get("/classifications/moves?build=2"+after).Want(t, 200).Says(t, bravo, "First page").Lacks(t, alpha)

	// A rep is told of their own customers alone, totals too.
	own := sh.As("rep").Get("/classifications/moves?build=2").Want(t, 200).Says(t, alpha, "1\u00a0move").Lacks(t, bravo,
		"2\u00a0moves")
	if own.StatusCode != http.StatusOK || webtest.Leaks(own, "CanaryBravo") != nil {
		t.Error("a rep sees who moved of another rep")
	}
	sh.As("customer").Get("/classifications/moves").Want(t, 404)

	for path, status := range map[string]int{
		"?build=99": 404, "?build=x": 400, "?build=-1": 400, "?move=risk:1": 400, "?move=weather:1:2": 400,
		"?move=risk:-1:2": 400, "?after=A&after_type=x": 400,
	} {
		sh.As("manager").Get("/classifications/moves"+path).Want(t, status)
	}
}

// A build that is being staged, or was given up, is not there.
func TestMovesOfABuildThatIsNotPublished(t *testing.T) {
	sh := webtest.NewShop(t)
	var id int64
	sh.Update(func(tx *store.Tx) (err error) {
		id, err = tx.BeginBuild(store.Build{AsOf: 1, Timeframe: 12, Steps: "labels", StartedAt: sh.Now()})
		return err
	})
	sh.As("admin").Get(paths.LabelChangesPath(id)).Want(t, 404)
}

func TestMovesCSV(t *testing.T) {
	sh := webtest.NewShop(t)
	all := sh.As("manager").Get("/classifications/moves.csv?build=2").Want(t, 200).Text
	lines := strings.Split(all, "\n")
	want := fmt.Sprintf("%s,%s,risk,Calm,Late,2,2026-11-22", sh.Seed.Alpha.Canary("Code"), sh.Seed.Alpha.Canary("Name"))
	if len(lines) != 4 || lines[0] != "customer_code,name,type,from,to,build,as_of" || lines[1] != want {
		t.Errorf("the file is\n%s", all)
	}
	if own := sh.As("rep2").Get("/classifications/moves.csv").Want(t, 200).Text; strings.Count(own, "\n") != 2 ||
		strings.Contains(own, "CanaryAlpha") {
		t.Errorf("a rep's file is\n%s", own)
	}
	if n := sh.Audited("export"); n != 2 {
		t.Errorf("%d exports in the audit log, want 2", n)
	}
}
