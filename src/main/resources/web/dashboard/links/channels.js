// The channels as marketers know them: those that one uses most come first, the others by name; the choice of one, and a sign for each.

import { html } from "../base/html.js";
import { locale, t } from "../base/i18n.js";

/** Where most people share: offered at once, while all others are to be looked for. */
const USUAL = ["whatsapp", "messenger", "telegram", "instagram", "wechat", "snapchat", "signal", "viber", "line", "kakaotalk", "discord", "slack",
  "teams", "sms", "imessage", "email", "qr", "print", "facebook", "x", "linkedin", "threads", "reddit", "tiktok", "pinterest", "bluesky", "mastodon", "youtube"];
const VISIBILITIES = ["private", "public"];
const STORED = "grapevine.channelUses";
/** What counts as used most before one has made a link. */
const AT_FIRST = ["whatsapp", "messenger", "telegram", "instagram", "email"];
/** More than these are no longer seen at a glance. */
const MOST_USED = 6;

/** For how many links each channel was chosen in this browser: {id: number}. */
function uses() {
  try {
    const stored = JSON.parse(localStorage.getItem(STORED));
    return stored && typeof stored === "object" ? stored : {};
  } catch {
    return {};
  }
}

/** Remembers that links were made for channels, so that these are offered first. */
export function countUses(ids) {
  const counts = uses();
  for (const id of ids) {
    counts[id] = (Number(counts[id]) || 0) + 1;
  }
  try {
    localStorage.setItem(STORED, JSON.stringify(counts));
  } catch {
    // Then the order stays as it is at first.
  }
}

/** The ids of the channels that one uses most, the first first. */
export function mostUsed() {
  const counted = Object.entries(uses()).filter(([, count]) => Number(count) > 0).sort(([, a], [, b]) => b - a).map(([id]) => id);
  return (counted.length > 0 ? counted : AT_FIRST).slice(0, MOST_USED);
}

export const byName = (a, b) => a.name.localeCompare(b.name, locale);

/** Channels with those that one uses most first, and the others by name. */
function ordered(channels) {
  const most = mostUsed().map((id) => channels.find((channel) => channel.id === id)).filter(Boolean);
  return [...most, ...channels.filter((channel) => !most.includes(channel)).sort(byName)];
}

/** @return {usual, others} of the channels of a visibility, by the catalogue that the API gave */
export function grouped(channels, visibility) {
  const all = ordered(channels.filter((channel) => channel.visibility === visibility));
  const most = mostUsed();
  const isUsual = ({ id }) => USUAL.includes(id) || most.includes(id);
  return { usual: all.filter(isUsual), others: all.filter((channel) => !isUsual(channel)) };
}

/** Ids in the order in which channels are offered. */
export function inOrder(channels, ids) {
  const order = VISIBILITIES.flatMap((visibility) => {
    const { usual, others } = grouped(channels, visibility);
    return [...usual, ...others].map((channel) => channel.id);
  });
  return order.filter((id) => ids.includes(id));
}

/** The options of a select of channels: those that one uses most, then the private and the public ones by name. */
export function ChannelOptions({ channels, value }) {
  const most = mostUsed().map((id) => channels.find((channel) => channel.id === id)).filter(Boolean);
  const rest = channels.filter((channel) => !most.includes(channel)).sort(byName);
  const groups = [[t("channels.mostUsed"), most], ...VISIBILITIES.map((visibility) => [t("visibility." + visibility), rest.filter((one) => one.visibility === visibility)])];
  return groups.filter(([, some]) => some.length > 0).map(([label, some]) => html`<optgroup key=${label} label=${label}>
    ${some.map((channel) => html`<option key=${channel.id} value=${channel.id} selected=${channel.id === value}>${channel.name}</option>`)}
  </optgroup>`);
}
