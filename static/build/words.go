package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

var (
	quoted = regexp.MustCompile("\"(?:[^\"\\\\\n]|\\\\.)*\"|'(?:[^'\\\\\n]|\\\\.)*'|`[^`]*`")
	word   = regexp.MustCompile(`[A-Za-z0-9_-]+`)
)

// usedWords collects the words that stand in quotes in the files of the globs
// (generated code and tests left out), and every word of a .txt file outside
// its # comments.
func usedWords(globs []string) (map[string]bool, error) {
	used := map[string]bool{}
	for _, glob := range globs {
		names, err := filepath.Glob(glob)
		if err != nil {
			return nil, err
		}
		for _, name := range names {
			if strings.HasSuffix(name, "_templ.go") || strings.HasSuffix(name, "_test.go") {
				continue
			}
			data, err := os.ReadFile(name)
			if err != nil {
				return nil, err
			}
			for _, w := range words(string(data), filepath.Ext(name) == ".txt") {
				used[w] = true
			}
		}
	}
	return used, nil
}

// words lists the words of a source text: those within quotes, or, of a plain
// list, those outside comments.
func words(text string, list bool) []string {
	if !list {
		return word.FindAllString(strings.Join(quoted.FindAllString(text, -1), " "), -1)
	}
	var all []string
	for line := range strings.Lines(text) {
		line, _, _ = strings.Cut(line, "#")
		all = append(all, word.FindAllString(line, -1)...)
	}
	return all
}
