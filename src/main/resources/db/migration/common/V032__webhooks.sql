-- Where events are sent to, and which. Secrets stand as they are: they sign, and a hash cannot.
CREATE TABLE webhook_subscriptions (
    id            VARCHAR(32)   PRIMARY KEY,
    url           VARCHAR(2048) NOT NULL,
    description   VARCHAR(200),
    events        VARCHAR(400)  NOT NULL,
    campaigns     VARCHAR(8000),
    secret        VARCHAR(120)  NOT NULL,
    former_secret VARCHAR(120),
    former_until  BIGINT,
    stopped_by    VARCHAR(20),
    created_at    BIGINT        NOT NULL
);

-- What is sent to a receiver of one campaign goes one by one; '' is what is of no campaign. How a line stands, and which process
-- is at work on it: until when, for it may have been killed.
CREATE TABLE webhook_lines (
    subscription  VARCHAR(32) NOT NULL,
    campaign      VARCHAR(64) NOT NULL,
    next_at       BIGINT      NOT NULL,
    holder        VARCHAR(32),
    leased_until  BIGINT      NOT NULL,
    failures      INT         NOT NULL,
    failing_since BIGINT,
    failed_at     BIGINT,
    outcome       VARCHAR(20),
    status        INT,
    delivered     BIGINT      NOT NULL,
    delivered_at  BIGINT,
    PRIMARY KEY (subscription, campaign)
);

-- What waits, and what was given up; what was delivered is no more. The ids rise with time.
CREATE TABLE webhook_messages (
    id            BIGINT        PRIMARY KEY,
    subscription  VARCHAR(32)   NOT NULL,
    campaign      VARCHAR(64)   NOT NULL,
    event_id      VARCHAR(120)  NOT NULL,
    event_type    VARCHAR(40)   NOT NULL,
    link_id       BIGINT        NOT NULL,
    at            BIGINT        NOT NULL,
    waiting_since BIGINT        NOT NULL,
    given_up_at   BIGINT,
    attempts      INT           NOT NULL,
    body          VARCHAR(200000) NOT NULL
);

CREATE UNIQUE INDEX webhook_messages_event ON webhook_messages (subscription, event_id);
-- Heads of lines, and how many wait: both without the bodies.
CREATE INDEX webhook_messages_line ON webhook_messages (subscription, campaign, given_up_at, id);
CREATE INDEX webhook_messages_link ON webhook_messages (link_id);

-- Up to which visit of a node's journal events were made of visits; in parts, as on PostgreSQL each epoch is one. The version is
-- changed by whoever takes visits away, so that nobody makes events of what was read before.
CREATE TABLE webhook_positions (
    node     BIGINT NOT NULL,
    part     BIGINT NOT NULL,
    sequence BIGINT NOT NULL,
    version  BIGINT NOT NULL,
    PRIMARY KEY (node, part)
);

-- By which those are found whose time is over, which nobody does at that moment.
CREATE INDEX links_valid_until ON links (valid_until);
