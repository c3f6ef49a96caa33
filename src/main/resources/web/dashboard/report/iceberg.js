// What a report by referrers leaves in the dark, and what Grapevine does: the same iceberg, sunk and raised. Areas are
// in proportion to clicks, so that the drawing can be read and not only looked at.

import { html } from "../base/html.js";
import { number, percent, t } from "../base/i18n.js";
import { Narrow, narrowed } from "./chips.js";
import { Card, PictureTools, useWidth } from "./stats.js";

/** Strata that are told apart, in this order; more channels are one stratum. */
const COLOURS = ["c1", "c2", "c3", "c4", "c5", "c6", "c7"];
/** A stratum of less than this share of the clicks is not told apart. */
const LEAST = 0.01;

/** The outline, left and right, from the peak to the foot: [x, y], both 0…1. */
const LEFT = [[0.42, 0], [0.35, 0.09], [0.23, 0.18], [0.18, 0.31], [0.06, 0.45], [0, 0.6], [0.09, 0.77], [0.25, 0.89], [0.4, 0.97], [0.5, 1]];
const RIGHT = [[0.42, 0], [0.51, 0.05], [0.58, 0.15], [0.71, 0.21], [0.77, 0.33], [0.91, 0.43], [1, 0.57], [0.94, 0.71], [0.81, 0.84], [0.64, 0.94], [0.5, 1]];
const RIDGE = [[0.42, 0], [0.47, 0.14], [0.4, 0.3], [0.5, 0.46], [0.44, 0.66], [0.52, 0.84], [0.5, 1]];
const SLICES = 600;
/** The height of a slide in parts of its width. */
const SLIDE = 9 / 16;

function xAt(line, y) {
  const i = Math.max(1, line.findIndex((point) => point[1] >= y));
  const [[x0, y0], [x1, y1]] = [line[i - 1], line[i]];
  return y1 === y0 ? x1 : x0 + ((x1 - x0) * (y - y0)) / (y1 - y0);
}

/** The area above each slice, as a share of the whole. */
const AREA = (() => {
  const sums = [0];
  for (let i = 0; i < SLICES; i++) {
    const y = (i + 0.5) / SLICES;
    sums.push(sums[i] + xAt(RIGHT, y) - xAt(LEFT, y));
  }
  return sums.map((sum) => sum / sums[SLICES]);
})();

/** How far down, 0…1, a share of the area lies above. */
export function depthOf(share) {
  if (share >= 1) {
    return 1;
  }
  const i = Math.max(1, AREA.findIndex((area) => area >= share));
  return (i - 1 + (share - AREA[i - 1]) / (AREA[i] - AREA[i - 1])) / SLICES;
}

const points = (lines, box) => lines.map(([x, y]) => `${(box.x + x * box.width).toFixed(1)},${(box.y + y * box.height).toFixed(1)}`).join(" ");

/** The strata above the water, the largest first, and what stays below: [{key, name, clicks, share, colour, dark}]. */
export function strataOf(total, channels, tiers, name) {
  const clicks = total.clicks;
  const named = channels.filter((row) => row.channel !== null && row.clicks > 0);
  const kept = named.slice(0, COLOURS.length).filter((row) => row.clicks >= clicks * LEAST);
  const strata = kept.map((row, i) => ({ key: row.channel, name: name(row.channel), clicks: row.clicks, colour: COLOURS[i] }));
  const disputed = tiers.find((row) => row.tier === "ambiguous");
  const ambiguous = disputed ? disputed.clicks : 0;
  const rest = clicks - total.darkAfter - ambiguous - strata.reduce((sum, one) => sum + one.clicks, 0);
  if (rest > 0) {
    strata.push({ key: "rest", name: t("iceberg.more", { n: Math.max(1, named.length - kept.length) }), clicks: rest, colour: "rest" });
  }
  if (ambiguous > 0) {
    strata.push({ key: "ambiguous", name: t("tier.ambiguous"), clicks: ambiguous, colour: "warn" });
  }
  strata.push({ key: "dark", name: t("iceberg.dark"), clicks: total.darkAfter, colour: "deep", dark: true });
  return strata.map((one) => ({ ...one, share: clicks > 0 ? one.clicks / clicks : 0 }));
}

/** What the report is narrowed to by a press on a stratum; null where it is of several channels. */
const narrowing = (stratum) => (stratum.key === "rest" ? null : ["ambiguous", "dark"].includes(stratum.key) ? { tier: stratum.key } : { channel: stratum.key });

/** One iceberg. @param parts [{colour, from, to}] with depths 0…1 @param box where it stands */
function Berg({ parts, box, id }) {
  const outline = points([...LEFT, ...[...RIGHT].reverse().slice(1)], box);
  const shade = points([...RIDGE, ...[...RIGHT].reverse().slice(1)], box);
  return html`<g>
    <clipPath id=${id}><polygon points=${outline} /></clipPath>
    <g clip-path=${`url(#${id})`}>
      ${parts.map((part) => html`<rect key=${part.key} x=${box.x} width=${box.width} y=${box.y + part.from * box.height}
        height=${Math.max(0, (part.to - part.from) * box.height)} fill=${`var(--${part.colour})`} class="stratum" />`)}
      <polygon points=${shade} class="berg-shade" />
    </g>
    <polygon points=${outline} class="berg-outline" />
  </g>`;
}

/** Labels beside strata, moved apart where they would touch. */
function placed(labels, gap, least, most) {
  const sorted = labels.map((label) => ({ ...label, at: label.y })).sort((a, b) => a.y - b.y);
  sorted.forEach((label, i) => (label.at = Math.max(label.at, i === 0 ? least : sorted[i - 1].at + gap)));
  for (let i = sorted.length - 1, limit = most; i >= 0; i--, limit = sorted[i + 1] ? sorted[i + 1].at - gap : limit) {
    sorted[i].at = Math.min(sorted[i].at, limit);
  }
  return sorted;
}

/** A letter of the words beside the water's edge, at most, and what stays free between them and the iceberg. */
const LETTER = 7;
const APART = 8;

/** Words beside the water's edge, in lines that end before the iceberg. @param up whether they stand above it */
function Side({ text, surface, room, up }) {
  const lines = [];
  for (const word of text.split(" ")) {
    const joined = lines.length > 0 ? lines[lines.length - 1] + " " + word : word;
    lines.length > 0 && joined.length * LETTER <= room ? lines.splice(-1, 1, joined) : lines.push(word);
  }
  const first = up ? surface - 10 - (lines.length - 1) * 16 : surface + 20;
  return html`<text y=${first} class="berg-side">${lines.map((line, i) => html`<tspan x="8" y=${first + i * 16}>${line}</tspan>`)}</text>`;
}

const wave = (width, y) => {
  const step = 28;
  let path = `M0 ${y}`;
  for (let x = 0; x < width; x += step) {
    path += ` q ${step / 4} -3 ${step / 2} 0 t ${step / 2} 0`;
  }
  return path;
};

/** @param wide whether there is room for labels beside the icebergs */
function Drawing({ report, total, strata, width, wide, slide }) {
  const named = total.clicks - total.darkBefore;
  const sunk = depthOf(named / total.clicks);
  const raised = depthOf(1 - total.darkAfter / total.clicks);
  const head = 76;
  const high = slide ? ((width * SLIDE - head - 24) / (Math.max(sunk, raised) + Math.max(1 - sunk, 1 - raised))) : 260;
  const size = wide ? Math.min(270, width * (slide ? 0.22 : 0.24)) : width * 0.42;
  const height = wide ? high : Math.min(220, size * 1.25);
  const surface = head + Math.max(sunk, raised) * height + 6;
  const least = surface + Math.max((1 - sunk) * height, (1 - raised) * height, wide ? 44 : 24) + 18;
  const bottom = slide && wide ? Math.max(least, width * SLIDE) : least;
  const center = slide && wide ? [width * 0.24, width * 0.54] : wide ? [width * 0.27, width * 0.6] : [width * 0.25, width * 0.75];
  const left = { x: center[0] - size / 2, y: surface - sunk * height, width: size, height };
  const right = { x: center[1] - size / 2, y: surface - raised * height, width: size, height };
  let above = 0;
  const parts = strata.map((one) => {
    const from = depthOf(above);
    above += one.share;
    return { ...one, from, to: one === strata[strata.length - 1] ? 1 : depthOf(above) };
  });
  const marked = parts.filter((part) => part.clicks > 0).map((part) => {
    const depth = (part.from + part.to) / 2;
    return { ...part, y: right.y + depth * height, edge: right.x + xAt(RIGHT, depth) * size };
  });
  const labels = [
    ...placed(marked.filter((part) => !part.dark), 21, head + 8, surface - 16),
    ...placed(marked.filter((part) => part.dark), 21, surface + 18, bottom - 10),
  ];
  const words = right.x + size + (slide ? 14 : 26);
  const mass = surface + ((1 - sunk) * height) / 2;
  return html`<svg class=${"drawing iceberg" + (slide ? " slide" : "")} width=${width} height=${bottom} viewBox=${`0 0 ${width} ${bottom}`} role="group"
      aria-label=${t("iceberg.said", { before: total.darkBefore, after: total.darkAfter, clicks: total.clicks })}>
    <path d=${wave(width, surface) + ` V ${bottom} H 0 Z`} class="water" />
    ${[[center[0], "iceberg.left", total.darkBefore, 0], [center[1], "iceberg.right", total.darkAfter, 1]].map(([x, key, dark, digits]) => html`
      <text x=${x} y="16" class="berg-title">${t(key)}</text>
      <text x=${x} y="50" class="berg-figure">${percent(dark / total.clicks, digits)}</text>
      <text x=${x} y="68" class="berg-word">${t(key + ".dark")}</text>`)}
    <${Berg} id="berg-left" box=${left} parts=${[
      { key: "named", colour: "ice", from: 0, to: sunk }, { key: "direct", colour: "deep", from: sunk, to: 1 }]} />
    <${Berg} id="berg-right" box=${right} parts=${parts} />
    <path d=${wave(width, surface)} class="surface" />
    ${wide && html`
      <${Side} text=${t("iceberg.known")} surface=${surface} room=${left.x + xAt(LEFT, Math.max(0.01, sunk)) * size - APART - 8} up />
      <${Side} text=${t("iceberg.unknown")} surface=${surface} room=${left.x + xAt(LEFT, Math.min(1, sunk + 40 / height)) * size - APART - 8} />
      ${labels.map((label) => {
        const text = html`<text x=${words} y=${label.at + 4} class="berg-label"><tspan class="strong">${label.name}</tspan>
          <tspan dx="6" class="soft-text">${number(label.clicks)} · ${percent(label.share, label.share < 0.1 ? 1 : 0)}</tspan></text>`;
        return html`<g key=${label.key}>
          <polyline points=${`${label.edge + 3},${label.y} ${words - 12},${label.at} ${words - 4},${label.at}`} class="leader" />
          ${narrowing(label) ? html`<a href=${narrowed(report, narrowing(label))} class="narrow">${text}</a>` : text}</g>`;
      })}`}
    ${1 - sunk > 0.35 && html`<text x=${center[0]} y=${mass - 4} class="berg-in strong">${t("iceberg.direct")}</text>
      <text x=${center[0]} y=${mass + 14} class="berg-in">${number(total.darkBefore)}</text>`}
  </svg>`;
}

/** The same in rows; what a screen reader reads, and what stands beneath the drawing on a phone. */
const Rows = ({ report, total, strata, hidden }) => html`<div class=${hidden ? "hidden-text" : "table"}><table class="dense">
  <caption class="hidden-text">${t("iceberg.title")}</caption>
  <thead><tr><th scope="col">${t("iceberg.right")}</th><th scope="col" class="number">${t("report.clicks")}</th><th scope="col" class="number">%</th></tr></thead>
  <tbody>${strata.filter((one) => one.clicks > 0 || one.dark).map((one) => html`<tr key=${one.key}>
    <th scope="row"><span class="swatch" style=${{ "--colour": `var(--${one.colour})` }} aria-hidden="true"></span>${!hidden && narrowing(one) && one.clicks > 0 ? html`<${Narrow} report=${report} to=${narrowing(one)}>${one.name}</${Narrow}>` : one.name}</th>
    <td class="number">${number(one.clicks)}</td><td class="number">${percent(one.share, one.share < 0.1 ? 1 : 0)}</td></tr>`)}
    <tr><th scope="row">${t("iceberg.left.dark")} (${t("iceberg.left")})</th><td class="number">${number(total.darkBefore)}</td>
      <td class="number">${percent(total.darkBefore / total.clicks)}</td></tr></tbody>
</table></div>`;

function Picture({ report, answer, tiers, slide }) {
  const [box, width] = useWidth();
  const { total } = answer;
  const strata = strataOf(total, answer.rows, tiers, report.channelName);
  const wide = width >= (slide ? 560 : 660);
  return html`<div ref=${box} class="iceberg-box">
    ${width > 0 && html`<${Drawing} report=${report} total=${total} strata=${strata} width=${width} wide=${wide} slide=${slide} />`}
    <${Rows} report=${report} total=${total} strata=${strata} hidden=${wide || width === 0} />
    ${!slide && html`<p class="iceberg-note">${t("iceberg.note", { before: total.darkBefore, after: total.darkAfter, clicks: total.clicks })}</p>`}
  </div>`;
}

/** @param channels the answer by channel @param tiers the answer by tier @param slide whether it is as a slide is, 16 : 9, where there is room */
export function Iceberg({ report, channels, tiers, slide = false }) {
  const ready = channels.answer && tiers.answer;
  const asked = { ...channels, answer: ready ? channels.answer : null, error: channels.error || tiers.error };
  const show = (answer) => answer.total.clicks > 0
    ? html`<${Picture} report=${report} answer=${answer} tiers=${tiers.answer.rows} slide=${slide} />`
    : html`<p class="soft">${t("report.noClicks")}</p>`;
  return html`<${Card} report=${report} title=${t("iceberg.title")} hint=${slide ? null : t("iceberg.hint")} asked=${asked} also=${[tiers]} show=${show} what="channels" class="iceberg-card"
    tools=${html`<${PictureTools} what="iceberg" of=${t("iceberg.title")} />`} />`;
}
