// What a shared report shows: the API refuses the rest, so it is not asked for.

/** By dimension, the section that it is in, as the API names them. Time is always shown. */
const SECTIONS = {
  channel: "channels", origin: "channels", tier: "channels", visibility: "channels",
  audience: "groups",
  link: "links", campaign: "links", tag: "links", shareSet: "links", rule: "links",
  generation: "passing-on",
  country: "places", language: "places",
  device: "devices", os: "devices", browser: "devices", referrer: "devices",
  previewBy: "previews", setApart: "previews",
  event: "conversions", heardFrom: "conversions",
};

/** All sections, in the order in which they are offered. */
export const SECTION_NAMES = ["channels", "groups", "links", "passing-on", "places", "devices", "previews", "conversions", "return", "story"];

/** Those that are of one whole campaign. */
export const OF_CAMPAIGN = ["return", "story"];

/** Whether a report has a section: all of them, unless it is a shared one. */
export const hasSection = ({ sections = SECTION_NAMES }, name) => sections.includes(name);

/** Whether a report shows visits by these dimensions. @param by as of a question: none, "channel" or "time,channel" */
export const isShown = (report, by = "") =>
  String(by).split(",").every((dimension) => !SECTIONS[dimension] || hasSection(report, SECTIONS[dimension]));
