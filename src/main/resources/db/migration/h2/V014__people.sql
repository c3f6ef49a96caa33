-- How many people a link is sent to, as its owner says; null where they do not say.
ALTER TABLE links ADD COLUMN people BIGINT;
