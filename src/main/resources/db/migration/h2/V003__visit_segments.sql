-- Single visits on H2. A segment has visits of one node, those of sequences that follow one another; its directory says
-- which links are in which of its groups. Rows are never changed: what is changed of a segment is written anew, under
-- a new id, and goes on using the groups in which nothing changed.
CREATE TABLE visit_segments (
    id             BIGINT PRIMARY KEY,
    node           BIGINT NOT NULL,
    first_sequence BIGINT NOT NULL,
    last_sequence  BIGINT NOT NULL,
    from_at        BIGINT NOT NULL,
    to_at          BIGINT NOT NULL,
    visits         INT    NOT NULL,
    directory      BYTEA  NOT NULL
);

-- Some two thousand visits of a segment, by link and time, packed: see VisitGroup.
CREATE TABLE visit_groups (
    id      BIGINT PRIMARY KEY,
    content BYTEA NOT NULL
);
