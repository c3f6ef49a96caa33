-- How far each epoch of a node's journal is in the tables, where more than one process may write as one node: on PostgreSQL.
-- H2 has one process, and journal_positions says it all; here the table is empty.
CREATE TABLE journal_epochs (
    node     BIGINT NOT NULL,
    epoch    BIGINT NOT NULL,
    sequence BIGINT NOT NULL,
    PRIMARY KEY (node, epoch)
);
