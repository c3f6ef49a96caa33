-- A run that only counts what judging anew would change: dry_run. It has ended where a real run began since, superseded. Which
-- channels it judges by, catalogue, is a checksum; null for what earlier versions began. Of moves that are not told apart,
-- other_moves is the sum.
ALTER TABLE reattributions ADD COLUMN dry_run BOOLEAN DEFAULT FALSE NOT NULL;
ALTER TABLE reattributions ADD COLUMN superseded BOOLEAN DEFAULT FALSE NOT NULL;
ALTER TABLE reattributions ADD COLUMN catalogue BIGINT;
ALTER TABLE reattributions ADD COLUMN other_moves BIGINT DEFAULT 0 NOT NULL;

-- Verdicts that such a run would change, by the rule that decided, kind, channel and tier (none: empty), as they are and as they
-- would be.
CREATE TABLE reattribution_moves (
    id             VARCHAR(32) NOT NULL REFERENCES reattributions (id),
    before_rule    VARCHAR(64) NOT NULL,
    before_kind    VARCHAR(10) NOT NULL,
    before_channel VARCHAR(40) NOT NULL,
    before_tier    VARCHAR(10) NOT NULL,
    after_rule     VARCHAR(64) NOT NULL,
    after_kind     VARCHAR(10) NOT NULL,
    after_channel  VARCHAR(40) NOT NULL,
    after_tier     VARCHAR(10) NOT NULL,
    visits         BIGINT NOT NULL,
    PRIMARY KEY (id, before_rule, before_kind, before_channel, before_tier, after_rule, after_kind, after_channel,
      after_tier)
);
