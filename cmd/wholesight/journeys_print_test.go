package main

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/chromedp/cdproto/page"
)

// pageOfPDF is one page in a PDF that the browser wrote.
var pageOfPDF = regexp.MustCompile(`/Type\s*/Page\b[^s]`)

// Fifty rows of a list are two pages of A4 on their side, at most. PRINTS names a folder for
// the files, for people.
func TestListsPrint(t *testing.T) {
	t.Parallel()
	sh := newBrowserShop(t)
	b := sh.newTab(t)
	b.logIn(managerEmail)
	for _, list := range []string{"customers", "analysis"} {
		b.open("/" + list)
		if n := len(b.texts(listed)); n != 50 {
			t.Fatalf("%s shows %d rows", list, n)
		}
		pdf := call(b, page.PrintToPDF, page.PrintToPDFParams{PreferCSSPageSize: new(true)})
		if n := len(pageOfPDF.FindAll(pdf.Data, -1)); n < 1 || n > 2 {
			t.Errorf("%s is printed on %d pages", list, n)
		}
		if !bytes.HasPrefix(pdf.Data, []byte("%PDF")) {
			t.Errorf("%s: no PDF", list)
		}
		if folder := os.Getenv("PRINTS"); folder != "" {
			if err := os.WriteFile(filepath.Join(folder, list+".pdf"), pdf.Data, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}
