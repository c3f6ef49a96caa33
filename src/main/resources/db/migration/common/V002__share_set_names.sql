-- A set and the links that are deleted with it have the same deleted_at, by which they are brought back together.
ALTER TABLE share_sets ADD COLUMN name VARCHAR(200);
ALTER TABLE share_sets ADD COLUMN deleted_at BIGINT;
