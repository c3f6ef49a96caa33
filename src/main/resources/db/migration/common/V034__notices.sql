-- What goes out to whom and how often. address: of mail, or of an incoming webhook. account_id: whose it is; null for one that was made
-- with a key. confirm_token: until the address is confirmed, after which nothing knows it. stop_token: ends it, in each mail.
-- next_at: when it is made next. sent_at, error, failing_since: of the last one. ended_at: it is no more, and is kept for a day, so that
-- nobody has letters of confirmation sent without end by making it again and again.
CREATE TABLE notices (
    id            VARCHAR(13)   PRIMARY KEY,
    account_id    VARCHAR(13),
    kind          VARCHAR(10)   NOT NULL,
    period        VARCHAR(10)   NOT NULL,
    campaign      VARCHAR(64),
    language      VARCHAR(5)    NOT NULL,
    zone          VARCHAR(64)   NOT NULL,
    way           VARCHAR(10)   NOT NULL,
    address       VARCHAR(2048) NOT NULL,
    paused        BOOLEAN       NOT NULL,
    created_at    BIGINT        NOT NULL,
    confirm_token VARCHAR(43),
    stop_token    VARCHAR(43)   NOT NULL,
    next_at       BIGINT        NOT NULL,
    sent_at       BIGINT,
    error         VARCHAR(20),
    failing_since BIGINT,
    ended_at      BIGINT
);
CREATE UNIQUE INDEX notices_stop ON notices (stop_token);
CREATE UNIQUE INDEX notices_confirm ON notices (confirm_token);
CREATE INDEX notices_due ON notices (next_at);
CREATE INDEX notices_account ON notices (account_id);

-- What was made of notices: one of each occasion, such as a week. It holds no figures; they are asked for when it is sent, so that
-- what was erased meanwhile is not in it. held_until: whoever sends it has so long; holder says who.
CREATE TABLE notice_messages (
    id         VARCHAR(13) PRIMARY KEY,
    notice_id  VARCHAR(13) NOT NULL REFERENCES notices (id) ON DELETE CASCADE,
    occasion   VARCHAR(40) NOT NULL,
    kind       VARCHAR(10) NOT NULL,
    before_at  BIGINT      NOT NULL,
    from_at    BIGINT      NOT NULL,
    to_at      BIGINT      NOT NULL,
    made_at    BIGINT      NOT NULL,
    state      VARCHAR(10) NOT NULL,
    due_at     BIGINT      NOT NULL,
    tries      INT         NOT NULL,
    holder     VARCHAR(13),
    held_until BIGINT,
    CONSTRAINT notice_messages_once UNIQUE (notice_id, occasion)
);
CREATE INDEX notice_messages_due ON notice_messages (state, due_at);

-- What an alert tells of a link; at most once a day of the notice's zone.
CREATE TABLE notice_alerts (
    notice_id  VARCHAR(13)  NOT NULL REFERENCES notices (id) ON DELETE CASCADE,
    link_id    BIGINT       NOT NULL REFERENCES links (id) ON DELETE CASCADE,
    epoch_day  BIGINT       NOT NULL,
    message_id VARCHAR(13)  NOT NULL,
    rises      BOOLEAN      NOT NULL,
    clicks     BIGINT       NOT NULL,
    usual      DECIMAL(18, 1) NOT NULL,
    CONSTRAINT notice_alerts_once PRIMARY KEY (notice_id, link_id, epoch_day)
);
CREATE INDEX notice_alerts_message ON notice_alerts (message_id);
CREATE INDEX notice_alerts_link ON notice_alerts (link_id);
