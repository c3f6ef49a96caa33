// The campaigns: when they run, what they cost, and what came of them lately.

import { may } from "../base/api.js";
import { useGet } from "../base/asking.js";
import { Text, html, useState } from "../base/html.js";
import { money, number, plainDay, t } from "../base/i18n.js";
import { Icon } from "../base/icons.js";
import { Menu } from "../base/overlays.js";
import { PageHead, Pager, pages, rowsOf } from "../base/page.js";
import { Empty, Loading, Problem } from "../base/states.js";
import { Archived } from "../links/archived.js";
import { ArchiveCampaign } from "../links/campaign-archive.js";

const PATH = "/campaigns";

/** "planned", "running" or "ended", by the viewer's calendar; null without dates. */
function phase({ startsOn, endsOn }, today = new Date()) {
  const now = [today.getFullYear(), today.getMonth() + 1, today.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
  if (!startsOn && !endsOn) {
    return null;
  }
  return startsOn && now < startsOn ? "planned" : endsOn && now > endsOn ? "ended" : "running";
}

export function dates({ startsOn, endsOn }) {
  if (startsOn && endsOn) {
    return plainDay(startsOn) + " – " + plainDay(endsOn);
  }
  return startsOn ? t("campaign.from", { day: plainDay(startsOn) }) : endsOn ? t("campaign.until", { day: plainDay(endsOn) }) : null;
}

/** What a campaign costs in all, one sum for each currency. */
export function total(costs) {
  const sums = new Map();
  for (const { cost } of costs.filter((one) => one.cost)) {
    sums.set(cost.currency, (sums.get(cost.currency) || 0) + Number(cost.amount));
  }
  return [...sums].map(([currency, amount]) => money({ amount, currency })).join(" + ") || "–";
}

const COLOURS = { running: "good", planned: "accent" };

function Row({ campaign, clicks, change, onArchive }) {
  const at = "#" + PATH + "/" + encodeURIComponent(campaign.slug);
  const state = phase(campaign);
  return html`<tr>
    <td class="main-cell"><a href=${at}><${Text} value=${campaign.name} /></a><span class="short">${campaign.slug}</span></td>
    <td data-label=${t("campaign.dates")}>${dates(campaign) || "–"}</td>
    <td data-label=${t("link.status")} class=${state ? "" : "none"}>${state
      ? html`<span class=${"badge " + (COLOURS[state] || "")}>${t("campaign." + state)}</span>` : html`<span class="soft">–</span>`}</td>
    <td class="number" data-label=${t("campaign.costs")}>${total(campaign.costs)}</td>
    ${clicks && html`<td class="number" data-label=${t("links.clicks")}>${number(clicks.get(campaign.slug) || 0)}</td>`}
    <td class="end">${change && html`<${Menu} label=${t("links.more", { name: campaign.name })} items=${[
      { label: t("common.edit"), href: at + "/edit" },
      { label: t(campaign.archived ? "archive.out" : "archive.in"), run: onArchive },
    ]} />`}</td>
  </tr>`;
}

export default function Campaigns({ path, params, me }) {
  const { data, error, reload } = useGet(PATH, { archived: params.archived, limit: rowsOf(25, 15), cursor: params.cursor });
  const [archiving, setArchiving] = useState(null);
  const items = data ? data.items : [];
  const asked = may(me, "stats:read") && items.length > 0;
  const { data: stats } = useGet(asked ? "/stats" : null, { by: "campaign", campaign: items.map((campaign) => campaign.slug) });
  const clicks = stats && new Map(stats.rows.map((row) => [row.campaign, row.clicks]));
  const change = may(me, "links:write");
  const make = change && !me.campaign;
  return html`
    <${PageHead} title=${t("campaigns.title")}>
      ${make && html`<a class="button primary" href="#/campaigns/new"><${Icon} name="plus" />${t("campaigns.new")}</a>`}
    </${PageHead}>
    <${Problem} error=${error} retry=${reload} />
    ${!data && !error && html`<${Loading} />`}
    ${data && html`<div class="bar"><${Archived} path=${path} params=${params} /></div>`}
    ${data && items.length === 0 && params.archived && html`<${Empty} title=${t("archive.none")} />`}
    ${data && items.length === 0 && !params.archived && html`<${Empty} title=${t("campaigns.empty")} text=${t("campaigns.emptyText")}>
      ${make && html`<a class="button primary" href="#/campaigns/new">${t("campaigns.new")}</a>`}</${Empty}>`}
    ${items.length > 0 && html`<div class="table framed"><table class="stack">
      <thead><tr><th scope="col">${t("link.campaign")}</th><th scope="col">${t("campaign.dates")}</th><th scope="col">${t("link.status")}</th>
        <th scope="col" class="number">${t("campaign.costs")}</th>
        ${clicks && html`<th scope="col" class="number" title=${t("links.clicksHint")}>${t("links.clicks")}</th>`}
        <th><span class="hidden-text">${t("common.actions")}</span></th></tr></thead>
      <tbody>${items.map((campaign) => html`<${Row} key=${campaign.slug} campaign=${campaign} clicks=${clicks} change=${change} onArchive=${() => setArchiving(campaign)} />`)}</tbody>
    </table></div>`}
    ${archiving && html`<${ArchiveCampaign} key=${archiving.slug} campaign=${archiving} onClose=${() => setArchiving(null)} onDone=${reload} />`}
    ${data && html`<${Pager} ...${pages(path, params, data.next)} />`}`;
}
