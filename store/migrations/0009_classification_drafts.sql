-- What a person has changed of a smart type's classifications and not applied yet:
-- one draft a person and smart type, whole, as jobs/drafts.go writes it.
CREATE TABLE classification_drafts (
    smart_type_id BIGINT NOT NULL REFERENCES smart_types (id),
    user_id       BIGINT NOT NULL REFERENCES users (id),
    version       BIGINT NOT NULL,               -- never used twice, so that a form of a draft before is told apart
    body          TEXT NOT NULL,                 -- JSON
    updated_at    BIGINT NOT NULL,
    PRIMARY KEY (smart_type_id, user_id)
);
