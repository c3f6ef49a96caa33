-- Single visits on PostgreSQL, in partitions by time, which retention drops whole. A row has what is a visit's own; what many
-- visits have in common stands once, in visit_verdicts and visit_requests. What an earlier version recorded stays in clicks
-- until it is taken over, in the background.
CREATE TABLE visits (
    node          BIGINT NOT NULL,
    sequence      BIGINT NOT NULL,
    at            BIGINT NOT NULL,
    link_id       BIGINT NOT NULL,
    verdict       BIGINT NOT NULL,
    request       BIGINT NOT NULL,
    user_agent_id BIGINT,
    PRIMARY KEY (at, node, sequence)
) PARTITION BY RANGE (at);
CREATE INDEX visits_identity ON visits (node, sequence);
CREATE INDEX visits_link ON visits (link_id, at);

-- All partitions. The first has what is older than all others, so that every visit finds a place: from_at is the smallest
-- number there is. Between the others there may be gaps, which are filled before a visit is to go there.
CREATE TABLE visit_partitions (
    name    VARCHAR(63) PRIMARY KEY,
    from_at BIGINT NOT NULL,
    to_at   BIGINT NOT NULL
);

CREATE TABLE visits_before PARTITION OF visits FOR VALUES FROM (MINVALUE) TO (946684800000);
INSERT INTO visit_partitions VALUES ('visits_before', -9223372036854775808, 946684800000);
CREATE TABLE visits_after PARTITION OF visits FOR VALUES FROM (4102444800000) TO (MAXVALUE);
INSERT INTO visit_partitions VALUES ('visits_after', 4102444800000, 9223372036854775807);

-- How visits were judged. The id is made of the rest, so that nodes need not ask each other, and a row is never changed
-- but for loose: the number of a sweep that found no visit with it, and is about to delete it. See TextSweep.
CREATE TABLE visit_verdicts (
    id            BIGINT PRIMARY KEY,
    kind          VARCHAR(10) NOT NULL,
    channel       VARCHAR(40),
    origin        VARCHAR(40),
    visibility    VARCHAR(10),
    tier          VARCHAR(10),
    evidence      VARCHAR(2000),
    preview_by    VARCHAR(40),
    rules_version INT NOT NULL,
    first_of_day  BOOLEAN NOT NULL,
    share_attempt BOOLEAN NOT NULL,
    loose         BIGINT
);

-- What the requests told, the same way.
CREATE TABLE visit_requests (
    id             BIGINT PRIMARY KEY,
    country        VARCHAR(2),
    language       VARCHAR(8),
    device         VARCHAR(16),
    os             VARCHAR(32),
    browser        VARCHAR(32),
    referrer       VARCHAR(256),
    requested_with VARCHAR(128),
    markers        VARCHAR(128),
    flags          SMALLINT NOT NULL,
    loose          BIGINT
);

-- The columns of clicks.
CREATE VIEW visit_rows AS
SELECT v.node, v.sequence, v.at, v.link_id, j.kind, j.channel, j.origin, j.visibility, j.tier, j.evidence, j.preview_by,
       j.rules_version, j.first_of_day, r.country, r.language, r.device, r.os, r.browser, r.referrer, v.user_agent_id,
       r.requested_with, r.markers, r.flags, j.share_attempt
FROM visits v
LEFT JOIN visit_verdicts j ON j.id = v.verdict
LEFT JOIN visit_requests r ON r.id = v.request;

-- With what is not taken over yet.
CREATE VIEW recorded_visits AS
SELECT * FROM visit_rows
UNION ALL
SELECT node, sequence, at, link_id, kind, channel, origin, visibility, tier, evidence, preview_by, rules_version, first_of_day,
       country, language, device, os, browser, referrer, user_agent_id, requested_with, markers, flags, share_attempt
FROM clicks;

CREATE OR REPLACE VIEW grapevine_visits AS
SELECT k.node,
       k.sequence,
       to_timestamp(k.at / 1000.0)               AS at,
       l.domain,
       l.code,
       l.campaign,
       LOWER(k.kind)                             AS kind,
       k.channel,
       k.origin,
       LOWER(COALESCE(k.visibility, 'UNKNOWN'))  AS visibility,
       LOWER(k.tier)                             AS tier,
       k.preview_by,
       k.share_attempt,
       k.first_of_day,
       k.country,
       k.language,
       COALESCE(k.device, 'unknown')             AS device,
       COALESCE(k.os, 'unknown')                 AS os,
       COALESCE(k.browser, 'unknown')            AS browser,
       k.referrer,
       k.evidence,
       k.rules_version,
       k.at                                      AS at_millis
FROM recorded_visits k
JOIN links l ON l.id = k.link_id;
