-- What a browser says of itself beside its user agent, so that visits can be judged anew by it.
ALTER TABLE visit_requests ADD COLUMN context VARCHAR(128);

CREATE OR REPLACE VIEW visit_rows AS
SELECT v.node, v.sequence, v.at, v.link_id, j.kind, j.channel, j.origin, j.visibility, j.tier, j.evidence, j.preview_by,
       j.rules_version, j.first_of_day, r.country, r.language, r.device, r.os, r.browser, r.referrer, v.user_agent_id,
       r.requested_with, r.markers, r.flags, j.share_attempt, r.context
FROM visits v
LEFT JOIN visit_verdicts j ON j.id = v.verdict
LEFT JOIN visit_requests r ON r.id = v.request;

CREATE OR REPLACE VIEW recorded_visits AS
SELECT * FROM visit_rows
UNION ALL
SELECT node, sequence, at, link_id, kind, channel, origin, visibility, tier, evidence, preview_by, rules_version, first_of_day,
       country, language, device, os, browser, referrer, user_agent_id, requested_with, markers, flags, share_attempt,
       CAST(NULL AS VARCHAR(128))
FROM clicks;
