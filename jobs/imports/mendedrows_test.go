package imports_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"wholesight/jobs/calendar"
	"wholesight/jobs/files"
	"wholesight/jobs/imports"
	"wholesight/jobs/jobtest"
	"wholesight/store"
)

// office is a person who imports files and mends what is rejected of them.
type office struct {
	t     testing.TB
	db    *store.DB
	kind  files.Kind
	style style
	whole []sheetRow // as it should have been, in the style of the file
	known bool       // unknown customers and products are rejected
	asked []string   // the questions that came
}

// take imports a file. Where days or numbers can be read two ways it gives the answer
// that the style has; other questions are returned.
func (o *office) take(name, text string) (imports.ImportResult, [][]string, error) {
	o.t.Helper()
	opt := imports.Options{Kind: o.kind, CreateMissing: !o.known, Actor: jobtest.Clerk}
	for {
		var rejected bytes.Buffer
		opt.Rejected = &rejected
		r, err := imports.Import(context.Background(), o.db, jobtest.TextSource{File: name, Text: text}, opt)
		if !o.answer(err, &opt) {
			return r, o.rejectedRows(&rejected), err
		}
	}
}

func (o *office) answer(err error, opt *imports.Options) (again bool) {
	var bad *files.FileError
	if !errors.As(err, &bad) || bad.Code != files.Unanswered {
		return false
	}
	o.asked = append(o.asked, bad.Text)
	switch {
	case strings.Contains(bad.Text, "--date-order") && opt.Read.DateOrder == "":
		opt.Read.DateOrder = o.style.ordered
		return o.style.ordered != ""
	case strings.Contains(bad.Text, "--decimal") && opt.Read.Decimal == "":
		opt.Read.Decimal = map[bool]string{true: ",", false: "."}[o.style.comma]
		return true
	}
	return false
}

// rejectedRows takes the file of rejected rows apart.
func (o *office) rejectedRows(b *bytes.Buffer) [][]string {
	r := csv.NewReader(b)
	r.Comma = o.style.delim
	rows, err := r.ReadAll()
	if err != nil {
		o.t.Fatalf("the rejected rows are no CSV: %v", err)
	}
	return rows
}

// write makes a CSV of rejected rows, as a person saves it.
func (o *office) write(rows [][]string) string {
	var b strings.Builder
	w := csv.NewWriter(&b)
	w.Comma = o.style.delim
	if err := w.WriteAll(rows); err != nil {
		o.t.Fatal(err)
	}
	return b.String()
}

// save is write for who has a CSV, and a workbook for who has those.
func (o *office) save(rows [][]string) string {
	if !o.style.book {
		return o.write(rows)
	}
	all := make([]sheetRow, len(rows))
	for i, r := range rows {
		all[i].cells = r
	}
	return workbook(o.t, all)
}

// mend puts right what was damaged of the rejected rows, cell by cell, in the style of
// the file; days as the reasons ask. What was no row of the book is left out.
func (o *office) mend(damaged []sheetRow, rejected [][]string) [][]string {
	o.t.Helper()
	header := rejected[0]
	line := slices.Index(header, "line")
	if line < 0 || header[line+1] != "reason" {
		o.t.Fatalf("header %q", header)
	}
	out := [][]string{header}
	for _, row := range rejected[1:] {
		n, err := strconv.Atoi(row[line])
		if err != nil || n < 2 || n > len(damaged) {
			o.t.Fatalf("line %q of the file", row[line])
		}
		was := damaged[n-1]
		if was.of < 0 {
			continue
		}
		right := o.whole[was.of].cells
		mended := slices.Clone(row)
		for j := range right {
			if len(was.cells) != len(right) || was.cells[j] != right[j] {
				mended[j] = o.asAdvised(header[j], row[line+1], right[j])
			}
		}
		out = append(out, mended)
	}
	return out
}

func (o *office) asAdvised(column, reason, v string) string {
	if !strings.Contains(reason, "YYYY-MM-DD") || !among(daily, column) || o.style.days == "" {
		return v
	}
	d, err := time.Parse(o.style.days, v)
	if err != nil {
		o.t.Fatal(err)
	}
	return d.Format(calendar.Layout)
}

// withGoodLines adds the good lines of the orders of a file of mended rows, as the
// question about fewer lines advises.
func (o *office) withGoodLines(damaged []sheetRow, rows [][]string) [][]string {
	header := rows[0]
	number, line := slices.Index(header, "order_number"), slices.Index(header, "line")
	have, wanted := map[int]bool{}, map[string]bool{}
	for _, r := range rows[1:] {
		n, err := strconv.Atoi(r[line])
		if err != nil {
			o.t.Fatal(err)
		}
		have[n], wanted[strings.TrimPrefix(r[number], "'")] = true, true
	}
	all := slices.Clone(rows)
	for i, d := range damaged[1:] {
		if d.of > 0 && wanted[o.whole[d.of].cells[number]] && !have[i+2] {
			all = append(all, append(slices.Clone(o.whole[d.of].cells), strconv.Itoa(i+2), ""))
		}
	}
	slices.SortStableFunc(all[1:], func(a, b []string) int {
		x, errX := strconv.Atoi(a[line])
		y, errY := strconv.Atoi(b[line])
		if errors.Join(errX, errY) != nil {
			o.t.Fatal(errX, errY)
		}
		return x - y
	})
	return all
}

// finish imports mended rows; nothing may be rejected again.
func (o *office) finish(damaged []sheetRow, mended [][]string) {
	o.t.Helper()
	if len(mended) == 1 {
		return // all of them were to be left out
	}
	if strings.Contains(o.write(mended), "other lines") {
		mended = o.withGoodLines(damaged, mended)
	}
	r, _, err := o.take("mended", o.save(mended))
	if err != nil && strings.Contains(err.Error(), "--accept-fewer-lines") {
		r, _, err = o.take("mended", o.save(o.withGoodLines(damaged, mended)))
	}
	if err != nil || r.Rejected > 0 {
		o.t.Fatalf("mended as advised: %s, %v\n%+v\n%s", r, err, r.FirstRejections, o.write(mended))
	}
}

// has fails the test unless the shop is the one that the whole book makes.
func (o *office) has(want string) {
	o.t.Helper()
	if got := jobtest.Everything(o.t, o.db); got != want {
		o.t.Errorf("the shop has\n%s\nwant\n%s\nasked %q", got, want, o.asked)
	}
}
