-- The user agents of visits that were erased are marked: 0, and by a sweep with its own number. Who records a visit takes the
-- mark away, and what has it still, and no visit any more, is deleted. See AgentSweep.
ALTER TABLE user_agents ADD COLUMN loose BIGINT;
