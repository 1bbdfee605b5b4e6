package main

import (
	"errors"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"wholesight/jobs/files"
	"wholesight/jobs/files/archive"
)

// kindAll is the kind of a command that takes zip archives of several kinds.
const kindAll = "all"

// importInput is one file to import: one of the command line, or one of an archive.
type importInput struct {
	name string // as messages name it
	kind files.Kind
	src  files.Source
}

// inputs are the files to import, archives taken apart, in the order in which a shop
// needs them. leftOut says of each that is not imported why.
func (c *importCmd) inputs(a *app) (all []importInput, leftOut []string, err error) {
	chosen, err := c.chosenParts()
	if err != nil {
		return nil, nil, err
	}
	used := map[string]bool{}
	for _, name := range c.Files {
		src := fileSource(name)
		parts, err := archive.Open(a.ctx, src)
		var bad *files.FileError
		switch {
		case errors.As(err, &bad):
			return nil, nil, inFile(name, err)
		case err != nil && c.Kind == kindAll:
			return nil, nil, fmt.Errorf("%s: %w", name, err)
		case parts == nil && c.Kind == kindAll:
			return nil, nil, usageError{fmt.Errorf("%s is no zip archive: say which kind it holds instead of all", name)}
		case parts == nil: // a file that cannot be opened too: its import says why
			all = append(all, importInput{name, files.Kind(c.Kind), src})
			continue
		}
		some, out, err := c.ofArchive(name, parts, chosen, used)
		if err != nil {
			return nil, nil, err
		}
		all, leftOut = append(all, some...), append(leftOut, out...)
	}
	for part := range chosen {
		if !used[part] {
			return nil, nil, usageError{fmt.Errorf("--part %q: no archive has a file of that name", part)}
		}
	}
	slices.SortStableFunc(all, func(a, b importInput) int { return archive.Turn(a.kind) - archive.Turn(b.kind) })
	return all, leftOut, nil
}

// chosenParts are the kinds of files of archives that a person has named; "" leaves one out.
func (c *importCmd) chosenParts() (map[string]files.Kind, error) {
	chosen := map[string]files.Kind{}
	for _, p := range c.Part {
		i := strings.LastIndex(p, "=")
		if i < 1 || p[i+1:] != "" && !slices.Contains(files.Kinds, files.Kind(p[i+1:])) {
			return nil, usageError{fmt.Errorf("--part %q is not FILE=KIND, like clients.csv=customers, or FILE= to leave it out",
				p)}
		}
		chosen[p[:i]] = files.Kind(p[i+1:])
	}
	return chosen, nil
}

// ofArchive picks from an archive what the command is to import.
func (c *importCmd) ofArchive(name string, parts []archive.Part, chosen map[string]files.Kind, used map[string]bool) (
	all []importInput, leftOut []string, err error,
) {
	var asked []string
	tables := 0
	for _, p := range parts {
		in := importInput{path.Join(name, p.Source.Name()), p.Kind, p.Source}
		kind, said := chosen[p.Source.Name()]
		flag := fmt.Sprintf("--part '%s=KIND'", p.Source.Name())
		if said {
			used[p.Source.Name()] = true
			in.kind = kind
		}
		switch {
		case said && kind == "":
			leftOut = append(leftOut, in.name+" is left out, as --part says")
			continue
		case !said && !p.Table:
			leftOut = append(leftOut, fmt.Sprintf("%s is left out: it is no table that is known. %s takes it", in.name, flag))
			continue
		case !said && !p.Certain && c.Kind == kindAll:
			asked = append(asked, fmt.Sprintf("what is in %s? %s says so, --part '%s=' leaves it out", p.Source.Name(), flag,
				p.Source.Name()))
		}
		tables++
		all = append(all, in)
	}
	switch {
	case len(asked) > 0:
		return nil, nil, fmt.Errorf("%s, nothing was imported: %s", name, strings.Join(asked, "; "))
	case c.Kind == kindAll && tables == 0:
		return nil, nil, fmt.Errorf("%s has no table: %s", name, strings.Join(leftOut, "; "))
	case c.Kind == kindAll:
		return all, leftOut, nil
	}
	one, err := c.only(name, all)
	if err != nil {
		return nil, nil, err
	}
	for _, in := range all {
		if in.name != one.name {
			leftOut = append(leftOut, fmt.Sprintf("%s is left out: it holds no %s. `wholesight import all` takes all files",
				in.name, c.Kind))
		}
	}
	return []importInput{one}, leftOut, nil
}

// only is the file of an archive that a command of one kind means: the one of its kind,
// or the only table there is.
func (c *importCmd) only(name string, all []importInput) (importInput, error) {
	var of []importInput
	var names []string
	for _, in := range all {
		names = append(names, path.Base(in.name))
		if in.kind == files.Kind(c.Kind) {
			of = append(of, in)
		}
	}
	if len(of) == 0 && len(all) == 1 {
		of = all
	}
	if len(of) == 1 {
		of[0].kind = files.Kind(c.Kind)
		return of[0], nil
	}
	return importInput{}, fmt.Errorf("%s has %d files of %s among %s. Name the one with --part 'FILE=%s' and leave others out "+
		"with --part 'FILE=', or import all of them with `wholesight import all`", name, len(of), c.Kind, orNone(names),
		c.Kind)
}

func orNone(names []string) string {
	if len(names) == 0 {
		return "its files, of which none is a table"
	}
	return strings.Join(names, ", ")
}

// fitting keeps of the answers those that a kind can have, so that one command answers
// for several files.
func fitting(o files.Options, k files.Kind) files.Options {
	o.Mapping, o.Words = maps.Clone(o.Mapping), maps.Clone(o.Words)
	maps.DeleteFunc(o.Mapping, func(_, to string) bool { return to != "" && !files.HasColumn(k, to) })
	maps.DeleteFunc(o.Words, func(column string, _ map[string]string) bool { return !files.HasColumn(k, column) })
	if k != files.Orders {
		o.Preset = ""
	}
	return o
}

// answersFit refuses an answer that none of several files can take.
func answersFit(o files.Options, all []importInput) error {
	some := func(column string) bool {
		return slices.ContainsFunc(all, func(in importInput) bool { return files.HasColumn(in.kind, column) })
	}
	for column, to := range o.Mapping {
		if to != "" && !some(to) {
			return usageError{fmt.Errorf("--map '%s=%s': no file has a column %s", column, to, to)}
		}
	}
	for column := range o.Words {
		if !some(column) {
			return usageError{fmt.Errorf("--words %s:…: no file has a column %s", column, column)}
		}
	}
	if o.Preset != "" && !slices.ContainsFunc(all, func(in importInput) bool { return in.kind == files.Orders }) {
		return usageError{errors.New("--preset is of orders, and no file holds any")}
	}
	return nil
}

// stopped says which of several files are in and which are not, behind the error that
// stopped them.
func stopped(all []importInput, done int) error {
	if len(all) == 1 {
		return nil
	}
	var in, out []string
	for i, one := range all {
		if i < done {
			in = append(in, one.name)
		} else {
			out = append(out, one.name)
		}
	}
	if len(in) == 0 {
		return fmt.Errorf("nothing was imported of %s", strings.Join(out, ", "))
	}
	return fmt.Errorf("imported: %s; not imported: %s", strings.Join(in, ", "), strings.Join(out, ", "))
}
