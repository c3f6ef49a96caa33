-- What was called off, such as an order, by what its conversion is known by: whether that came before or is yet to come. Looked up
-- when conversions are counted, so that neither the order of arrival nor two nodes at once matter.
CREATE TABLE conversion_cancels (
    external_id VARCHAR(200) PRIMARY KEY,
    occurred_at BIGINT NOT NULL,
    created_at  BIGINT NOT NULL
);
