// A small sign for each channel beside its name, which says all that it says: an own drawing of what one does there, in the app's colour. No
// drawing is taken from an app's own sign.

import { html } from "../base/html.js";

const BUBBLE = "M12 4.2c-5 0-9 3.1-9 7 0 2.2 1.3 4.2 3.4 5.5L5.6 20l3.7-2c.9.2 1.8.3 2.7.3 5 0 9-3.1 9-7s-4-7.1-9-7.1z";
const BOX = "M5.5 5h13A1.5 1.5 0 0 1 20 6.5v8a1.5 1.5 0 0 1-1.5 1.5H12l-4 3.6V16H5.5A1.5 1.5 0 0 1 4 14.5v-8A1.5 1.5 0 0 1 5.5 5z";
const dot = (x, y, r) => `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0-${2 * r} 0z`;

/**
 * The colour of the tile, and what is drawn on it in white: "fill" is filled, "line" drawn as a line, "in" a line in the tile's colour on what
 * is filled, and "dots" filled with that. Yellow tiles have a dark "ink".
 */
const SIGNS = {
  whatsapp: { tile: "#0f8a4c", fill: BUBBLE, in: "M6.8 11.4l2.4 2.4 4.4-5M12.3 13.3l.6.5 4.4-5" },
  messenger: { tile: "#5b3df0", fill: BUBBLE, in: "M8 11c1.9 3 6.1 3 8 0" },
  telegram: { tile: "#1b7ab8", fill: "M2.8 11.6L21 4.4l-3 15.2-5.4-4-2.9 3.1-.8-5.3 7.6-6.2-9.4 5.6z" },
  instagram: { tile: "#b8296f", fill: "M5.5 8h2.6l1.4-2.6h5L16 8h2.5A1.5 1.5 0 0 1 20 9.5v8a1.5 1.5 0 0 1-1.5 1.5h-13A1.5 1.5 0 0 1 4 17.5v-8A1.5 1.5 0 0 1 5.5 8z", in: dot(12, 13.3, 2.9) },
  wechat: { tile: "#2a861b", fill: "M9.6 4.3c-4 0-7.1 2.5-7.1 5.7 0 1.8 1 3.3 2.6 4.4l-.6 2.5 2.9-1.5 1.3.2M15.3 9.4c-3.5 0-6.3 2.2-6.3 5s2.8 5 6.3 5c.7 0 1.4-.1 2-.3l2.5 1.3-.5-2.1c1.4-.9 2.3-2.3 2.3-3.9 0-2.8-2.8-5-6.3-5zM16.3 8.2C15.5 5.9 12.8 4.3 9.6 4.3l-1 11.2" },
  snapchat: { tile: "#ffe033", ink: "#1d1d1f", fill: "M12 3.5c-3.2 0-5.4 2.4-5.4 5.6v10.4l1.8-1.5 1.8 1.5 1.8-1.5 1.8 1.5 1.8-1.5 1.8 1.5V9.1c0-3.2-2.2-5.6-5.4-5.6z", dots: dot(10, 9.4, 1.1) + dot(14, 9.4, 1.1) },
  signal: { tile: "#2d5ed0", fill: BUBBLE, in: "M10 10.6V9.3a2 2 0 0 1 4 0v1.3", dots: "M8.7 10.6h6.6v4.2H8.7z" },
  viber: { tile: "#6a54b8", fill: "M7 4.2C5.3 5 4.5 6.5 5 8.5c1.2 4.8 5 8.9 9.7 10.4 2 .6 3.7-.2 4.6-1.7l-3.7-3-2 1.3c-1.9-1-3.3-2.4-4.2-4.3l1.4-2z", line: "M13 4.3c3.7.4 6.2 2.9 6.6 6.6M13.3 7.7c1.7.3 2.8 1.4 3 3" },
  line: { tile: "#0a8f3c", fill: BOX, in: "M7.5 10.5h9" },
  kakaotalk: { tile: "#f9d71c", ink: "#3a2222", fill: BUBBLE },
  discord: { tile: "#4f5bd5", fill: "M7.2 7.5h9.6a4 4 0 0 1 3.9 3.3l.9 5.2c.3 2-2.1 3-3.4 1.5L16 15H8l-2.2 2.5C4.5 19 2.1 18 2.4 16l.9-5.2a4 4 0 0 1 3.9-3.3z", in: "M8.5 9.5v3.4M6.8 11.2h3.4", dots: dot(14.3, 12.2, 1.1) + dot(16.8, 10.2, 1.1) },
  slack: { tile: "#5c1f63", line: "M9.8 4.5l-1.6 15M15.8 4.5l-1.6 15M5 9.3h15M4 14.7h15" },
  teams: { tile: "#4b53b0", fill: dot(8.6, 8.4, 2.9) + dot(16.4, 9, 2.3) + "M3.5 18.5c0-3.6 2-5.9 5.1-5.9s5.1 2.3 5.1 5.9zM15 18.5h5.7c0-3.2-1.6-5.5-4.3-5.5-.8 0-1.5.2-2.1.5.7 1.3.9 3 .7 5z" },
  sms: { tile: "#3a6478", fill: BOX, dots: dot(8.3, 10.5, 1.15) + dot(12, 10.5, 1.15) + dot(15.7, 10.5, 1.15) },
  imessage: { tile: "#1a78d0", fill: "M12 4.2c5 0 9 3.1 9 7 0 2.2-1.3 4.2-3.4 5.5l.8 3.3-3.7-2c-.9.2-1.8.3-2.7.3-5 0-9-3.1-9-7s4-7.1 9-7.1z" },
  email: { tile: "#a3431b", fill: "M4.5 6h15A1.5 1.5 0 0 1 21 7.5v9a1.5 1.5 0 0 1-1.5 1.5h-15A1.5 1.5 0 0 1 3 16.5v-9A1.5 1.5 0 0 1 4.5 6z", in: "M5.5 9l6.5 4.5L18.5 9" },
  qr: { tile: "#33313b", line: "M4.5 4.5h5.5v5.5H4.5zM14 4.5h5.5v5.5H14zM4.5 14h5.5v5.5H4.5z", fill: "M13 13h3v3h-3zM17.5 13h3v3h-3zM13 17.5h3v3h-3zM17.5 17.5h3v3h-3z" },
  print: { tile: "#6b5426", fill: "M4 5h12.5v14h-11A1.5 1.5 0 0 1 4 17.5zM18 9h2.5v8.5c0 .8-.6 1.5-1.3 1.5S18 18.3 18 17.5z", in: "M7 8.7h6.5M7 12h6.5M7 15.3h6.5" },
  copy: { tile: "#6a6272", fill: "M4.5 4h9A1.5 1.5 0 0 1 15 5.5V7H9.5A2.5 2.5 0 0 0 7 9.5V15H4.5A1.5 1.5 0 0 1 3 13.5v-8A1.5 1.5 0 0 1 4.5 4zM10.5 9h9a1.5 1.5 0 0 1 1.5 1.5v8a1.5 1.5 0 0 1-1.5 1.5h-9A1.5 1.5 0 0 1 9 18.5v-8A1.5 1.5 0 0 1 10.5 9z" },
  facebook: { tile: "#1565c8", fill: "M4 11h3.3v8.5H4zM9 11l3.3-7c1.5 0 2.5 1.1 2.3 2.6L14.2 9.5h4.3a1.9 1.9 0 0 1 1.8 2.4l-1.6 6a2.1 2.1 0 0 1-2 1.6H9z" },
  x: { tile: "#1d1d22", line: "M5.5 5.5l13 13M18.5 5.5l-13 13" },
  linkedin: { tile: "#0a5c9e", fill: "M4.5 8h15A1.5 1.5 0 0 1 21 9.5v8a1.5 1.5 0 0 1-1.5 1.5h-15A1.5 1.5 0 0 1 3 17.5v-8A1.5 1.5 0 0 1 4.5 8z", line: "M9 7.5V5.3h6v2.2", in: "M3.5 12.8h7M13.5 12.8h7M12 11.8v2" },
  threads: { tile: "#3a3a42", line: "M6.5 5h11M6.5 19h11M9 5v14M15 5v14M9 9.6l6-2M9 13l6-2M9 16.4l6-2" },
  reddit: { tile: "#c9430f", fill: "M12 3.8l8 8.4h-4.6v7.6H8.6v-7.6H4z" },
  tiktok: { tile: "#111118", line: "M9.3 17.2V6.2l9.2-2v11", fill: dot(7, 17.2, 2.7) + dot(16.2, 15.2, 2.7) },
  pinterest: { tile: "#b0141f", fill: "M14.3 3.8l5.9 5.9-2.6.6-3.1 3.1.4 4-1.8 1.8-3.6-3.6-5.2 5.2-.5-.5 5.2-5.2-3.6-3.6 1.8-1.8 4 .4 3.1-3.1z" },
  bluesky: { tile: "#0f6bd0", fill: "M7 18.3a4.3 4.3 0 0 1-.5-8.6 5.7 5.7 0 0 1 10.9-.5 4.6 4.6 0 0 1-.4 9.1z" },
  mastodon: { tile: "#5443c9", fill: "M3.5 9.5h4l9-5v14.5l-9-5h-4zM7 15h3l1.3 4.8H8.3z", line: "M19.2 9.3c1.3 1.5 1.3 3.7 0 5.2" },
  youtube: { tile: "#b81414", fill: "M8 5.2v13.6l11-6.8z" },
};

const letters = (name) => [...(name || "?").replace(/[^\p{L}\p{N}]/gu, "")].slice(0, 2).join("") || "?";

/** The first letters of a channel that has no drawing, such as one of the operator's own. */
const Letters = ({ name }) => html`<span>${letters(name)}</span>`;

function Drawing({ sign }) {
  const ink = sign.ink || "#fff";
  const stroke = (path, colour) => path && html`<path d=${path} fill="none" stroke=${colour} stroke-width="2" stroke-linecap="round" stroke-linejoin="round" />`;
  return html`<svg viewBox="0 0 24 24" width="75%" height="75%">
    ${sign.fill && html`<path d=${sign.fill} fill=${ink} />`}${stroke(sign.line, ink)}${stroke(sign.in, sign.tile)}
    ${sign.dots && html`<path d=${sign.dots} fill=${sign.tile} />`}</svg>`;
}

/** @param id of the channel @param name its name, for what has no drawing */
export function ChannelSign({ id, name, small = false }) {
  const sign = SIGNS[id];
  return html`<span class=${"mark" + (small ? " small" : "")} style=${sign && { backgroundColor: sign.tile, color: sign.ink || "#fff" }} aria-hidden="true">${sign
    ? html`<${Drawing} sign=${sign} />` : html`<${Letters} name=${name} />`}</span>`;
}
