-- A question whose answer as CSV has an address of its own, for a spreadsheet: who knows the token in it reads this answer and no
-- other. Of the token its hash is kept alone. It answers as long as its maker could ask the same. used_at: the hour, see FeedDao.
CREATE TABLE feeds (
    id           VARCHAR(32)   PRIMARY KEY,
    name         VARCHAR(2400) NOT NULL,
    hash         BYTEA         NOT NULL UNIQUE,
    question     VARCHAR(8000) NOT NULL,
    creator_kind VARCHAR(10)   NOT NULL,
    creator_id   VARCHAR(32)   NOT NULL,
    creator_name VARCHAR(2400) NOT NULL,
    created_at   BIGINT        NOT NULL,
    used_at      BIGINT
);
