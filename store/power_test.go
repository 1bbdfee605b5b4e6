package store_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"testing"

	"wholesight/store"
	"wholesight/store/storetest"
)

// Every connection of both pools, not only the first, has the profile that bar R2 asks
// for: a pragma that is set by a statement would reach one of them.
func TestEveryConnectionHasTheProfile(t *testing.T) {
	db := storetest.SQLite(t)
	profile := []struct{ name, writer, reader string }{
		{"journal_mode", "wal", "wal"},
		{"busy_timeout", "10000", "10000"},
		{"foreign_keys", "1", "1"},
		{"synchronous", "2", "2"}, // FULL
		{"trusted_schema", "0", "0"},
		{"cell_size_check", "1", "1"},
		{"query_only", "0", "1"},
	}
	var names, writer, reader []string
	for _, p := range profile {
		names, writer, reader = append(names, p.name), append(writer, p.writer), append(reader, p.reader)
	}
	found := store.Pragmas(t, db, names)
	if n, m := len(found["writer"]), len(found["reader"]); n != 1 || m < 4 || m > 8 {
		t.Errorf("%d writers and %d readers: one writer, so that writers queue, and 4 to 8 readers", n, m)
	}
	for pool, want := range map[string][]string{"writer": writer, "reader": reader, "apart": writer} {
		for i, got := range found[pool] {
			if !slices.Equal(got, want) {
				t.Errorf("connection %d of %s: %v is %v, want %v", i+1, pool, names, got, want)
			}
		}
	}
	if err := store.WriteSchema(t.Context(), db); err == nil {
		t.Error("a statement may write into the schema's table: the connection is not defensive")
	}
}

// What the child of the test below does, in a process of its own.
const (
	powerFile = "WHOLESIGHT_TEST_POWER" // the database; empty: this is not the child
	// 1; 0: with a writer that does not wait for the disk; none: no commits at all
	powerCareful = "WHOLESIGHT_TEST_CAREFUL"
	powerCommits = 200
)

// Every update that was acknowledged had been forced onto the disk before (bar R4):
// the kernel is asked how often the process did that. Killing a process cannot show it,
// because what it wrote stays in the machine's memory. The same count of a database
// that does not wait shows that this one could be found wanting.
func TestEveryCommitIsForcedOntoTheDisk(t *testing.T) {
	if file := os.Getenv(powerFile); file != "" {
		commitAgain(t, "sqlite:"+file, os.Getenv(powerCareful))
		return
	}
	strace, err := exec.LookPath("strace")
	if err != nil && os.Getenv("REQUIRE_STRACE") != "" {
		t.Fatalf("strace: %v", err)
	}
	if err != nil {
		t.Skip("SKIPPED: strace is not installed (Debian: apt-get install strace)")
	}
	if out, err := exec.Command(strace, "-f", "true").CombinedOutput(); err != nil {
		t.Skipf("SKIPPED: this machine does not let a process be watched: %v\n%s", err, out)
	}
	syncs := func(careful string) int {
		dir := t.TempDir()
		trace := filepath.Join(dir, "trace")
		child := exec.Command(strace, "-f", "-qq", "-e", "trace=fsync,fdatasync", "-e", "signal=none", "-o", trace,
			os.Args[0], "-test.run=^TestEveryCommitIsForcedOntoTheDisk$")
		child.Env = append(os.Environ(), powerFile+"="+filepath.Join(dir, "shop.db"), powerCareful+"="+careful)
		if out, err := child.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		text, err := os.ReadFile(trace)
		if err != nil {
			t.Fatal(err)
		}
		// One that another thread's call interrupts is on two lines: only the second has the result.
		return len(regexp.MustCompile(`(?m)(fsync|fdatasync).*= 0$`).FindAllString(string(text), -1))
	}
	bare := syncs("none") // the schema alone
	careful, careless := syncs("1")-bare, syncs("0")-bare
	t.Logf("%d syncs for %d commits; of a database that does not wait: %d", careful, powerCommits, careless)
	if careful < powerCommits {
		t.Errorf("%d commits were acknowledged after %d syncs", powerCommits, careful)
	}
	if careless >= powerCommits {
		t.Errorf("without waiting for the disk there are %d syncs for %d commits too: the count shows nothing", careless,
			powerCommits)
	}
}

// commitAgain commits so many small updates, one after the other.
func commitAgain(t *testing.T, address, careful string) {
	ctx := context.Background()
	open := func() (*store.DB, error) { return store.Open(ctx, address, store.Options{}) }
	if careful == "0" {
		open = func() (*store.DB, error) { return store.OpenCareless(ctx, address) }
	}
	db, err := open()
	if err != nil {
		t.Fatal(err)
	}
	_, err = db.Migrate(ctx)
	for i := 0; err == nil && i < powerCommits && careful != "none"; i++ {
		err = db.Update(ctx, func(tx *store.Tx) error { return tx.SaveSetting("n", fmt.Sprint(i)) })
	}
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
}
