-- Names count in characters as people see them, of up to 12 units of UTF-16 each, as all else that people write does since V022.
ALTER TABLE api_keys ALTER COLUMN name SET DATA TYPE VARCHAR(2400);
ALTER TABLE accounts ALTER COLUMN name SET DATA TYPE VARCHAR(1200);
-- What names are compared by may be longer than they are; how long says Accounts, for an index of PostgreSQL holds 2,704 bytes.
ALTER TABLE accounts ALTER COLUMN folded_name SET DATA TYPE VARCHAR(2600);

-- Where the name of a key or an account is kept as it was.
ALTER TABLE links ALTER COLUMN creator_name SET DATA TYPE VARCHAR(2400);
ALTER TABLE audit_entries ALTER COLUMN actor_name SET DATA TYPE VARCHAR(2400);
ALTER TABLE erasures ALTER COLUMN requested_by SET DATA TYPE VARCHAR(2400);
ALTER TABLE link_reports ALTER COLUMN closed_by SET DATA TYPE VARCHAR(2400);

-- What V021 and V024 made too narrow for what is accepted.
ALTER TABLE domains ALTER COLUMN name SET DATA TYPE VARCHAR(1200);
ALTER TABLE domains ALTER COLUMN card_title SET DATA TYPE VARCHAR(3600);
ALTER TABLE domains ALTER COLUMN card_description SET DATA TYPE VARCHAR(12000);
ALTER TABLE campaigns ALTER COLUMN utm SET DATA TYPE VARCHAR(12004);

-- What somebody calls an event.
ALTER TABLE conversions ALTER COLUMN event SET DATA TYPE VARCHAR(1200);
