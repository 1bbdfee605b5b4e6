package main

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"wholesight/store/storetest"
)

// shared is the folder with the public order books, beside the project or where
// WHOLESIGHT_SHARED says; without it the test skips.
func shared(t *testing.T, name string) string {
	t.Helper()
	dir := os.Getenv("WHOLESIGHT_SHARED")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "shared")
	}
	path, err := filepath.Abs(filepath.Join(dir, "data", name))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(path); err != nil {
		t.Skipf("SKIPPED: the public order book is not there: %v", err)
	}
	return path
}

var word = regexp.MustCompile(`"[^"]*"|\S+`)

// The README's section on a real order book, word for word, with the real file.
func TestTheReadmesRealOrderBook(t *testing.T) {
	if testing.Short() {
		t.Skip("SKIPPED in short mode: a million lines")
	}
	const file = "uci_online_retail_2009_2011.csv.gz"
	book := shared(t, file)
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, section, found := strings.Cut(string(text), "## A real order book")
	if !found {
		t.Fatal("the README has no section on a real order book")
	}
	s := shell{t, storetest.UnmigratedSQLiteURL(t)}
	dir := t.TempDir()
	var importLine []string
	block := strings.Split(section, "```")[1]
	for _, line := range strings.Split(block, "\n") {
		command, ours := strings.CutPrefix(line, "wholesight ")
		if !ours {
			continue
		}
		var args []string
		for _, w := range word.FindAllString(command, -1) {
			switch w = strings.Trim(w, `"`); {
			case w == file:
				w = book
			case strings.HasSuffix(w, ".csv"):
				w = filepath.Join(dir, w)
			}
			args = append(args, w)
		}
		if args[0] == "import" {
			importLine = args
			if got := lastLine(s.must(exitRejected, args...)); got != "created=44876 updated=0 unchanged=0 rejected=235287" {
				t.Errorf("import: %s", got)
			}
			continue
		}
		s.must(exitDone, args...)
	}
	if importLine == nil {
		t.Fatal("the section imports nothing")
	}
	if got := lastLine(s.must(exitRejected, importLine...)); !strings.HasPrefix(got,
		"created=0 updated=0 unchanged=44876 ") {
		t.Errorf("the same file again: %s", got)
	}

	rejected := readCSV(t, filepath.Join(dir, "rejected.csv"))
	for _, row := range rejected[1:] {
		if row[6] != "" || !strings.Contains(row[9], "the row does not say who bought") {
			t.Fatalf("rejected although it has a customer: %q", row)
		}
	}
	rows := readCSV(t, filepath.Join(dir, "classifications.csv"))
	if len(rows)-1 != 5942 {
		t.Errorf("%d customers in the report, want 5942", len(rows)-1)
	}
	labelled := map[string]int{}
	for i, name := range rows[0] {
		if !strings.HasPrefix(name, "label_") {
			continue
		}
		for _, row := range rows[1:] {
			if row[i] != "" {
				labelled[name]++
			}
		}
		if labelled[name] == 0 {
			t.Errorf("nobody has a label in %s", name)
		}
	}
	t.Logf("customers with a label: %v", labelled)
}

func readCSV(t *testing.T, name string) [][]string {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}
