// A campaign: when it runs, what came of it, and what that cost.

import { may } from "../base/api.js";
import { useChannels, useGet } from "../base/asking.js";
import { Text, html } from "../base/html.js";
import { money, number, t } from "../base/i18n.js";
import { Icon } from "../base/icons.js";
import { PageHead } from "../base/page.js";
import { href } from "../base/places.js";
import { Empty, Loading, Problem } from "../base/states.js";
import { Report } from "../report/report.js";
import { CsvButton } from "../report/stats.js";
import { dates } from "./campaigns.js";

const PATH = "/campaigns/";
const EVER = { from: "2000-01-01" };

/** Revenue less cost, as a share of the cost; null where they cannot be compared. @param cost null where none is given */
function returned(cost, row) {
  const comparable = cost && row && row.revenue.currency === cost.currency && row.otherRevenue.length === 0;
  return comparable && Number(cost.amount) > 0 ? Number(row.revenue.amount) / Number(cost.amount) - 1 : null;
}

const perClick = (cost, clicks) => (cost && clicks > 0 ? money({ amount: Number(cost.amount) / clicks, currency: cost.currency }) : "–");
const signed = (share) => (share === null ? "–" : number(share, { style: "percent", signDisplay: "exceptZero", maximumFractionDigits: 0 }));

/** The sums of the costs, each currency by itself. */
function sums(costs) {
  const all = new Map();
  costs.forEach(({ cost }) => all.set(cost.currency, (all.get(cost.currency) || 0) + Number(cost.amount)));
  return [...all].map(([currency, amount]) => ({ currency, amount }));
}

/** Costs are those of the whole campaign, so they are held against all that ever came of it. */
function Costs({ campaign }) {
  const question = { campaign: campaign.slug, ...EVER, by: "origin" };
  const { data, error, reload } = useGet("/stats", question);
  const { name } = useChannels();
  const total = sums(campaign.costs);
  const costs = campaign.costs.map((one) => one.channel);
  const free = data ? data.rows.filter((one) => !costs.includes(one.origin) && one.clicks + one.conversions > 0) : [];
  const row = (label, cost, figures) => html`<td class="main-cell">${label}</td><td class=${"number" + (cost ? "" : " none")} data-label=${t("cost.cost")}>${money(cost)}</td>
    <td class="number" data-label=${t("report.clicks")}>${number(figures ? figures.clicks : 0)}</td>
    <td class=${"number" + (cost ? "" : " none")} data-label=${t("cost.perClick")}>${perClick(cost, figures ? figures.clicks : 0)}</td>
    <td class="number" data-label=${t("report.conversions")}>${number(figures ? figures.conversions : 0)}</td>
    <td class="number" data-label=${t("report.revenue")}>${figures ? [figures.revenue, ...figures.otherRevenue].map(money).join(" + ") : "–"}</td>
    <td class=${"number" + (cost ? "" : " none")} data-label=${t("cost.return")}>${signed(returned(cost, figures))}</td>`;
  return html`<section class="card report-card" aria-label=${t("cost.title")}>
    <header class="part-head"><h2>${t("cost.title")}</h2><div class="part-tools"><${CsvButton} path="/stats" params=${question} what="costs" of=${t("cost.title")} /></div></header>
    <p class="hint">${t("cost.hint")}</p>
    <${Problem} error=${error} retry=${reload} />
    ${data && html`<div class="table" tabindex="0" role="region" aria-label=${t("cost.cost")}><table class="stack costs"><thead><tr><th scope="col">${t("flow.from")}</th><th scope="col" class="number">${t("cost.cost")}</th>
      <th scope="col" class="number">${t("report.clicks")}</th><th scope="col" class="number">${t("cost.perClick")}</th><th scope="col" class="number">${t("report.conversions")}</th>
      <th scope="col" class="number">${t("report.revenue")}</th><th scope="col" class="number">${t("cost.return")}</th></tr></thead>
      <tbody>${campaign.costs.map(({ channel, cost }) => html`<tr key=${channel}>${row(name(channel), cost, data.rows.find((one) => one.origin === channel))}</tr>`)}
        ${free.map((one) => html`<tr key=${one.origin}>${row(one.origin === null ? t("channel.none") : name(one.origin), null, one)}</tr>`)}
        ${total.map((cost) => html`<tr class="sum" key=${cost.currency}>${row(t("cost.all"), cost, data.total)}</tr>`)}</tbody></table></div>`}
  </section>`;
}

export default function Campaign({ path, params, args, me }) {
  const { data: campaign, error, reload } = useGet(PATH + encodeURIComponent(args.slug));
  if (!campaign) {
    return error ? html`<${PageHead} title=${args.slug} back=${["/campaigns", t("campaigns.title")]} /><${Problem} error=${error} retry=${reload} />` : html`<${Loading} />`;
  }
  const change = may(me, "links:write");
  const share = href("/share-sets/new", { campaign: campaign.slug });
  const empty = html`<${Empty} title=${t("campaign.empty")} text=${t("campaign.emptyText")}>
    ${change && html`<a class="button primary" href=${share}>${t("overview.share")}</a>`}
    <a class="button" href=${href("/links", { campaign: campaign.slug })}>${t("campaign.links")}</a></${Empty}>`;
  return html`
    <${PageHead} title=${campaign.name} back=${["/campaigns", t("campaigns.title")]} lead=${html`${dates(campaign)} · <code><${Text} value=${campaign.slug} /></code>`}>
      <a class="button" href=${href("/links", { campaign: campaign.slug })}>${t("campaign.links")}</a>
      ${change && html`<a class="button" href=${"#" + PATH + encodeURIComponent(campaign.slug) + "/edit"}><${Icon} name="edit" />${t("common.edit")}</a>
        <a class="button primary" href=${share}><${Icon} name="plus" />${t("overview.share")}</a>`}
    </${PageHead}>
    <${Report} scope=${{ campaign: campaign.slug }} me=${me} params=${params} path=${path} empty=${empty}
      first=${campaign.costs.length > 0 && html`<${Costs} campaign=${campaign} />`} />`;
}
