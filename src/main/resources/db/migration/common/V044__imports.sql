-- From where links were brought, and how far that is: source is its kind and address. A run goes on from its cursors, which mean something to the
-- source alone. until_at: the last millisecond whose visits the run that is under way brings; null where none is. links, visits: how many were
-- brought in all.
CREATE TABLE imports (
    id            BIGINT        PRIMARY KEY,
    source        VARCHAR(500)  NOT NULL UNIQUE,
    links_cursor  VARCHAR(1000) NOT NULL,
    links_done    BOOLEAN       NOT NULL,
    visits_cursor VARCHAR(1000) NOT NULL,
    until_at      BIGINT,
    links         BIGINT        NOT NULL,
    visits        BIGINT        NOT NULL,
    began_at      BIGINT        NOT NULL,
    updated_at    BIGINT        NOT NULL
);

-- Which link of a source which of ours is. name: its host and code there. told: how many visits the source said it has. visits_until: the last
-- millisecond whose visits are here, one by one or in the opening balance. Goes with the link.
CREATE TABLE imported_links (
    import_id    BIGINT       NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
    name         VARCHAR(500) NOT NULL,
    link_id      BIGINT       NOT NULL REFERENCES links (id) ON DELETE CASCADE,
    told         BIGINT,
    visits_until BIGINT,
    PRIMARY KEY (import_id, name)
);
CREATE INDEX imported_links_link ON imported_links (link_id, import_id);

-- Epochs of nodes whose visits were brought from elsewhere: they happened before, and nobody is told of them as they come in.
CREATE TABLE past_epochs (
    node  BIGINT NOT NULL,
    epoch BIGINT NOT NULL,
    PRIMARY KEY (node, epoch)
);
