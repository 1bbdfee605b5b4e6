-- The order book: customers, products, orders and what an import did to them.

CREATE TABLE smart_types (
    id       {{.ID}},
    title    {{.Key}} NOT NULL UNIQUE,
    position BIGINT NOT NULL,
    portal   BOOLEAN NOT NULL DEFAULT FALSE,
    version  BIGINT NOT NULL DEFAULT 1
);

CREATE TABLE account_managers (
    id      {{.ID}},
    name    {{.Key}} NOT NULL UNIQUE,
    user_id BIGINT REFERENCES users (id) ON DELETE SET NULL
);
CREATE INDEX account_managers_user_idx ON account_managers (user_id);

CREATE TABLE channels (
    id   {{.RowID}},              -- from sequences
    name {{.Key}} NOT NULL UNIQUE
);

-- groups and tags are sets written |a|b|, sorted, empty for none: they are small,
-- always read with their customer, and a change of them is one change of one row.
CREATE TABLE customers (
    id                 {{.RowID}},              -- from sequences
    code               {{.Key}} NOT NULL UNIQUE,
    name               TEXT NOT NULL,
    search_key         {{.Key}} NOT NULL,        -- code, name, city, contact, folded in Go
    smart_type_id      BIGINT NOT NULL REFERENCES smart_types (id),
    account_manager_id BIGINT REFERENCES account_managers (id),
    groups             TEXT NOT NULL DEFAULT '',
    tags               TEXT NOT NULL DEFAULT '',
    industry           TEXT NOT NULL DEFAULT '',
    email              TEXT NOT NULL DEFAULT '',
    phone              TEXT NOT NULL DEFAULT '',
    contact            TEXT NOT NULL DEFAULT '',
    city               TEXT NOT NULL DEFAULT '',
    postcode           TEXT NOT NULL DEFAULT '',
    country            TEXT NOT NULL DEFAULT '',
    created_on         INTEGER,
    active             BOOLEAN NOT NULL DEFAULT TRUE,
    consent            BOOLEAN NOT NULL DEFAULT FALSE, -- to marketing by e-mail
    notes              TEXT NOT NULL DEFAULT '',
    attributes         TEXT NOT NULL DEFAULT '{}',     -- custom attributes, name -> JSON
    stub               BOOLEAN NOT NULL DEFAULT FALSE, -- made by an orders file, known by nothing else yet
    version            BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX customers_smart_type_idx ON customers (smart_type_id, id);
CREATE INDEX customers_account_manager_idx ON customers (account_manager_id, id);

CREATE TABLE products (
    id            {{.RowID}},              -- from sequences
    sku           {{.Key}} NOT NULL UNIQUE,
    name          TEXT NOT NULL,
    search_key    {{.Key}} NOT NULL,
    category      TEXT NOT NULL DEFAULT '',      -- a path: Tools > Saws
    product_group TEXT NOT NULL DEFAULT '',
    brand         TEXT NOT NULL DEFAULT '',
    tags          TEXT NOT NULL DEFAULT '',      -- |group:value|…|
    list_price    BIGINT,                        -- ten-thousandths
    cost          BIGINT,                        -- ten-thousandths
    pack_size     BIGINT,                        -- thousandths
    active        BOOLEAN NOT NULL DEFAULT TRUE,
    kind          TEXT NOT NULL DEFAULT 'goods' CHECK (kind IN ('goods', 'service')),
    stub          BOOLEAN NOT NULL DEFAULT FALSE,
    version       BIGINT NOT NULL DEFAULT 1
);

-- Orders and lines are kept as versions, so that an import of millions of lines
-- can be written in short transactions beside a working office and then appear,
-- or be undone, by moving one number: the edition. An import that changes orders
-- gets the next edition when it begins to write (never its own id: uploads are
-- not applied in the order in which they came). A version is seen when it was
-- born at or before the published edition and has not died by then. Read the
-- views orders and order_lines; only store/orders_*.go touches the versions.
CREATE TABLE order_book (
    one         BIGINT PRIMARY KEY CHECK (one = 1),
    published   BIGINT NOT NULL,                 -- the visible edition
    undoable    BIGINT NOT NULL,                 -- what published goes back to on undo; = published: nothing to undo
    staged_from BIGINT NOT NULL DEFAULT 0        -- lowest order id that may belong to no visible edition; 0: none
);
INSERT INTO order_book (one, published, undoable) VALUES (1, 0, 0);

-- Who may stage now. A holder that is killed is succeeded when its time is up; it
-- proves in every one of its transactions that it still holds.
CREATE TABLE leases (
    name   {{.Key}} PRIMARY KEY,
    holder TEXT NOT NULL,
    until  BIGINT NOT NULL
);

-- No foreign keys here: a staged version may speak of a customer or a product that
-- is published together with it, a moment later. store.Check proves the references.
CREATE TABLE order_versions (
    id          {{.RowID}},              -- from sequences
    number      {{.Key}} NOT NULL,
    customer_id BIGINT NOT NULL,
    day         INTEGER NOT NULL,
    status      SMALLINT NOT NULL CHECK (status BETWEEN 0 AND 3), -- draft, open, closed, cancelled
    channel_id  BIGINT NOT NULL,                 -- 0: none
    net         BIGINT NOT NULL,                 -- sum of its lines' totals, minor units of the shop's currency
    currency    TEXT NOT NULL DEFAULT '',        -- of the file; empty: the shop's
    born        BIGINT NOT NULL,
    died        BIGINT
);
CREATE UNIQUE INDEX order_versions_number_idx ON order_versions (number, born);
CREATE INDEX order_versions_customer_idx ON order_versions (customer_id, day, net, status, born, died);
CREATE INDEX order_versions_died_idx ON order_versions (died) WHERE died IS NOT NULL;

CREATE TABLE line_versions (
    order_id    BIGINT NOT NULL,
    n           INTEGER NOT NULL,                -- 1, 2, … in the order of the file
    customer_id BIGINT NOT NULL,
    day         INTEGER NOT NULL,
    product_id  BIGINT NOT NULL,
    quantity    BIGINT NOT NULL,                 -- thousandths, negative: returned
    delivered   BIGINT NOT NULL,                 -- thousandths
    unit_price  BIGINT NOT NULL,                 -- ten-thousandths of the shop's currency
    total       BIGINT NOT NULL,                 -- minor units
    cost        BIGINT,                          -- ten-thousandths a unit
    born        BIGINT NOT NULL,
    died        BIGINT,
    PRIMARY KEY (order_id, n)
){{.Clustered}};
CREATE INDEX line_versions_customer_idx ON line_versions (customer_id, day, order_id, product_id, quantity, total, born, died);

CREATE VIEW orders AS
SELECT v.id, v.number, v.customer_id, v.day, v.status, v.channel_id, v.net, v.currency
FROM order_versions v
WHERE v.born <= (SELECT published FROM order_book WHERE one = 1)
  AND (v.died IS NULL OR v.died > (SELECT published FROM order_book WHERE one = 1));

CREATE VIEW order_lines AS
SELECT v.order_id, v.n, v.customer_id, v.day, v.product_id, v.quantity, v.delivered, v.unit_price, v.total, v.cost
FROM line_versions v
WHERE v.born <= (SELECT published FROM order_book WHERE one = 1)
  AND (v.died IS NULL OR v.died > (SELECT published FROM order_book WHERE one = 1));

CREATE TABLE targets (
    id           {{.ID}},
    customer_id  BIGINT NOT NULL REFERENCES customers (id) ON DELETE CASCADE,
    start_month  INTEGER NOT NULL,               -- calendar.Month
    amounts      TEXT NOT NULL,                  -- JSON: twelve amounts in minor units
    discount     BIGINT,                         -- at stake, hundredths of a percent
    version      BIGINT NOT NULL DEFAULT 1,
    UNIQUE (customer_id, start_month)
);

CREATE TABLE contacts (
    id          {{.ID}},
    customer_id BIGINT NOT NULL REFERENCES customers (id) ON DELETE CASCADE,
    at          BIGINT NOT NULL,
    kind        {{.Key}} NOT NULL,
    author      {{.Key}} NOT NULL,
    body        TEXT NOT NULL,
    body_hash   {{.Key}} NOT NULL,               -- hex SHA-256: part of the natural key
    outcome     TEXT NOT NULL DEFAULT '',
    next_on     INTEGER,
    version     BIGINT NOT NULL DEFAULT 1,
    UNIQUE (customer_id, at, kind, author, body_hash)
);

CREATE TABLE imports (
    id          {{.ID}},
    kind        TEXT NOT NULL CHECK (kind IN ('customers', 'products', 'orders', 'targets', 'contacts')),
    file_name   TEXT NOT NULL,
    file_size   BIGINT NOT NULL,
    file_hash   TEXT NOT NULL,                   -- hex SHA-256
    state       TEXT NOT NULL CHECK (state IN ('uploaded', 'checking', 'checked', 'applying', 'applied', 'failed', 'discarded', 'undone')),
    options     TEXT NOT NULL,                   -- JSON: what the person chose
    plan        TEXT NOT NULL DEFAULT '',        -- JSON: what was detected
    lines       BIGINT NOT NULL DEFAULT 0,
    created     BIGINT NOT NULL DEFAULT 0,
    updated     BIGINT NOT NULL DEFAULT 0,
    unchanged   BIGINT NOT NULL DEFAULT 0,
    rejected    BIGINT NOT NULL DEFAULT 0,
    error       TEXT NOT NULL DEFAULT '',
    report      TEXT NOT NULL DEFAULT '',        -- JSON: the first rejected rows, notes (jobs.ImportReport)
    edition     BIGINT NOT NULL DEFAULT 0,       -- of the order book, for an orders import that changed something
    first_order BIGINT NOT NULL DEFAULT 0,       -- lowest order id it may have staged
    user_id     BIGINT,
    actor       TEXT NOT NULL,
    created_at  BIGINT NOT NULL,
    applied_at  BIGINT,
    version     BIGINT NOT NULL DEFAULT 1
);

-- An upload and its rejected rows live in the database, not beside it: one file to
-- back up, nothing left behind by a crash, and any process may do the work.
CREATE TABLE import_parts (
    import_id BIGINT NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
    role      TEXT NOT NULL CHECK (role IN ('source', 'rejected')),
    n         BIGINT NOT NULL,
    bytes     {{.Blob}} NOT NULL,
    PRIMARY KEY (import_id, role, n)
);

-- Customers, products and channels that an orders import is going to make (fresh)
-- or whose stub it is going to name, known only to it until it is published.
CREATE TABLE import_stubs (
    noun       {{.Key}} NOT NULL CHECK (noun IN ('customer', 'product', 'channel')),
    code       {{.Key}} NOT NULL,
    n          BIGINT NOT NULL,
    id         BIGINT NOT NULL,
    fresh      BOOLEAN NOT NULL,
    name       TEXT NOT NULL,
    search_key TEXT NOT NULL,
    country    TEXT NOT NULL,
    kind       TEXT NOT NULL,
    PRIMARY KEY (noun, code)
);

-- What an import changed outside the order versions, so that it can be undone.
CREATE TABLE import_changes (
    import_id BIGINT NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
    n         BIGINT NOT NULL,
    noun      TEXT NOT NULL,                     -- customer, product, target, contact, smart type …
    row_id    BIGINT NOT NULL,
    before    TEXT NOT NULL DEFAULT '',          -- JSON of the row; empty: the import created it
    version   BIGINT NOT NULL,                   -- the row's version after the import
    PRIMARY KEY (import_id, n)
);

-- A mapping made by hand, remembered by the header it was made for.
CREATE TABLE import_mappings (
    kind    TEXT NOT NULL,
    header  {{.Key}} NOT NULL,                   -- hex SHA-256 of the header
    mapping TEXT NOT NULL,                       -- JSON
    PRIMARY KEY (kind, header)
);
