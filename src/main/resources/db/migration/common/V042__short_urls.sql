-- What a client of Shlink's API sent of a link and links do not keep, so that it gets back what it gave.
-- destination_hash: the first 64 bits of the SHA-256 of the destination it was made for, by which it is found again.
-- addresses: where it differs, how an address was given, as lines of "as it is kept", a tab, "as it was given".
-- tags: as lines, in the order in which they were given; null for the order of their letters.
CREATE TABLE shlink_links (
    link_id          BIGINT  PRIMARY KEY REFERENCES links (id) ON DELETE CASCADE,
    destination_hash BIGINT  NOT NULL,
    addresses        VARCHAR(200000),
    crawlable        BOOLEAN NOT NULL,
    tags             VARCHAR(40000)
);
CREATE INDEX shlink_links_destination ON shlink_links (destination_hash);
