package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
)

var (
	attribute  = regexp.MustCompile(`class="([^"]*)"`)
	expression = regexp.MustCompile(`class=\{([^}]*)\}`)
	quoted     = regexp.MustCompile("\"(?:[^\"\\\\\n]|\\\\.)*\"|`[^`]*`")
	data       = regexp.MustCompile(`data-[a-z0-9-]+`)
	property   = regexp.MustCompile(`--[a-z0-9-]+`)
	opened     = regexp.MustCompile(`<[a-z][a-z0-9]*`)
	made       = regexp.MustCompile(`createElement(?:NS)?\((?:[^()"]*, )?"([a-z]+)"`)
	word       = regexp.MustCompile(`[A-Za-z0-9_-]+`)
)

// usedNames collects the class names, the data attributes, the custom properties and
// the elements ("<a") that the sources of the globs use. Generated code and tests are
// left out.
func usedNames(globs []string) (map[string]bool, error) {
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
			text, err := os.ReadFile(name)
			if err != nil {
				return nil, err
			}
			found, err := namesIn(filepath.Ext(name), string(text))
			if err != nil {
				return nil, err
			}
			for _, w := range found {
				used[w] = true
			}
		}
	}
	return used, nil
}

// namesIn reads one source: of a template the class attributes, of Go code the
// strings of functions with Class in their name, of a script the custom
// properties it reads, of a list every word outside its # comments; and of each
// the data attributes and the elements.
func namesIn(ext, text string) ([]string, error) {
	found := append(data.FindAllString(text, -1), opened.FindAllString(text, -1)...)
	for _, m := range made.FindAllStringSubmatch(text, -1) {
		found = append(found, "<"+m[1])
	}
	switch ext {
	case ".templ":
		for _, m := range attribute.FindAllStringSubmatch(text, -1) {
			found = append(found, strings.Fields(m[1])...)
		}
		for _, m := range expression.FindAllStringSubmatch(text, -1) {
			for _, s := range quoted.FindAllString(m[1], -1) {
				found = append(found, word.FindAllString(s, -1)...)
			}
		}
	case ".go":
		strs, err := classStrings(text)
		if err != nil {
			return nil, err
		}
		found = append(found, strs...)
	case ".js":
		found = append(found, property.FindAllString(text, -1)...)
	case ".txt":
		for line := range strings.Lines(text) {
			line, _, _ = strings.Cut(line, "#")
			found = append(found, word.FindAllString(line, -1)...)
		}
	}
	return found, nil
}

// classStrings are the words of the strings in functions that are named for
// what they make: class, boxClass, labelClass.
func classStrings(text string) ([]string, error) {
	file, err := parser.ParseFile(token.NewFileSet(), "", text, 0)
	if err != nil {
		return nil, err
	}
	var found []string
	for _, decl := range file.Decls {
		fn, ok := decl.(*ast.FuncDecl)
		if !ok || !strings.Contains(strings.ToLower(fn.Name.Name), "class") {
			continue
		}
		ast.Inspect(fn, func(n ast.Node) bool {
			if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
				if s, err := strconv.Unquote(lit.Value); err == nil {
					found = append(found, word.FindAllString(s, -1)...)
				}
			}
			return true
		})
	}
	return found, nil
}
