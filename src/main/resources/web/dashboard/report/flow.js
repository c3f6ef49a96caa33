// The flow of clicks, drawn: for whom their links were, what they were made for, where they were seen, and whether they converted.
// Clicks that went as they were meant are pale, so that those that did not are seen.

import { html } from "../base/html.js";
import { colon, number, percent, t } from "../base/i18n.js";
import { narrowed } from "./chips.js";
import { AsTable, Card, CsvButton, PictureTools, useWidth } from "./stats.js";

/** Values of a column that are told apart; the others are one. */
const MOST = 7;
const REST = "rest:";
const NODE = 12;
const GAP = 7;
/** Labels need so much from one to the next. */
const LINE = 17;

const COLUMNS = ["audience", "origin", "channel", "outcome"];

const valueOf = (row, column) => (column === "outcome" ? row.outcome : row[column]);
const keyOf = (value) => (value === null ? "none:" : "is:" + value);

/** A row for those who converted and one for the others. */
const byOutcome = (rows) => rows.flatMap((row) => [{ ...row, outcome: "converted", clicks: row.converted }, { ...row, outcome: "not", clicks: row.clicks - row.converted }])
  .filter((row) => row.clicks > 0);

/** What is known of the step from the channel that a link was made for to that in which it was seen. */
function kindOf(row) {
  return row.channel === null ? "dark" : row.origin === null || row.origin === row.channel ? "straight" : "passed";
}

function sums(rows, column) {
  const all = new Map();
  for (const row of rows) {
    const key = keyOf(valueOf(row, column));
    all.set(key, (all.get(key) || 0) + row.clicks);
  }
  return all;
}

/** The values of a column that are told apart, in their order: the largest first, but those of the column before in its order. */
function kept(all, before) {
  const known = [...all].filter(([key]) => key !== "none:").sort((a, b) => b[1] - a[1]).map(([key]) => key);
  const some = known.length > MOST + 1 ? known.slice(0, MOST) : known;
  const ordered = before ? [...before.filter((key) => some.includes(key)), ...some.filter((key) => !before.includes(key))] : some;
  return [...ordered, ...(some.length < known.length ? [REST] : []), ...(all.has("none:") ? ["none:"] : [])];
}

/**
 * What is to be drawn: {columns: [{name, nodes: [{key, value, clicks, many}]}], ribbons: [{step, from, to, kind, clicks}]}. A column that tells
 * nothing is left out: groups where no link is for one, the outcome where nothing converted.
 *
 * @param rows {audience, origin, channel, clicks, converted} @param wanted names of columns
 */
export function flowOf(rows, wanted = COLUMNS) {
  const converted = rows.some((row) => row.converted > 0);
  const names = wanted.filter((name) => (name === "audience" ? rows.some((row) => row.audience !== null) : name === "outcome" ? converted : true));
  const split = names.includes("outcome") ? byOutcome(rows) : rows;
  let before = null;
  const columns = names.map((name) => {
    const all = sums(split, name);
    const keys = kept(all, name === "channel" ? before : null);
    before = keys;
    const rest = [...all.keys()].filter((key) => !keys.includes(key));
    return { name, keys, nodes: keys.map((key) => ({ key, value: key.startsWith("is:") ? key.slice(3) : null, many: key === REST ? rest.length : 1,
      clicks: key === REST ? rest.reduce((sum, one) => sum + all.get(one), 0) : all.get(key) })) };
  });
  const place = (row, column) => {
    const key = keyOf(valueOf(row, column.name));
    return column.keys.includes(key) ? key : REST;
  };
  const ribbons = new Map();
  for (const row of split) {
    for (let step = 0; step + 1 < columns.length; step++) {
      const kind = columns[step].name === "origin" ? kindOf(row) : columns[step + 1].name === "outcome" && row.outcome === "converted" ? "converted" : "straight";
      const from = place(row, columns[step]);
      const to = place(row, columns[step + 1]);
      const id = [step, from, to, kind].join("\n");
      const ribbon = ribbons.get(id) || { id, step, from, to, kind, clicks: 0 };
      ribbon.clicks += row.clicks;
      ribbons.set(id, ribbon);
    }
  }
  return { columns: columns.map(({ name, nodes }) => ({ name, nodes })), ribbons: [...ribbons.values()] };
}

/** How high each is: all columns by one measure, and labels do not touch. */
function heights(flow, height) {
  const total = Math.max(1, flow.columns[0].nodes.reduce((sum, node) => sum + node.clicks, 0));
  const most = Math.max(...flow.columns.map((column) => column.nodes.length));
  const scale = Math.max(40, height - most * GAP) / total;
  return (clicks) => Math.max(1.5, clicks * scale);
}

/** The same with places: nodes have x, y, height; ribbons have d, the path that they fill. @return {columns, ribbons, height} */
export function layOut(flow, width, height) {
  const high = heights(flow, height);
  const step = flow.columns.length > 1 ? (width - NODE) / (flow.columns.length - 1) : 0;
  const columns = flow.columns.map((column, i) => {
    let y = 0;
    const nodes = column.nodes.map((node) => {
      const placed = { ...node, x: i * step, y, height: high(node.clicks) };
      y += Math.max(placed.height + GAP, LINE);
      return placed;
    });
    return { ...column, x: i * step, nodes, end: y - GAP };
  });
  const find = (column, key) => columns[column].nodes.findIndex((node) => node.key === key);
  const ordered = flow.ribbons.map((ribbon) => ({ ...ribbon, high: high(ribbon.clicks), a: find(ribbon.step, ribbon.from), b: find(ribbon.step + 1, ribbon.to) }))
    .sort((one, other) => one.step - other.step || one.a - other.a || one.b - other.b || (one.kind < other.kind ? -1 : 1));
  const out = new Map();
  const into = new Map();
  const next = (all, id, by) => {
    const at = all.get(id) || 0;
    all.set(id, at + by);
    return at;
  };
  const starts = new Map(ordered.map((ribbon) => [ribbon.id, next(out, ribbon.step + ribbon.from, ribbon.high)]));
  const ribbons = [...ordered].sort((one, other) => one.step - other.step || one.b - other.b || one.a - other.a).map((ribbon) => {
    const from = columns[ribbon.step].nodes[ribbon.a];
    const to = columns[ribbon.step + 1].nodes[ribbon.b];
    const x0 = from.x + NODE;
    const x1 = to.x;
    const y0 = from.y + starts.get(ribbon.id);
    const y1 = to.y + next(into, ribbon.step + ribbon.to, ribbon.high);
    const half = (x0 + x1) / 2;
    const n = (value) => value.toFixed(1);
    const d = `M${n(x0)} ${n(y0)}C${n(half)} ${n(y0)} ${n(half)} ${n(y1)} ${n(x1)} ${n(y1)}V${n(y1 + ribbon.high)}C${n(half)} ${n(y1 + ribbon.high)} ${n(half)} ${n(y0 + ribbon.high)} ${n(x0)} ${n(y0 + ribbon.high)}Z`;
    return { ...ribbon, d };
  });
  return { columns, ribbons, node: NODE, height: Math.max(...columns.map((column) => column.end)) };
}

const HEAD = 26;
const HEIGHT = 235;
/** Below this width there is room for two columns. */
const WIDE = 640;
/** Four columns are drawn at least so wide, and made smaller where there is less room. */
const LEAST = 900;

/** How wide a label is drawn, at most, and what of it is the figure behind it. */
const LETTER = 7.9;
const FIGURE = 60;

const cut = (text, most) => ([...text].length > most ? [...text].slice(0, most - 1).join("") + "…" : text);

/** A node in words. */
function nameOf(report, column, node) {
  if (node.key === "rest:") {
    return t("flows.more", { n: node.many });
  }
  switch (column) {
    case "audience": return node.value === null ? t("chips.none.audience") : node.value;
    case "outcome": return t("flows." + node.value);
    case "origin": return node.value === null ? t("channel.none") : report.channelName(node.value);
    default: return node.value === null ? t("report.channelUnknown") : report.channelName(node.value);
  }
}

function Node({ report, column, node, last, room, width }) {
  const text = cut(nameOf(report, column, node), Math.max(8, Math.floor((room - FIGURE) / LETTER)));
  const label = html`<text x=${last ? node.x - 7 : node.x + width + 7} y=${node.y + Math.max(node.height / 2, 6) + 4} class=${"flow-label" + (last ? " end" : "")}>${text}
    <tspan dx="5" class="flow-count">${number(node.clicks)}</tspan></text>`;
  const to = node.key === "rest:" || column === "outcome" ? null : { [column]: node.value };
  const look = column === "outcome" && node.value === "converted" ? " converted" : column === "channel" && node.value === null ? " dark" : "";
  return html`<g><rect x=${node.x} y=${node.y} width=${width} height=${node.height} rx="2" class=${"flow-node" + look} />
    ${to ? html`<a href=${narrowed(report, to)} class="narrow">${label}</a>` : label}</g>`;
}

/** What goes from one node to another. The keyboard comes to nodes alone, of which there are fewer. */
function Ribbon({ report, ribbon, to, said }) {
  const path = html`<path d=${ribbon.d} class=${"ribbon " + ribbon.kind}><title>${said}</title></path>`;
  return Object.keys(to).length > 0 ? html`<a href=${narrowed(report, to)} tabindex="-1" aria-label=${said}>${path}</a>` : path;
}

function Drawing({ report, rows, width: room }) {
  const wide = room >= WIDE;
  const width = wide ? Math.max(room, LEAST) : room;
  const flow = flowOf(rows, wide ? COLUMNS : ["origin", "channel"]);
  const drawn = layOut(flow, width, HEIGHT);
  const step = width / Math.max(1, drawn.columns.length - 1);
  const height = Math.ceil(drawn.height + HEAD + 4);
  // The labels of the last column stand before it, where those of the one before it end.
  const last = drawn.columns[drawn.columns.length - 1];
  const longest = Math.max(...last.nodes.map((node) => [...nameOf(report, last.name, node)].length)) * LETTER + FIGURE;
  const roomOf = (column) => (column === last ? step / 2 : column === drawn.columns[drawn.columns.length - 2] ? step - Math.min(longest, step / 2) : step);
  const ends = (ribbon) => [[ribbon.step, ribbon.a], [ribbon.step + 1, ribbon.b]].map(([i, place]) => [drawn.columns[i].name, drawn.columns[i].nodes[place]]);
  const toOf = (ribbon) => Object.fromEntries(ends(ribbon).filter(([name, node]) => name !== "outcome" && node.key !== REST).map(([name, node]) => [name, node.value]));
  const ofStep = (ribbon) => `${nameOf(report, drawn.columns[ribbon.step].name, drawn.columns[ribbon.step].nodes[ribbon.a])} → ${
    nameOf(report, drawn.columns[ribbon.step + 1].name, drawn.columns[ribbon.step + 1].nodes[ribbon.b])}${colon}${number(ribbon.clicks)}`;
  return html`<svg class="drawing flows" width=${room} height=${Math.ceil((height * room) / width)} viewBox=${`0 0 ${width} ${height}`} role="group" aria-label=${t("flows.said")}>
    ${drawn.columns.map((column, i) => html`<text key=${column.name} x=${i === drawn.columns.length - 1 ? column.x + drawn.node : column.x} y="12"
      class=${"flow-head" + (i === drawn.columns.length - 1 ? " end" : "")}>${t("flows.column." + column.name)}</text>`)}
    <g transform=${`translate(0 ${HEAD})`}>
      ${drawn.ribbons.map((ribbon) => html`<${Ribbon} key=${ribbon.id} report=${report} ribbon=${ribbon} to=${toOf(ribbon)} said=${ofStep(ribbon)} />`)}
      ${drawn.columns.map((column, i) => column.nodes.map((node) => html`<${Node} key=${column.name + node.key} report=${report} column=${column.name} node=${node}
        last=${column === last} room=${roomOf(column)} width=${drawn.node} />`))}
    </g></svg>`;
}

const clicksOf = (rows) => rows.reduce((sum, row) => sum + row.clicks, 0);

/** How many clicks went otherwise than their links were made for, as far as they show it, and of how many. */
export const passedOn = (rows) => ({ clicks: clicksOf(rows.filter((row) => row.origin !== null && row.channel !== null && row.origin !== row.channel)), of: clicksOf(rows) });

function Picture({ report, answer }) {
  const [box, width] = useWidth();
  const rows = answer.rows.filter((row) => row.clicks > 0);
  const named = (row) => [nameOf(report, "audience", { key: "", value: row.audience }), nameOf(report, "origin", { key: "", value: row.origin }),
    nameOf(report, "channel", { key: "", value: row.channel })];
  const { clicks, of } = passedOn(rows);
  return html`<p class="flow-legend"><span class="swatch" style=${{ "--colour": "var(--c3)" }} aria-hidden="true"></span>${clicks === 0 ? t("told.stayed")
      : t("flows.passed", { share: percent(clicks / of, clicks / of < 0.1 ? 1 : 0), n: clicks, of })}</p>
    <div ref=${box} class="picture">${width > 0 && html`<${Drawing} report=${report} rows=${rows} width=${width} />`}</div>
    <${AsTable} name=${t("flows.title")} head=${[t("visits.filter.audience"), { text: t("flow.from") }, { text: t("flow.to") }, t("report.clicks"), t("flows.converted")]}
      rows=${rows.map((row) => [named(row).join("\n"), ...named(row), number(row.clicks), number(row.converted)])} />`;
}

/** @param flow the answer to the question for the flow */
export function FlowChart({ report, flow }) {
  const show = (answer) => answer.rows.length > 0 ? html`<${Picture} report=${report} answer=${answer} />` : html`<p class="soft">${t("report.noClicks")}</p>`;
  return html`<${Card} report=${report} title=${t("flows.title")} asked=${flow} show=${show} class="flow-card"
    tools=${html`<${PictureTools} what="flow" of=${t("flows.title")} />
      ${!report.shared && html`<${CsvButton} path="/stats" params=${{ ...report.scope, ...report.range.question, by: "audience,origin,channel" }} what="flow" of=${t("flows.title")} range=${report.range} />`}`} />`;
}
