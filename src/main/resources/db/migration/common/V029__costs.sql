-- What a campaign cost, and to how many it was sent: in a channel, for an audience, in a channel for an audience, or, where neither is
-- named, as a whole. One row at most for each; Campaigns sees to that while it holds the campaign's row, for an audience may be longer
-- than an index of PostgreSQL holds.
ALTER TABLE campaign_costs RENAME TO campaign_costs_of_channels;
CREATE TABLE campaign_costs (
    campaign    VARCHAR(64) NOT NULL REFERENCES campaigns (slug),
    place       INT         NOT NULL,
    channel     VARCHAR(40),
    audience    VARCHAR(2400),
    sent        BIGINT,
    amount      DECIMAL(18, 4),
    currency    VARCHAR(3),
    CONSTRAINT campaign_costs_places PRIMARY KEY (campaign, place)
);
INSERT INTO campaign_costs (campaign, place, channel, amount, currency)
SELECT campaign, ROW_NUMBER() OVER (PARTITION BY campaign ORDER BY channel) - 1, channel, amount, currency
FROM campaign_costs_of_channels;
DROP TABLE campaign_costs_of_channels;

-- What a campaign's return is reckoned by; null where the defaults hold.
ALTER TABLE campaigns ADD COLUMN currency VARCHAR(3);
ALTER TABLE campaigns ADD COLUMN conversion_window_days INT;
ALTER TABLE campaigns ADD COLUMN conversion_rule VARCHAR(20);

-- What it is held against: an audience that was kept out, the days before it, or figures known from elsewhere.
ALTER TABLE campaigns ADD COLUMN baseline_kind VARCHAR(20);
ALTER TABLE campaigns ADD COLUMN baseline_audience VARCHAR(2400);
ALTER TABLE campaigns ADD COLUMN baseline_sent BIGINT;
ALTER TABLE campaigns ADD COLUMN baseline_conversions BIGINT;
