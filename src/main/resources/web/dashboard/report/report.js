// A report: what came of some links in some time. The overview, a campaign, a share set and a link each have one. What is read first
// is open; the rest is closed, and asks for its figures when it is opened.

import { may } from "../base/api.js";
import { useGet } from "../base/asking.js";
import { html, useEffect, useRef, useState } from "../base/html.js";
import { country, languageName, t } from "../base/i18n.js";
import { href, setParams } from "../base/places.js";
import { Empty, Problem } from "../base/states.js";
import { Channels, Flow, Groups, List, Others, TopLinks } from "./breakdown.js";
import { Certainty } from "./certainty.js";
import { loadCharts } from "./charts.js";
import { ReportChips, carried } from "./chips.js";
import { agentWord } from "./evidence.js";
import { Fold, Jump, Section } from "./fold.js";
import { Glossary, Headline, OpeningBalance, OverTime, nothing } from "./headline.js";
import { Iceberg } from "./iceberg.js";
import { Live } from "./live.js";
import { PaperHead, PrintButton } from "./paper.js";
import { Handing } from "./handing.js";
import { RangePicker } from "./range.js";
import { useReport } from "./scope.js";
import { hasSection } from "./sections.js";
import { useSeries } from "./series.js";
import { CsvButton, useStats } from "./stats.js";
import { Views } from "./views.js";

/** Nothing in this time; and whether there was ever anything decides what to do next. */
function Nothing({ report, path, params, children }) {
  const { data } = useGet(report.shared ? null : "/stats", { ...report.scope, from: "2000-01-01", tz: report.range.question.tz });
  if (report.shared) {
    return html`<${Empty} title=${t("report.notNow")} text=${t("report.shared.none")} />`;
  }
  if (!data) {
    return null;
  }
  const { range, from, to, ...rest } = params;
  const narrowed = Object.keys(report.chips).length > 0;
  return narrowed && nothing(data.total)
    ? html`<${Empty} title=${t("chips.nothing")} text=${t("chips.nothingText")} />`
    : nothing(data.total)
    ? children || html`<${Empty} title=${t("report.never")} text=${t("report.neverText")} />`
    : html`<${Empty} title=${t("report.notNow")} text=${t("report.notNowText")}>
        <button type="button" class="primary" onClick=${() => setParams(path, { ...rest, range: "all" })}>${t("report.seeAll")}</button></${Empty}>`;
}

/** Shows an answer, or that there is nothing in it: it is asked again while this is in sight. */
function Watched({ asked, class: name, children }) {
  const element = useRef(null);
  useEffect(() => asked.watch(element.current), []);
  return html`<div ref=${element} class=${name}>${children}</div>`;
}

/** How far links were passed on: loaded when that is opened. */
function Passed({ report }) {
  const [Generations, setPart] = useState(null);
  useEffect(() => {
    import("./generations.js").then((module) => setPart(() => module.Generations), () => {});
  }, []);
  return Generations && html`<${Generations} report=${report} />`;
}

const Lists = ({ report }) => html`<div class="grid thirds">
  ${report.ruleName && html`<${List} report=${report} by="rule" name=${report.ruleName} />`}
  <${List} report=${report} by="country" name=${country} /><${List} report=${report} by="language" name=${languageName} />
  <${List} report=${report} by="device" name=${agentWord} /><${List} report=${report} by="os" name=${agentWord} />
  <${List} report=${report} by="browser" name=${agentWord} />
  <${List} report=${report} by="referrer" name=${(host) => (host === null ? t("report.noReferrer") : host.replace(/^android-app:\/\/(.*)$/, "$1 (Android)"))} /></div>`;

/** The parts of a report that are open at first, and the way to those that are not. A shared one has the sections that it shows. */
function Parts({ report, links, first, last, children, asked, single, iceberg }) {
  const { series, interval, before, tiers, channels, both } = asked;
  const has = (...sections) => sections.some((section) => hasSection(report, section));
  // What a campaign brought is of all of it, whatever is looked at.
  const narrow = Object.keys(report.chips).length > 0;
  const live = single && !report.shared;
  const toLinks = links && has("links");
  const drawing = (slide) => html`<${Iceberg} report=${report} channels=${channels} tiers=${tiers} slide=${slide} />`;
  // Beside the iceberg there is room for more of them than beside a few visits.
  const byChannel = has("channels") && html`<${Section} id="channels"><${Channels} report=${report} channels=${channels} both=${both} count=${iceberg ? 8 : 5} /></${Section}>`;
  return html`<${Jump} sections=${[first && !narrow && ["brought", t("report.brought")], has("channels") && ["iceberg", t("iceberg.title")],
      has("channels") && ["channels", t("report.channels")], live && ["live", t("live.title")], toLinks && ["links", t("report.topLinks")],
      has("channels", "passing-on") && ["flow", t("flow.title")], (last || children) && ["passing", t("fold.passing")],
      has("places", "devices") && ["devices", t("report.devices")], has("previews") && ["others", t("report.others")]]} />
    <div class="grid lead-part"><${OverTime} report=${report} asked=${series} before=${before} interval=${interval} /><${Certainty} report=${report} tiers=${tiers} /></div>
    ${!narrow && first && html`<${Section} id="brought">${first}</${Section}>`}
    ${iceberg && html`<div class="grid lead-part"><${Section} id="iceberg">${drawing(true)}</${Section}>${byChannel}</div>`}
    <div class="grid parts">${!iceberg && byChannel}${links && html`<${Groups} report=${report} />`}
      ${live && html`<${Section} id="live"><${Live} report=${report} link=${links} count=${iceberg ? 6 : links ? 2 : 3} /></${Section}>`}</div>
    ${!iceberg && has("channels") && html`<${Fold} id="iceberg" title=${t("iceberg.title")} hint=${t("fold.iceberg")} show=${() => drawing(false)} />`}
    ${toLinks && html`<${Fold} id="links" title=${t("report.topLinks")} show=${() => html`<${TopLinks} report=${report} />`} />`}
    ${has("channels", "passing-on") && html`<${Fold} id="flow" title=${t("flow.title")} hint=${t("fold.flow")}
      show=${() => html`<div class="grid"><${Flow} report=${report} />${links && html`<${Passed} report=${report} />`}</div>`} />`}
    ${(last || children) && html`<${Fold} id="passing" title=${t("fold.passing")} show=${() => html`<div class="grid">${last}${children}</div>`} />`}
    ${has("places", "devices") && html`<${Fold} id="devices" title=${t("report.devices")} hint=${t("fold.devices")} show=${() => html`<${Lists} report=${report} />`} />`}
    ${has("previews") && html`<${Fold} id="others" title=${t("report.others")} hint=${t("fold.others")} show=${() => html`<${Others} report=${report} />`} />`}`;
}

/** As {@link Report}, of a report that may be seen, a shared one too. */
export function Body({ report: about, path, params, links, empty, first, last, iceberg, children }) {
  const { asked: series, interval } = useSeries(about);
  // What one reads first is not to share the machine with what comes beneath it.
  const report = { ...about, begun: Boolean(series.answer) };
  const { data: earlier } = useGet(report.range.previous ? "/stats" : null,
    { ...report.scope, ...report.range.previous, by: "time", interval: report.range.interval });
  const hold = !report.begun;
  const channels = useStats(report, "channel", { limit: 100, hold });
  const tiers = useStats(report, "tier", { hold });
  const both = useStats(report, "channel,tier", { limit: 800, hold });
  const before = report.range.previous && earlier && !earlier.total.hidden ? earlier : null;
  if (series.error) {
    return html`<${Problem} error=${series.error} retry=${series.retry} />`;
  }
  if (series.answer && series.answer.total.hidden) {
    return html`<${Watched} key="few" asked=${series}><${Empty} title=${t("report.few", { least: series.answer.smallCells })} text=${t("report.fewText")} /></${Watched}>`;
  }
  // Single visits would tell what is hidden, so they are not to be had then.
  const single = !series.answer || series.answer.smallCells === null;
  if (series.answer && nothing(series.answer.total)) {
    const narrow = Object.keys(report.chips).length > 0;
    return html`<${Watched} key="none" asked=${series}><${Nothing} report=${report} path=${path} params=${params}>${empty}</${Nothing}></${Watched}>
      <${OpeningBalance} sum=${series.answer.openingBalance} />
      ${!narrow && first}${single && html`<${Live} report=${report} link=${links} />`}`;
  }
  return html`
    <${Watched} key="some" asked=${series} class=${"headline" + (series.old ? " busy" : "")}>${series.answer
      ? html`<${Headline} report=${report} total=${series.answer.total} earlier=${before && before.total} />` : html`<div class="waiting" aria-hidden="true"></div>`}</${Watched}>
    <${OpeningBalance} sum=${series.answer && series.answer.openingBalance} />
    <${Parts} report=${report} links=${links} first=${first} last=${last} single=${single} iceberg=${iceberg} asked=${{ series, interval, before, tiers, channels, both }}>${children}</${Parts}>
    <${Glossary} />`;
}

/**
 * @param scope the filters of the API that say which links it is about: {campaign}, {shareSet}, {code, domain}, or {}
 * @param params of the place, where the range is kept, and its path
 * @param name what it is of, as paper says it
 * @param links whether it is about more than one link
 * @param iceberg whether the iceberg is open at first
 * @param empty what to do next where there was never a visit
 * @param ruleName the name of a rule by its label, where the link has rules
 * @param first further blocks, beneath the headline @param last, children further down, which are closed at first
 */
export function Report({ scope, me, params, path, name, links = true, iceberg = false, empty, first, last, ruleName, children }) {
  const report = useReport({ scope, params, path, ruleName });
  useEffect(() => {
    loadCharts().catch(() => {});
  }, []);
  if (!may(me, "stats:read")) {
    return html`<p class="advice">${t("report.notAllowed")}</p>`;
  }
  const visits = { ...carried(params), ...scope };
  return html`<section class="report" aria-label=${t("report.title")}>
    <${PaperHead} report=${report} name=${name} />
    <div class="report-bar"><${RangePicker} path=${path} params=${params} range=${report.range} />
      <div class="part-tools"><${Handing} report=${report} /><${PrintButton} class="quiet small" report=${report} name=${name} /><${Views} me=${me} path=${path} params=${params} /><a class="button quiet small" href=${href("/visits", visits)}>${t("report.visits")}</a>
        ${links && html`<${CsvButton} path="/stats" params=${{ ...report.scope, ...report.range.question, by: "link" }} what="links" of=${t("report.title")} range=${report.range}
          label=${t("report.csv")} quiet=${true} />`}</div></div>
    <${ReportChips} report=${report} />
    <${Body} report=${report} path=${path} params=${params} links=${links} iceberg=${iceberg} empty=${empty} first=${first} last=${last}>${children}</${Body}>
  </section>`;
}
