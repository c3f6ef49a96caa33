-- Times are milliseconds since 1970 UTC, days are days since 1970 UTC. Ids are made by the application.

CREATE TABLE settings (
    name  VARCHAR(64) PRIMARY KEY,
    content BYTEA NOT NULL
);

CREATE TABLE api_keys (
    id          VARCHAR(32)  PRIMARY KEY,
    name        VARCHAR(200) NOT NULL,
    hash        BYTEA        NOT NULL UNIQUE,
    scopes      VARCHAR(200) NOT NULL,
    from_setting BOOLEAN     NOT NULL,
    created_at  BIGINT       NOT NULL,
    revoked_at  BIGINT
);

-- folded_name is what names are compared by; epoch rises with all that ends the account's sessions.
CREATE TABLE accounts (
    id          VARCHAR(32)  PRIMARY KEY,
    name        VARCHAR(100) NOT NULL,
    folded_name VARCHAR(100) NOT NULL UNIQUE,
    hash        VARCHAR(200) NOT NULL,
    scopes      VARCHAR(200) NOT NULL,
    disabled    BOOLEAN      NOT NULL,
    epoch       INT          NOT NULL,
    created_at  BIGINT       NOT NULL
);

-- Who signed in, with an account or with a key; hash is that of the session's token. A session may outlive its
-- account's row for hours; it is then no session any more.
CREATE TABLE sessions (
    id          VARCHAR(32) PRIMARY KEY,
    hash        BYTEA       NOT NULL UNIQUE,
    account     VARCHAR(32),
    api_key     VARCHAR(32),
    epoch       INT         NOT NULL,
    created_at  BIGINT      NOT NULL,
    seen_at     BIGINT      NOT NULL
);
CREATE INDEX sessions_account ON sessions (account);
CREATE INDEX sessions_api_key ON sessions (api_key);

-- Requests that came with an idempotency key, and their answers; status is null while there is none.
CREATE TABLE idempotency_keys (
    api_key      VARCHAR(32)  NOT NULL,
    idempotency  VARCHAR(255) NOT NULL,
    request_hash BYTEA        NOT NULL,
    status       INT,
    content_type VARCHAR(100),
    location     VARCHAR(400),
    created_at   BIGINT       NOT NULL,
    PRIMARY KEY (api_key, idempotency)
);
CREATE INDEX idempotency_keys_created ON idempotency_keys (created_at);

-- The body of such an answer, compressed, encrypted, and cut in parts, as H2 takes at most 1 MiB in a value.
CREATE TABLE idempotency_bodies (
    api_key     VARCHAR(32)  NOT NULL,
    idempotency VARCHAR(255) NOT NULL,
    part        INT          NOT NULL,
    content     BYTEA        NOT NULL,
    PRIMARY KEY (api_key, idempotency, part)
);

CREATE TABLE campaigns (
    slug        VARCHAR(64)  PRIMARY KEY,
    name        VARCHAR(200) NOT NULL,
    starts_on   INT,
    ends_on     INT,
    created_at  BIGINT NOT NULL,
    updated_at  BIGINT NOT NULL
);

CREATE TABLE campaign_costs (
    campaign    VARCHAR(64) NOT NULL REFERENCES campaigns (slug),
    channel     VARCHAR(40) NOT NULL,
    amount      DECIMAL(18, 4) NOT NULL,
    currency    VARCHAR(3)  NOT NULL,
    PRIMARY KEY (campaign, channel)
);

CREATE TABLE share_sets (
    id          VARCHAR(32)   PRIMARY KEY,
    destination VARCHAR(2048) NOT NULL,
    share_text  VARCHAR(2000),
    issued      INT           NOT NULL,
    created_at  BIGINT        NOT NULL
);

-- A deleted link keeps its row, so that its code is never issued again and its clicks keep their link. A link that
-- a recipient passed on has a parent, and its generation is one more; title_order is what lists are sorted by.
CREATE TABLE links (
    id                  BIGINT PRIMARY KEY,
    domain              VARCHAR(253)  NOT NULL,
    code                VARCHAR(64)   NOT NULL,
    destination         VARCHAR(2048) NOT NULL,
    channel             VARCHAR(40),
    visibility          VARCHAR(10),
    audience            VARCHAR(200),
    campaign            VARCHAR(64),
    title               VARCHAR(300),
    title_order         VARCHAR(128)  NOT NULL DEFAULT '1',
    share_set           VARCHAR(32),
    parent              BIGINT,
    generation          SMALLINT NOT NULL DEFAULT 0,
    forwarding          BOOLEAN  NOT NULL DEFAULT TRUE,
    valid_from          BIGINT,
    valid_until         BIGINT,
    max_clicks          BIGINT,
    expired_destination VARCHAR(2048),
    forward_query       BOOLEAN NOT NULL,
    utm_source          VARCHAR(200),
    utm_medium          VARCHAR(200),
    utm_campaign        VARCHAR(200),
    utm_term            VARCHAR(200),
    utm_content         VARCHAR(200),
    card_title          VARCHAR(300),
    card_description    VARCHAR(1000),
    card_image          VARCHAR(2048),
    track_conversions   BOOLEAN NOT NULL,
    disabled            BOOLEAN NOT NULL,
    uses                BIGINT  NOT NULL,
    created_at          BIGINT  NOT NULL,
    updated_at          BIGINT  NOT NULL,
    deleted_at          BIGINT,
    CONSTRAINT links_code UNIQUE (code, domain)
);
CREATE INDEX links_campaign ON links (campaign, id);
CREATE INDEX links_share_set ON links (share_set, id);
CREATE INDEX links_issued ON links (share_set, generation, id);
CREATE INDEX links_channel ON links (channel, id);
CREATE INDEX links_parent ON links (parent, id);
CREATE INDEX links_generation ON links (generation, id);
CREATE INDEX links_updated ON links (updated_at, id);
CREATE INDEX links_title ON links (title_order, id);

CREATE TABLE link_tags (
    link_id BIGINT      NOT NULL REFERENCES links (id),
    tag     VARCHAR(64) NOT NULL,
    PRIMARY KEY (link_id, tag)
);
CREATE INDEX link_tags_tag ON link_tags (tag, link_id);

-- The random salt of a UTC day: made during the day before, destroyed soon after the day is over.
CREATE TABLE salts (
    epoch_day  BIGINT PRIMARY KEY,
    salt       BYTEA  NOT NULL,
    created_at BIGINT NOT NULL
);

-- How far each node's journal is in the tables. The commit of this row is the acknowledgement of the visits.
-- The epoch is raised by each start of a node; a process that finds another than its own has lost the node.
CREATE TABLE journal_positions (
    node       BIGINT PRIMARY KEY,
    epoch      BIGINT NOT NULL,
    sequence   BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

CREATE TABLE dead_letters (
    node      BIGINT NOT NULL,
    sequence  BIGINT NOT NULL,
    payload   BYTEA  NOT NULL,
    error     VARCHAR(2000) NOT NULL,
    failed_at BIGINT NOT NULL,
    PRIMARY KEY (node, sequence)
);

-- User agents, each kept once, for re-attribution; forgotten when not seen for the retention's length.
CREATE TABLE user_agents (
    id         BIGINT PRIMARY KEY,
    user_agent VARCHAR(512) NOT NULL,
    last_day   BIGINT NOT NULL
);

CREATE TABLE clicks (
    node          BIGINT NOT NULL,
    sequence      BIGINT NOT NULL,
    at            BIGINT NOT NULL,
    link_id       BIGINT NOT NULL,
    kind          VARCHAR(10) NOT NULL,
    channel       VARCHAR(40),
    origin        VARCHAR(40),
    visibility    VARCHAR(10),
    tier          VARCHAR(10),
    evidence      VARCHAR(2000),
    preview_by    VARCHAR(40),
    rules_version INT NOT NULL,
    first_of_day  BOOLEAN NOT NULL,
    country       VARCHAR(2),
    language      VARCHAR(8),
    device        VARCHAR(16),
    os            VARCHAR(32),
    browser       VARCHAR(32),
    referrer      VARCHAR(256),
    user_agent_id BIGINT,
    requested_with VARCHAR(128),
    markers       VARCHAR(128),
    flags         SMALLINT NOT NULL DEFAULT 0,
    share_attempt BOOLEAN NOT NULL DEFAULT FALSE,
    PRIMARY KEY (node, sequence)
);
CREATE INDEX clicks_at ON clicks (at, node, sequence);
CREATE INDEX clicks_link ON clicks (link_id, at, node, sequence);

-- Who was counted as a visitor of a link on a day, and by which click; gone soon after the day's salt. The id
-- begins with the day modulo 4 and goes on with the visitor's pseudonym, which is of one link and one day: so one
-- number is unique, and a day is a range. Rows are as small as can be: they are inserted at random places.
CREATE TABLE daily_visitors (
    id       BIGINT PRIMARY KEY,
    sequence BIGINT NOT NULL
);

-- Which apps have fetched previews of a link. An attempt to share is a fetch that the app's cache of previews
-- does not explain: the first, and each that comes a cache window after the last one counted.
CREATE TABLE link_previews (
    link_id    BIGINT NOT NULL,
    preview_by VARCHAR(40) NOT NULL,
    first_at   BIGINT NOT NULL,
    last_at    BIGINT NOT NULL,
    counted_at BIGINT NOT NULL,
    attempts   BIGINT NOT NULL,
    PRIMARY KEY (link_id, preview_by)
);

-- The first click at or after a link's first preview, noted when retention deletes it from clicks.
CREATE TABLE first_clicks (
    link_id BIGINT PRIMARY KEY,
    at      BIGINT NOT NULL
);

-- Visits that are being judged anew, or were: those from from_at to before to_at, up to the cursor so far. With
-- open_end the end was not asked for, and is the time of the start.
CREATE TABLE reattributions (
    id              VARCHAR(32) PRIMARY KEY,
    from_at         BIGINT  NOT NULL,
    to_at           BIGINT  NOT NULL,
    open_end        BOOLEAN NOT NULL,
    rules_version   INT     NOT NULL,
    cursor_at       BIGINT  NOT NULL,
    cursor_node     BIGINT  NOT NULL,
    cursor_sequence BIGINT  NOT NULL,
    examined        BIGINT  NOT NULL,
    changed         BIGINT  NOT NULL,
    forgotten       BIGINT  NOT NULL,
    started_at      BIGINT  NOT NULL,
    finished_at     BIGINT
);

-- The visits that it has examined, by kind and channel (none: empty), as they were and as they are.
CREATE TABLE reattribution_channels (
    id           VARCHAR(32) NOT NULL REFERENCES reattributions (id),
    kind         VARCHAR(10) NOT NULL,
    channel      VARCHAR(40) NOT NULL,
    before_count BIGINT NOT NULL,
    after_count  BIGINT NOT NULL,
    PRIMARY KEY (id, kind, channel)
);

-- Rows of link_previews that are to be counted anew, because previews of theirs were judged anew.
CREATE TABLE stale_previews (
    link_id    BIGINT NOT NULL,
    preview_by VARCHAR(40) NOT NULL,
    PRIMARY KEY (link_id, preview_by)
);

-- Visits counted: one row is what one node recorded within four hours (block: such since 1970 UTC) on one link,
-- or on all links (link 0). Part 0 counts by channel, origin, visibility and tier; part 1 by these and by
-- platform, place or source. The counts of each quarter-hour are packed, see BlockCodec.
CREATE TABLE rollups (
    link_id BIGINT   NOT NULL,
    part    SMALLINT NOT NULL,
    block   INT      NOT NULL,
    node    BIGINT   NOT NULL,
    counts  BYTEA    NOT NULL,
    PRIMARY KEY (link_id, part, block, node)
);
CREATE INDEX rollups_block ON rollups (part, block, link_id);

CREATE TABLE conversions (
    id          VARCHAR(32)  PRIMARY KEY,
    node        BIGINT       NOT NULL,
    sequence    BIGINT       NOT NULL,
    link_id     BIGINT       NOT NULL,
    event       VARCHAR(100) NOT NULL,
    amount      DECIMAL(18, 4),
    currency    VARCHAR(3),
    external_id VARCHAR(200) UNIQUE,
    occurred_at BIGINT       NOT NULL,
    created_at  BIGINT       NOT NULL
);
-- link_id is 0 until the click is stored, which a conversion may overtake.
CREATE INDEX conversions_click ON conversions (node, sequence);
CREATE INDEX conversions_at ON conversions (occurred_at, link_id);
CREATE INDEX conversions_link ON conversions (link_id, occurred_at);
