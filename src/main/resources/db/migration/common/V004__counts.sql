-- Visits counted. A run has counts of one UTC day, by link (0: all links), facet and quarter-hour, or what corrects them:
-- the sum over all runs of a day is the truth. A run is never changed: runs are merged into new ones. Level: how often
-- it was merged. Several days (a month) have the sums of their links alone; the directory says of which runs, and what
-- is in each part. See RunDao.
CREATE TABLE count_runs (
    id        BIGINT   PRIMARY KEY,
    first_day INT      NOT NULL,
    days      SMALLINT NOT NULL,
    level     SMALLINT NOT NULL,
    directory BYTEA    NOT NULL
);
CREATE INDEX count_runs_day ON count_runs (first_day, days, level);

CREATE TABLE count_parts (
    run     BIGINT NOT NULL,
    number  INT    NOT NULL,
    content BYTEA  NOT NULL,
    PRIMARY KEY (run, number)
);
