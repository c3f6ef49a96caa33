-- People who were kept out as a campaign's baseline are in nothing of its return but the lift; which they are could not be told by
-- the view, so whoever reckoned by it had their revenue in. The column comes behind the others, and who may read the view still may.
CREATE OR REPLACE VIEW grapevine_return AS
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
       CAST(NULL AS NUMERIC)                         AS cost,
       COALESCE(l.audience = g.baseline_audience, FALSE) AS kept_out
FROM daily_counts d
JOIN links l ON l.id = d.link_id
LEFT JOIN campaigns g ON g.slug = l.campaign
WHERE l.campaign IS NOT NULL
GROUP BY l.campaign, d.origin, l.audience, g.baseline_audience
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
       NULL,
       COALESCE(l.audience = g.baseline_audience, FALSE)
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
LEFT JOIN campaigns g ON g.slug = l.campaign
WHERE c.reason IS NULL AND l.campaign IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM conversion_cancels x WHERE x.external_id = c.external_id)
GROUP BY l.campaign, v.origin, l.audience, c.event, c.currency, g.baseline_audience
UNION ALL
SELECT p.campaign,
       'costs',
       p.channel,
       p.audience,
       NULL,
       p.currency,
       p.sent,
       NULL, NULL, NULL, NULL, NULL,
       p.amount,
       COALESCE(p.audience = g.baseline_audience, FALSE)
FROM campaign_costs p
LEFT JOIN campaigns g ON g.slug = p.campaign;
