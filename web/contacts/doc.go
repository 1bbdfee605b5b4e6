// Package contacts is logging a contact, editing and deleting one,
// and the round of calls: save, and the next customer that nobody
// else is on opens.
//
// Whom the round gives, and for how long a customer is kept from
// colleagues, is jobs/contacts' rule. This room may ask
// web/customers for the list that a round follows. It must not know
// the customer's page: web/record asks it, not the other way round.
package contacts
