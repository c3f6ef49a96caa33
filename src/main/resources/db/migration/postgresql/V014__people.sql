-- How many people a link is sent to, as its owner says; null where they do not say.
ALTER TABLE links ADD COLUMN people BIGINT;

-- preview_by holds who fetched a preview, or, of another visit that is set apart, the rule that said so.
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
       CAST(CASE WHEN k.kind = 'PREVIEW' THEN k.preview_by END AS VARCHAR(40)) AS preview_by,
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
       k.at                                      AS at_millis,
       CASE WHEN k.kind <> 'PREVIEW' THEN k.preview_by END AS set_apart
FROM recorded_visits k
JOIN links l ON l.id = k.link_id;
