package store_test

import (
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"wholesight/store"
	"wholesight/store/storetest"
)

var update = flag.Bool("update", false, "write testdata anew")

// schemaText is the schema of a migrated database as a person reads it in review: a
// line for each column, index, constraint and trigger, sorted. What the engines of
// different versions print differently (the text of views, say) is left out.
func schemaText(t *testing.T, db *store.DB) string {
	t.Helper()
	// The text of a SQLite table is the whole of it: CHECKs, references, WITHOUT ROWID.
	queries := []string{`SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type DESC, name`}
	if !db.Embedded() {
		queries = []string{
			`SELECT 'column ' || c.table_name || '.' || c.column_name || ' ' || c.data_type || COALESCE(' collate ' || c.collation_name, '')
				|| CASE WHEN c.is_nullable = 'NO' THEN ' not null' ELSE '' END || COALESCE(' default ' || c.column_default, '')
				|| CASE WHEN c.is_identity = 'YES' THEN ' identity' ELSE '' END || CASE WHEN t.table_type = 'VIEW' THEN ' (view)' ELSE '' END AS line
				FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
				WHERE c.table_schema = 'public' ORDER BY c.table_name, c.ordinal_position`,
			`SELECT 'index ' || indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY indexname`,
			`SELECT 'constraint ' || conrelid::regclass || ' ' || pg_get_constraintdef(oid) FROM pg_constraint
				WHERE connamespace = 'public'::regnamespace AND contype IN ('p', 'u', 'f', 'c') ORDER BY 1`,
			`SELECT 'trigger ' || pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal ORDER BY tgname`,
		}
	}
	var lines []string
	for _, query := range queries {
		lines = append(lines, store.Lines(t, db, query)...)
	}
	var out strings.Builder
	for _, line := range lines {
		if !strings.Contains(line, "goose_db_version") && !strings.Contains(line, "sqlite_sequence") { // not ours
			out.WriteString(plain(line) + "\n")
		}
	}
	return out.String()
}

var (
	sqlComment = regexp.MustCompile(`--[^\n]*`)
	sqlSpace   = regexp.MustCompile(`\s+`)
	sqlColumn  = regexp.MustCompile(`, ([a-z_]+ +[A-Z])`)
)

// plain is a definition without its comments and line breaks, with a column a line.
func plain(definition string) string {
	text := strings.TrimSpace(sqlSpace.ReplaceAllString(sqlComment.ReplaceAllString(definition, ""), " "))
	if strings.HasPrefix(text, "CREATE TABLE") {
		text = sqlColumn.ReplaceAllString(strings.ReplaceAll(strings.ReplaceAll(text, "( ", "("), " )", ")"), ",\n    $1")
	}
	return text
}

// The schema that the migrations make, on both engines, stands in testdata: a change of
// it shows in review as a change of that text, whatever the migrations say.
func TestSchemaIsTheOneThatWasRead(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		golden := filepath.Join("testdata", "schema."+strings.ToLower(db.Engine())+".txt")
		got := schemaText(t, db)
		if *update {
			if err := os.MkdirAll("testdata", 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		diff(t, golden, string(want), got)
	})
}

// diff fails the test with the lines that are in one text only.
func diff(t *testing.T, name, want, got string) {
	t.Helper()
	if want == got {
		return
	}
	have := map[string]int{}
	for line := range strings.Lines(want) {
		have[line]++
	}
	for line := range strings.Lines(got) {
		if have[line]--; have[line] < 0 {
			t.Errorf("+ %s", line)
		}
	}
	for line := range strings.Lines(want) {
		if have[line] > 0 {
			t.Errorf("- %s", line)
		}
	}
	t.Errorf("%s is not what is there now (make golden, and read the difference)", name)
}
