// The story of a campaign, part by part. Each part is given the report and the answers that it shows.

import { useGet } from "../base/asking.js";
import { html } from "../base/html.js";
import { addTexts, t } from "../base/i18n.js";
import { addStyle } from "../base/page.js";
import { Empty } from "../base/states.js";
import { useBehind } from "./behind.js";
import { Ranking } from "./breakdown.js";
import { Certainty } from "./certainty.js";
import { ReportChips } from "./chips.js";
import { Compared } from "./compare.js";
import { Fold } from "./fold.js";
import { Funnel } from "./funnel.js";
import { Heat } from "./heat.js";
import { Iceberg } from "./iceberg.js";
import { Countries } from "./map.js";
import { Marks, marksOf } from "./marks.js";
import { nothing } from "./headline.js";
import { PaperHead } from "./paper.js";
import { RangePicker } from "./range.js";
import { hasSection } from "./sections.js";
import { useSeries } from "./series.js";
import { useAsked, useStats } from "./stats.js";
import { Told } from "./told.js";
import { FlowChart } from "./flow.js";

await Promise.all([addTexts("story"), addStyle("/dashboard/story.css")]);

/** To how many a campaign was sent, where it is said and is of what is looked at: all of it. */
function sentOf(report, campaign) {
  if (!campaign || !campaign.costs) {
    return null;
  }
  const keptOut = campaign.baseline && campaign.baseline.audience;
  const said = campaign.costs.filter((one) => one.sent !== null && (!keptOut || one.audience !== keptOut)).map((one) => one.sent);
  return said.length === 0 || Object.keys(report.chips).length > 0 ? null : said.reduce((sum, sent) => sum + sent, 0);
}

/** What the flow of clicks tells of at once. */
const OF_FLOW = ["channels", "groups", "conversions"];

/** Of a shared report the parts that its sections show; what people noted is told to nobody. */
function Parts({ report: about, slug, campaign, change }) {
  const { asked: series, interval } = useSeries(about);
  const report = { ...about, begun: true };
  const own = !report.shared;
  const flows = OF_FLOW.every((section) => hasSection(report, section));
  const question = { ...report.scope, ...report.range.question };
  const { data: earlier } = useGet(report.range.previous ? "/stats" : null, { ...report.scope, ...report.range.previous });
  const tiers = useStats(report, "tier");
  const channels = useStats(report, "channel", { limit: 100 });
  const groups = useStats(report, "audience", { limit: 100, kinds: ["click", "preview"] });
  const hours = useAsked(report, { ...question, by: "time", interval: "hour-of-week", conversions: "false" }, { late: true });
  const flow = useBehind(flows ? "/stats/flow" : null, { ...question, limit: 2000 });
  const firsts = useBehind(own ? "/stats/first-previews" : null, { ...report.links, from: question.from, to: question.to, tz: question.tz });
  const notes = useBehind(own ? "/campaigns/" + encodeURIComponent(slug) + "/notes" : null, {});
  if (series.answer && series.answer.total.hidden) {
    return html`<${Empty} title=${t("report.few", { least: series.answer.smallCells })} text=${t("report.fewText")} />`;
  }
  if (series.answer && nothing(series.answer.total)) {
    return html`<${Empty} title=${t("report.notNow")} text=${t("report.notNowText")} />`;
  }
  const marks = marksOf(firsts.answer ? firsts.answer.items : [], notes.answer ? notes.answer.items : []);
  const days = series.answer && interval === "day" ? series.answer.rows : null;
  const before = earlier && !earlier.total.hidden ? earlier : null;
  return html`<${Told} report=${report} name=${campaign && campaign.name} series=${series} earlier=${before} tiers=${tiers} channels=${channels} groups=${groups} flow=${flow} />
    ${hasSection(report, "channels") && html`<div class="grid lead-part"><${Iceberg} report=${report} channels=${channels} tiers=${tiers} slide=${true} /><${Certainty} report=${report} tiers=${tiers} /></div>`}
    ${flows && html`<${FlowChart} report=${report} flow=${flow} />`}
    <div class="grid lead-part"><${Heat} report=${report} hours=${hours} days=${days} marks=${marks}>${own && html`<${Marks} report=${report} marks=${marks} campaign=${slug} change=${change} reload=${notes.retry} />`}</${Heat}>
      <div class="stacked"><${Ranking} report=${report} groups=${groups} />${flows && html`<${Funnel} report=${report} series=${series} flow=${flow} sent=${sentOf(report, campaign)} />`}</div></div>
    ${hasSection(report, "places") && html`<${Fold} id="story-map" title=${t("map.title")} show=${() => html`<${Countries} report=${report} />`} />`}
    ${own && html`<${Fold} id="story-compare" title=${t("compare.title")} open=${Boolean(report.params.vs)}
      show=${() => series.answer && campaign && html`<${Compared} report=${report} total=${series.answer.total} name=${campaign.name} campaign=${slug} />`} />`}`;
}

/** @param report about a campaign, a shared one too @param slug which @param campaign of the API, or null while it is on its way @param change whether one may write notes */
export function Story({ report, slug, campaign, change }) {
  return html`<section class="report" aria-label=${t("story.label")}>
    <${PaperHead} report=${report} name=${campaign ? campaign.name : slug} />
    ${!report.shared && html`<div class="report-bar"><${RangePicker} path=${report.path} params=${report.params} range=${report.range} /></div>`}
    <${ReportChips} report=${report} />
    <${Parts} report=${report} slug=${slug} campaign=${campaign} change=${change} />
  </section>`;
}
