package workbook

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"wholesight/jobs/files/row"
)

// twoWays are a row of one cell twice as it is usually written, and the same with spaces that
// XML allows and only the general reader takes.
func twoWays(ref, style, kind, value string) (plain, general string) {
	cell := fmt.Sprintf(`<c r="%s" s="%s" t="%s"><v>%s</v></c>`, ref, style, kind, value)
	spaced := fmt.Sprintf(`<c  r="%s"  s="%s"  t="%s" ><v >%s</v ></c >`, ref, style, kind, value)
	return `<row r="1">` + cell + cell + `</row><row r="2">` + cell + `</row>`,
		`<row r="1">` + spaced + spaced + `</row><row r="2">` + spaced + `</row>`
}

func sameBothWays(t *testing.T, ref, style, kind, value string) {
	t.Helper()
	styles := styled("General", "yyyy-mm-dd", "yyyy h:mm", "[h]:mm", "00-000", "0%", `0 "EUR"`)
	const texts = `<sst><si><t>Säge</t></si><si><t>b</t></si></sst>`
	plain, general := twoWays(ref, style, kind, value)
	got, gotErr := shown(book(t, plain, "xl/styles.xml", styles, "xl/sharedStrings.xml", texts))
	want, wantErr := shown(book(t, general, "xl/styles.xml", styles, "xl/sharedStrings.xml", texts))
	if !slices.Equal(got, want) || (gotErr == nil) != (wantErr == nil) {
		t.Errorf("%s is shown as %q (%v), with spaces as %q (%v)", plain, got, gotErr, want, wantErr)
	}
	var refused *row.Error
	if gotErr != nil && !errors.As(gotErr, &refused) {
		t.Errorf("%s: %v, which is no refusal", plain, gotErr)
	}
}

func TestAPlainCellShowsWhatTheGeneralReaderShows(t *testing.T) {
	for _, kind := range []string{"", "n", "s", "str", "inlineStr", "b", "e", "d"} {
		for _, style := range []string{"", "0", "1", "2", "3", "4", "5", "6", "99"} {
			for _, value := range []string{"", "0", "1", "45000", "45000.5", "60", "1.25E-3", "-7", "12345678901234567",
				"a &amp; b", "_x000D_", "2024-02-29T00:00:00", strings.Repeat("9", 500)} {
				sameBothWays(t, "C1", style, kind, value)
			}
		}
	}
}

func TestACellThatTheBufferCutsIsReadWhole(t *testing.T) {
	var sheet strings.Builder
	const rows = 12_000 // several buffers long, each cut elsewhere
	for i := range rows {
		fmt.Fprintf(&sheet, `<row r="%d"><c r="A%d"><v>%d</v></c><c r="B%d" t="str"><v>%s</v></c></row>`,
			i+1, i+1, i, i+1, strings.Repeat("x", i%7))
	}
	got, err := shown(book(t, sheet.String()))
	if err != nil || len(got) != rows {
		t.Fatalf("%d rows, %v", len(got), err)
	}
	for i, g := range got {
		if want := fmt.Sprintf("%d:%d|%s", i+1, i, strings.Repeat("x", i%7)); g != want {
			t.Fatalf("row %d is %q, want %q", i+1, g, want)
		}
	}
}

func FuzzPlainCell(f *testing.F) {
	f.Add("A1", "1", "", "46022.5")
	f.Add("ZZ9", "4", "n", "12")
	f.Add("", "x", "s", "-1")
	f.Fuzz(func(t *testing.T, ref, style, kind, value string) {
		if strings.ContainsAny(ref+style+kind+value, `<>"'=/`) {
			return // the two would not be the same cell
		}
		sameBothWays(t, ref, style, kind, value)
	})
}
