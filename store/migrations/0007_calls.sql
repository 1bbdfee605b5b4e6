-- Calls. Who is on which customer now, so that two people do not ring the same one:
-- a lease that ends by itself, one for each customer.
CREATE TABLE call_leases (
    customer_id BIGINT NOT NULL PRIMARY KEY REFERENCES customers (id) ON DELETE CASCADE,
    user_id     BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    since       BIGINT NOT NULL,
    until       BIGINT NOT NULL
);
CREATE INDEX call_leases_user_id_idx ON call_leases (user_id);

-- Who logged a contact. The author is a name, and part of the natural key of what is
-- imported; whose own a contact is must not depend on how somebody is called.
ALTER TABLE contacts ADD COLUMN user_id BIGINT;   -- NULL: imported
CREATE INDEX contacts_user_id_idx ON contacts (user_id, at);
