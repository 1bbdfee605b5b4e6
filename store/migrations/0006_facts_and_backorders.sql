-- What lists of customers show beside a build's figures.

INSERT INTO revisions (noun, n) VALUES ('facts', 1);

-- Of each customer's contacts, what a list asks of the newest one (by at, then id):
-- when, of what kind, and the follow-up that it agreed. Every write of contacts makes
-- the row anew from them, so it cannot drift; store.Check proves it.
CREATE TABLE customer_facts (
    customer_id {{.RowID}} REFERENCES customers (id) ON DELETE CASCADE,
    last_at     BIGINT,                          -- NULL: no contact, and the next two are empty
    last_kind   {{.Key}} NOT NULL DEFAULT '',
    next_on     INTEGER,
    revision    BIGINT NOT NULL                  -- of facts, that it came with
);
CREATE INDEX customer_facts_revision_idx ON customer_facts (revision, customer_id);

INSERT INTO customer_facts (customer_id, last_at, last_kind, next_on, revision)
SELECT t.customer_id, t.at, t.kind, t.next_on, 1 FROM contacts t
WHERE NOT EXISTS (SELECT 1 FROM contacts n WHERE n.customer_id = t.customer_id AND (n.at > t.at OR n.at = t.at AND n.id > t.id));

-- What customers ordered and have not got, as a build found it. Most have nothing
-- outstanding, and no row.
CREATE TABLE customer_backorders (
    build_id    BIGINT NOT NULL,
    customer_id BIGINT NOT NULL,
    lines       BIGINT NOT NULL,
    units       BIGINT NOT NULL,                 -- thousandths
    value       BIGINT NOT NULL,                 -- minor units
    oldest      INTEGER NOT NULL,
    PRIMARY KEY (build_id, customer_id)
){{.Clustered}};

-- The few lines that are not delivered whole: a build reads these and no others.
CREATE INDEX line_versions_outstanding_idx ON line_versions (customer_id, order_id, day, quantity, delivered, unit_price, born, died)
    WHERE delivered < quantity;

-- A bulk action: one change of many customers, whose list is frozen when it is asked
-- for. A job works it off in short transactions, each of which moves done.
CREATE TABLE bulks (
    id        {{.ID}},
    user_id   BIGINT,
    actor     TEXT NOT NULL,
    ip        TEXT NOT NULL,
    action    TEXT NOT NULL,                     -- JSON: jobs.BulkAction
    customers {{.Blob}} NOT NULL,                -- their ids, packed (store/customers_bulk.go)
    done      BIGINT NOT NULL DEFAULT 0,         -- so many of them have been looked at
    changed   BIGINT NOT NULL DEFAULT 0,
    skipped   TEXT NOT NULL DEFAULT '',          -- JSON: who stayed as they were, and why
    stopped   BOOLEAN NOT NULL DEFAULT FALSE,    -- taken back: the rest is left alone
    at        BIGINT NOT NULL
);
CREATE INDEX bulks_at_idx ON bulks (at);

-- Whom it changed, for the way back; a customer deleted meanwhile has no way back.
CREATE TABLE bulk_changes (
    bulk_id     BIGINT NOT NULL REFERENCES bulks (id) ON DELETE CASCADE,
    customer_id BIGINT NOT NULL,
    was         BIGINT NOT NULL,                 -- the account manager before; 0: none, or another action
    PRIMARY KEY (bulk_id, customer_id)
){{.Clustered}};
