-- Who did what: entries in chains, one for each data directory, each with the hash of the one before it in its own hash. The
-- values of what was changed are apart, as detail, and can be taken away: their hash stays.
CREATE TABLE audit_entries (
    chain          VARCHAR(20) NOT NULL,
    sequence       BIGINT      NOT NULL,
    done_at        BIGINT      NOT NULL,
    actor_kind     VARCHAR(10) NOT NULL,
    actor_id       VARCHAR(32),
    actor_name     VARCHAR(200),
    action         VARCHAR(40) NOT NULL,
    subject_kind   VARCHAR(20),
    subject_id     VARCHAR(400),
    subject_domain VARCHAR(253),
    fields         VARCHAR(4000),
    detail_salt    BYTEA,
    detail         VARCHAR(20000),
    detail_hash    BYTEA,
    hash           BYTEA       NOT NULL,
    PRIMARY KEY (chain, sequence)
);
CREATE INDEX audit_entries_at ON audit_entries (done_at);
CREATE INDEX audit_entries_subject ON audit_entries (subject_id);

-- Where each chain stands.
CREATE TABLE audit_chains (
    chain    VARCHAR(20) PRIMARY KEY,
    sequence BIGINT      NOT NULL,
    hash     BYTEA       NOT NULL,
    added_at BIGINT      NOT NULL
);
