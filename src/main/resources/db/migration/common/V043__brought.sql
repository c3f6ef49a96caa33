-- Other codes under which a link is found: such as were printed before it was brought here, as they are, and further ones. folded: as of
-- links. One that was removed is found no more, and is given to no other link: removed_at. Goes with the link.
CREATE TABLE link_aliases (
    domain     VARCHAR(253) NOT NULL,
    code       VARCHAR(200) NOT NULL,
    folded     VARCHAR(300),
    link_id    BIGINT       NOT NULL REFERENCES links (id) ON DELETE CASCADE,
    removed_at BIGINT,
    PRIMARY KEY (code, domain)
);
CREATE UNIQUE INDEX link_aliases_folded ON link_aliases (folded, domain);
CREATE INDEX link_aliases_link ON link_aliases (link_id);

-- What was counted of a link before it was brought here, by whom and until when; as that counted it, so that it is in no other figure. Goes
-- with the link.
CREATE TABLE opening_balances (
    link_id  BIGINT        PRIMARY KEY REFERENCES links (id) ON DELETE CASCADE,
    visits   BIGINT        NOT NULL,
    visitors BIGINT,
    until_at BIGINT        NOT NULL,
    source   VARCHAR(1200) NOT NULL
);
