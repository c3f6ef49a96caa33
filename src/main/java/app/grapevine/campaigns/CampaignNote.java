package app.grapevine.campaigns;

import java.time.Instant;

/**
 * What somebody wrote down of a campaign, at a time in its story: "The parish newsletter came out".
 *
 * @param at the moment that it is about
 * @param text one line
 */
public record CampaignNote(String id, String campaign, Instant at, String text, Instant createdAt) {}
