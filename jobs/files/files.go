package files

import (
	"io"

	"wholesight/jobs/calendar"
	"wholesight/jobs/files/row"
)

// Kind is what a file holds.
type Kind string

// The five kinds of files.
const (
	Customers Kind = "customers"
	Products  Kind = "products"
	Orders    Kind = "orders"
	Targets   Kind = "targets"
	Contacts  Kind = "contacts"
)

// Kinds lists every kind in the order a new shop imports them.
var Kinds = []Kind{Customers, Products, Orders, Targets, Contacts}

// Limits that hold for every file, checked before anything is allocated.
const (
	MaxField    = row.MaxField
	MaxRow      = row.MaxBytes
	MaxColumns  = row.MaxColumns
	MaxWorkbook = row.MaxWorkbook
	MaxKey      = 200       // bytes of a code, sku or order number
	MaxLines    = 50_000    // lines of one order
	MaxKeyed    = 2_000_000 // rows of a file whose keys must differ (all but orders)

	// DefaultMaxBytes is the limit of unpacked text for uploads; Options.MaxBytes
	// has no limit of its own.
	DefaultMaxBytes = 200 << 20
)

// Source is a file that can be opened as often as it is read: once by Inspect,
// once by the second pass, each time from its beginning.
type Source interface {
	Open() (io.ReadCloser, error)
	Name() string // for messages; the extension is not believed
	Size() int64  // bytes as stored, for progress; 0 when unknown
}

// Options are what a person may decide about a file, and what the reader must
// know of the shop. The zero value detects everything.
type Options struct {
	Preset    string            // "" or PresetUCI
	DateOrder string            // "", "dmy", "mdy", "ymd"
	Decimal   string            // "", ".", ","
	Encoding  string            // "" or one of Encodings
	Delimiter rune              // 0, ',', ';', '\t', '|'
	Mapping   map[string]string // header of the file -> our column, "" to ignore it
	HeaderRow int               // of the file, from 1; 0 = found
	Sheet     string            // of a workbook; "" = the visible one that has rows, asked where several have

	// Words are what words of the file mean, by our column: "status" -> "offen" -> "open".
	// Words are compared folded; an empty meaning makes the cell an empty one.
	Words    map[string]map[string]string
	MaxBytes int64 // of the unpacked text; 0 = no limit

	Today    calendar.Day // the shop's day; 0 = future dates are not marked
	Currency string       // the shop's currency (ISO 4217); "" = every currency is taken as the shop's
	TimeZone string       // the shop's zone (IANA); "" = UTC. Used where a file gives instants.

	// TempDir is a folder for what must not stay in memory. Nothing needs it: a sheet is
	// streamed.
	TempDir string

	// Progress is called from the reading goroutine, at least once per MiB of
	// the stored file, with the bytes read so far and Source.Size.
	Progress func(done, total int64) `json:"-"`
}

// PresetUCI reads the UCI Online Retail order books, both editions.
const PresetUCI = "uci-online-retail"

// Presets lists the names that Options.Preset understands.
var Presets = []string{PresetUCI}

// Statuses of an order. An empty cell means StatusClosed.
const (
	StatusDraft     = "draft"
	StatusOpen      = "open"
	StatusClosed    = "closed"
	StatusCancelled = "cancelled"
)

// Spill gives the reader space outside memory for the lines of orders that do
// not stand together. It is asked for at most 256 files at a time.
type Spill interface {
	// Create makes an empty file; n numbers the files of one pass from 0.
	Create(n int) (SpillFile, error)
}

// SpillFile is written once from its beginning, sought back to 0 and read once.
// Close removes it.
type SpillFile interface {
	io.Reader
	io.Writer
	io.Seeker
	io.Closer
}

// guessUCI maps the headers of both editions of the UCI order books (Online
// Retail of 2015, Online Retail II of 2019, and the joined file). The country
// is the customer's; the file has no customer names and no status: what was
// cancelled comes as a credit note of its own.
func guessUCI(header string) string {
	switch Fold(header) {
	case "invoiceno", "invoice":
		return "order_number"
	case "stockcode":
		return "sku"
	case "description":
		return "product_name"
	case "quantity":
		return "quantity"
	case "invoicedate":
		return "order_date"
	case "unitprice", "price":
		return "unit_price"
	case "customerid", "customer":
		return "customer_code"
	case "country":
		return customerCountry
	}
	return ""
}

// upperUCI upper-cases a stock code in place: the books write 85123a and 85123A
// for one product. ASCII only; the codes have nothing else.
func upperUCI(sku []byte) {
	for i, c := range sku {
		if 'a' <= c && c <= 'z' {
			sku[i] = c - 'a' + 'A'
		}
	}
}

// serviceUCI tells postage, fees and adjustments (POST, D, M, BANK CHARGES …)
// from goods, whose codes are five digits with letters behind.
func serviceUCI(sku string) bool {
	if len(sku) < 5 {
		return true
	}
	for i := range len(sku) {
		c := sku[i]
		if i < 5 && (c < '0' || c > '9') || i >= 5 && (c < 'A' || c > 'Z') {
			return true
		}
	}
	return false
}

// customerUCI drops the ".0" that some copies of the second edition carry
// behind customer ids (their column was once read as a float).
func customerUCI(code []byte) []byte {
	if n := len(code) - 2; n > 0 && code[n] == '.' && code[n+1] == '0' {
		return code[:n]
	}
	return code
}
