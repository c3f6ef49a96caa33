-- Where a link leads instead, and when: a line for each rule, as rules.RuleText says. And by what it is found: the addresses of
-- its rules without case, a line each; and their hosts, each between a dot and a colon.
ALTER TABLE links ADD COLUMN rules VARCHAR(400000);
ALTER TABLE links ADD COLUMN rule_words VARCHAR(400000);
ALTER TABLE links ADD COLUMN rule_hosts VARCHAR(16000);

-- The rule by which a visit was led; null for the link's own destination.
ALTER TABLE visit_requests ADD COLUMN rule VARCHAR(64);

CREATE OR REPLACE VIEW visit_rows AS
SELECT v.node, v.sequence, v.at, v.link_id, j.kind, j.channel, j.origin, j.visibility, j.tier, j.evidence, j.preview_by,
       j.rules_version, j.first_of_day, r.country, r.language, r.device, r.os, r.browser, r.referrer, v.user_agent_id,
       r.requested_with, r.markers, r.flags, j.share_attempt, r.context, r.rule
FROM visits v
LEFT JOIN visit_verdicts j ON j.id = v.verdict
LEFT JOIN visit_requests r ON r.id = v.request;

CREATE OR REPLACE VIEW recorded_visits AS
SELECT * FROM visit_rows
UNION ALL
SELECT node, sequence, at, link_id, kind, channel, origin, visibility, tier, evidence, preview_by, rules_version, first_of_day,
       country, language, device, os, browser, referrer, user_agent_id, requested_with, markers, flags, share_attempt,
       CAST(NULL AS VARCHAR(128)), CAST(NULL AS VARCHAR(64))
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
       CASE WHEN k.kind <> 'PREVIEW' THEN k.preview_by END AS set_apart,
       k.rule
FROM recorded_visits k
JOIN links l ON l.id = k.link_id;
