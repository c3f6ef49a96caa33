-- On which links they were counted, so that those of a link can be taken away with it: pairs of a link and how many of the ids,
-- which are in the order of links. Null where an earlier version counted them.
ALTER TABLE visitor_runs ADD COLUMN links BYTEA;
