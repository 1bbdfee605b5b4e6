package imports

import (
	"wholesight/jobs/files"
	"wholesight/jobs/files/codepage"
	"wholesight/store"
	"wholesight/views/ui"
)

// kindWords is how a kind of file is spoken of.
type kindWords struct {
	title     string // "Customers"
	one, many string // what created, updated and unchanged count
	about     string // what a row is, and by what it is known again
}

var kindsInWords = map[files.Kind]kindWords{
	files.Customers: {"Customers", "customer", "customers", "One row for each customer, known again by its code."},
	files.Products:  {"Products", "product", "products", "One row for each product, known again by its sku."},
	files.Orders:    {"Orders", "order", "orders", "One row for each line of an order; the lines of one order share its number."},
	files.Targets: {"Targets", "target", "targets",
		"One row for each customer and start month, with a year's sum or twelve months."},
	files.Contacts: {"Contacts", "contact", "contacts", "One row for each call, visit, e-mail or note."},
}

// isKind tells whether there is such a kind of file.
func isKind(kind string) bool {
	_, ok := kindsInWords[files.Kind(kind)]
	return ok
}

// stateBadges are the states of an import in a word.
var stateBadges = map[string]ui.Badge{
	store.ImportUploaded:  {Text: "waits for you", Tone: ui.Warn},
	store.ImportChecking:  {Text: "checking", Tone: ui.Accent},
	store.ImportChecked:   {Text: "ready to apply", Tone: ui.Warn},
	store.ImportApplying:  {Text: "importing", Tone: ui.Accent},
	store.ImportApplied:   {Text: "done", Tone: ui.Good},
	store.ImportFailed:    {Text: "refused", Tone: ui.Bad},
	store.ImportDiscarded: {Text: "discarded"},
	store.ImportUndone:    {Text: "undone"},
}

func stateBadge(l ui.Locale, row store.Import) ui.Badge {
	b := stateBadges[row.State]
	if row.State == store.ImportFailed && row.Error == "" { // as it is made, or was left by a process that ended
		b = ui.Badge{Text: "not all here", Tone: ui.Warn}
	}
	if opt, err := importOptions(row); err == nil && row.State == store.ImportUploaded && opt.TakenApart() {
		b = ui.Badge{Text: "taken apart"}
	}
	if row.State == store.ImportChecked && row.Created+row.Updated == 0 {
		b = ui.Badge{Text: "nothing to apply"}
	}
	b.Text = l.T(b.Text)
	return b
}

// causeWords are what a cause of rejected rows is called, and how to mend it.
type causeWords struct{ title, help string }

var causesInWords = map[string]causeWords{
	files.CauseShape: {"Not a whole row", "The row has too many or too few cells, or a quotation mark too " +
		"many. The reason says which; mend the row among the rejected ones."},
	files.CauseEncoding: {"Unreadable characters", "The row stores its accents in another way than the rest of " +
		"the file. Look whether they are right among the rejected rows."},
	files.CauseMissing: {"A cell is empty that must be filled", "Fill it in the rejected rows and import those " +
		"again."},
	files.CauseNoCustomer: {"No customer", "Only rows that name a customer count. Give the row its customer’s " +
		"code, or leave it out."},
	files.CauseKey: {"A damaged code", "A spreadsheet has changed a code, sku or order number, or it is too " +
		"long. Write it as it should be."},
	files.CauseFormula: {"A formula without a result", "Write the figure itself, or open the file in a " +
		"spreadsheet, save it and import it again."},
	files.CauseNumber: {"Not a number", "Write numbers with digits and one decimal sign."},
	files.CauseDate:   {"Not a day", "Write days as YYYY-MM-DD; that fits every setting."},
	files.CauseWord:   {"An unknown word", "The column takes a few words only; the reason lists them."},
	files.CauseCurrency: {"Another currency without a rate", "Fill in the column rate, or give the amounts in " +
		"the shop’s currency."},
	files.CauseOverlap: {"Two targets of one customer share a month", "Change the target that is there, or " +
		"start behind it."},
	files.CauseRepeated: {"The same key twice, with different data", "Keep the right row and leave the others out."},
	files.CauseDisagree: {"Rows of one order disagree", "The rows of an order must have one day, one customer, " +
		"one status and one channel."},
	files.CauseHeldBack: {"Held back by another row of the order", "These rows are good. An order is taken whole " +
		"or not at all: mend the row that the reason names."},
	files.CauseTooLong: {"Orders with too many lines", "Give some of the lines another order number."},
	files.CauseTotals: {"Totals", "These rows look like sums of others. Leave them out. One that is a row of " +
		"its own has empty cells to fill in."},
	files.CauseHeaderAgain: {"The header once more", "Reports repeat it on each page. Leave these rows out."},
	files.CauseUnknown: {"An unknown customer or product", "Import customers and products first, or let the " +
		"import make them."},
}

// CauseTitle is a cause in words; one that has none yet shows as it is.
func CauseTitle(l ui.Locale, cause string) (title, help string) {
	w, ok := causesInWords[cause]
	if !ok {
		return cause, ""
	}
	return l.T(w.title), l.T(w.help)
}

// What a guess is called, by the value it has in files.
var (
	encodingWords  = encodings()
	delimiterWords = []ui.Choice{{Value: ",", Text: "Comma ,"}, {Value: ";", Text: "Semicolon ;"},
		{Value: "\t", Text: "Tab"}, {Value: "|", Text: "Pipe |"}}
	decimalWords = []ui.Choice{{Value: ".", Text: "Point: 1,234.50"}, {Value: ",", Text: "Comma: 1.234,50"}}
	dayWords     = []ui.Choice{{Value: "dmy", Text: "Day first: 31/12/2026"},
		{Value: "mdy", Text: "Month first: 12/31/2026"},
		{Value: "ymd", Text: "Year first: 26/12/31"}}
	presetWords = []ui.Choice{{Value: "", Text: "None, by column names"},
		{Value: files.PresetUCI, Text: "UCI Online Retail"}}
)

// encodings are those that a file may be in, in words.
func encodings() []ui.Choice {
	all := []ui.Choice{{Value: files.UTF8, Text: "UTF-8"}, {Value: files.UTF16LE, Text: "UTF-16, little endian"},
		{Value: files.UTF16BE, Text: "UTF-16, big endian"}}
	for _, p := range codepage.Pages {
		all = append(all, ui.Choice{Value: p.Name, Text: p.Label})
	}
	return all
}

// choiceText is the text of a value among choices; "" for none.
func choiceText(l ui.Locale, all []ui.Choice, value string) string {
	for _, c := range all {
		if c.Value == value {
			return l.T(c.Text)
		}
	}
	return ""
}

// known tells whether a value is one of the choices.
func known(all []ui.Choice, value string) bool {
	for _, c := range all {
		if c.Value == value {
			return true
		}
	}
	return false
}
