-- On which link it was counted, so that those of a link can be taken away with it. Null where an earlier version counted it.
ALTER TABLE daily_visitors ADD COLUMN link_id BIGINT;
