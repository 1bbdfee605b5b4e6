package web

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"wholesight/store"
	"wholesight/web/paths"
)

func TestLabelChangesPage(t *testing.T) {
	sh := newShop(t)
	alpha, bravo := sh.seed.alpha.canary("Name"), sh.seed.bravo.canary("Name")
	calm, late := sh.rule("Calm"), sh.rule("Late")
	page := sh.as("manager").get("/classifications/moves").want(t, 200)
	page.says(t, alpha, bravo, "2\u00a0moves", "build 2", "Calm", "Late", `href="/classifications/moves.csv?build=2"`)
	sh.as("manager").get("/classifications/moves?build=1").want(t, 200).says(t, "Nobody moved").lacks(t, alpha)

	move := fmt.Sprintf("&move=risk:%d:%d", calm.ID, late.ID)
	sh.as("manager").get("/classifications/moves?build=2"+move).want(t, 200).says(t, alpha, "Calm → Late", "Remove the filter")
	other := fmt.Sprintf("&move=risk:%d:%d", late.ID, calm.ID)
	sh.as("manager").get("/classifications/moves?build=2"+other).want(t, 200).lacks(t, alpha)
	after := "&after=" + sh.seed.alpha.canary("Code") + "&after_type=risk"
	sh.as("manager").get("/classifications/moves?build=2"+after).want(t, 200).says(t, bravo, "First page").lacks(t, alpha)

	// A rep is told of their own customers alone, totals too.
	own := sh.as("rep").get("/classifications/moves?build=2").want(t, 200).says(t, alpha, "1\u00a0move").lacks(t, bravo, "2\u00a0moves")
	if own.StatusCode != http.StatusOK || leaks(own, "CanaryBravo") != nil {
		t.Error("a rep sees who moved of another rep")
	}
	sh.as("customer").get("/classifications/moves").want(t, 404)

	for path, status := range map[string]int{
		"?build=99": 404, "?build=x": 400, "?build=-1": 400, "?move=risk:1": 400, "?move=weather:1:2": 400, "?move=risk:-1:2": 400, "?after=A&after_type=x": 400,
	} {
		sh.as("manager").get("/classifications/moves"+path).want(t, status)
	}
}

// A build that is being staged, or was given up, is not there.
func TestMovesOfABuildThatIsNotPublished(t *testing.T) {
	sh := newShop(t)
	var id int64
	sh.update(func(tx *store.Tx) (err error) {
		id, err = tx.BeginBuild(store.Build{AsOf: 1, Timeframe: 12, Steps: "labels", StartedAt: sh.now()})
		return err
	})
	sh.as("admin").get(paths.LabelChangesPath(id)).want(t, 404)
}

func TestMovesCSV(t *testing.T) {
	sh := newShop(t)
	all := sh.as("manager").get("/classifications/moves.csv?build=2").want(t, 200).body
	lines := strings.Split(all, "\n")
	want := fmt.Sprintf("%s,%s,risk,Calm,Late,2,2026-11-22", sh.seed.alpha.canary("Code"), sh.seed.alpha.canary("Name"))
	if len(lines) != 4 || lines[0] != "customer_code,name,type,from,to,build,as_of" || lines[1] != want {
		t.Errorf("the file is\n%s", all)
	}
	if own := sh.as("rep2").get("/classifications/moves.csv").want(t, 200).body; strings.Count(own, "\n") != 2 || strings.Contains(own, "CanaryAlpha") {
		t.Errorf("a rep's file is\n%s", own)
	}
	if n := sh.audited("export"); n != 2 {
		t.Errorf("%d exports in the audit log, want 2", n)
	}
}
