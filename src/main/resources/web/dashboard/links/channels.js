// The channels as marketers know them: which come first, the choice of one, and a small mark for each beside its name.

import { html } from "../base/html.js";
import { t } from "../base/i18n.js";

/** Where most people share, in the order in which they are offered; all others follow. */
const USUAL = {
  private: ["whatsapp", "messenger", "telegram", "instagram", "wechat", "snapchat", "signal", "viber", "line", "kakaotalk", "discord", "slack",
    "teams", "sms", "imessage", "email"],
  public: ["qr", "print", "facebook", "x", "linkedin", "threads", "reddit", "tiktok", "pinterest", "bluesky", "mastodon", "youtube"],
};

/** @return {usual, others} of the channels of a visibility, by the catalogue that the API gave */
export function grouped(channels, visibility) {
  const all = channels.filter((channel) => channel.visibility === visibility);
  const usual = USUAL[visibility].map((id) => all.find((channel) => channel.id === id)).filter(Boolean);
  const others = all.filter((channel) => !usual.includes(channel)).sort((a, b) => a.name.localeCompare(b.name));
  return { usual, others };
}

/** Ids in the order in which channels are offered. */
export function inOrder(channels, ids) {
  const order = ["private", "public"].flatMap((visibility) => {
    const { usual, others } = grouped(channels, visibility);
    return [...usual, ...others].map((channel) => channel.id);
  });
  return order.filter((id) => ids.includes(id));
}

/** The options of a select of channels, private ones first. */
export const ChannelOptions = ({ channels, value }) =>
  ["private", "public"].map((visibility) => html`<optgroup label=${t("visibility." + visibility)}>
    ${channels
      .filter((channel) => channel.visibility === visibility)
      .map((channel) => html`<option value=${channel.id} selected=${channel.id === value}>${channel.name}</option>`)}
  </optgroup>`);

/** Letters and colour of a mark. White on each colour has a contrast of at least 4.5 : 1. */
const MARKS = {
  whatsapp: ["W", "#0b7a4b"],
  messenger: ["M", "#6b3df0"],
  telegram: ["T", "#1b6fa8"],
  instagram: ["In", "#b3246b"],
  wechat: ["We", "#287a1a"],
  snapchat: ["S", "#7a6400"],
  signal: ["Si", "#2d5ed0"],
  viber: ["V", "#665cac"],
  line: ["L", "#0a7a32"],
  kakaotalk: ["K", "#7a5c00"],
  discord: ["D", "#4a57d6"],
  slack: ["Sl", "#611f69"],
  teams: ["Te", "#4b53a0"],
  sms: ["SMS", "#3a5a68"],
  email: ["@", "#a3431b"],
  imessage: ["iM", "#1668b8"],
  qr: ["QR", "#33313b"],
  print: ["P", "#5a4a2a"],
  facebook: ["f", "#1565c8"],
  x: ["X", "#24242a"],
  linkedin: ["in", "#0a5c9e"],
  threads: ["Th", "#3a3a42"],
  reddit: ["R", "#b33a0b"],
  tiktok: ["TT", "#1d1d26"],
  pinterest: ["P", "#b0141f"],
  bluesky: ["B", "#0a5fc2"],
  mastodon: ["Ma", "#5443c9"],
  youtube: ["Y", "#b81414"],
};

const letters = (name) => [...(name || "?").replace(/[^\p{L}\p{N}]/gu, "")].slice(0, 2).join("") || "?";

/** Beside a channel's name, which says all that it says. */
export function ChannelMark({ id, name, small = false }) {
  const [text, colour] = MARKS[id] || [letters(name), null];
  const style = colour && { backgroundColor: colour, color: "#fff" };
  return html`<span class=${"mark" + (small ? " small" : "") + (text.length > 2 ? " long" : "")} style=${style || undefined} aria-hidden="true">${text}</span>`;
}
