// A report beside another: of an earlier time, or of another campaign.

import { useGet } from "../base/asking.js";
import { Field } from "../base/fields.js";
import { html } from "../base/html.js";
import { money, number, percent, plainDay, t, zone } from "../base/i18n.js";
import { setParams } from "../base/places.js";
import { Problem } from "../base/states.js";
import { dayText, plus, rangeText } from "./range.js";

const DAYS = /^(2[01]\d\d-\d\d-\d\d)\.\.(2[01]\d\d-\d\d-\d\d)$/;
const CAMPAIGN = /^campaign:([a-z0-9-]{1,64})$/;
const DAY = 86400000;

/** The day after one, as the API takes the end of a range. */
const after = (day) => new Date(new Date(day + "T00:00:00Z").getTime() + DAY).toISOString().slice(0, 10);

/** What a place compares with: {kind: "before" | "days" | "campaign", …}. */
export function otherOf(vs = "") {
  const days = DAYS.exec(vs);
  const campaign = CAMPAIGN.exec(vs);
  return days && days[1] <= days[2] ? { kind: "days", from: days[1], to: days[2] } : campaign ? { kind: "campaign", slug: campaign[1] } : { kind: "before" };
}

/** The question about the other side; null where there is none. */
function questionOf(report, other) {
  const { scope, range } = report;
  switch (other.kind) {
    case "days": return { ...scope, from: other.from, to: after(other.to), tz: zone };
    case "campaign": return { ...scope, campaign: other.slug, ...range.question };
    default: return range.previous && { ...scope, ...range.previous };
  }
}

const ratio = (part, whole) => (whole > 0 ? part / whole : null);

/** The figures that are held against each other: [name, value, text]. */
const FIGURES = [
  ["report.clicks", (total) => total.clicks, number],
  ["report.visitors", (total) => total.visitors, number],
  ["report.shares", (total) => total.shares, number],
  ["compare.perShare", (total) => ratio(total.clicks, total.shares), (value) => number(value, { maximumFractionDigits: 1 })],
  ["report.conversions", (total) => total.conversions, number],
  ["compare.unknown", (total) => ratio(total.darkAfter, total.clicks), (value) => percent(value, 1)],
];

/** An amount, where the other is in the same currency; else null. */
const amountIn = (revenue, other) => (revenue && other && revenue.currency === other.currency ? Number(revenue.amount) : null);

const said = (value, text) => (value === null ? "–" : text(value));

function changeText(here, there) {
  const change = here !== null && there !== null && there > 0 ? here / there - 1 : null;
  return change === null ? "–" : number(change, { style: "percent", signDisplay: "exceptZero", maximumFractionDigits: Math.abs(change) < 0.1 ? 1 : 0 });
}

/** @param heads what is held against what @param values a text each, and the change */
const Row = ({ name, heads, values }) => html`<tr><th scope="row">${t(name)}</th>${values.map((value, i) =>
  html`<td class="number" key=${i} data-label=${[...heads, t("compare.change")][i]}>${value}</td>`)}</tr>`;

function Chooser({ report, vs, other, campaigns }) {
  const { path, params, range } = report;
  const set = (value) => setParams(path, { ...params, vs: value });
  const first = range.first || plus(range.last, -29);
  const days = (from, to) => set(`${from}..${to}`);
  const choose = (kind) => kind === "before" ? set(null) : kind === "days" ? days(dayText(plus(first, -7)), dayText(plus(first, -1))) : set("campaign:" + kind);
  const shown = other.kind === "campaign" ? other.slug : other.kind;
  return html`<div class="range"><${Field} as="select" label=${t("compare.with")} value=${shown} onChange=${(event) => choose(event.target.value)}>
      <option value="before" selected=${shown === "before"}>${t("compare.before")}</option>
      <option value="days" selected=${shown === "days"}>${t("compare.days")}</option>
      ${campaigns.length > 0 && html`<optgroup label=${t("compare.campaigns")}>${campaigns.map((one) => html`<option key=${one.slug} value=${one.slug} selected=${shown === one.slug}>${one.name}</option>`)}</optgroup>`}
    </${Field}>
    ${other.kind === "days" && html`<${Field} type="date" label=${t("range.from")} value=${other.from} max=${other.to} onChange=${(event) => days(event.target.value, other.to)} />
      <${Field} type="date" label=${t("range.to")} value=${other.to} min=${other.from} onChange=${(event) => days(other.from, event.target.value)} />`}</div>`;
}

/** @param total of the report @param name of whose report it is, in words @param campaign its slug, or null */
export function Compared({ report, total, name, campaign = null }) {
  const vs = report.params.vs;
  const other = otherOf(vs);
  const question = questionOf(report, other);
  const { data: list } = useGet(campaign === null ? null : "/campaigns", { limit: 200 });
  const { data, error, reload } = useGet(question ? "/stats" : null, question || {});
  const campaigns = list ? list.items.filter((one) => one.slug !== campaign) : [];
  const there = other.kind === "campaign" ? (campaigns.find((one) => one.slug === other.slug) || { name: other.slug }).name
    : other.kind === "days" ? plainDay(other.from) + " – " + plainDay(other.to) : t("compare.before");
  const here = other.kind === "campaign" ? name : rangeText(report.range);
  const shown = data && !data.total.hidden ? data.total : null;
  return html`<section class="card report-card compare-card" aria-label=${t("compare.title")}><header class="part-head"><h2>${t("compare.title")}</h2></header>
    <${Chooser} report=${report} vs=${vs} other=${other} campaigns=${campaigns} />
    <${Problem} error=${error} retry=${reload} />
    ${!question ? html`<p class="soft">${t("compare.nothing")}</p>` : data && !shown ? html`<p class="soft">${t("report.few", { least: data.smallCells })}</p>`
      : shown && html`<div class="table" tabindex="0" role="region" aria-label=${t("compare.title")}><table class="dense stack"><thead><tr><td></td><th scope="col" class="number">${here}</th>
        <th scope="col" class="number">${there}</th><th scope="col" class="number">${t("compare.change")}</th></tr></thead>
        <tbody>${FIGURES.map(([key, value, text]) => html`<${Row} key=${key} name=${key} heads=${[here, there]}
            values=${[said(value(total), text), said(value(shown), text), changeText(value(total), value(shown))]} />`)}
          <${Row} name="report.revenue" heads=${[here, there]} values=${[money(total.revenue), money(shown.revenue),
            changeText(amountIn(total.revenue, shown.revenue), amountIn(shown.revenue, total.revenue))]} /></tbody></table></div>
        <p class="hint">${t("compare.hint")}</p>`}</section>`;
}
