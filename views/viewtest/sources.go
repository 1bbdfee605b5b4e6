package viewtest

import (
	"io/fs"
	"path/filepath"
	"testing"
)

// Sources are the files of a folder and of the rooms in it whose names match a
// pattern, in the order of their paths. A test that reads none guards nothing: it fails.
func Sources(t *testing.T, folder, pattern string) []string {
	t.Helper()
	var names []string
	err := filepath.WalkDir(folder, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		if match, err := filepath.Match(pattern, entry.Name()); err != nil || !match {
			return err
		}
		names = append(names, name)
		return nil
	})
	if err != nil || len(names) == 0 {
		t.Fatalf("no file %s in %s: %v", pattern, folder, err)
	}
	return names
}
