-- Single visits for people who ask with SQL: in the API's words, with times as times and links by their names. Its
-- columns stay what they are, whatever becomes of the tables behind it.
CREATE VIEW grapevine_visits AS
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
       k.rules_version
FROM clicks k
JOIN links l ON l.id = k.link_id;
