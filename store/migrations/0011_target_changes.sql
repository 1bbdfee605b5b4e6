-- Which customers' targets changed, and when: processes keep the targets of all
-- customers in memory, and take in anew only those that have changed.

INSERT INTO revisions (noun, n) VALUES ('targets', 0);

CREATE TABLE target_changes (
    customer_id BIGINT PRIMARY KEY REFERENCES customers (id) ON DELETE CASCADE,
    n           BIGINT NOT NULL                  -- the revision of targets that it came with
);
CREATE INDEX target_changes_n_idx ON target_changes (n, customer_id);
