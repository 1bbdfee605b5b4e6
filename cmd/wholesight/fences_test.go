package main

// The fences: who may import whom. A row is for the package of that name, or, with a
// star at its end, for all below it that have no nearer row. A package without a row
// fails, and so does a row without a package. Tests of a package may import more
// (storetest, jobtest, viewtest, demo); they are not looked at.

// fence is what the packages of a row may import of ours.
type fence struct {
	room string
	may  []string
	why  string
}

var ours = []fence{
	{"cmd/wholesight", []string{"web", "store", "jobs", "jobs/*", "static"}, "the wiring: it alone sees everything"},
	{"cmd/bench", []string{"web", "store", "jobs", "jobs/*", "static", "views/ui"}, "it measures what the others do"},

	// The conversation: routes, features, words, kit, paths; each asks those behind it.
	{"web", []string{"web/*", "static", "store", "jobs", "jobs/*"},
		"routes.go, server.go and refresh.go alone know every room"},
	{"web/*", []string{"web/words", "web/kit", "web/paths", "views/*", "store", "jobs", "jobs/*"},
		"a feature asks what lies below it, and no other feature"},
	{"web/words", []string{"web/kit", "web/paths", "views/*", "store", "jobs", "jobs/*"},
		"words serve all features and know none"},
	{"web/kit", []string{"web/paths", "views/ui", "static", "store", "jobs/kit", "jobs/settings", "jobs/lists",
		"jobs/people",
		"jobs/cache", "jobs/customerlist", "jobs/calendar"}, "what any page needs knows no page"},
	{"web/webtest", []string{"web", "web/*", "views/ui", "store", "store/storetest", "jobs", "jobs/*"},
		"shops and browsers for tests"},
	{"web/paths", []string{"views/ui", "jobs/files", "jobs/rules/classify"}, "an address is made of plain values"},

	// The face: features over components.
	{"views/*", []string{"views/ui", "jobs/calendar"},
		"the face: no data access, or a page could not be rendered from a sample"},
	{"views/ui", []string{"static", "jobs/calendar"}, "components know no feature"},
	{"views/styleguide", []string{"views/*", "jobs/calendar"}, "the page of components shows those of every room"},
	{"views/viewtest", nil, "tests inside of any room may use it"},
	{"static", nil, "files"},
	{"static/build", nil, "makes the files at build time"},

	// The procedure: use cases, builds, runner, settings, kit; each asks those behind it.
	{"jobs", []string{"store", "jobs/*"}, "the list of jobs and of what can be taken back alone knows every use case"},
	{"jobs/*", []string{"jobs/builds", "jobs/runner", "jobs/settings", "jobs/kit", "jobs/rules/*", "jobs/stats/*",
		"jobs/customerlist",
		"jobs/cache", "jobs/files", "jobs/files/archive", "jobs/files/cells", "jobs/demo", "jobs/calendar", "jobs/figures",
		"jobs/money", "jobs/text", "store"},
		"a use case asks what lies below it, and no other use case; the procedure knows no browser"},
	{"jobs/builds", []string{"jobs/runner", "jobs/settings", "jobs/kit", "jobs/calendar", "store"},
		"to stage and to publish is the same whatever is built"},
	{"jobs/runner", []string{"jobs/settings", "jobs/kit", "jobs/calendar", "store"},
		"the queue knows names of jobs, not what they do"},
	{"jobs/settings", []string{"jobs/kit", "jobs/rules/classify", "jobs/calendar", "store"},
		"what a shop decides is read by all others"},
	{"jobs/kit", []string{"jobs/files", "jobs/files/cells", "jobs/money", "jobs/calendar"},
		"refusals and table files need no shop"},
	{"jobs/jobtest", []string{"jobs/*", "store", "store/storetest"}, "shops for tests"},

	// The knowledge: leaves.
	{"jobs/rules/*", []string{"jobs/calendar", "jobs/figures", "jobs/money", "jobs/stats/*"},
		"a rule that could query would not be a rule"},
	{"jobs/stats/*", nil, "they know numbers, not what is counted, and no shop"},
	{"jobs/customerlist", []string{"jobs/calendar", "jobs/figures", "jobs/money", "jobs/text", "jobs/rules/*"},
		"a list is answered from memory, whoever filled it"},
	{"jobs/files", []string{"jobs/files/*", "jobs/calendar", "jobs/money", "jobs/text"}, "reading a file needs no shop"},
	{"jobs/files/archive", []string{"jobs/files", "jobs/files/row"}, "what a zip has in it is read by its headers"},
	{"jobs/files/sieve", []string{"jobs/files/row", "jobs/files/cells", "jobs/files/codepage"},
		"what is no row of data shows before it is read"},
	{"jobs/files/row", []string{"jobs/files/cells"}, "what the rooms that cut files into rows have in common"},
	{"jobs/files/split", []string{"jobs/files/row", "jobs/files/cells"}, "cutting a text into rows needs no header"},
	{"jobs/files/workbook", []string{"jobs/files/row", "jobs/calendar"}, "what a cell of a sheet shows needs no header"},
	{"jobs/files/codepage", nil, "bytes and letters"},
	{"jobs/files/foreign", nil, "what is no table needs no reader"},
	{"jobs/files/cells", []string{"jobs/calendar", "jobs/money", "jobs/text"}, "reading a cell needs no table"},
	{"jobs/demo", []string{"jobs/calendar"}, "the same shop for tests, benchmarks and the demo"},
	{"jobs/cache", nil, "it keeps what others make, and knows nothing of it"},
	{"jobs/calendar", nil, "the shared word for a day"},
	{"jobs/figures", []string{"jobs/calendar"}, "what is known of a customer in numbers, whoever computes or keeps it"},
	{"jobs/money", nil, "sums and decimals of whole units"},
	{"jobs/text", nil, "what a text is, whoever stores it"},

	// The memory.
	{"store", []string{"jobs/calendar", "jobs/figures", "jobs/money", "jobs/text"},
		"the memory knows no rule; a day is a value"},
	{"store/storetest", []string{"store", "jobs/calendar"}, "databases for tests"},
}

// sideways are the arrows between two rooms of one floor: each with the reason why the
// one cannot do without the other.
var sideways = []struct{ from, to, why string }{
	{"web/record", "web/customers", "a record stands in the list that one came from: place, next, back"},
	{"web/contacts", "web/customers", "the round of calls goes down the list that one came from"},
	{"views/classifications", "views/runs", "the page of classifications follows the run that it asked for"},
	{"views/imports", "views/runs", "the page of an import follows its check and its run"},
	{"jobs/classifications", "jobs/rebuild", "a draft is held against the bands and counts as a rebuild makes them"},
	{"jobs/lists", "jobs/rebuild", "the list is filled with the figures that a rebuild stored"},
	{"jobs/demoshop", "jobs/imports", "the demo shop comes in by the same door as any other"},
	{"jobs/demoshop", "jobs/classifications", "and its bands are set as an admin sets them"},
	{"jobs/rules/whatif", "jobs/rules/classify", "what would move a customer is arithmetic on the same rules"},
}

// theirs says which packages alone may import a module that is not ours.
var theirs = map[string]struct {
	only []string
	why  string
}{
	"github.com/labstack/echo": {[]string{"web", "web/*", "cmd/bench"},
		"its next major changes every handler; the change stays in one folder"},
	"github.com/gorilla":             {[]string{"web/kit"}, "sessions are part of the conversation"},
	"github.com/go-echarts":          {[]string{"views/ui"}, "a graph is a face"},
	"github.com/a-h/templ":           {[]string{"views/*", "web", "web/*", "cmd/bench"}, "rendering"},
	"modernc.org":                    {[]string{"store"}, "the database drivers stay behind the two doors"},
	"github.com/jackc/pgx":           {[]string{"store"}, "the database drivers stay behind the two doors"},
	"golang.org/x/crypto":            {[]string{"jobs/people"}, "the Hasher bounds what hashes take from everybody else"},
	"golang.org/x/sync/singleflight": {[]string{"jobs/cache"}, "one cache gets the locking right for all"},
	"github.com/pressly/goose":       {[]string{"store"}, "migrations"},
	"database/sql": {[]string{"store", "store/storetest", "cmd/bench"},
		"one package speaks SQL; the benchmark measures what is below it"},
	"github.com/xuri/excelize": {[]string{"jobs/files", "jobs/kit", "jobs/jobtest/dialects"},
		"files of the office, and books written for tests"},
	"github.com/alecthomas/kong":     {[]string{"cmd/wholesight"}, "the command line"},
	"github.com/schollz/progressbar": {[]string{"cmd/wholesight"}, "the command line"},
	"gonum.org/v1/gonum": {[]string{"jobs/stats/*", "jobs/rules/forecast"},
		"numerics are for the leaves: what is fitted is handed on as plain numbers"},
	"net/http": {[]string{"web", "web/*", "static", "cmd/wholesight", "cmd/bench"},
		"only the conversation speaks HTTP"},
}

// pure are the leaves: no clock, no files, no log, no shared randomness.
var pure = []string{"jobs/rules/*", "jobs/stats/*", "jobs/calendar", "jobs/figures", "jobs/money", "jobs/text",
	"jobs/customerlist", "jobs/files", "jobs/files/*", "jobs/demo"}

// forTests are packages that only tests may import.
var forTests = []string{"store/storetest", "jobs/jobtest", "views/viewtest", "web/webtest"}

// roomLimit is the most files, tests and generated ones apart, that a package of web or
// jobs may have: beyond it nobody finds anything by looking.
const roomLimit = 30
