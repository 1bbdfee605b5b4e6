package split

import (
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
)

func TestQuotationMarksOfTheField(t *testing.T) {
	for _, c := range []struct {
		what, text string
		want       [][]string
		faults     int
	}{
		{"a blank before the mark", "a, \"b, c\",d\n", [][]string{{"a", "b, c", "d"}}, 0},
		{"blanks behind the closing mark", "\"a\"  ,\"b\"\t\r\n", [][]string{{"a", "b"}}, 0},
		{"doubled marks", "\"12\"\" pipe\",x\n", [][]string{{"12\" pipe", "x"}}, 0},
		{"marks behind a backslash", "\"12\\\" pipe\",x\n", [][]string{{"12\" pipe", "x"}}, 0},
		{"one at the end", "\"pipe 12\\\"\",x\n", [][]string{{"pipe 12\"", "x"}}, 0},
		{"one at the end of the file", "x,\"pipe 12\\\"\"", [][]string{{"x", "pipe 12\""}}, 0},
		{"a path", "\"C:\\data\\\",x\n", [][]string{{"C:\\data\\", "x"}}, 0},
		{"inches", "12\" pipe,3\" bend,5\"\n", [][]string{{"12\" pipe", "3\" bend", "5\""}}, 0},
		{"a line break in quotes", "\"a\r\nb\",c\r\nd,e\r\n", [][]string{{"a\nb", "c"}, {"d", "e"}}, 0},
		{"text behind the closing mark", "\"a\" b,c\nd,e\n", [][]string{{"\"a\" b", "c"}, {"d", "e"}}, 1},
		{"ends of lines of three kinds", "a,b\rc,d\r\ne,f\n", [][]string{{"a", "b"}, {"c", "d"}, {"e", "f"}}, 0},
		{"blanks alone", "a,  ,b\n", [][]string{{"a", "  ", "b"}}, 0},
		{"delimiters at the end", "a,b,,\nc,d\n", [][]string{{"a", "b", "", ""}, {"c", "d"}}, 0},
	} {
		got, _, faults, err := records(New(strings.NewReader(c.text), ','))
		if diff := cmp.Diff(c.want, got); diff != "" || faults != c.faults || err != nil {
			t.Errorf("%s: %d faults, %v\n%s", c.what, faults, err, diff)
		}
		slow := New(iotest.OneByteReader(strings.NewReader(c.text)), ',')
		slow.buf = make([]byte, 2)
		if again, _, _, err := records(slow); err != nil || !cmp.Equal(got, again) {
			t.Errorf("%s: byte by byte %q, %v", c.what, again, err)
		}
	}
}
