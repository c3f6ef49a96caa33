-- How many links a key or an account has made in an hour: one row each, of its last hour.
CREATE TABLE link_budgets (
    maker      VARCHAR(32) PRIMARY KEY,
    epoch_hour BIGINT  NOT NULL,
    made       INTEGER NOT NULL
);

-- What recipients report of links. Of who reports nothing is kept but what they write. Goes with the link.
CREATE TABLE link_reports (
    id          VARCHAR(13)  PRIMARY KEY,
    link_id     BIGINT       NOT NULL REFERENCES links (id) ON DELETE CASCADE,
    reason      VARCHAR(10)  NOT NULL,
    words       VARCHAR(500),
    contact     VARCHAR(200),
    reported_at BIGINT       NOT NULL,
    closed_at   BIGINT,
    closed_by   VARCHAR(200),
    note        VARCHAR(500)
);
CREATE INDEX link_reports_link ON link_reports (link_id, id);
CREATE INDEX link_reports_closed ON link_reports (closed_at, id);
