-- A report that whoever has its address reads, and nothing beside it. Of the token in the address its hash is kept alone. It is answered as
-- long as its maker could ask the same. question: as of GET /stats. campaign: the one that it is of; with it the report goes. sections: by
-- their labels, with commas between. opened_day, opened_days: the last day of UTC on which it was opened, and on how many; of who opened
-- it nothing is kept.
CREATE TABLE shared_reports (
    id            VARCHAR(32)   PRIMARY KEY,
    name          VARCHAR(2400) NOT NULL,
    hash          BYTEA         NOT NULL,
    question      VARCHAR(8000) NOT NULL,
    campaign      VARCHAR(64),
    sections      VARCHAR(400)  NOT NULL,
    costs         BOOLEAN       NOT NULL,
    small_cells   INT           NOT NULL,
    password_hash VARCHAR(200),
    expires_at    BIGINT,
    creator_kind  VARCHAR(10)   NOT NULL,
    creator_id    VARCHAR(32)   NOT NULL,
    creator_name  VARCHAR(2400) NOT NULL,
    created_at    BIGINT        NOT NULL,
    opened_day    BIGINT,
    opened_days   INT           NOT NULL
);
CREATE UNIQUE INDEX shared_reports_hash ON shared_reports (hash);
CREATE INDEX shared_reports_campaign ON shared_reports (campaign);
