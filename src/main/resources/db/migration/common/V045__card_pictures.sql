-- A picture for cards, as it is served. id: random, in its address. type: png, jpeg. used_at: when a link last took it, or when it came; one
-- that no link has is kept for a while from then on.
CREATE TABLE card_pictures (
    id         VARCHAR(22) PRIMARY KEY,
    type       VARCHAR(10) NOT NULL,
    content    BYTEA       NOT NULL,
    created_at BIGINT      NOT NULL,
    used_at    BIGINT      NOT NULL
);
CREATE INDEX card_pictures_used ON card_pictures (used_at);

-- The picture whose address card_image is.
ALTER TABLE links ADD COLUMN card_picture VARCHAR(22);
CREATE INDEX links_card_picture ON links (card_picture);
