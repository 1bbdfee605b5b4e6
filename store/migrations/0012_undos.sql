-- What a person did and may take back: one row for each toast with Undo, and the
-- recycle bin. See jobs/undoables.go for what each action does.

CREATE TABLE undos (
    id        {{.ID}},
    user_id   BIGINT,                          -- whose it is; NULL: the command line's
    actor     TEXT NOT NULL,
    action    {{.Key}} NOT NULL,               -- e.g. classification.delete
    title     TEXT NOT NULL,                   -- what it was done to, as people call it
    data      TEXT NOT NULL,                   -- JSON: what taking it back needs
    bin       BOOLEAN NOT NULL DEFAULT FALSE,  -- a deletion: it stands in the recycle bin
    at        BIGINT NOT NULL,
    until     BIGINT NOT NULL,                 -- from then on it stays done
    undone_at BIGINT,
    undone_by TEXT NOT NULL DEFAULT ''
);
CREATE INDEX undos_bin_idx ON undos (bin, id);
CREATE INDEX undos_until_idx ON undos (until);
