-- A character that people see has up to 12 units of UTF-16, so that what has at most 300 of them may have 3600.
ALTER TABLE campaigns ALTER COLUMN name SET DATA TYPE VARCHAR(2400);
ALTER TABLE share_sets ALTER COLUMN name SET DATA TYPE VARCHAR(2400);
ALTER TABLE share_sets ALTER COLUMN share_text SET DATA TYPE VARCHAR(24000);
ALTER TABLE links ALTER COLUMN audience SET DATA TYPE VARCHAR(2400);
ALTER TABLE links ALTER COLUMN title SET DATA TYPE VARCHAR(3600);
ALTER TABLE links ALTER COLUMN utm_source SET DATA TYPE VARCHAR(2400);
ALTER TABLE links ALTER COLUMN utm_medium SET DATA TYPE VARCHAR(2400);
ALTER TABLE links ALTER COLUMN utm_campaign SET DATA TYPE VARCHAR(2400);
ALTER TABLE links ALTER COLUMN utm_term SET DATA TYPE VARCHAR(2400);
ALTER TABLE links ALTER COLUMN utm_content SET DATA TYPE VARCHAR(2400);
ALTER TABLE links ALTER COLUMN card_title SET DATA TYPE VARCHAR(3600);
ALTER TABLE links ALTER COLUMN card_description SET DATA TYPE VARCHAR(12000);
ALTER TABLE link_tags ALTER COLUMN tag SET DATA TYPE VARCHAR(768);
ALTER TABLE link_reports ALTER COLUMN words SET DATA TYPE VARCHAR(6000);
ALTER TABLE link_reports ALTER COLUMN contact SET DATA TYPE VARCHAR(2400);
ALTER TABLE link_reports ALTER COLUMN note SET DATA TYPE VARCHAR(6000);

-- The destination in the letters that people search for, without case; null where it has ASCII's alone.
ALTER TABLE links ADD COLUMN destination_words VARCHAR(4096);

-- Each tag, by what is the same for all its spellings, as it was first written: so it stands in link_tags.
CREATE TABLE tags (
    folded VARCHAR(1000) PRIMARY KEY,
    tag    VARCHAR(768)  NOT NULL
);

-- That what is there has yet to be written so, at the next start.
INSERT INTO settings (name, content) VALUES ('words', CAST('1' AS BYTEA));
