// What a campaign brought, beside what it cost: the report of its return.

import { api } from "../base/api.js";
import { useChannels, useLoad } from "../base/asking.js";
import { Text, html, useState } from "../base/html.js";
import { addTexts, colon, money, number, t, zone } from "../base/i18n.js";
import { addStyle } from "../base/page.js";
import { Problem } from "../base/states.js";
import { useSome } from "./breakdown.js";
import { Fold, unfold } from "./fold.js";
import { Evidence, Lift, PassingOn, Rate, Said, Untied } from "./brought-parts.js";
import { CsvButton, FeedButton } from "./stats.js";

await Promise.all([addTexts("brought"), addStyle("/dashboard/brought.css")]);

const BY = ["channel", "audience", "tier"];
const SHOWN = 8;
const signed = (share) => number(share, { style: "percent", signDisplay: "exceptZero", maximumFractionDigits: Math.abs(share) < 0.1 ? 1 : 0 });
const moneys = (list) => list.map(money).join(" + ");
const isNothing = (report) => report.total.conversions === 0 && report.total.accounts.every((one) => !one.cost) && report.total.sent === null && !report.lift
  && (report.unattributed || []).length === 0;

/** A cell, named for phones, with small lines beneath; a dash, and nothing on a phone, where there is nothing. */
function Cell({ title, value, children, name = "number" }) {
  const none = value === null || value === undefined || value === "";
  return html`<td class=${name + (none ? " none" : "")} data-label=${title}><div>${none ? html`<span class="soft">–</span>` : value}${!none && children}</div></td>`;
}

const Small = ({ text }) => text && html`<small>${text}</small>`;

/** Revenue of a row; and, where a cost is held against a part of it alone, how much that is. */
function Revenue({ accounts }) {
  const partly = accounts.filter((one) => one.covered && one.covered.revenue.amount !== one.revenue.amount);
  return html`<${Cell} title=${t("report.revenue")} value=${moneys(accounts.map((one) => one.revenue))}>
    ${partly.map((one) => html`<${Small} key=${one.currency} text=${t("brought.revenueOf", { revenue: money(one.covered.revenue) })} />`)}</${Cell}>`;
}

function Cost({ accounts }) {
  const paid = accounts.filter((one) => one.cost);
  return html`<${Cell} title=${t("brought.cost")} value=${moneys(paid.map((one) => one.cost))}>
    ${paid.map((one) => html`${one.costPerClick && html`<${Small} text=${t("brought.perClick", { cost: money(one.costPerClick) })} />`}
      ${one.costPerConversion && html`<${Small} text=${t("brought.perConversion", { cost: money(one.costPerConversion) })} />`}`)}</${Cell}>`;
}

function Return({ accounts }) {
  const known = accounts.filter((one) => one.return !== null);
  return html`<${Cell} title=${t("brought.return")} value=${known.length > 0 ? known.map((one) => html`<span class="return-part" key=${one.currency}>${signed(one.return)}${known.length > 1 && " " + one.currency}</span>`) : null} />`;
}

function Row({ label, row, most, heard, name = "" }) {
  if (row.hidden) {
    return html`<tr class=${name}><td class="main-cell">${label} <small class="soft">${t("brought.hidden")}</small></td>
      <${Cell} title=${t("brought.sent")} value=${row.sent === null ? null : number(row.sent)} />
      ${["report.clicks", "report.conversions", ...(heard ? ["brought.heard"] : []), "brought.rate", "report.revenue", "brought.cost", "brought.return"].map((key) => html`<${Cell} key=${key} title=${t(key)} value=${null} />`)}</tr>`;
  }
  const events = row.events && row.events.length > 1 ? row.events.filter((one) => one.conversions > 0) : [];
  return html`<tr class=${name}><td class="main-cell">${label}</td>
    <${Cell} title=${t("brought.sent")} value=${row.sent === null ? null : number(row.sent)} />
    <${Cell} title=${t("report.clicks")} value=${number(row.clicks)}><${Small} text=${t("brought.visitors", { n: row.visitors })} />
      ${row.shares > 0 && html`<${Small} text=${t("brought.shares", { n: row.shares })} />`}</${Cell}>
    <${Cell} title=${t("report.conversions")} value=${number(row.conversions)}>
      ${events.map((one) => html`<small key=${one.event}>${number(one.conversions)} <${Text} value=${one.event} /></small>`)}</${Cell}>
    ${heard && html`<${Cell} title=${t("brought.heard")} value=${row.heard === null || row.heard === undefined ? null : number(row.heard)} />`}
    <${Cell} title=${t("brought.rate")} name="number rate-cell" value=${(row.rate || row.rateOfSent) && html`<${Rate} rate=${row.rate} ofSent=${row.rateOfSent} most=${most} />`} />
    <${Revenue} accounts=${row.accounts} /><${Cost} accounts=${row.accounts} /><${Return} accounts=${row.accounts} /></tr>`;
}

function keyName(by, key, channelName) {
  if (by === "channel") {
    return key === null ? t("channel.none") : channelName(key);
  }
  if (by === "tier") {
    return key === null ? t("brought.noTier") : t("tier." + key);
  }
  return key === null ? t("brought.noAudience") : html`<${Text} value=${key} />`;
}

function Rows({ report, costs }) {
  const { name } = useChannels();
  const { by, total, spentOnNone } = report;
  const shown = [...report.rows, total].filter((row) => row.rate);
  const most = Math.max(0.0001, ...shown.map((row) => row.rate.high));
  const heard = report.rows.some((row) => row.heard !== null);
  const columns = ["brought.sent", "report.clicks", "report.conversions", ...(heard ? ["brought.heard"] : []), "brought.rate", "report.revenue", "brought.cost", "brought.return"];
  // Those that were paid for, or sent, are what one looks for; of the others those with the most clicks.
  const paid = (row) => row.sent !== null || (row.accounts || []).some((one) => one.cost);
  const [first, more] = useSome([...report.rows].sort((a, b) => paid(b) - paid(a)), Math.max(SHOWN, report.rows.filter(paid).length));
  const none = by !== "tier" && (spentOnNone.costs.length > 0 || spentOnNone.sent !== null);
  return html`<div class="table" tabindex="0" role="region" aria-label=${t("brought.title")}><table class=${"stack costs dense brought" + (costs ? "" : " without-costs")}>
    <thead><tr><th scope="col">${t("brought.row." + by)}</th>${columns.map((key) => html`<th scope="col" class="number" key=${key}>${t(key)}</th>`)}</tr></thead>
    <tbody>${report.rows.filter((row) => first.includes(row)).map((row) => html`<${Row} key=${row[by]} label=${keyName(by, row[by], name)} row=${row} most=${most} heard=${heard} />`)}
      ${none && html`<tr><td class="main-cell">${t("brought.spentOnNone")}</td><${Cell} title=${t("brought.sent")} value=${spentOnNone.sent === null ? null : number(spentOnNone.sent)} />
        ${columns.slice(1, -2).map((key) => html`<${Cell} key=${key} title=${t(key)} value=${null} />`)}
        <${Cell} title=${t("brought.cost")} value=${moneys(spentOnNone.costs)} /><${Cell} title=${t("brought.return")} value=${null} /></tr>`}
      <${Row} name="sum" label=${t("brought.total")} row=${total} most=${most} heard=${heard} /></tbody></table></div>${more}
    ${heard && html`<p class="hint">${t("brought.heard")}${colon}${t("brought.heard.hint")}</p>`}`;
}

/** The figure that a meeting asks for, in the campaign's currency first, with what it is made of. */
function Headline({ report, costs }) {
  const accounts = [...report.total.accounts].sort((a, b) => (b.currency === report.currency) - (a.currency === report.currency));
  const paid = accounts.filter((one) => one.cost);
  const free = accounts.filter((one) => one.covered && Number(one.revenue.amount) !== Number(one.covered.revenue.amount))
    .map((one) => ({ amount: Number(one.revenue.amount) - Number(one.covered.revenue.amount), currency: one.currency }));
  return html`<dl class="figures">${paid.map((one) => html`<div class="figure" key=${one.currency}><dt>${t("brought.return")}${paid.length > 1 && " · " + one.currency}</dt>
      <dd><span class="value">${one.return === null ? "–" : signed(one.return)}</span>
        <p class="change">${one.covered ? t("brought.return.how", { revenue: money(one.covered.revenue), cost: money(one.cost) }) : t("brought.return.withheld")}</p></dd></div>`)}
    ${costs && paid.length === 0 && html`<div class="figure"><dt>${t("brought.return")}</dt><dd><span class="value">–</span><p class="change">${t("brought.return.none")}</p></dd></div>`}
    <div class="figure"><dt>${t("report.revenue")}</dt><dd>${accounts.length === 0 ? html`<span class="value">–</span>` : accounts.map((one) => html`<span class="value" key=${one.currency}>${money(one.revenue)}</span>`)}
      ${free.length > 0 && html`<p class="change">${t("brought.notInReturn", { revenue: moneys(free) })}</p>`}</dd></div>
    <div class="figure wide"><dt>${t("brought.rate")}</dt><dd>${report.total.rate || report.total.rateOfSent ? html`<${Rate} rate=${report.total.rate} ofSent=${report.total.rateOfSent} most=${report.total.rate && report.total.rate.high} large=${true} />`
      : html`<span class="value">–</span>`}<p class="change">${t("brought.rate.hint")}</p></dd></div></dl>`;
}

const Details = ({ report }) => html`<div class="grid brought-parts"><${Evidence} evidence=${report.evidence} /><${PassingOn} passingOn=${report.passingOn} total=${report.total} currency=${report.currency} />
      ${report.lift && html`<${Lift} lift=${report.lift} />`}<${Said} heard=${report.selfReported} /><${Untied} unattributed=${report.unattributed} /></div>`;

/** @param costs whether what was spent is shown, and what follows from it */
function Whole({ report, costs }) {
  if (report.total.hidden) {
    return html`<p class="soft">${t("report.few", { least: report.smallCells })}. ${t("report.fewText")}</p>`;
  }
  return html`<${Headline} report=${report} costs=${costs} />
    <p class="hint">${t("brought.terms." + report.terms.rule, { n: report.terms.windowDays })}</p>
    ${report.lift && report.lift.baseline === "audience" && html`<p class="hint">${t("brought.withoutControl")}</p>`}
    <${Fold} id="brought-rows" within=${true} title=${t("brought.rows." + report.by)} hint=${t("brought.rows.hint")} show=${() => html`<${Rows} report=${report} costs=${costs} />`} />
    <${Fold} id="brought-parts" within=${true} title=${t("brought.parts")} hint=${t("brought.parts.hint")} show=${() => html`<${Details} report=${report} />`} />`;
}

/** Single conversions, to be taken away; for who may see what few people did. */
function Conversions({ campaign, report }) {
  const params = { campaign: campaign.slug };
  const any = report.total.conversions > 0 || report.unattributed.length > 0;
  return any && html`<div class="part-tools brought-files"><span>${t("brought.conversions")}</span>
    <${CsvButton} path="/conversions" params=${params} what=${"conversions-" + campaign.slug} of=${t("brought.conversions")} />
    <${FeedButton} kind="conversions" params=${params} of=${campaign.name + colon + t("brought.conversions")} /></div>`;
}

/** @param campaign of which, and when it is another object, asked anew @param shared what a shared report shows @param children stand beneath, as what changes its costs */
export function Brought({ campaign, shared = null, children }) {
  const [by, setBy] = useState("channel");
  const path = "/campaigns/" + encodeURIComponent(campaign.slug) + "/return";
  const { data: report, error, loading, reload } = useLoad((signal) => api.get(path, { by, tz: zone }, signal), [path, by, campaign]);
  const choose = (one) => {
    setBy(one);
    unfold("brought-rows");
  };
  return html`<section class="card report-card brought-card" aria-label=${t("brought.title")} aria-busy=${loading && report ? "true" : undefined}>
    <header class="part-head"><h2>${t("brought.title")}</h2><div class="part-tools">
      <div class="segments" role="group" aria-label=${t("brought.by")}>${BY.map((one) => html`<button type="button" class="quiet small" key=${one} aria-pressed=${one === by ? "true" : "false"}
        onClick=${() => choose(one)}>${t("brought.by." + one)}</button>`)}</div>
      ${!shared && html`<${CsvButton} path=${path} params=${{ by, tz: zone }} what=${"return-" + campaign.slug} of=${t("brought.title")} />
      <${FeedButton} kind="return" params=${{ campaign: campaign.slug, by, tz: zone }} of=${campaign.name + colon + t("brought.title")} />`}</div></header>
    <p class="hint">${t(report && isNothing(report) ? "brought.empty" : "brought.hint")}</p>
    <${Problem} error=${error} retry=${reload} />
    ${report ? !isNothing(report) && html`<div class=${loading ? "busy" : ""}><${Whole} report=${report} costs=${!shared || shared.costs} /></div>` : !error && html`<div class="waiting" aria-hidden="true"></div>`}
    ${shared || (report && isNothing(report)) ? children : html`<${Fold} id="brought-files" within=${true} title=${t("brought.files")} hint=${t("brought.files.hint")}
      show=${() => html`${report && report.smallCells === null && html`<${Conversions} campaign=${campaign} report=${report} />`}${children}`} />`}
  </section>`;
}
