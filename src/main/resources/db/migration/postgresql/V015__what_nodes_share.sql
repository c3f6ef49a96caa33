-- How far each epoch of a node's journal is in the tables: two processes of one node, of which one runs on a copy of the
-- other's data directory, go on in an epoch of their own each. Of epochs before a node's first here all is in the tables.
-- An epoch is the upper bits of a sequence: 1099511627776 is 2 to the power of 40.
CREATE TABLE journal_epochs (
    node     BIGINT NOT NULL,
    epoch    BIGINT NOT NULL,
    sequence BIGINT NOT NULL,
    PRIMARY KEY (node, epoch)
);
INSERT INTO journal_epochs (node, epoch, sequence)
SELECT node, sequence / 1099511627776, sequence FROM journal_positions WHERE sequence > 0;

-- Whose visit a visitor was counted with: a node enters visitors ahead of the transaction that has their visits, and so finds
-- those that it has entered before where that has to be repeated. 0 where an earlier version counted.
ALTER TABLE daily_visitors ADD COLUMN node BIGINT NOT NULL DEFAULT 0;

-- Fetches of previews that a node has counted as attempts to share, ahead of the transaction that has their visits; each is
-- removed by that transaction.
CREATE TABLE preview_claims (
    node       BIGINT NOT NULL,
    sequence   BIGINT NOT NULL,
    link_id    BIGINT NOT NULL,
    preview_by VARCHAR(40) NOT NULL,
    at         BIGINT NOT NULL,
    PRIMARY KEY (node, sequence)
);
