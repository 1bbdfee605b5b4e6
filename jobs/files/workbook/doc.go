// Package workbook reads a sheet of an .xlsx file as rows in which a cell means what it
// shows: 0.125 formatted as percent is 12.5%, 123 formatted 00000 is 00123, a serial
// number formatted as a day is that day, an amount formatted in dollars says so. It reads
// the parts as a stream, with limits in front of every allocation.
//
// It knows rows, no header and no meaning. It asks jobs/files/row and jobs/calendar.
package workbook
