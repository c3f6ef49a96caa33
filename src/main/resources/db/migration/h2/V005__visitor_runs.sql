-- Who was counted as a visitor on a day, on H2: the ids of daily_visitors, those of one commit or of several, in order.
-- They are looked up in memory; a row for each would lie at a random place, and have H2 copy a page.
CREATE TABLE visitor_runs (
    id            BIGINT PRIMARY KEY,
    epoch_day     BIGINT NOT NULL,
    last_sequence BIGINT NOT NULL,
    visitors      INT    NOT NULL,
    ids           BYTEA  NOT NULL
);
