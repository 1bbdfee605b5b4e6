package styleguide

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"wholesight/views/viewtest"
)

// banned are the ways in which data could become markup or script, or the page
// could break the content policy, with the reason for each.
var banned = []struct {
	what string
	in   []string // a folder with its rooms, and which of its files
	why  string
}{
	{`templ\.Raw\b|templ\.SafeURL\(|templ\.JSExpression|JSUnsafeFuncCall|SafeClass|SafeCSS|templ\.SafeScript`,
		[]string{"views/*.go", "views/*.templ"}, "lets data through unescaped"},
	{`(?i)[\s"{]style=`, []string{"views/*.templ"}, "the content policy forbids style attributes"},
	{`"style"\s*:`, []string{"views/*.go", "views/*.templ"}, "the content policy forbids style attributes"},
	{`hx-on|\bon(click|change|submit|load|input|error|keydown|keyup|mouseover)=`, []string{"views/*.templ"},
		"the content policy forbids inline script"},
	{`hx-vals=.{0,3}js:|hx-trigger="[^"]*\[`, []string{"views/*.go", "views/*.templ"}, "needs eval"},
	{`<script>|<style|javascript:`, []string{"views/*.templ"}, "the content policy forbids inline script and style"},
	{`\.Render(Snippet|Content)?\((w|os|buf|io)|RenderSnippet|RenderContent|FuncOpts|FuncStripCommentsOpts|JSONNotEscaped`,
		[]string{"views/chart*.go"}, "go-echarts builds options only: what it renders puts data into a script"},
	{`innerHTML|outerHTML|insertAdjacentHTML|document\.write|createContextualFragment|\beval\(|new Function|\.setAttribute\("style"|\.style\b`, []string{"static/src/*.js"}, "writes markup from strings, or styles, or evaluates"},
	{`"github\.com/go-echarts`, []string{"views/*.go"}, "only chart.go builds options"},
}

// excused are the lines that a rule catches and that are right.
var excused = map[string][]string{
	"views/ui/chart.go": {`"github.com/go-echarts/go-echarts/v2/charts"`, `"github.com/go-echarts/go-echarts/v2/opts"`,
		`return chart(c).Render(ctx, w)`},
}

func TestNothingUnsafeIsWritten(t *testing.T) {
	seen := 0
	for _, rule := range banned {
		pattern := regexp.MustCompile(rule.what)
		for _, glob := range rule.in {
			for _, name := range viewtest.Sources(t, filepath.Join("../..", filepath.Dir(glob)), filepath.Base(glob)) {
				if strings.HasSuffix(name, "_templ.go") || strings.HasSuffix(name, "_test.go") {
					continue
				}
				seen++
				checkLines(t, name, pattern, rule.why)
			}
		}
	}
	if seen == 0 {
		t.Fatal("nothing was read")
	}
}

func checkLines(t *testing.T, name string, pattern *regexp.Regexp, why string) {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	short := strings.TrimPrefix(filepath.ToSlash(name), "../../")
	for i, line := range strings.Split(string(data), "\n") {
		if strings.HasPrefix(strings.TrimSpace(line), "//") || !pattern.MatchString(line) {
			continue
		}
		excuse := false
		for _, ok := range excused[short] {
			excuse = excuse || strings.Contains(line, ok)
		}
		if !excuse {
			t.Errorf("%s:%d: %s\n\t%s", short, i+1, why, strings.TrimSpace(line))
		}
	}
}

// The rules are held against lines that they must catch.
func TestRulesCatch(t *testing.T) {
	for _, line := range []string{
		`@templ.Raw(name)`, `<p style="color:red">`, `<a onclick="x()">`, `<div hx-on:click="x()">`,
		`element.innerHTML = name`, `line.RenderSnippet()`, `opts.FuncOpts("x")`, `<a href="javascript:x">`,
	} {
		caught := false
		for _, rule := range banned {
			caught = caught || regexp.MustCompile(rule.what).MatchString(line)
		}
		if !caught {
			t.Errorf("no rule catches %s", line)
		}
	}
}
