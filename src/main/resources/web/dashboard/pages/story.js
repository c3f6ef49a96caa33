// A campaign's story: what its figures say, in words and pictures that can be shown and taken away.

import { may } from "../base/api.js";
import { useGet } from "../base/asking.js";
import { html } from "../base/html.js";
import { t } from "../base/i18n.js";
import { PageHead } from "../base/page.js";
import { href } from "../base/places.js";
import { Problem } from "../base/states.js";
import { carried } from "../report/chips.js";
import { PrintButton } from "../report/paper.js";
import { useReport } from "../report/scope.js";
import { Story } from "../report/story.js";
import { dates } from "./campaigns.js";

export default function StoryPage({ path, params, args, me }) {
  const place = "/campaigns/" + encodeURIComponent(args.slug);
  const { data: campaign, error, reload } = useGet(place);
  const report = useReport({ scope: { campaign: args.slug }, params, path });
  const back = href(place, carried(params)).slice(1);
  if (error) {
    return html`<${PageHead} title=${args.slug} back=${["/campaigns", t("campaigns.title")]} /><${Problem} error=${error} retry=${reload} />`;
  }
  // What it is called is not waited for: its figures are asked at once.
  const name = campaign ? campaign.name : args.slug;
  return html`<${PageHead} title=${campaign ? t("story.title", { name }) : ""} back=${[back, name]} lead=${campaign && dates(campaign)}><${PrintButton} report=${report} name=${name} /></${PageHead}>
    ${may(me, "stats:read") ? html`<${Story} report=${report} slug=${args.slug} campaign=${campaign} change=${may(me, "links:write")} />` : html`<p class="advice">${t("report.notAllowed")}</p>`}`;
}
