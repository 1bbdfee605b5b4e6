package imports_test

import (
	"fmt"
	"net/url"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"wholesight/jobs/files"
	"wholesight/jobs/settings"
	"wholesight/store"
	"wholesight/views/ui"
	"wholesight/web/imports"
	"wholesight/web/webtest"
	"wholesight/web/words"
)

func TestImportProgressCountsBothPasses(t *testing.T) {
	now := time.UnixMilli(1_800_000_000_000)
	const mib = 1 << 20
	for _, c := range []struct {
		name, note  string
		done, total int64
		bar, all    int64
		want        string
	}{
		{"import-check", "reading", 50 * mib, 100 * mib, 50 * mib, 200 * mib,
			"50 MiB of 100 MiB|5 MiB a second|about 30 s left"},
		{"import-check", "checking", 50 * mib, 100 * mib, 150 * mib, 200 * mib,
			"50 MiB of 100 MiB|15 MiB a second|about 3 s left"},
		{"import-apply", "importing", 50 * mib, 100 * mib, 50 * mib, 100 * mib,
			"50 MiB of 100 MiB|5 MiB a second|about 10 s left"},
		{"import-apply", "waiting for another import to end", 0, 0, 0, 0, "||"},
		{"import-apply", "importing", 1, 900, 1, 900, "1 KiB of 1 KiB|0 KiB a second|"},
	} {
		p := words.JobProgress(ui.Locale{}, settings.Shop{Zone: time.UTC},
			store.Job{Name: c.name, Note: c.note, State: store.JobRunning, StartedAt: now.Add(-10 * time.Second), Done: c.done,
				Total: c.total}, now)
		if got := webtest.Plain(fmt.Sprint(p.Rows, "|", p.Rate, "|", p.Left)); got != c.want || p.Done != c.bar ||
			p.All != c.all || p.Step != c.note {
			t.Errorf("%s %s: %s, bar %d of %d, step %q; want %s, bar %d of %d", c.name, c.note, got, p.Done, p.All, p.Step,
				c.want, c.bar, c.all)
		}
	}
}

func TestUploadName(t *testing.T) {
	for name, want := range map[string]string{
		`C:\Users\anna\orders.csv`: "orders.csv", "../../etc/passwd": "passwd", "a\r\nb.csv": "ab.csv", "": "file",
		"  ": "file", "dir/": "file", "Bestellungen März.csv": "Bestellungen März.csv",
		string(make([]rune, 0)): "file", "x" + string([]rune(fmt.Sprintf("%0300d", 0))): "x" + fmt.Sprintf("%0119d", 0),
	} {
		if got := imports.UploadName(name); got != want {
			t.Errorf("%q is shown as %q, want %q", name, got, want)
		}
	}
}

// What a person leaves alone stays a guess; what is changed becomes a mapping of the
// whole header, so that it can be remembered by it.
func TestImportMapping(t *testing.T) {
	plan := &files.Plan{Kind: files.Customers, Columns: []files.Column{
		{Index: 0, Key: "no", Column: "code"}, {Index: 1, Key: "acct", Column: "code"},
		{Index: 2, Key: "name", Column: "name"}, {Index: 3, Key: "x"},
	}, Questions: []files.Question{{Kind: files.AskHeader, Column: "code",
		Answers: []files.Answer{{Value: "no"}, {Value: "acct"}}}}}
	for _, c := range []struct {
		name string
		form url.Values
		want map[string]string
		ok   bool
	}{
		{"as found", webtest.Values("map.0", "code", "map.2", "name", "map.3", ""), nil, true},
		{"changed", webtest.Values("map.0", "code", "map.1", "", "map.2", "name", "map.3", "city"),
			map[string]string{"no": "code", "acct": "", "name": "name", "x": "city"}, true},
		{"asked", webtest.Values("ask_header.code", "acct"),
			map[string]string{"no": "", "acct": "code", "name": "name", "x": ""}, true},
		{"no such column", webtest.Values("map.3", "password"), nil, false},
		{"another kind's column", webtest.Values("map.3", "quantity"), nil, false},
	} {
		got, ok := imports.ImportMapping(c.form, plan)
		if diff := cmp.Diff(c.want, got); diff != "" || ok != c.ok {
			t.Errorf("%s: ok %v (-want +got)\n%s", c.name, ok, diff)
		}
	}
}

func TestFileErrorLeavesTheNameToTheTitle(t *testing.T) {
	for text, want := range map[string]string{
		"odd.csv, line 1: columns are missing: code": "Line 1: columns are missing: code.",
		"odd.csv: this is a PDF document":            "This is a PDF document.",
		"the file is empty. Export it again":         "The file is empty. Export it again.",
	} {
		if got := imports.FileError(store.Import{FileName: "odd.csv", Error: text}); got != want {
			t.Errorf("%q reads %q, want %q", text, got, want)
		}
	}
}

func TestEveryCauseHasWords(t *testing.T) {
	for _, cause := range files.Causes {
		if title, help := imports.CauseTitle(ui.Locale{}, cause); title == cause || help == "" {
			t.Errorf("the cause %q has no words", cause)
		}
	}
	if title, _ := imports.CauseTitle(ui.Locale{}, "of a newer version"); title != "of a newer version" {
		t.Errorf("an unknown cause is called %q", title)
	}
}
