-- Saved views of lists: filters, columns and order under a name. The query is what
-- stands behind the list's address, so that a view says no more than an address can.

CREATE TABLE list_views (
    id         {{.ID}},
    list       {{.Key}} NOT NULL,                -- customers, analysis
    user_id    BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE, -- whose it is
    name       TEXT NOT NULL,
    name_key   {{.Key}} NOT NULL,                -- folded in Go: one view of a name
    shared     BOOLEAN NOT NULL DEFAULT FALSE,   -- all staff see it
    query      TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    version    BIGINT NOT NULL DEFAULT 1,
    UNIQUE (user_id, list, name_key)
);
CREATE INDEX list_views_list_idx ON list_views (list, shared);

-- The view that a list begins with, for a person.
CREATE TABLE list_view_defaults (
    user_id BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    list    {{.Key}} NOT NULL,
    view_id BIGINT NOT NULL REFERENCES list_views (id) ON DELETE CASCADE,
    PRIMARY KEY (user_id, list)
);
CREATE INDEX list_view_defaults_view_idx ON list_view_defaults (view_id);

-- The keys of lists (j, k, x …) can be switched off: a person who speaks to the
-- machine, or whose hand slips, has no use for them.
ALTER TABLE users ADD COLUMN list_keys BOOLEAN NOT NULL DEFAULT TRUE;
