-- What is archived goes on as before, and is out of lists, of what one chooses from, and of the search until it is asked for.
ALTER TABLE links ADD COLUMN archived BOOLEAN DEFAULT FALSE NOT NULL;
ALTER TABLE share_sets ADD COLUMN archived BOOLEAN DEFAULT FALSE NOT NULL;
ALTER TABLE campaigns ADD COLUMN archived BOOLEAN DEFAULT FALSE NOT NULL;
