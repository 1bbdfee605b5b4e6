// Package cells reads one cell of a file: a number in any country's form, a day, a time, a
// currency, yes or no, a text with what programs wrap around it. What it reads it returns
// as whole units (thousandths of a quantity, minor units of money); what it cannot read it
// returns as a reason that names the form.
//
// It knows no table: which column a cell stands in, and what the whole column says about
// the form of its numbers and days, is decided in jobs/files. It asks jobs/calendar alone.
package cells
