-- A question whose answer as CSV has an address of its own, for a spreadsheet: who knows the token in it reads this answer and no
-- other. Of the token its hash is kept alone. It answers as long as its maker could ask the same. used_at: the hour, see FeedDao.
CREATE TABLE feeds (
    id           VARCHAR(32)   PRIMARY KEY,
    name         VARCHAR(2400) NOT NULL,
    hash         BYTEA         NOT NULL UNIQUE,
    question     VARCHAR(8000) NOT NULL,
    creator_kind VARCHAR(10)   NOT NULL,
    creator_id   VARCHAR(32)   NOT NULL,
    creator_name VARCHAR(2400) NOT NULL,
    created_at   BIGINT        NOT NULL,
    used_at      BIGINT
);

-- What the rollups have of each UTC day, in rows that SQL can read: for the views below, and for nothing that Grapevine answers.
-- Text is '' where there is none, so that a row has a key. The day is a date, and not its number as elsewhere, so that a condition
-- on the views' column finds its rows by the key.
CREATE TABLE daily_counts (
    day         DATE        NOT NULL,
    link_id     BIGINT      NOT NULL,
    channel     VARCHAR(40) NOT NULL,
    origin      VARCHAR(40) NOT NULL,
    tier        VARCHAR(10) NOT NULL,
    visibility  VARCHAR(10) NOT NULL,
    clicks      INT         NOT NULL,
    visitors    INT         NOT NULL,
    previews    INT         NOT NULL,
    shares      INT         NOT NULL,
    bots        INT         NOT NULL,
    suppressed  INT         NOT NULL,
    unusual     INT         NOT NULL,
    dark_before INT         NOT NULL,
    PRIMARY KEY (day, link_id, channel, origin, tier, visibility)
);

-- What the rollups' runs of a day were when its rows were written.
CREATE TABLE daily_days (
    day  DATE        PRIMARY KEY,
    mark VARCHAR(64) NOT NULL
);

CREATE VIEW grapevine_daily AS
SELECT d.day,
       l.domain,
       l.code,
       l.campaign,
       l.audience,
       l.share_set,
       l.generation,
       NULLIF(d.channel, '')                         AS channel,
       NULLIF(d.origin, '')                          AS origin,
       NULLIF(d.tier, '')                            AS tier,
       d.visibility,
       d.clicks,
       d.visitors,
       d.previews,
       d.shares,
       d.bots,
       d.suppressed,
       d.unusual,
       d.dark_before,
       CASE WHEN d.tier = 'dark' THEN d.clicks ELSE 0 END AS dark_after
FROM daily_counts d
JOIN links l ON l.id = d.link_id;

CREATE VIEW grapevine_links AS
SELECT l.domain,
       l.code,
       l.destination,
       l.title,
       l.campaign,
       l.channel,
       LOWER(l.visibility)                           AS visibility,
       l.audience,
       l.people,
       (SELECT string_agg(t.tag, ', ' ORDER BY t.tag) FROM link_tags t WHERE t.link_id = l.id) AS tags,
       l.share_set,
       p.code                                        AS parent,
       l.generation,
       to_timestamp(l.valid_from / 1000.0)           AS valid_from,
       to_timestamp(l.valid_until / 1000.0)          AS valid_until,
       l.max_clicks,
       l.password_hash IS NOT NULL                   AS has_password,
       l.track_conversions,
       CASE WHEN l.deleted_at IS NOT NULL THEN 'deleted'
            WHEN l.disabled THEN 'disabled'
            WHEN to_timestamp(l.valid_from / 1000.0) > now() THEN 'scheduled'
            WHEN to_timestamp(l.valid_until / 1000.0) <= now() THEN 'expired'
            WHEN l.uses >= l.max_clicks THEN 'used-up'
            ELSE 'active' END                        AS status,
       to_timestamp(l.created_at / 1000.0)           AS created_at,
       to_timestamp(l.updated_at / 1000.0)           AS updated_at,
       to_timestamp(l.deleted_at / 1000.0)           AS deleted_at
FROM links l
LEFT JOIN links p ON p.id = l.parent;

-- Three kinds of rows, each with figures of its own, so that every sum over them is right, whatever it is grouped by. A click is
-- found by its time, which its partition is told by; of an earlier version's conversions that is not known. Its verdict is
-- looked up, and not joined as in visit_rows: small as that table is, it would be read whole for each conversion.
CREATE VIEW grapevine_return AS
SELECT l.campaign,
       CAST('visits' AS VARCHAR(11))                 AS kind,
       NULLIF(d.origin, '')                          AS origin,
       l.audience,
       CAST(NULL AS VARCHAR(1200))                   AS event,
       CAST(NULL AS VARCHAR(3))                      AS currency,
       CAST(NULL AS BIGINT)                          AS sent,
       SUM(d.shares)                                 AS shares,
       SUM(d.clicks)                                 AS clicks,
       SUM(d.visitors)                               AS visitors,
       CAST(NULL AS BIGINT)                          AS conversions,
       CAST(NULL AS NUMERIC)                         AS revenue,
       CAST(NULL AS NUMERIC)                         AS cost
FROM daily_counts d
JOIN links l ON l.id = d.link_id
WHERE l.campaign IS NOT NULL
GROUP BY l.campaign, d.origin, l.audience
UNION ALL
SELECT l.campaign,
       'conversions',
       v.origin,
       l.audience,
       c.event,
       c.currency,
       NULL, NULL, NULL, NULL,
       COUNT(*) FILTER (WHERE c.amount IS NULL OR c.amount >= 0),
       SUM(c.amount),
       NULL
FROM conversions c
LEFT JOIN LATERAL (
    SELECT k.link_id, (SELECT j.origin FROM visit_verdicts j WHERE j.id = k.verdict) AS origin FROM visits k
    WHERE k.at = c.clicked_at AND k.node = c.node AND k.sequence = c.sequence
    UNION ALL
    SELECT k.link_id, (SELECT j.origin FROM visit_verdicts j WHERE j.id = k.verdict) FROM visits k
    WHERE c.clicked_at IS NULL AND k.node = c.node AND k.sequence = c.sequence
    UNION ALL
    SELECT k.link_id, k.origin FROM clicks k WHERE k.node = c.node AND k.sequence = c.sequence
) v ON TRUE
JOIN links l ON l.id = CASE c.link_id WHEN 0 THEN v.link_id ELSE c.link_id END
WHERE c.reason IS NULL AND l.campaign IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM conversion_cancels x WHERE x.external_id = c.external_id)
GROUP BY l.campaign, v.origin, l.audience, c.event, c.currency
UNION ALL
SELECT p.campaign,
       'costs',
       p.channel,
       p.audience,
       NULL,
       p.currency,
       p.sent,
       NULL, NULL, NULL, NULL, NULL,
       p.amount
FROM campaign_costs p;
