-- What a password of a link was made of by Argon2id, in the PHC format.
ALTER TABLE links ADD COLUMN password_hash VARCHAR(200);

-- Whether {click} and {code} in the destination are filled in. Links of before lead where they led.
ALTER TABLE links ADD COLUMN placeholders BOOLEAN DEFAULT FALSE NOT NULL;
