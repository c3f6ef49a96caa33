-- A code that was chosen is found in whatever case it is typed: its folded form. Null for a code made at random, which is
-- found as it is. Which codes of before were made at random is told by their shape. Of those of before that differ in case
-- alone one has the folded form, the first that is not deleted, and each is found as it is.
ALTER TABLE links ADD COLUMN folded VARCHAR(64);
UPDATE links SET folded = TRANSLATE(code, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz')
WHERE id IN (
    SELECT COALESCE(MIN(CASE WHEN deleted_at IS NULL THEN id END), MIN(id)) FROM links
    WHERE CHAR_LENGTH(code) <> 7 OR POSITION('-' IN code) > 0 OR POSITION('_' IN code) > 0
    GROUP BY domain, TRANSLATE(code, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz'));
CREATE UNIQUE INDEX links_folded ON links (folded, domain);

-- What of a visit's query is handed on: forward_query is true for all of it, false for nothing or, with forward_ids, for the
-- ids of clicks alone, and null where the setting says it. And whether the visit's parameter takes the place of the link's.
ALTER TABLE links ALTER COLUMN forward_query DROP NOT NULL;
ALTER TABLE links ADD COLUMN forward_ids BOOLEAN DEFAULT FALSE NOT NULL;
ALTER TABLE links ADD COLUMN forwarded_wins BOOLEAN DEFAULT FALSE NOT NULL;
