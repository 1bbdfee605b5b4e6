-- Jobs: a table is the queue. See jobs/runner.go for the states.

CREATE TABLE jobs (
    id               {{.ID}},
    name             {{.Key}} NOT NULL,
    unique_key       {{.Key}} NOT NULL,          -- of live jobs one per key: a second press joins the first
    args             TEXT NOT NULL DEFAULT '{}',
    state            TEXT NOT NULL CHECK (state IN ('queued', 'running', 'done', 'failed', 'cancelled', 'dead')),
    attempt          BIGINT NOT NULL DEFAULT 0,  -- fencing token: a stale attempt may not write
    failures         BIGINT NOT NULL DEFAULT 0,  -- attempts that failed or crashed; the fifth makes it dead
    again            BOOLEAN NOT NULL DEFAULT FALSE, -- asked for once more while it ran
    worker           TEXT NOT NULL DEFAULT '',
    run_after        BIGINT NOT NULL,
    lease_until      BIGINT NOT NULL DEFAULT 0,
    cancel_requested BOOLEAN NOT NULL DEFAULT FALSE,
    done             BIGINT NOT NULL DEFAULT 0,
    total            BIGINT NOT NULL DEFAULT 0,
    note             TEXT NOT NULL DEFAULT '',   -- what it is doing now
    report           TEXT NOT NULL DEFAULT '',   -- JSON, when done
    error            TEXT NOT NULL DEFAULT '',
    user_id          BIGINT,
    actor            TEXT NOT NULL,
    enqueued_at      BIGINT NOT NULL,
    started_at       BIGINT,
    finished_at      BIGINT
);
CREATE UNIQUE INDEX jobs_live_idx ON jobs (unique_key) WHERE state IN ('queued', 'running');
CREATE INDEX jobs_claim_idx ON jobs (state, run_after, id);
CREATE INDEX jobs_name_idx ON jobs (name, id);

-- One row for each run that the clock asked for: two processes cannot both have it.
CREATE TABLE schedule_slots (
    name {{.Key}} NOT NULL,
    slot {{.Key}} NOT NULL,                      -- e.g. 2026-11-22
    at   BIGINT NOT NULL,
    PRIMARY KEY (name, slot)
);
