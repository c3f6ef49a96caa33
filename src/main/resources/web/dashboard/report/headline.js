// The figures that one reads first, each beside that of the time before.

import { html, useState } from "../base/html.js";
import { day, money, number, percent, t } from "../base/i18n.js";
import { href } from "../base/places.js";
import { TimeChart } from "./charts.js";
import { comparedWith, stepText } from "./range.js";
import { hasSection } from "./sections.js";
import { Card } from "./stats.js";

const share = (part, whole) => (whole > 0 ? part / whole : null);

/** "+12 %"; "×14" where percents say nothing any more. */
function changeText(now, before) {
  const change = now / before - 1;
  return change > 10 ? "×" + number(now / before, { maximumFractionDigits: 0 })
    : number(change, { style: "percent", signDisplay: "exceptZero", maximumFractionDigits: Math.abs(change) < 0.1 ? 1 : 0 });
}

/** @param now @param before numbers; null where there is nothing to compare with */
function Change({ now, before, shown, range }) {
  if (before === null || before === undefined) {
    return null;
  }
  const way = now === before ? "same" : now > before ? "up" : "down";
  const than = t("report.before", { value: shown(before), when: comparedWith(range) });
  return html`<p class="change">${(before > 0 || way === "same") && html`<span class=${"way " + way}>${way === "same" ? "=" : changeText(now, before)}</span>`}
    <span>${than}</span></p>`;
}

const Figure = ({ label, hint, value, children, class: name = "" }) => html`<div class=${"figure " + name}>
  <dt title=${hint}>${label}</dt><dd><span class="value">${value}</span>${children}</dd></div>`;

/** Clicks by referrer that stay unknown, and those that do with the channels named. */
function Dark({ now, before, range }) {
  const told = before && before.clicks > 0;
  return html`<${Figure} label=${t("report.dark")} hint=${t("report.dark.what")} class="wide"
      value=${html`<span>${percent(share(now.darkBefore, now.clicks))}</span> <span class="arrow" aria-label=${t("report.dark.to")}>→</span>
        <span class="after">${percent(share(now.darkAfter, now.clicks), 1)}</span>`}>
    <p class="change"><span>${t("report.dark.counts", { before: now.darkBefore, after: now.darkAfter })}</span></p>
    ${told && html`<p class="change"><span>${t("report.before", {
      value: percent(share(before.darkBefore, before.clicks)) + " → " + percent(share(before.darkAfter, before.clicks), 1),
      when: comparedWith(range) })}</span></p>`}
  </${Figure}>`;
}

/** With what they earned, where that is known; further currencies stand beside it, for they are not to be added. */
function Conversions({ now, before, range }) {
  const earned = Number(now.revenue.amount) !== 0 || now.otherRevenue.length > 0;
  return html`<${Figure} label=${t("report.conversions")} hint=${t("report.conversions.what")} value=${number(now.conversions)}>
    ${earned && html`<p class="earned" title=${t("report.revenue.what")}>${[now.revenue, ...now.otherRevenue].map(money).join(" + ")} <span>${t("report.revenue")}</span></p>`}
    <${Change} now=${now.conversions} before=${before && before.conversions}
      shown=${(count) => number(count) + (before.revenue && Number(before.revenue.amount) !== 0 ? " (" + money(before.revenue) + ")" : "")} range=${range} />
  </${Figure}>`;
}

/** Whether nothing came of the links in some time. */
export const nothing = (total) => !total.hidden && total.clicks + total.previews + total.bots + total.suppressed + total.unusual + (total.conversions || 0) === 0;

/** @param total of the range @param earlier of the range before, or null */
export function Headline({ report, total, earlier }) {
  const { range } = report;
  // A row of zeros compares nothing: that there was nothing is said once.
  const none = earlier !== null && nothing(earlier);
  const before = none ? null : earlier;
  const counted = (name) => html`<${Figure} label=${t("report." + name)} hint=${t("report." + name + ".what")} value=${number(total[name])}>
    <${Change} now=${total[name]} before=${before && before[name]} shown=${number} range=${range} /></${Figure}>`;
  return html`<dl class="figures" aria-label=${t("report.figures")}>
    ${counted("clicks")}${counted("visitors")}${counted("shares")}
    ${hasSection(report, "conversions") && html`<${Conversions} now=${total} before=${before} range=${range} />`}
    <${Dark} now=${total} before=${before} range=${range} />
  </dl>
  ${total.unusual > 0 && html`<p class="hint unusual">${t("report.unusual.note", { n: total.unusual })}</p>`}
  ${none && html`<p class="hint">${t("report.nothingBefore", { when: comparedWith(range) })}</p>`}`;
}

/** What the figures mean, for whoever asks. */
export const Glossary = () => html`<details class="glossary"><summary>${t("report.glossary")}</summary><dl>
  ${["clicks", "visitors", "shares", "conversions", "dark", "previews", "bots", "suppressed", "unusual"].map((name) =>
    html`<div><dt>${t("report." + name)}</dt><dd>${t("report." + name + ".what")}</dd></div>`)}</dl></details>`;

/** A series from its first step with anything in it: all time begins long before anything was. */
export function sinceFirst(rows) {
  const first = rows.findIndex((row) => row.clicks + row.previews + row.bots + row.suppressed + row.unusual + (row.conversions || 0) > 0);
  return rows.slice(Math.max(0, first));
}

/** What others counted of a report's links before these were brought here. */
export const OpeningBalance = ({ sum }) => sum && html`<p class="hint">${t("report.opening", { n: sum.visits, links: sum.links, until: day(sum.until) })}</p>`;

/** Where a press on a day leads, or null: a shared report keeps its time. */
const dayOf = (report, row, interval) =>
  (interval !== "day" || report.shared ? null : href(report.path, { ...report.params, range: null, from: row.label, to: row.label }));

/**
 * Clicks, visitors and shares over time.
 *
 * @param asked the series @param before the answer to the series of the range before, or null
 */
export function OverTime({ report, asked, before, interval }) {
  const [asTable, setAsTable] = useState(false);
  const { range } = report;
  const show = (answer) => {
    const rows = range.first === null ? sinceFirst(answer.rows) : answer.rows;
    const values = (name) => rows.map((row) => row[name]);
    const lines = [
      { name: t("report.clicks"), values: values("clicks"), colour: "c1", form: "area" },
      { name: t("report.visitors"), values: values("visitors"), colour: "c2", form: "line" },
      { name: t("report.shares"), values: values("shares"), colour: "c3", form: "line" },
      before && before.total.clicks > 0 && { name: t("report.clicksBefore"), values: rows.map((row, i) => (before.rows[i] ? before.rows[i].clicks : null)), colour: "soft", form: "dashed" },
    ].filter(Boolean);
    const labels = rows.map((row) => ({ short: stepText(row.time, interval, true, range.days), long: stepText(row.time, interval, false), to: dayOf(report, row, interval) }));
    return html`<${TimeChart} lines=${lines} labels=${labels} name=${t("report.overTime")} head=${t("report.step." + interval)} asTable=${asTable} />`;
  };
  const tools = html`<button type="button" class="quiet small" aria-pressed=${asTable ? "true" : "false"} onClick=${() => setAsTable(!asTable)}>
    ${t("chart.table")}</button>`;
  return html`<${Card} report=${report} title=${t("report.overTime")} asked=${asked} show=${show} what="over-time" tools=${tools} class="over-time" />`;
}
