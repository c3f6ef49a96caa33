-- Where a link leads instead, and when: a line for each rule, as rules.RuleText says. And by what it is found: the addresses of
-- its rules without case, a line each; and their hosts, each between a dot and a colon.
ALTER TABLE links ADD COLUMN rules VARCHAR(400000);
ALTER TABLE links ADD COLUMN rule_words VARCHAR(400000);
ALTER TABLE links ADD COLUMN rule_hosts VARCHAR(16000);
