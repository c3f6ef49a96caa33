-- A key may be limited to a campaign, and end at a time. used_at is the hour that it was last used in. former_hash is that of the
-- secret before this one, which goes on working until former_until.
ALTER TABLE api_keys ADD COLUMN (campaign VARCHAR(64), expires_at BIGINT, used_at BIGINT, former_hash BYTEA, former_until BIGINT);
CREATE INDEX api_keys_former ON api_keys (former_hash);

-- Who made a link, as they were called then. Null for what an earlier version, a recipient or the service itself made.
-- All at once, as H2 copies the table.
ALTER TABLE links ADD COLUMN (creator_kind VARCHAR(10), creator_id VARCHAR(32), creator_name VARCHAR(200));
