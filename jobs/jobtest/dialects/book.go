package dialects

import (
	"fmt"
	"math/rand/v2"

	"wholesight/jobs/calendar"
)

// Book is an order book: what a file of any dialect says.
type Book []Order

// Order is one order; its lines are at least one.
type Order struct {
	Number   string
	Day      calendar.Day
	Customer string // its code
	Name     string // of the customer
	Status   Status
	Lines    []Line
}

// Status is what came of an order.
type Status uint8

// The statuses.
const (
	Closed Status = iota
	Open
	Cancelled
)

// Names are the statuses as the shop calls them.
var Names = [...]string{"closed", "open", "cancelled"}

// Line is one line. Quantity is thousandths, Price hundredths, Total minor units: the
// product of both, rounded half away from zero.
type Line struct {
	SKU, Product           string
	Quantity, Price, Total int64
}

// Habits are what a dialect cannot write: a book for it does without.
type Habits struct {
	NoStatus   bool // every order is closed
	WholeUnits bool // no fractions of a unit
	NoReturns  bool // no quantity below zero
	EarlyDays  bool // no day of a month after the 12th now and then: a file may be ambiguous
}

var (
	customerNames = []string{"Bäckerei Grün", "O'Neill & Sons", "Łódź Handel sp. z o.o.", "Dupont, Père et Fils",
		"Müller; Söhne",
		"Total Fitness", "ACME \"North\" Ltd", "Señor Café", "Grand Hotel", "Smith"}
	productNames = []string{"Bolt M8 x 40", "Pipe 12\" black", "Café crème, 1 kg", "Schraube; verzinkt", "Widget",
		"Rohr 3/4\"", "Żarówka LED"}
	customerForm = []string{"%05d", "C-%d", "%d", "K%04d/1", "DE.%d"}
	numberForm   = []string{"SO-%05d", "%06d", "%d", "2026/%04d", "RE%d"}
)

// Random is a book of some orders. The same generator gives the same book.
func Random(rng *rand.Rand, h Habits) Book {
	var book Book
	customers, numbers := customerForm[rng.IntN(len(customerForm))], numberForm[rng.IntN(len(numberForm))]
	newest := calendar.Date(2026, 11, 28)
	early := h.EarlyDays && rng.IntN(3) == 0
	for i := range 1 + rng.IntN(12) {
		who := 1 + rng.IntN(9)
		o := Order{Number: fmt.Sprintf(numbers, 7001+i), Customer: fmt.Sprintf(customers, who), Name: customerNames[who-1],
			Day: newest - calendar.Day(rng.IntN(700))}
		if _, _, day := o.Day.Parts(); early && day > 12 {
			o.Day -= calendar.Day(day - 12)
		}
		if !h.NoStatus {
			o.Status = Status(rng.IntN(len(Names)))
		}
		for range 1 + rng.IntN(4) {
			o.Lines = append(o.Lines, randomLine(rng, h))
		}
		book = append(book, o)
	}
	return book
}

func randomLine(rng *rand.Rand, h Habits) Line {
	p := rng.IntN(len(productNames))
	l := Line{SKU: fmt.Sprintf("%04d-A", 100+p), Product: productNames[p], Quantity: 1000 * (1 + rng.Int64N(40)),
		Price: 1 + rng.Int64N(30_000)}
	switch rng.IntN(12) {
	case 0:
		l.Quantity *= 100
	case 1:
		if !h.WholeUnits {
			l.Quantity = 250 * (1 + rng.Int64N(99))
		}
	case 2:
		if !h.NoReturns {
			l.Quantity = -l.Quantity
		}
	case 3:
		l.Price = 100 * (1 + rng.Int64N(5000)) // no cents
	case 4:
		l.Price = 0
	case 5:
		l.Price = 100_000 + rng.Int64N(900_000) // thousands
	}
	l.Total = rounded(l.Quantity * l.Price)
	return l
}

// rounded is thousandths × hundredths in hundredths.
func rounded(n int64) int64 {
	if n < 0 {
		return -rounded(-n)
	}
	return (n + 500) / 1000
}
