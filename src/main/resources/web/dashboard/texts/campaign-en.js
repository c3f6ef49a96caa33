// Texts of what a campaign says of utm parameters in English, which are loaded with its form.
export default {
  "campaignUtm.hint": "What all links of this campaign get that do not say it themselves. {channel}, {audience} and {date} stand for the link’s own channel, audience and day of making. Left empty, source and medium come from the channel, and the campaign is its short name.",
  "campaignUtm.preview": "What is added",
  "campaignUtm.channel": "Of a link for",
  "campaignUtm.audience": "Its audience",
  "campaignUtm.leads": "Made today, it would lead from https://example.com/ to:",
};
