package workbook

import (
	"path"
	"strconv"
	"strings"

	"wholesight/jobs/files/row"
)

// relation is where a part finds another.
type relation struct{ id, kind, target string }

// relations are those of a part; "" is the workbook as a whole.
func (b *Book) relations(part string) ([]relation, error) {
	dir, base := path.Split(part)
	var out []relation
	err := b.each(dir+"_rels/"+base+".rels", func(_ *scanner, t tag) error {
		if string(t.name) != "Relationship" || t.closes {
			return nil
		}
		target := string(appendText(nil, t.attr("Target")))
		if path.IsAbs(target) {
			target = target[1:]
		} else {
			target = path.Join(dir, target)
		}
		out = append(out, relation{string(t.attr("Id")), string(t.attr("Type")), strings.ToLower(target)})
		return nil
	})
	return out, err
}

func (b *Book) readSheets(main string, rels []relation) error {
	return b.each(main, func(_ *scanner, t tag) error {
		if t.closes {
			return nil
		}
		switch string(t.name) {
		case "workbookPr":
			v := string(t.attr("date1904"))
			b.Date1904 = v == "1" || v == "true"
		case "sheet":
			id := string(t.attr("r:id"))
			if id == "" {
				id = string(t.attr("id"))
			}
			for _, r := range rels {
				if r.id == id && strings.HasSuffix(r.kind, "/worksheet") {
					state := string(t.attr("state"))
					b.Sheets = append(b.Sheets, Sheet{Name: string(appendText(nil, t.attr("name"))),
						Hidden: state == "hidden" || state == "veryHidden", part: r.target})
				}
			}
		}
		return nil
	})
}

// readStyles finds what format each style has.
func (b *Book) readStyles(name string) error {
	own := map[int]format{}
	inside := false
	return b.each(name, func(_ *scanner, t tag) error {
		switch string(t.name) {
		case "numFmt":
			if id, err := strconv.Atoi(string(t.attr("numFmtId"))); err == nil && len(own) < maxStyles {
				own[id] = parseFormat(string(appendText(nil, t.attr("formatCode"))))
			}
		case "cellXfs":
			inside = !t.closes && !t.empty
		case "xf":
			if !inside || t.closes {
				return nil
			}
			if len(b.formats) == maxStyles {
				return row.Refuse(row.TooBig, 0, "the workbook has more than %d formats. Save the sheet as CSV", maxStyles)
			}
			id, _ := strconv.Atoi(string(t.attr("numFmtId"))) // without a number it is the general format, 0
			f, known := own[id]
			if !known {
				f = builtIn(id)
			}
			b.formats = append(b.formats, f)
		}
		return nil
	})
}

// readStrings reads the texts that cells share: the pieces of a rich text are one text,
// and what says how it is pronounced is none.
func (b *Book) readStrings(name string) error {
	s := &b.strings
	spoken := false
	return b.each(name, func(x *scanner, t tag) error {
		switch string(t.name) {
		case "rPh":
			spoken = !t.closes && !t.empty
		case "t":
			if t.closes && !spoken {
				s.text = appendText(s.text, x.text)
			}
		case "si":
			if t.closes || t.empty {
				s.ends = append(s.ends, len(s.text))
			}
		}
		if len(s.ends) > maxStrings || len(s.text) > maxText {
			return row.Refuse(row.TooBig, 0,
				"the workbook has more text than can be read. Save the sheet as CSV, which has no such limit")
		}
		return nil
	})
}

// look finds the sheets that have cells.
func (b *Book) look() error {
	for i := range b.Sheets {
		left := b.budget.left
		err := b.each(b.Sheets[i].part, func(_ *scanner, t tag) error {
			switch string(t.name) {
			case "v", "t", "f":
				b.Sheets[i].Full = true
				return errEnough
			}
			return nil
		})
		if err != nil {
			return err
		}
		b.budget.left = left // it is read again
	}
	return nil
}
