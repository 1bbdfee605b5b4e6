package files

import (
	"strings"

	"wholesight/jobs/calendar"
)

// Columns are our columns that a file has. An absent column keeps what is
// stored; a present one with an empty cell clears it.
type Columns map[string]bool

// Has tells whether the file has our column.
func (c Columns) Has(column string) bool { return c[column] }

// CustomerRow is one row of a customers file. Texts are trimmed and unshielded;
// Code is never empty, Name may be.
type CustomerRow struct {
	Line    int64
	Columns Columns // shared by all rows of a file: read only

	Code, Name, SmartType, AccountManager, Industry string
	Email, Phone, Contact, City, Postcode, Country  string
	Groups, Tags                                    []string // without empty ones and repetitions, in file order
	CreatedOn                                       calendar.Day
	Active, MarketingConsent                        bool
	HasCreatedOn, HasActive, HasMarketingConsent    bool // false: the cell is empty or the column absent
}

// ProductRow is one row of a products file. ListPrice and Cost are
// ten-thousandths of the shop's currency, PackSize thousandths.
type ProductRow struct {
	Line    int64
	Columns Columns

	SKU, Name, Category, ProductGroup, Brand string
	Kind                                     string            // "goods" or "service"; an empty cell is "goods"
	Tags                                     []string          // `group:value`
	Groups                                   []string          // of customers who alone may see it
	Attributes                               map[string]string // by name, for each column attr:NAME; "" clears
	ListPrice, Cost, PackSize                int64
	Active                                   bool
	HasListPrice, HasCost, HasPackSize       bool
	HasActive                                bool
}

// TargetRow is one row of a targets file. Months are minor units of the shop's
// currency, the first for StartMonth; a yearly figure is split evenly, the
// remainder in the last month. DiscountBasis is hundredths of a percent.
type TargetRow struct {
	Line    int64
	Columns Columns

	Customer      string
	StartMonth    calendar.Month
	Months        [12]int64
	DiscountBasis int64
	HasDiscount   bool
}

// ContactRow is one row of a contacts file. At is Unix milliseconds UTC; where
// the file gives only a day, HasTime is false and At is the start of that day
// in the shop's zone. Day is the civil day in the shop's zone either way.
type ContactRow struct {
	Line    int64
	Columns Columns

	Customer, Kind, Body, Outcome, Author string
	Day                                   calendar.Day
	At                                    int64
	HasTime                               bool
	NextOn                                calendar.Day
	HasNextOn                             bool
}

// Warning marks what is kept although somebody should look at it.
type Warning uint8

// What an order line can be warned about.
const (
	WarnFuture        Warning = 1 << iota // the day lies more than one day after Options.Today
	WarnZeroQuantity                      // nothing ordered
	WarnNegativePrice                     // a correction: counts in revenue, never in prices
)

// String names the warnings, for logs and reports.
func (w Warning) String() string {
	var names []string
	for i, n := range []string{"day in the future", "quantity 0", "negative price"} {
		if w&(1<<i) != 0 {
			names = append(names, n)
		}
	}
	return strings.Join(names, ", ")
}

// OrderRows is one whole order. Lines is reused: copy it if it must outlive the
// callback (strings may be kept).
type OrderRows struct {
	Line    int64 // of its first row
	Columns Columns

	Number, Customer, Channel string
	Day                       calendar.Day
	Status                    string // one of the four; an empty cell is StatusClosed
	Currency                  string // upper case; the shop's where the cell is empty
	CustomerName              string // the first one given
	CustomerCountry           string // only presets have it
	Lines                     []OrderLine
	Warn                      Warning // of all lines together
}

// OrderLine is one line of an order. Quantity and Delivered are thousandths,
// UnitPrice and Cost ten-thousandths of the shop's currency, Total its minor
// units; FileTotal is minor units of the order's currency. Total = quantity ×
// unit price × rate, or line total × rate, rounded once. An empty delivered
// quantity means all of it.
type OrderLine struct {
	Line        int64
	SKU         string
	ProductName string
	Service     bool // a preset knows it as a service, not goods

	Quantity, Delivered int64
	UnitPrice, Cost     int64
	Total, FileTotal    int64

	HasDelivered bool // the cell is not empty
	HasUnitPrice bool // false only for a total with quantity 0
	HasCost      bool
	Warn         Warning
}
