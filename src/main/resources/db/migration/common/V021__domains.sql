-- What an admin has set for a domain: where it leads when no link does, and how recipients' pages on it look. A domain without a
-- row has nothing set. The logo is a data: URI, as pages have it.
CREATE TABLE domains (
    host                VARCHAR(253) PRIMARY KEY,
    root_destination    VARCHAR(2048),
    unknown_destination VARCHAR(2048),
    ended_destination   VARCHAR(2048),
    name                VARCHAR(100),
    logo                VARCHAR(50000),
    card_title          VARCHAR(300),
    card_description    VARCHAR(1000),
    updated_at          BIGINT NOT NULL
);
