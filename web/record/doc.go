// Package record is the page of one customer: its facts, figures,
// charts, timeline, orders, forecast and what would move it, and
// editing its master data.
//
// It is the room that may look into others: web/customers for cells
// and for the neighbours in the filtered list, and web/contacts.
// Nobody asks it; they link to it. What would move a customer is
// jobs/rules/whatif's answer, never computed here.
package record
