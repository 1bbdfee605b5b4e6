package imports

import (
	"wholesight/jobs/files"
	jobimports "wholesight/jobs/imports"
	jobkit "wholesight/jobs/kit"
	"wholesight/store"
	"wholesight/views/ui"
	"wholesight/web/kit"
)

// importChoice is what a person has chosen before the file itself.
type importChoice struct {
	kind    files.Kind
	preset  string
	missing string // makes what is not there yet: "1" yes, "0" no, "" as its kind does
	from    int64  // an import whose choices count again; 0: none
	key     string // of the form; "" for a form shown for the first time
}

// set takes a field of the form.
func (i *importChoice) set(name, value string) error {
	switch name {
	case "kind":
		i.kind = files.Kind(value)
	case "preset":
		i.preset = value
	case "missing":
		i.missing = value
	case "from":
		var err error
		i.from, err = kit.OptionalID(value)
		return err
	case kit.FormKey:
		i.key = kit.Cut(value, 100)
	}
	return nil
}

// creates tells whether unknown codes become minimal customers and products.
func (i importChoice) creates() bool {
	return i.missing == "1" || i.missing == "" && jobimports.MakesMissing(i.kind)
}

// missingWords are the choices of it.
var missingWords = []ui.Choice{{Value: "", Text: "Of orders only"}, {Value: "1", Text: "Yes"},
	{Value: "0", Text: "No: reject their rows"}}

// check is what can be said before the file is read.
func (i importChoice) check(fileName string) error {
	var bad jobkit.Refusals
	if !isKind(string(i.kind)) {
		bad.Add("kind", "Say what is in the file.")
	}
	switch {
	case !known(missingWords, i.missing):
		bad.Add("missing", "There is no such choice.")
	case !known(presetWords, i.preset):
		bad.Add("preset", "There is no such format.")
	case i.preset != "" && i.kind != files.Orders:
		bad.Add("preset", "This format holds orders. Choose orders, or no format.")
	}
	if fileName == "" {
		bad.Add("file", "Pick a file, or drop one here.")
	}
	return bad.Err()
}

// options are the choices of the form, and of the import that it follows.
func (i importChoice) options(tx *store.Tx, opt jobimports.Options) (jobimports.Options, error) {
	if i.from > 0 {
		row, err := tx.Import(i.from)
		if err != nil {
			return opt, err
		}
		before, err := importOptions(row)
		if err != nil {
			return opt, err
		}
		if before.Kind == i.kind {
			opt.Read = before.Read
		}
	}
	opt.Read.Preset = i.preset
	return opt, nil
}
