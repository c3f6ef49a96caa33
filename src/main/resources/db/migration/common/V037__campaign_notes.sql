-- What people write down of a campaign, each at a time in its story; it is gone with the campaign.
CREATE TABLE campaign_notes (
    id         VARCHAR(13)   PRIMARY KEY,
    campaign   VARCHAR(64)   NOT NULL,
    noted_at   BIGINT        NOT NULL,
    note       VARCHAR(2400) NOT NULL,
    created_at BIGINT        NOT NULL
);
CREATE INDEX campaign_notes_campaign ON campaign_notes (campaign, noted_at);
