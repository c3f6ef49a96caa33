// When clicks come: the hours of the week as a map, with what was shared and noted at which; and whether hours may be said to be the best.

import { html } from "../base/html.js";
import { colon, dateWith, number, percent, t, zone } from "../base/i18n.js";
import { AsTable, Card, PictureTools, useWidth } from "./stats.js";

/** A window is so many hours. */
const HOURS = 2;
/** Of fewer clicks nothing is said. */
const LEAST = 100;
const LEAST_OF_WINDOW = 20;
/** So many times its standard deviation a window must lie above the mean of all: there are 161 of them, and one is always the largest. */
const FAR = 4;
/** By so much two windows must differ, or both are named. */
const APART = 1.64;
/** A window of which one day has more than this says when something was sent, and not when people read. */
const ONE_DAY = 0.7;

/** @param rows of the API by the hours of the week @return [[clicks of each hour] of each day], Monday first */
export const gridOf = (rows) => Array.from({ length: 7 }, (none, day) => rows.slice(day * 24, day * 24 + 24).map((row) => row.clicks || 0));

/** The day of the week, Monday 0, and the hour of a moment by the viewer's clock. */
export function placeOf(moment) {
  const date = new Date(moment);
  return { day: (date.getDay() + 6) % 7, hour: date.getHours() };
}

function windows(grid) {
  const all = grid.flatMap((hours, day) => Array.from({ length: 24 - HOURS + 1 }, (none, from) =>
    ({ day, from, to: from + HOURS, clicks: hours.slice(from, from + HOURS).reduce((sum, clicks) => sum + clicks, 0) })));
  return all.sort((a, b) => b.clicks - a.clicks);
}

const touches = (one, other) => one.day === other.day && one.from < other.to && other.from < one.to;

/** So many days of which the best hours are alike: then it is the hour that matters, and not the day. */
const ALIKE = 3;

const apart = (one, other) => (one.clicks - other.clicks) / Math.sqrt(Math.max(1, one.clicks + other.clicks)) >= APART;
const stands = (window, mean) => window.clicks >= LEAST_OF_WINDOW && (window.clicks - mean) / Math.sqrt(mean) >= FAR;

/** The same of the hours of a day, of all days together. */
function bestHours(grid, total) {
  const hours = Array.from({ length: 24 }, (none, hour) => grid.reduce((sum, day) => sum + day[hour], 0));
  const [best] = windows([hours]);
  return stands(best, (total * HOURS) / 24) ? { kind: "hour", best, share: best.clicks / total } : { kind: "even" };
}

/**
 * What the hours bear to be said: {kind: "few" | "even"}; {kind: "day", best, at} where one day made the most of it; {kind: "hour", best} where
 * hours stand out, whatever the day; or {kind: "best", best, second}, where "second" is one that is as good, or null.
 *
 * @param days [{time, clicks}] by the day, or null where it is not known
 */
export function bestTime(grid, days) {
  const total = grid.flat().reduce((sum, clicks) => sum + clicks, 0);
  const [best, ...others] = windows(grid);
  if (total < LEAST) {
    return { kind: "few" };
  }
  if (!stands(best, (total * HOURS) / (7 * 24))) {
    return bestHours(grid, total);
  }
  const alike = others.filter((one) => !touches(one, best) && !apart(best, one));
  if (new Set([best, ...alike].map((one) => one.day)).size >= ALIKE) {
    return bestHours(grid, total);
  }
  const same = (days || []).filter((one) => placeOf(one.time).day === best.day);
  const all = same.reduce((sum, one) => sum + one.clicks, 0);
  const largest = same.reduce((most, one) => (most === null || one.clicks > most.clicks ? one : most), null);
  if (largest && all > 0 && largest.clicks / all > ONE_DAY) {
    return { kind: "day", best, at: largest.time };
  }
  return { kind: "best", best, share: best.clicks / total, second: alike[0] || null };
}

const NAMES = 44;
const HEAD = 20;
const ROW = 26;
/** How far a mark reaches: wide enough for "9+". */
const MARK = 9;
/** Of so many shades the darkest is the most. */
const SHADES = 5;

/** The first of 2024 was a Monday. */
const dayName = (day, weekday) => dateWith(Date.UTC(2024, 0, 1 + day), { weekday, timeZone: "UTC" });
const hourText = (hour) => dateWith(Date.UTC(2024, 0, 1, hour % 24), { hour: "numeric", timeZone: "UTC" });

const when = ({ day, from, to }) => t("heat.window", { day: dayName(day, "long"), from: hourText(from), to: hourText(to) });

/** What the hours bear to be said, in words. */
function Said({ found }) {
  switch (found.kind) {
    case "best": return html`<p class="heat-best"><strong>${t("heat.best", { when: when(found.best), share: percent(found.share, found.share < 0.1 ? 1 : 0) })}</strong>
      ${" "}${found.second && t("heat.second", { when: when(found.second) })} ${t("heat.send")}</p>`;
    case "hour": return html`<p class="heat-best"><strong>${t("heat.hours", { from: hourText(found.best.from), to: hourText(found.best.to), share: percent(found.share, found.share < 0.1 ? 1 : 0) })}</strong>
      ${" "}${t("heat.anyDay")} ${t("heat.send")}</p>`;
    case "day": return html`<p class="heat-best">${t("heat.day", { when: when(found.best), date: dateWith(found.at, { day: "numeric", month: "long" }) })}</p>`;
    default: return html`<p class="heat-best">${t("heat." + found.kind)}</p>`;
  }
}

/** Marks by the hour of the week that they are in: [[x, y, numbers]]. */
function places(marks) {
  const all = new Map();
  marks.forEach((mark, i) => {
    const { day, hour } = placeOf(mark.at);
    const key = day * 24 + hour;
    all.set(key, [...(all.get(key) || []), i + 1]);
  });
  return [...all].map(([key, numbers]) => [key % 24, Math.floor(key / 24), numbers]);
}

function Drawing({ grid, marks, width }) {
  const cell = (width - NAMES) / 24;
  const most = Math.max(1, ...grid.flat());
  const shade = (clicks) => (clicks === 0 ? 0 : Math.ceil((clicks / most) * SHADES));
  const height = HEAD + 7 * ROW;
  const every = cell < 22 ? 6 : cell < 34 ? 3 : 2;
  const hourTexts = Array.from({ length: 24 }, (none, hour) => hourText(hour));
  return html`<svg class="drawing heat" width=${width} height=${height} viewBox=${`0 0 ${width} ${height}`} role="img" aria-label=${t("heat.said")}>
    ${hourTexts.map((text, hour) => hour % every === 0 && html`<text key=${hour} x=${NAMES + hour * cell} y="12" class="heat-word">${text}</text>`)}
    ${grid.map((hours, day) => {
      const name = dayName(day, "long");
      return html`<g key=${day}><text x="0" y=${HEAD + day * ROW + ROW / 2 + 4} class="heat-word">${dayName(day, "short")}</text>
        ${hours.map((clicks, hour) => html`<rect key=${hour} x=${NAMES + hour * cell} y=${HEAD + day * ROW} width=${cell - 2} height=${ROW - 2} rx="3"
          class=${"heat-cell shade-" + shade(clicks)}><title>${`${name} ${hourTexts[hour]}${colon}${number(clicks)}`}</title></rect>`)}</g>`;
    })}
    ${places(marks).map(([hour, day, numbers]) => {
      // Where cells are narrower than a mark, the first and the last stay in the picture.
      const x = Math.min(Math.max(NAMES + (hour + 0.5) * cell - 1, NAMES + MARK), width - MARK);
      const y = HEAD + (day + 0.5) * ROW - 1;
      return html`<g key=${hour + "/" + day}><circle cx=${x} cy=${y} r=${MARK} class="heat-mark" />
        <text x=${x} y=${y + 4} class="heat-number">${numbers[0] + (numbers.length > 1 ? "+" : "")}</text></g>`;
    })}</svg>`;
}

function Picture({ answer, days, marks }) {
  const [box, width] = useWidth();
  const grid = gridOf(answer.rows);
  const cells = grid.flatMap((hours, day) => hours.map((clicks, hour) => [day + "/" + hour, clicks, day, hour])).filter(([, clicks]) => clicks > 0);
  return html`<${Said} found=${bestTime(grid, days)} />
    <div ref=${box} class="picture">${width > 0 && html`<${Drawing} grid=${grid} marks=${marks} width=${width} />`}</div>
    <${AsTable} name=${t("heat.title")} head=${[t("heat.weekday"), { text: t("heat.hour") }, t("report.clicks")]}
      rows=${cells.map(([key, clicks, day, hour]) => [key, dayName(day, "long"), hourText(hour), number(clicks)])} />`;
}

/**
 * @param hours the answer by the hours of the week @param days [{time, clicks}] by the day, or null
 * @param marks [{at}] in the order of their numbers @param children beneath
 */
export function Heat({ report, hours, days, marks, children }) {
  const show = (answer) => html`${answer.total.clicks > 0 ? html`<${Picture} answer=${answer} days=${days} marks=${marks} />` : html`<p class="soft">${t("report.noClicks")}</p>`}${children}`;
  return html`<${Card} report=${report} title=${t("heat.title")} hint=${t("heat.hint", { zone: zone.replaceAll("_", " ") })} asked=${hours} show=${show} what="hours" class="heat-card"
    tools=${html`<${PictureTools} what="hours" of=${t("heat.title")} />`} />`;
}
