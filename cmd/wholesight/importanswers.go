package main

import (
	"fmt"
	"strings"

	"wholesight/jobs/files"
	"wholesight/jobs/imports"
)

// importAnswers are the flags that answer what only a person can tell of a file.
type importAnswers struct {
	HeaderRow           int      `placeholder:"N" help:"The row of the column names, from 1, where it is not found."`
	Sheet               string   `placeholder:"NAME" help:"The sheet of a workbook to read."`
	Decimal             string   `placeholder:"point|comma" help:"point (.) or comma (,), where a file's numbers can be read both ways."`
	Encoding            string   `placeholder:"NAME" help:"utf-8, windows-1252, utf-16le, utf-16be."`
	Delimiter           string   `placeholder:"NAME" help:"comma, semicolon, tab or pipe."`
	Map                 []string `sep:"none" placeholder:"COLUMN=FIELD" help:"Take the file's COLUMN for FIELD; an empty FIELD leaves it out. May be given again."`
	Words               []string `sep:"none" placeholder:"COLUMN:WORD=VALUE" help:"In COLUMN (status, customer_code, sku …) WORD means VALUE. May be given again."`
	AcceptReusedNumbers bool     `help:"Take orders that go to another customer, or move by more than 300 days."`
	AcceptFewerLines    bool     `help:"Take mended rows as whole orders, also where the shop has more lines of them."`
	AcceptNearCodes     bool     `help:"Take every code that looks like a known one for another."`
}

// answers puts the flags into words that the reader understands.
func (c *importAnswers) answers() (o files.Options, codes map[string]map[string]string, err error) {
	o.HeaderRow, o.Sheet, o.Encoding = c.HeaderRow, c.Sheet, c.Encoding
	if c.HeaderRow < 0 {
		return o, nil, fmt.Errorf("--header-row %d is no row: rows count from 1", c.HeaderRow)
	}
	if o.Decimal, err = named("--decimal", c.Decimal, "point", ".", "comma", ","); err != nil {
		return o, nil, err
	}
	var pairs []string
	for _, d := range files.Delimiters {
		pairs = append(pairs, d.Name, d.Sign)
	}
	delimiter, err := named("--delimiter", c.Delimiter, pairs...)
	if err != nil {
		return o, nil, err
	}
	for _, r := range delimiter {
		o.Delimiter = r
	}
	for _, m := range c.Map {
		i := strings.LastIndex(m, "=")
		if i < 1 {
			return o, nil, fmt.Errorf("--map %q is not COLUMN=FIELD: write the file's column, =, and what it is (nothing to leave it out)", m)
		}
		if o.Mapping == nil {
			o.Mapping = map[string]string{}
		}
		o.Mapping[m[:i]] = strings.TrimSpace(m[i+1:])
	}
	for _, w := range c.Words {
		column, rest, ok := strings.Cut(w, ":")
		i := strings.LastIndex(rest, "=")
		if !ok || column == "" || i < 1 {
			return o, nil, fmt.Errorf("--words %q is not COLUMN:WORD=VALUE, like status:offen=open", w)
		}
		if word, value := rest[:i], rest[i+1:]; column == "customer_code" || column == "sku" {
			imports.SetWord(&codes, column, word, value)
		} else {
			imports.SetWord(&o.Words, column, word, value)
		}
	}
	return o, codes, nil
}

// named is the value of one of the names, or the value itself; pairs are names and values.
func named(flag, given string, pairs ...string) (string, error) {
	var names []string
	for i := 0; i < len(pairs); i += 2 {
		if given == pairs[i] || given == pairs[i+1] {
			return pairs[i+1], nil
		}
		names = append(names, pairs[i])
	}
	if given == "" {
		return "", nil
	}
	return "", fmt.Errorf("%s %q is none: give %s", flag, given, strings.Join(names, " or "))
}

// creates tells whether unknown codes become minimal records.
func (c *importCmd) creates(k files.Kind) bool {
	return c.Create || imports.MakesMissing(k) && !c.NoCreate
}
