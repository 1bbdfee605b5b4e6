-- What was planted in the demo shop. It is read by tests and by the page that shows
-- how many of these truths the models found, and by nothing else; a real shop has
-- none.
CREATE TABLE demo_truths (
    kind        {{.Key}} NOT NULL,               -- stopped, growing, bundle …
    n           BIGINT NOT NULL,                 -- from 1 within the kind; rows of one bundle share theirs
    part        BIGINT NOT NULL DEFAULT 1,
    customer_id BIGINT,
    product_id  BIGINT,
    detail      TEXT NOT NULL DEFAULT '',        -- JSON of what else there is to say
    PRIMARY KEY (kind, n, part)
);
