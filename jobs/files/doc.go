// Package files reads the files a shop is given — customers, products, orders,
// targets, contacts — and turns them into typed rows. It knows everything about
// files (encodings, delimiters, headers, dates, numbers, grouping of order
// lines) and nothing about a database: the importer in jobs writes what comes
// out of here.
//
// A file is read twice, because most of what matters can be known only at its
// end. Inspect streams it once and decides, over all rows, what one cell cannot
// tell: the encoding, whether 03/04 is April or March, whether 1.000 is one or
// a thousand, which orders do not stand together. The result is a Plan, which
// can be kept as JSON between the steps of a wizard. What still fits two
// readings is a Question and never a guess: the second pass refuses to start
// while one is open.
//
// The second pass (Plan.Customers, Plan.Orders, …) hands out typed rows and
// rejections. A bad row is rejected alone; an order is handed out whole or
// rejected whole; a bad file is a *FileError. Every reason is a sentence for
// the person who owns the file: what, where, how to mend it.
//
// What a table is, is decided on the way: package foreign names what is none,
// split cuts text into rows and workbook a sheet, sieve sets aside totals and
// repeated headers and fills the further lines of an order, codepage guesses the
// encoding; row is what they have in common, cells reads what stands in one. The
// plan says all that was found. Package archive, above, takes a zip of several files apart.
//
// Memory stays flat at any file size. The splitter has its limits in front of
// every allocation, so it is our own. Orders that stand together stream through; the lines of the others
// go through spill files that the caller provides, partitioned by order number.
// Workbooks are the exception: their reader needs the packed file and the shared
// texts in memory, so they are limited to MaxWorkbook; their rows are streamed.
//
// No float touches a figure: quantities are int64 thousandths, unit prices and
// costs int64 ten-thousandths, totals int64 minor units, rounding half away
// from zero, overflow a rejection.
package files
