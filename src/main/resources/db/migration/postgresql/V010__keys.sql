-- A key may be limited to a campaign, and end at a time. used_at is the hour that it was last used in. former_hash is that of the
-- secret before this one, which goes on working until former_until.
ALTER TABLE api_keys ADD COLUMN campaign VARCHAR(64), ADD COLUMN expires_at BIGINT, ADD COLUMN used_at BIGINT,
    ADD COLUMN former_hash BYTEA, ADD COLUMN former_until BIGINT;
CREATE INDEX api_keys_former ON api_keys (former_hash);

-- Who made a link, as they were called then. Null for what an earlier version, a recipient or the service itself made.
ALTER TABLE links ADD COLUMN creator_kind VARCHAR(10), ADD COLUMN creator_id VARCHAR(32), ADD COLUMN creator_name VARCHAR(200);
