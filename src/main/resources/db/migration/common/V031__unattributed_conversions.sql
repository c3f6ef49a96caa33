-- What can be tied to no click is kept, with the reason; then link_id is -1, and campaign whose it is said to be. What waits for one of
-- several clicks has them all in candidates (node:sequence), until it is tied to one.
ALTER TABLE conversions ADD COLUMN reason VARCHAR(16);
ALTER TABLE conversions ADD COLUMN campaign VARCHAR(64);
ALTER TABLE conversions ADD COLUMN heard_from VARCHAR(1200);
ALTER TABLE conversions ADD COLUMN clicked_at BIGINT;
ALTER TABLE conversions ADD COLUMN candidates VARCHAR(1000);
CREATE INDEX conversions_campaign ON conversions (campaign, occurred_at);
