// Parts of what a campaign brought: shares with their intervals, what they rest on, passing on, the comparison with a baseline, and what people say.

import { useChannels } from "../base/asking.js";
import { Text, html } from "../base/html.js";
import { money, number, percent, t } from "../base/i18n.js";
import { useSome } from "./breakdown.js";
import { generationName } from "./evidence.js";

const digits = (share) => (share < 0.01 ? 2 : share < 0.1 ? 1 : 0);
const shareText = (share) => percent(share, digits(share));
const decimal = (value) => number(value, { maximumFractionDigits: value < 10 ? 1 : 0 });
const times = (value) => number(value, { maximumFractionDigits: value < 10 ? 2 : 0 });

/** Between its ends, on a line from 0 to the most; and where the figure itself is. What it shows is said beside it. */
function Range({ low, at, high, most, mark = null }) {
  const place = (value) => Math.max(0, Math.min(1, value / most)) * 100 + "%";
  const width = Math.max(0, Math.min(1, high / most) - Math.min(1, low / most)) * 100 + "%";
  return html`<span class="interval" aria-hidden="true"><span class="between" style=${{ left: place(low), width }}></span>
    ${mark !== null && html`<span class="mark" style=${{ left: place(mark) }}></span>`}<span class="at" style=${{ left: place(at) }}></span></span>`;
}

const Few = () => html`<span class="badge few" title=${t("brought.few.why")}>${t("brought.few")}</span>`;

const OfSent = ({ share, few }) => html`<small>${t("brought.rate.ofSent", { share: shareText(share.share), low: shareText(share.low), high: shareText(share.high) })}
  ${few && html` <${Few} />`}</small>`;

/** A share of people, with its interval beside it. @param rate of the visitors, or null @param ofSent the share of those whom it was sent to, or null */
export function Rate({ rate, ofSent, most, large = false }) {
  return html`<span class=${"rate" + (large ? " large" : "")}>
    ${rate && html`<span class=${large ? "value" : "share"}>${shareText(rate.share)} ${rate.small && html`<${Few} />`}</span>
      <${Range} low=${rate.low} at=${rate.share} high=${rate.high} most=${most} />
      <small>${t("brought.range", { low: shareText(rate.low), high: shareText(rate.high) })}</small>`}
    ${ofSent && html`<${OfSent} share=${ofSent} few=${ofSent.small && !(rate && rate.small)} />`}</span>`;
}

const PARTS = ["sure", "word", "open"];
/** The colours are those of tiers: full ones for what was seen, stripes for what is concluded. */
const COLOURS = { sure: "confirmed", word: "declared", open: "dark" };

function EvidenceBar({ name, evidence, of, shown = number }) {
  const all = PARTS.reduce((sum, part) => sum + Math.max(0, of(evidence[part])), 0);
  if (all === 0) {
    return null;
  }
  const there = PARTS.filter((part) => of(evidence[part]) > 0);
  return html`<dt>${name}</dt><dd><span class="track split" aria-hidden="true">${there.map((part) => html`<span key=${part} class=${"part tier-" + COLOURS[part]}
      style=${{ width: (of(evidence[part]) / all) * 100 + "%" }}></span>`)}</span>
    <ul class="evidence-said">${there.map((part) => html`<li key=${part}><span class=${"swatch part tier-" + COLOURS[part]} aria-hidden="true"></span>${t("brought.evidence." + part)} <strong>${percent(of(evidence[part]) / all)}</strong> <span class="soft">${shown(of(evidence[part]))}</span></li>`)}</ul></dd>`;
}

/** How much rests on sure evidence, and how much on the link's word. */
export function Evidence({ evidence }) {
  const currencies = evidence ? [...new Set(PARTS.flatMap((part) => evidence[part].revenue.map((one) => one.currency)))].sort() : [];
  const earned = (currency) => (part) => Number((part.revenue.find((one) => one.currency === currency) || { amount: 0 }).amount);
  return html`<section class="brought-part"><h3>${t("brought.evidence")}</h3>
    ${evidence ? html`<dl class="evidence-bars"><${EvidenceBar} name=${t("report.clicks")} evidence=${evidence} of=${(part) => part.clicks} />
        <${EvidenceBar} name=${t("report.conversions")} evidence=${evidence} of=${(part) => part.conversions} />
        ${currencies.map((currency) => html`<${EvidenceBar} key=${currency} name=${t("report.revenue") + (currencies.length > 1 ? " · " + currency : "")} evidence=${evidence}
          of=${earned(currency)} shown=${(amount) => money({ amount, currency })} />`)}</dl>
      <p class="hint">${t("brought.evidence.hint")} <a href="/api/verdicts" target="_blank">${t("report.tiers.more")}</a></p>`
      : html`<p class="soft">${t("brought.evidence.withheld")}</p>`}</section>`;
}

function Further({ further }) {
  const { mean, low, high, small } = further;
  return html`<p><strong>${t("brought.passing.mean", { n: further.sharers, mean: decimal(mean) })}</strong> ${small && html`<${Few} />`}
    <small>${low === null ? t("brought.passing.noInterval") : t("brought.passing.interval", { low: decimal(low), high: decimal(high) })}</small></p>
    ${low !== null && html`<${Range} low=${low} at=${mean} high=${high} most=${high} />`}`;
}

/** What came of links that recipients passed on, by how far they are from those that were issued. */
export function PassingOn({ passingOn, total, currency }) {
  const { generations, further } = passingOn;
  const passed = generations.filter((one) => one.generation > 0);
  const earned = (row) => Number((row.revenue.find((one) => one.currency === currency) || { amount: 0 }).amount);
  const all = total.accounts.find((one) => one.currency === currency);
  const open = passed.every((one) => !one.hidden) && all && Number(all.revenue.amount) > 0;
  const share = open ? passed.reduce((sum, row) => sum + earned(row), 0) / Number(all.revenue.amount) : null;
  const each = (row) => (row.further && row.further.mean !== null ? decimal(row.further.mean) : "–");
  return html`<section class="brought-part"><h3>${t("brought.passing")}</h3>
    ${passed.length === 0 ? html`<p class="soft">${t("brought.passing.none")}</p>`
      : html`${further && further.mean !== null && html`<${Further} further=${further} />`}
        ${share !== null && share >= 0 && html`<p>${t("brought.passing.share", { share: shareText(share) })}</p>`}
        <div class="table" tabindex="0" role="region" aria-label=${t("brought.passing")}><table class="dense"><thead><tr><th scope="col">${t("report.by.generation")}</th><th scope="col" class="number">${t("brought.links")}</th>
          <th scope="col" class="number">${t("report.visitors")}</th><th scope="col" class="number">${t("brought.further")}</th><th scope="col" class="number">${t("report.conversions")}</th>
          <th scope="col" class="number">${t("report.revenue")}</th></tr></thead>
          <tbody>${generations.map((row) => html`<tr key=${row.generation}><th scope="row">${generationName(row.generation)}</th><td class="number">${number(row.links)}</td>
            ${row.hidden ? html`<td class="soft" colspan="4">${t("brought.hidden")}</td>`
              : html`<td class="number">${number(row.visitors)}</td><td class="number">${each(row)}</td><td class="number">${number(row.conversions)}</td>
                <td class="number">${row.revenue.map(money).join(" + ") || "–"}</td>`}</tr>`)}</tbody></table></div>`}
    <p class="hint">${t("brought.passing.hint")}</p></section>`;
}

function Side({ name, side, of }) {
  return html`<div><dt>${name}</dt><dd>${of !== "days" && html`<strong>${shareText(side.share)}</strong> `}<span class=${of === "days" ? "" : "soft"}>${t("brought.lift.of." + of, { hits: side.hits, of: side.of || 0, n: side.hits })}</span></dd></div>`;
}

function Ratio({ lift }) {
  const { estimate, low, high } = lift.ratio;
  const ends = low === null ? null : high === null ? t("brought.lift.ratioFrom", { low: times(low) }) : t("brought.lift.ratioRange", { low: times(low), high: times(high) });
  const most = Math.max(2, high === null ? 2 * (low || 1) : high);
  return html`<p><strong>${estimate === null ? t("brought.lift.noRatio") : t("brought.lift.ratio", { ratio: times(estimate) })}</strong> ${lift.small && html`<${Few} />`}
      ${ends && html`<small>${ends}</small>`}</p>
    ${low !== null && html`<${Range} low=${low} at=${estimate === null ? most : estimate} high=${high === null ? most : high} most=${most} mark=${1} />
      <p class="hint">${t(low > 1 || (high !== null && high < 1) ? "brought.lift.sure" : "brought.lift.unsure")}</p>`}`;
}

/** How many more came of it than would have come anyway, where shares of those whom it was sent to are compared. */
function Extra({ lift }) {
  if (lift.of !== "sent") {
    return null;
  }
  const count = (share) => number(share * lift.group.of, { maximumFractionDigits: 0, signDisplay: "negative" });
  return html`<p>${t("brought.lift.extra", { extra: count(lift.difference.estimate), low: count(lift.difference.low), high: count(lift.difference.high) })}</p>`;
}

/** What came of the campaign beside its baseline, and what that does not prove. */
export function Lift({ lift }) {
  return html`<section class="brought-part"><h3>${t("brought.lift")}</h3><p class="soft">${t("brought.lift." + lift.baseline)}</p>
    ${lift.lacking ? html`<p class="advice">${t("brought.lift.lacking." + lift.lacking)}</p>`
      : html`<dl class="both-sides"><${Side} name=${t("brought.lift.group")} side=${lift.group} of=${lift.of} /><${Side} name=${t("brought.lift.base." + lift.baseline)} side=${lift.base} of=${lift.of} /></dl>
        <${Ratio} lift=${lift} /><${Extra} lift=${lift} /><p class="hint">${t("brought.lift.not." + lift.baseline)}</p>`}</section>`;
}

/** What people say, beside what their clicks say; nothing where it would tell what few people did. */
export function Said({ heard }) {
  const { channels, name } = useChannels();
  const [rows, more] = useSome(heard ? heard.rows : []);
  if (!heard) {
    return null;
  }
  const words = (word) => (channels.some((channel) => channel.id === word) ? name(word) : html`<${Text} value=${word} />`);
  const measured = (row) => (!row.tied ? html`<span class="soft">${t("brought.said.untied")}</span>`
    : row.channel === null ? html`<span class="soft">${t("report.channelUnknown")}</span>` : name(row.channel));
  return html`<section class="brought-part"><h3>${t("brought.said")}</h3>
    ${heard.rows.length === 0 ? html`<p class="soft">${t("brought.said.none")}</p>`
      : html`${heard.agreement && html`<p>${t("brought.said.agree", { hits: heard.agreement.hits, of: heard.agreement.of })}</p><${Rate} rate=${heard.agreement} most=${1} />`}
        <div class="table" tabindex="0" role="region" aria-label=${t("brought.said")}><table class="dense"><thead><tr><th scope="col">${t("brought.said.measured")}</th><th scope="col">${t("brought.said.said")}</th>
          <th scope="col" class="number">${t("report.conversions")}</th></tr></thead>
          <tbody>${rows.map((row) => html`<tr key=${[row.tied, row.channel, row.heardFrom].join()}><td>${measured(row)}</td><td>${words(row.heardFrom)}</td>
            <td class="number">${number(row.conversions)}</td></tr>`)}</tbody></table></div>
        ${more}<p class="hint">${t("brought.said.hint")}</p>`}</section>`;
}

/** Conversions that are tied to no click, by the reason; nothing where there are none. */
export function Untied({ unattributed }) {
  if (!unattributed || unattributed.length === 0) {
    return null;
  }
  return html`<section class="brought-part"><h3>${t("brought.untied")}</h3>
    <div class="table" tabindex="0" role="region" aria-label=${t("brought.untied")}><table class="dense"><thead><tr><th scope="col">${t("brought.untied.reason")}</th><th scope="col" class="number">${t("report.conversions")}</th>
      <th scope="col" class="number">${t("report.revenue")}</th></tr></thead>
      <tbody>${unattributed.map((row) => html`<tr key=${row.reason}><td>${t("brought.untied." + row.reason)}</td><td class="number">${number(row.conversions)}</td>
        <td class="number">${row.revenue.map(money).join(" + ") || "–"}</td></tr>`)}</tbody></table></div>
    <p class="hint">${t("brought.untied.hint")}</p></section>`;
}
