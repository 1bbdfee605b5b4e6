-- Settings, people and the audit log.
-- Words in double braces are the few that the two engines spell differently
-- (dialect.go). Instants are Unix milliseconds UTC, days are days since 1970-01-01.

CREATE TABLE settings (
    name    {{.Key}} PRIMARY KEY,
    value   TEXT NOT NULL,
    version BIGINT NOT NULL DEFAULT 1
);

-- Ids that an importer must know before its rows may be seen are reserved here
-- in blocks, by one short update.
CREATE TABLE sequences (
    name {{.Key}} PRIMARY KEY,
    next BIGINT NOT NULL CHECK (next > 0)
);

CREATE TABLE users (
    id            {{.ID}},
    email         {{.Key}} NOT NULL UNIQUE,      -- folded to lower case in Go
    name          TEXT NOT NULL,
    search_key    {{.Key}} NOT NULL,             -- e-mail and name, folded in Go
    role          TEXT NOT NULL CHECK (role IN ('admin', 'manager', 'rep', 'customer')),
    password_hash TEXT NOT NULL,                 -- argon2id in PHC form; empty: none set yet
    customer_id   BIGINT,                        -- the customer that a customer's person acts for
    sees_all      BOOLEAN NOT NULL DEFAULT FALSE, -- a rep who may see every customer
    disabled      BOOLEAN NOT NULL DEFAULT FALSE,
    theme         TEXT NOT NULL DEFAULT 'auto' CHECK (theme IN ('auto', 'light', 'dark')),
    density       TEXT NOT NULL DEFAULT 'normal' CHECK (density IN ('compact', 'normal', 'comfortable')),
    locale        TEXT NOT NULL DEFAULT '',      -- empty: the shop's
    folded        BOOLEAN NOT NULL DEFAULT FALSE, -- the navigation shows only icons
    created_at    BIGINT NOT NULL,
    logged_in_at  BIGINT,
    version       BIGINT NOT NULL DEFAULT 1,
    CHECK ((role = 'customer') = (customer_id IS NOT NULL))
);

CREATE TABLE sessions (
    hash       {{.Key}} PRIMARY KEY,             -- hex SHA-256 of the id in the cookie
    user_id    BIGINT REFERENCES users (id) ON DELETE CASCADE, -- NULL: not logged in (flashes only)
    data       TEXT NOT NULL,                    -- JSON of the session's small values (flashes)
    ip         TEXT NOT NULL,
    agent      TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    seen_at    BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX sessions_user_idx ON sessions (user_id);
CREATE INDEX sessions_expires_idx ON sessions (expires_at);

-- One-time links: the first admin, invitations, password resets.
CREATE TABLE links (
    hash       {{.Key}} PRIMARY KEY,             -- hex SHA-256 of the secret in the address
    purpose    TEXT NOT NULL CHECK (purpose IN ('setup', 'invite', 'reset')),
    user_id    BIGINT REFERENCES users (id) ON DELETE CASCADE,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at    BIGINT
);

-- Failed attempts by account and by address; survives a restart.
CREATE TABLE throttles (
    key        {{.Key}} PRIMARY KEY,
    failures   BIGINT NOT NULL,                  -- recent ones: they set the pause
    total      BIGINT NOT NULL,                  -- since the last success
    until      BIGINT NOT NULL,                  -- no attempt is looked at before
    updated_at BIGINT NOT NULL
);
CREATE INDEX throttles_updated_at_idx ON throttles (updated_at);

-- Where a form's one answer led: sent again with the same key, it changes nothing
-- and leads there again.
CREATE TABLE form_keys (
    key      {{.Key}} PRIMARY KEY,               -- hex SHA-256 of user and key
    location TEXT NOT NULL,
    at       BIGINT NOT NULL
);
CREATE INDEX form_keys_at_idx ON form_keys (at);

-- Append-only: a trigger refuses update and delete. Each row carries the hash of
-- the one before, so that a row taken out by other means shows.
CREATE TABLE audit_log (
    id        {{.ID}},
    at        BIGINT NOT NULL,
    user_id   BIGINT,
    actor     TEXT NOT NULL,                     -- e-mail, 'command line' or 'schedule'
    ip        TEXT NOT NULL,
    action    TEXT NOT NULL,                     -- e.g. user.disable
    object    TEXT NOT NULL,                     -- e.g. user:17
    before    TEXT NOT NULL DEFAULT '',          -- JSON
    after     TEXT NOT NULL DEFAULT '',          -- JSON
    prev_hash TEXT NOT NULL,
    hash      TEXT NOT NULL UNIQUE
);
-- The chain's last link. Whoever appends takes this row first, so that two appends
-- at once follow each other instead of forking the chain.
CREATE TABLE audit_head (
    one  BIGINT PRIMARY KEY CHECK (one = 1),
    hash TEXT NOT NULL
);
INSERT INTO audit_head (one, hash) VALUES (1, '');
CREATE INDEX audit_log_object_idx ON audit_log (object, id);
{{call .AppendOnly "audit_log"}}
