// A campaign: when it runs, what came of it, and what that cost.

import { may } from "../base/api.js";
import { useGet } from "../base/asking.js";
import { Text, html, useEffect, useState } from "../base/html.js";
import { t } from "../base/i18n.js";
import { Icon } from "../base/icons.js";
import { PageHead } from "../base/page.js";
import { href } from "../base/places.js";
import { Empty, Loading, Problem } from "../base/states.js";
import { CostsFile } from "../links/campaign-costs.js";
import { Brought } from "../report/brought.js";
import { carried } from "../report/chips.js";
import { Report } from "../report/report.js";
import { CsvButton } from "../report/stats.js";
import { dates } from "./campaigns.js";

const PATH = "/campaigns/";

/** The costs as a file, to be taken away and given back. */
function Costs({ campaign, change, setCampaign }) {
  return html`<div class="brought-costs">
    ${campaign.costs.length > 0 && html`<${CsvButton} path=${PATH + encodeURIComponent(campaign.slug) + "/costs"} what=${"costs-" + campaign.slug} of=${t("brought.costs")} label=${t("brought.costs")} />`}
    ${change && html`<${CostsFile} slug=${campaign.slug} onTaken=${setCampaign} />`}</div>`;
}

export default function Campaign({ path, params, args, me }) {
  const { data, error, reload } = useGet(PATH + encodeURIComponent(args.slug));
  const [changed, setChanged] = useState(null);
  const campaign = changed || data;
  // The story is what one goes to from here: it is at hand when one does.
  useEffect(() => {
    if (campaign) {
      (window.requestIdleCallback || setTimeout)(() => import("./story.js").catch(() => {}));
    }
  }, [!campaign]);
  if (!campaign) {
    return error ? html`<${PageHead} title=${args.slug} back=${["/campaigns", t("campaigns.title")]} /><${Problem} error=${error} retry=${reload} />` : html`<${Loading} />`;
  }
  const change = may(me, "links:write");
  const share = href("/share-sets/new", { campaign: campaign.slug });
  const brought = html`<${Brought} campaign=${campaign}><${Costs} campaign=${campaign} change=${change} setCampaign=${setChanged} /></${Brought}>`;
  const empty = html`<${Empty} title=${t("campaign.empty")} text=${t("campaign.emptyText")}>
    ${change && html`<a class="button primary" href=${share}>${t("overview.share")}</a>`}
    <a class="button" href=${href("/links", { campaign: campaign.slug })}>${t("campaign.links")}</a></${Empty}>`;
  return html`
    <${PageHead} title=${campaign.name} back=${["/campaigns", t("campaigns.title")]} lead=${html`${dates(campaign) && dates(campaign) + " · "}<code><${Text} value=${campaign.slug} /></code>`}>
      <a class="button" href=${href(PATH + encodeURIComponent(campaign.slug) + "/story", carried(params))}>${t("campaign.story")}</a>
      <a class="button" href=${href("/links", { campaign: campaign.slug })}>${t("campaign.links")}</a>
      ${change && html`<a class="button" href=${"#" + PATH + encodeURIComponent(campaign.slug) + "/edit"}><${Icon} name="edit" />${t("common.edit")}</a>
        <a class="button primary" href=${share}><${Icon} name="plus" />${t("overview.share")}</a>`}
    </${PageHead}>
    <${Report} scope=${{ campaign: campaign.slug }} me=${me} params=${params} path=${path} name=${campaign.name} empty=${empty} first=${brought} />`;
}
