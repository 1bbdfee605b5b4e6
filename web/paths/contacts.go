package paths

// ContactRoute is the pattern of the dialog in which a contact is logged.
const ContactRoute = "/customers/:code/contact"
