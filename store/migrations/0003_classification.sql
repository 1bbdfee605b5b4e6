-- Classifications (what an admin decides) and what a build makes of them.

CREATE TABLE classifications (
    id            {{.ID}},
    smart_type_id BIGINT NOT NULL REFERENCES smart_types (id),
    type          {{.Key}} NOT NULL CHECK (type IN ('risk', 'risk_change', 'revenue_rank', 'revenue_change', 'revenue_share', 'orders')),
    title         TEXT NOT NULL,
    comment       TEXT NOT NULL DEFAULT '',
    colour        TEXT NOT NULL,                 -- #rrggbb
    value         BIGINT,                        -- hundredths; NULL: no upper end
    min_spend     BIGINT,                        -- minor units
    min_orders    BIGINT,
    position      BIGINT NOT NULL,
    version       BIGINT NOT NULL DEFAULT 1,
    deleted_at    BIGINT                         -- kept: history speaks of it
);
CREATE INDEX classifications_group_idx ON classifications (smart_type_id, type, position);

-- A build is one finished or unfinished set of derived rows. Rows are staged under
-- its id and seen when published points at it.
CREATE TABLE builds (
    id          {{.ID}},
    as_of       INTEGER NOT NULL,
    timeframe   BIGINT NOT NULL,
    steps       TEXT NOT NULL,                   -- graph, labels or both: 'graph labels'
    state       TEXT NOT NULL CHECK (state IN ('staging', 'published', 'abandoned', 'superseded')),
    orders      BIGINT NOT NULL DEFAULT 0,       -- rows read
    customers   BIGINT NOT NULL DEFAULT 0,       -- rows written
    moved       BIGINT NOT NULL DEFAULT 0,       -- history rows written
    import_id   BIGINT NOT NULL,                 -- order_book.published it was built from
    history     BOOLEAN NOT NULL DEFAULT FALSE,  -- its label_changes count: as_of is not before the last such build's
    started_at  BIGINT NOT NULL,
    beat_at     BIGINT NOT NULL,                 -- last sign of life while staging
    finished_at BIGINT,
    swept_at    BIGINT                           -- its derived rows are gone
);
CREATE INDEX builds_unswept_idx ON builds (state, id) WHERE swept_at IS NULL;

CREATE TABLE published (
    step     {{.Key}} PRIMARY KEY,               -- graph, labels
    build_id BIGINT NOT NULL REFERENCES builds (id)
);

-- Step 1: one row a customer with its months packed (store/sales_series.go): a list shows
-- fifty of them, a rebuild writes them all, nobody searches inside.
CREATE TABLE customer_series (
    build_id    BIGINT NOT NULL,
    customer_id BIGINT NOT NULL,
    first_month INTEGER NOT NULL,
    months      {{.Blob}} NOT NULL,
    PRIMARY KEY (build_id, customer_id)
){{.Clustered}};

-- Step 2: metrics and labels. A figure that does not exist is NULL; reasons says
-- why (one code per metric, classify.Reason).
CREATE TABLE customer_scores (
    build_id         BIGINT NOT NULL,
    customer_id      BIGINT NOT NULL,
    smart_type_id    BIGINT NOT NULL,
    revenue_current  BIGINT NOT NULL,
    revenue_previous BIGINT NOT NULL,
    revenue_change   BIGINT,                     -- tenths of a percent
    orders_current   BIGINT NOT NULL,
    orders_previous  BIGINT NOT NULL,
    purchase_days    BIGINT NOT NULL,            -- ever
    last_order       INTEGER,
    days_since       BIGINT,
    gap_days         BIGINT,                     -- sum of days …
    gap_count        BIGINT,                     -- … over this many gaps: the average, exactly
    risk             BIGINT,                     -- hundredths
    risk_estimated   BOOLEAN,
    risk_change      BIGINT,                     -- tenths of a percent
    revenue_rank     BIGINT,
    rank_of          BIGINT,
    larger           BIGINT,                     -- sum of strictly larger revenues …
    total            BIGINT,                     -- … and of all positive ones of the smart type
    share            BIGINT,                     -- larger ÷ total in hundredths of a percent, for lists to sort by
    reasons          {{.Key}} NOT NULL DEFAULT '', -- six, split by commas; empty: every metric exists
    label_risk           BIGINT,
    label_risk_change    BIGINT,
    label_revenue_rank   BIGINT,
    label_revenue_change BIGINT,
    label_revenue_share  BIGINT,
    label_orders         BIGINT,
    PRIMARY KEY (build_id, customer_id)
){{.Clustered}};

-- History: one row per customer, type and build that changed something.
CREATE TABLE label_changes (
    build_id    BIGINT NOT NULL,
    type        SMALLINT NOT NULL,               -- classify.Types' index
    customer_id BIGINT NOT NULL,
    from_id     BIGINT,
    to_id       BIGINT,
    PRIMARY KEY (build_id, type, customer_id)
){{.Clustered}};
CREATE INDEX label_changes_customer_idx ON label_changes (customer_id, build_id);

-- How often something changed that processes keep in memory: they compare the
-- number in each request's own snapshot and so never show what is out of date.
CREATE TABLE revisions (
    noun {{.Key}} PRIMARY KEY,                   -- store/tx_revisions.go
    n    BIGINT NOT NULL
);
INSERT INTO revisions (noun, n) VALUES ('customers', 0), ('classifications', 0);

-- What a label holds and who moved, counted while a build is written: pages ask for
-- both all the time, and would read every customer for it.
CREATE TABLE label_totals (
    build_id          BIGINT NOT NULL,
    classification_id BIGINT NOT NULL,
    customers         BIGINT NOT NULL,
    revenue           BIGINT NOT NULL,           -- minor units in the current window
    PRIMARY KEY (build_id, classification_id)
){{.Clustered}};

CREATE TABLE label_moves (
    build_id  BIGINT NOT NULL,
    type      SMALLINT NOT NULL,
    from_id   BIGINT NOT NULL,                   -- 0: none
    to_id     BIGINT NOT NULL,                   -- 0: none
    customers BIGINT NOT NULL,
    PRIMARY KEY (build_id, type, from_id, to_id)
){{.Clustered}};
