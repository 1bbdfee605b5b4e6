package foreign

import (
	"strings"
	"testing"
)

func wide(s string) string { return strings.Join(strings.Split(s, ""), "\x00") + "\x00" }

func TestWhatIsNoTableIsNamed(t *testing.T) {
	for _, c := range []struct{ head, want string }{
		{"%PDF-1.7\n", "PDF"},
		{ole + "...." + wide("Workbook"), "old kind (.xls). Save"},
		{ole + "...." + wide("EncryptedPackage"), "password"},
		{ole + "....", "or one that is protected"},
		{"MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\nContent-Type: multipart/related; boundary=x\r\n", "MHTML"},
		{"\xef\xbb\xbf\r\n<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\">", "HTML"},
		{"<table><tr><td>1</td></tr></table>", "HTML"},
		{"\xff\xfe" + wide("<HTML><body>"), "HTML"},
		{"<?xml version=\"1.0\"?><orders><order/></orders>", "XML, not"},
		{"<?xml version=\"1.0\"?>\n<?mso-application progid=\"Excel.Sheet\"?>", "Excel 2003"},
		{"ID;PWXL;N;E\r\nP;PGeneral\r\nC;Y1;X1;K\"code\"\r\n", "SYLK"},
		{"[{\"code\":\"C1\"}]", "JSON"},
		{"{\n  \"orders\": []}", "JSON"},
		{"PAR1\x15\x04", "Parquet"},
		{"\x89PNG\r\n", "picture"},
		{"GIF89a", "picture"},
	} {
		if got := Name([]byte(c.head)); !strings.Contains(got, c.want) || !strings.Contains(got, ". ") {
			t.Errorf("%.30q is %q, want %q and how to mend it", c.head, got, c.want)
		}
	}
}

func TestTablesAreNotTakenForSomethingElse(t *testing.T) {
	for _, head := range []string{
		"code,name\nC1,A\n",
		"ID;Price;Name\n1;2;A\nCAN;3;B\n",
		"ID;Product\nC1;2\n",
		"[Order No],[Date]\n1,2\n",
		"{code},{name}\nC1,A\n",
		"<unknown>,name\nC1,A\n",
		"From: warehouse;To\n1;2\n",
		"RIFLE,TABLE\n",
		"",
	} {
		if got := Name([]byte(head)); got != "" {
			t.Errorf("%q is taken for: %s", head, got)
		}
	}
}

func FuzzName(f *testing.F) {
	f.Add([]byte("ID;P\nC;"))
	f.Add([]byte("<?"))
	f.Fuzz(func(t *testing.T, head []byte) {
		if what := Name(head); what != "" && !strings.HasPrefix(what, "this ") {
			t.Errorf("%q", what)
		}
	})
}
