-- The salts of the days are in the nodes' files. Here is which node made a day's, and what the others are handed on: sealed under
-- a key whose other half is in the receiver's file, until the day is past.
CREATE TABLE salt_days (
    epoch_day BIGINT PRIMARY KEY,
    node      BIGINT NOT NULL
);

CREATE TABLE salt_shares (
    epoch_day  BIGINT NOT NULL,
    node       BIGINT NOT NULL,
    public_key BYTEA  NOT NULL,
    asked_at   BIGINT NOT NULL,
    sealed     BYTEA,
    PRIMARY KEY (epoch_day, node)
);
