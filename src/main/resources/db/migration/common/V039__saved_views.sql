-- A report that is narrowed and of a time, under a name: its maker's alone, or everybody's. campaign: the one that it is about
-- alone, by which it is told who may see it. folded_name: by it one maker's names are told apart. It holds no figures.
CREATE TABLE saved_views (
    id           VARCHAR(32)    PRIMARY KEY,
    name         VARCHAR(1200)  NOT NULL,
    folded_name  VARCHAR(3600)  NOT NULL,
    place        VARCHAR(600)   NOT NULL,
    question     VARCHAR(80000) NOT NULL,
    campaign     VARCHAR(64),
    shared       BOOLEAN        NOT NULL,
    creator_kind VARCHAR(10)    NOT NULL,
    creator_id   VARCHAR(32)    NOT NULL,
    creator_name VARCHAR(2400)  NOT NULL,
    created_at   BIGINT         NOT NULL
);
CREATE INDEX saved_views_creator ON saved_views (creator_id, creator_kind);
