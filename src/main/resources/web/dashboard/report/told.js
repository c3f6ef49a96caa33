// The story in words: sentences made of the figures of a report, which say what these bear and no more.

import { html } from "../base/html.js";
import { number, percent, t } from "../base/i18n.js";
import { Problem } from "../base/states.js";
import { certaintyOf } from "./certainty.js";
import { comparedWith, rangeText } from "./range.js";
import { passedOn } from "./flow.js";

/** Of fewer clicks shares are not told: a single one would be percents. */
const LEAST = 30;
/** A change of fewer clicks than the square root of both together may be chance. */
const CHANCE = 2;

const share = (part, whole) => percent(part / whole, part / whole < 0.1 ? 1 : 0);

/** "12% more than …", where the difference is more than chance, or that it is about the same. */
function change(now, before, range) {
  if (before === null) {
    return "";
  }
  const when = comparedWith(range);
  if (before === 0 || now + before < LEAST) {
    return "";
  }
  if (Math.abs(now - before) < CHANCE * Math.sqrt(now + before)) {
    return t("told.same", { when });
  }
  const by = number(Math.abs(now / before - 1), { style: "percent", maximumFractionDigits: 0 });
  return now / before > 11 ? t("told.times", { times: Math.round(now / before), when }) : t(now > before ? "told.more" : "told.fewer", { by, when });
}

function first(name, total, earlier, range) {
  const text = t("told.clicks", { name, n: total.clicks, when: range.first === null ? t("told.ever") : t("told.between", { days: rangeText(range) }) });
  return [text, change(total.clicks, earlier && !earlier.hidden ? earlier.clicks : null, range)].filter(Boolean).join(" ");
}

const largest = (rows, key) => rows.filter((row) => row[key] !== null && row.clicks > 0).sort((a, b) => b.clicks - a.clicks);

/**
 * What is told: {headline, sentences}, or null where there are no clicks.
 *
 * @param name whose story it is @param figures {total, earlier, tiers, channels, groups, flow}; of which all but "total" may be null
 * @param range the report's @param channelName gives the name of a channel
 */
export function storyOf(name, { total, earlier, tiers, channels, groups, flow }, range, channelName) {
  const { clicks } = total;
  if (clicks === 0) {
    return null;
  }
  const headline = first(name, total, earlier, range);
  if (clicks < LEAST) {
    return { headline, sentences: [t("told.visitors", total), t("told.few")] };
  }
  const sure = tiers && certaintyOf(tiers).find((part) => part.name === "sure").clicks;
  const known = channels ? largest(channels, "channel") : [];
  const named = groups ? largest(groups, "audience") : [];
  const passed = flow ? passedOn(flow.rows.filter((row) => row.clicks > 0)) : null;
  return {
    headline,
    sentences: [
      t("told.visitors", total),
      t("told.dark", { before: share(total.darkBefore, clicks), after: share(total.darkAfter, clicks) }),
      known.length > 1 ? t("told.channels", { first: channelName(known[0].channel), share: share(known[0].clicks, clicks), second: channelName(known[1].channel), other: share(known[1].clicks, clicks) })
        : known.length === 1 ? t("told.channel", { first: channelName(known[0].channel), share: share(known[0].clicks, clicks) }) : "",
      named.length > 1 ? t("told.group", { group: named[0].audience, share: share(named[0].clicks, clicks), n: named.length }) : "",
      !passed || passed.of === 0 ? "" : passed.clicks > 0 ? t("told.passed", { share: share(passed.clicks, clicks) }) : t("told.stayed"),
      sure === null ? "" : t("told.sure", { share: share(sure, clicks) }),
      flow && flow.total.converted > 0 ? t("told.converted", { n: flow.total.converted, share: share(flow.total.converted, clicks) }) : "",
    ].filter(Boolean),
  };
}

/**
 * The headline stands as soon as the figures do; its sentences when all is known that they are made of.
 *
 * @param name whose story it is, or null while that is on its way
 * @param series, tiers, channels, groups, flow what was asked @param earlier the answer of the time before, or null
 */
export function Told({ report, name, series, earlier, tiers, channels, groups, flow }) {
  const failed = [series, tiers, channels, groups, flow].find((one) => one.error);
  if (failed) {
    return html`<${Problem} error=${failed.error} retry=${failed.retry} />`;
  }
  const total = name && series.answer && series.answer.total;
  const ready = total && [tiers, channels, groups, flow].every((one) => one.answer || !one.shown);
  const rows = (one) => (one.shown ? one.answer.rows : null);
  const story = ready && storyOf(name, { total, earlier: earlier && earlier.total, tiers: rows(tiers), channels: rows(channels), groups: rows(groups),
    flow: flow.shown ? flow.answer : null }, report.range, report.channelName);
  return html`<section class="card told" aria-label=${t("told.title")}>${!total ? html`<div class="waiting" aria-hidden="true"></div>`
    : html`<h2>${first(name, total, earlier && earlier.total, report.range)}</h2>
      ${story ? html`<ul>${story.sentences.map((sentence) => html`<li key=${sentence}>${sentence}</li>`)}</ul>` : !ready && html`<div class="waiting" aria-hidden="true"></div>`}`}</section>`;
}
