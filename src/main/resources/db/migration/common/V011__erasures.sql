-- What was asked to be erased, and what came of it. Of the visits nothing stays but how many there were.
CREATE TABLE erasures (
    id           VARCHAR(20)  PRIMARY KEY,
    scope        VARCHAR(10)  NOT NULL,
    name         VARCHAR(400),
    from_at      BIGINT,
    to_at        BIGINT,
    node         BIGINT,
    sequence     BIGINT,
    links_too    BOOLEAN      NOT NULL,
    requested_by VARCHAR(200) NOT NULL,
    requested_at BIGINT       NOT NULL,
    looked_at    BIGINT       NOT NULL,
    finished_at  BIGINT,
    visits       BIGINT       NOT NULL,
    links        BIGINT       NOT NULL
);

-- The links that one is about; for one about all links there is none.
CREATE TABLE erasure_links (
    erasure_id VARCHAR(20) NOT NULL,
    link_id    BIGINT      NOT NULL,
    PRIMARY KEY (erasure_id, link_id)
);
