// A campaign: when it runs, what came of it, and what that cost.

import { may } from "../base/api.js";
import { useChannels, useGet } from "../base/asking.js";
import { Text, html, useState } from "../base/html.js";
import { money, number, t } from "../base/i18n.js";
import { Icon } from "../base/icons.js";
import { PageHead } from "../base/page.js";
import { href } from "../base/places.js";
import { Empty, Loading, Problem } from "../base/states.js";
import { CostsFile } from "../links/campaign-costs.js";
import { Report } from "../report/report.js";
import { CsvButton } from "../report/stats.js";
import { dates } from "./campaigns.js";

const PATH = "/campaigns/";
const EVER = { from: "2000-01-01" };

const isIn = (row, { channel, audience }) => (channel === null || row.origin === channel) && (audience === null || row.audience === audience);
const overlap = (one, other) => ["channel", "audience"].every((name) => one[name] === null || other[name] === null || one[name] === other[name]);
const isWhole = ({ channel, audience }) => channel === null && audience === null;

/** What rows come to together: {clicks, conversions, revenue by currency}; null where some are hidden, being of few people. */
function sum(rows) {
  if (rows.some((row) => row.hidden)) {
    return null;
  }
  const revenue = new Map();
  rows.flatMap((row) => [row.revenue, ...row.otherRevenue]).filter(({ amount }) => Number(amount) !== 0)
    .forEach(({ amount, currency }) => revenue.set(currency, (revenue.get(currency) || 0) + Number(amount)));
  const total = (name) => rows.reduce((before, row) => before + row[name], 0);
  return { clicks: total("clicks"), conversions: total("conversions"), revenue };
}

/** The costs of some rows, by currency. */
function spent(costs) {
  const all = new Map();
  costs.filter(({ cost }) => cost).forEach(({ cost }) => all.set(cost.currency, (all.get(cost.currency) || 0) + Number(cost.amount)));
  return [...all].map(([currency, amount]) => ({ currency, amount }));
}

/** Revenue less cost, as a share of the cost; null where they cannot be compared: nothing is exchanged. */
function returned(cost, figures) {
  const comparable = cost && figures && cost.amount > 0 && [...figures.revenue.keys()].every((currency) => currency === cost.currency);
  return comparable ? (figures.revenue.get(cost.currency) || 0) / cost.amount - 1 : null;
}

const moneys = (revenue) => [...revenue].map(([currency, amount]) => money({ amount, currency })).join(" + ") || "–";
const signed = (share) => (share === null ? "–" : number(share, { style: "percent", signDisplay: "exceptZero", maximumFractionDigits: 0 }));

/** One row. @param counts whether a return of its own can be told */
function Row({ label, cost, sent, figures, counts, name = "" }) {
  const perClick = counts && cost && figures && figures.clicks > 0 ? money({ amount: cost.amount / figures.clicks, currency: cost.currency }) : null;
  const share = counts ? returned(cost, figures) : null;
  const cell = (title, text) => html`<td class=${"number" + (text === null ? " none" : "")} data-label=${title}>${text === null ? "–" : text}</td>`;
  return html`<tr class=${name}><td class="main-cell">${label}</td>${cell(t("cost.cost"), cost ? money(cost) : null)}
    ${cell(t("costs.sent"), sent === null || sent === undefined ? null : number(sent))}
    ${cell(t("report.clicks"), figures ? number(figures.clicks) : null)}${cell(t("cost.perClick"), perClick)}
    ${cell(t("report.conversions"), figures ? number(figures.conversions) : null)}
    ${cell(t("report.revenue"), figures ? moneys(figures.revenue) : null)}${cell(t("cost.return"), share === null ? null : signed(share))}</tr>`;
}

function placeName({ channel, audience }, name) {
  return channel === null && audience === null ? t("costs.whole") : [channel === null ? t("costs.everyChannel") : name(channel), audience].filter(Boolean).join(" · ");
}

/**
 * The rows of the costs, of what came without a cost, and a total for each currency. A total's return holds against its costs the
 * revenue of the places that these are for, and no other. Where two costs are for the same links, neither has a return of its own.
 */
function CostRows({ costs, rows }) {
  const { name } = useChannels();
  const figures = (place) => sum(rows.filter((row) => isIn(row, place)));
  const alone = (one) => !isWhole(one) && costs.every((other) => other === one || isWhole(other) || !other.cost || !overlap(one, other));
  const free = rows.filter((row) => !costs.some((one) => !isWhole(one) && isIn(row, one)) && (row.hidden || row.clicks + row.conversions > 0));
  const origins = [...new Set(free.map((row) => row.origin))];
  return html`<tbody>${costs.map((one) => html`<${Row} label=${placeName(one, name)} cost=${spent([one])[0]} sent=${one.sent} figures=${figures(one)} counts=${alone(one)} />`)}
    ${origins.map((origin) => html`<${Row} label=${origin === null ? t("channel.none") : name(origin)} figures=${sum(free.filter((row) => row.origin === origin))} />`)}
    ${spent(costs).map((cost) => {
      const paid = costs.filter((one) => one.cost && one.cost.currency === cost.currency);
      return html`<${Row} name="sum" label=${t("costs.total")} cost=${cost} figures=${sum(rows.filter((row) => paid.some((one) => isIn(row, one))))} counts=${true} />`;
    })}</tbody>`;
}

/** Costs are those of the whole campaign, so they are held against all that ever came of it. */
function Costs({ campaign, change, setCampaign }) {
  const { costs } = campaign;
  const byAudience = costs.some((one) => one.audience !== null);
  const question = { campaign: campaign.slug, ...EVER, by: byAudience ? "origin,audience" : "origin" };
  const { data, error, reload } = useGet(costs.length > 0 ? "/stats" : null, question);
  const columns = ["cost.cost", "costs.sent", "report.clicks", "cost.perClick", "report.conversions", "report.revenue", "cost.return"];
  return html`<section class="card report-card" aria-label=${t("cost.title")}>
    <header class="part-head"><h2>${t("cost.title")}</h2>${costs.length > 0 && html`<div class="part-tools"><${CsvButton} path=${PATH + encodeURIComponent(campaign.slug) + "/costs"}
      what=${"costs-" + campaign.slug} of=${t("cost.title")} /></div>`}</header>
    <p class="hint">${t(costs.length > 0 ? "costs.tableHint" : "costs.empty")}</p>
    <${Problem} error=${error} retry=${reload} />
    ${data && data.truncated && html`<p class="advice warn">${t("costs.tooMany")}</p>`}
    ${data && !data.truncated && html`<div class="table" tabindex="0" role="region" aria-label=${t("cost.cost")}><table class="stack costs"><thead><tr><th scope="col">${t("flow.from")}</th>
      ${columns.map((key) => html`<th scope="col" class="number" key=${key}>${t(key)}</th>`)}</tr></thead>
      <${CostRows} costs=${costs} rows=${data.rows} /></table></div>`}
    ${change && html`<${CostsFile} slug=${campaign.slug} onTaken=${setCampaign} />`}
  </section>`;
}

export default function Campaign({ path, params, args, me }) {
  const { data, error, reload } = useGet(PATH + encodeURIComponent(args.slug));
  const [changed, setChanged] = useState(null);
  const campaign = changed || data;
  if (!campaign) {
    return error ? html`<${PageHead} title=${args.slug} back=${["/campaigns", t("campaigns.title")]} /><${Problem} error=${error} retry=${reload} />` : html`<${Loading} />`;
  }
  const change = may(me, "links:write");
  const share = href("/share-sets/new", { campaign: campaign.slug });
  const costs = (change || campaign.costs.length > 0) && html`<${Costs} campaign=${campaign} change=${change} setCampaign=${setChanged} />`;
  const empty = html`<${Empty} title=${t("campaign.empty")} text=${t("campaign.emptyText")}>
    ${change && html`<a class="button primary" href=${share}>${t("overview.share")}</a>`}
    <a class="button" href=${href("/links", { campaign: campaign.slug })}>${t("campaign.links")}</a></${Empty}>${costs}`;
  return html`
    <${PageHead} title=${campaign.name} back=${["/campaigns", t("campaigns.title")]} lead=${html`${dates(campaign)} · <code><${Text} value=${campaign.slug} /></code>`}>
      <a class="button" href=${href("/links", { campaign: campaign.slug })}>${t("campaign.links")}</a>
      ${change && html`<a class="button" href=${"#" + PATH + encodeURIComponent(campaign.slug) + "/edit"}><${Icon} name="edit" />${t("common.edit")}</a>
        <a class="button primary" href=${share}><${Icon} name="plus" />${t("overview.share")}</a>`}
    </${PageHead}>
    <${Report} scope=${{ campaign: campaign.slug }} me=${me} params=${params} path=${path} empty=${empty}
      first=${costs} />`;
}
