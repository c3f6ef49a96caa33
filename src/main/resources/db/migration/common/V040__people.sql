-- An account may be limited to a campaign, as a key may. owner: the account that made a key for itself, beyond whose rights it never goes.
ALTER TABLE accounts ADD COLUMN campaign VARCHAR(64);
ALTER TABLE api_keys ADD COLUMN owner VARCHAR(32);
CREATE INDEX api_keys_owner ON api_keys (owner);

-- That somebody may make an account with these rights, once and for a while. Of the token in its address the hash is kept. The row goes
-- with its use. name: whom it is for, as whoever invites calls them.
CREATE TABLE invitations (
    id           VARCHAR(32)   PRIMARY KEY,
    hash         BYTEA         NOT NULL UNIQUE,
    name         VARCHAR(1200),
    scopes       VARCHAR(200)  NOT NULL,
    campaign     VARCHAR(64),
    creator_kind VARCHAR(10)   NOT NULL,
    creator_id   VARCHAR(32)   NOT NULL,
    creator_name VARCHAR(2400) NOT NULL,
    created_at   BIGINT        NOT NULL,
    expires_at   BIGINT        NOT NULL
);
