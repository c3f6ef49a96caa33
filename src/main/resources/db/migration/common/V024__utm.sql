-- Utm parameters can be off: a destination that is signed with its query breaks where anything is added.
ALTER TABLE links ADD COLUMN utm_off BOOLEAN DEFAULT FALSE NOT NULL;

-- Whether utm_campaign is the campaign's slug where nobody says another. Links of before lead where they led.
ALTER TABLE links ADD COLUMN utm_slug BOOLEAN DEFAULT FALSE NOT NULL;

-- What a campaign says of its links' utm parameters, with placeholders: a line each for source, medium, campaign, term, content.
ALTER TABLE campaigns ADD COLUMN utm VARCHAR(1010);
