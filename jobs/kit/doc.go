// Package kit is what every use case needs: refusals
// by field, undo data, names of the audit log, table
// files (CSV and XLSX) and small sets.
//
// A use case refuses with Refusals and never with a
// page or a status. It must know no use case, no
// setting and no database; it may ask jobs/calendar,
// jobs/files and jobs/money.
package kit
