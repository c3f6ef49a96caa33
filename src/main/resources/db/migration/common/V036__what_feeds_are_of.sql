-- What the question of a feed is asked of: stats, return or conversions. Those there were are all of the first.
ALTER TABLE feeds ADD COLUMN of_what VARCHAR(16) DEFAULT 'stats' NOT NULL;
