// A report: what came of some links in some time. The overview, a campaign, a share set and a link each have one.

import { may } from "../base/api.js";
import { useGet } from "../base/asking.js";
import { html, useEffect, useMemo, useRef, useState } from "../base/html.js";
import { country, languageName, t } from "../base/i18n.js";
import { href, setParams } from "../base/places.js";
import { Empty, Problem } from "../base/states.js";
import { Channels, Flow, Groups, List, Others, TopLinks } from "./breakdown.js";
import { Certainty } from "./certainty.js";
import { loadCharts } from "./charts.js";
import { ReportChips, carried, chipsOf, filtersOf } from "./chips.js";
import { agentWord, useNames } from "./evidence.js";
import { Generations } from "./generations.js";
import { Glossary, Headline, OverTime, nothing, sinceFirst } from "./headline.js";
import { Iceberg } from "./iceberg.js";
import { Live } from "./live.js";
import { RangePicker, intervalOf, rangeOf } from "./range.js";
import { hasSection } from "./sections.js";
import { Handing } from "./handing.js";
import { CsvButton, Pulse, useAsked, useStats } from "./stats.js";
import { Views } from "./views.js";

const EVERYTHING = ["click", "preview", "bot", "suppressed", "unusual"];
const DAY = 86400000;

/** The series, and by which steps: all time is first asked by the month, and then by what its length asks for. */
function useSeries(report) {
  const { range } = report;
  const [ever, setEver] = useState(null);
  const narrowed = range.first === null && ever;
  const interval = narrowed ? ever.interval : range.interval;
  const asked = useAsked(report, {
    ...report.scope, ...range.question, ...(narrowed ? { from: ever.from } : {}), by: "time", interval,
    conversions: hasSection(report, "conversions") ? undefined : "false",
  }, { kinds: EVERYTHING });
  const { answer, old } = asked;
  useEffect(() => {
    if (range.first === null && ever === null && answer && !old && !nothing(answer.total)) {
      const first = sinceFirst(answer.rows)[0];
      setEver({ from: first.label + "-01", interval: intervalOf((Date.now() - new Date(first.time)) / DAY) });
    }
  }, [answer, old, range.first === null]);
  return { asked, interval: answer ? answer.query.interval : interval };
}

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

const Lists = ({ report }) => html`<div class="grid thirds">
  ${report.ruleName && html`<${List} report=${report} by="rule" name=${report.ruleName} />`}
  <${List} report=${report} by="country" name=${country} /><${List} report=${report} by="language" name=${languageName} />
  <${List} report=${report} by="device" name=${agentWord} /><${List} report=${report} by="os" name=${agentWord} />
  <${List} report=${report} by="browser" name=${agentWord} />
  <${List} report=${report} by="referrer" name=${(host) => (host === null ? t("report.noReferrer") : host.replace(/^android-app:\/\/(.*)$/, "$1 (Android)"))} /></div>`;

/** What a report shows, of a shared one too. @param links whether it is about more than one link @param empty what stands where there was never anything @param first beneath the headline @param last, children further down */
export function Body({ report: about, path, params, links, empty, first, last, children }) {
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
  const none = series.answer && nothing(series.answer.total);
  // What a campaign brought is of all of it, whatever is looked at.
  const narrow = Object.keys(report.chips).length > 0;
  // Single visits would tell what is hidden, so they are not to be had then.
  const single = !series.answer || series.answer.smallCells === null;
  return html`
    ${none ? html`<${Watched} key="none" asked=${series}><${Nothing} report=${report} path=${path} params=${params}>${empty}</${Nothing}></${Watched}>`
      : html`<${Watched} key="some" asked=${series} class=${"headline" + (series.old ? " busy" : "")}>${series.answer
          ? html`<${Headline} report=${report} total=${series.answer.total} earlier=${before && before.total} />` : html`<div class="waiting" aria-hidden="true"></div>`}</${Watched}>
        <${Certainty} report=${report} tiers=${tiers} />
        ${!narrow && first}
        <${OverTime} report=${report} asked=${series} before=${before} interval=${interval} />
        <${Iceberg} report=${report} channels=${channels} tiers=${tiers} />
        <${Channels} report=${report} channels=${channels} both=${both} />`}
    <div class="grid">
      ${!none && html`<div class="stacked">${links && html`<${Groups} report=${report} />`}<${Flow} report=${report} />${links ? html`<${TopLinks} report=${report} /><${Generations} report=${report} />`
        : html`<${Others} report=${report} />${last}`}</div>`}
      <div class="stacked">${single && html`<${Live} report=${report} link=${links} />`}${!none && links && html`<${Others} report=${report} />`}${!none && children}</div>
    </div>
    ${!none && html`<${Lists} report=${report} /><${Glossary} />`}`;
}

/**
 * @param scope the filters of the API that say which links it is about: {campaign}, {shareSet}, {code, domain}, or {}
 * @param params of the place, where the range is kept, and its path
 * @param links whether it is about more than one link
 * @param empty what to do next where there was never a visit
 * @param ruleName the name of a rule by its label, where the link has rules
 * @param first further blocks, beneath the headline @param last, children further down, at the side of each other
 */
export function Report({ scope, me, params, path, links = true, empty, first, last, ruleName, children }) {
  const today = new Date().toDateString();
  const range = useMemo(() => rangeOf(params), [params.range, params.from, params.to, today]);
  const channelName = useNames();
  const pulse = useMemo(() => new Pulse(), []);
  useEffect(() => {
    loadCharts().catch(() => {});
    return () => pulse.stop();
  }, []);
  const chips = chipsOf(params, scope);
  const report = { scope: { ...filtersOf(chips), ...scope }, links: scope, chips, path, params, range, pulse, channelName, ruleName };
  if (!may(me, "stats:read")) {
    return html`<p class="advice">${t("report.notAllowed")}</p>`;
  }
  const visits = { ...carried(params), ...scope };
  return html`<section class="report" aria-label=${t("report.title")}>
    <div class="report-bar"><${RangePicker} path=${path} params=${params} range=${range} />
      <div class="part-tools"><${Handing} report=${report} /><${Views} me=${me} path=${path} params=${params} /><a class="button quiet small" href=${href("/visits", visits)}>${t("report.visits")}</a>
        ${links && html`<${CsvButton} path="/stats" params=${{ ...report.scope, ...range.question, by: "link" }} what="links" of=${t("report.title")} range=${range}
          label=${t("report.csv")} />`}</div></div>
    <${ReportChips} report=${report} />
    <${Body} report=${report} path=${path} params=${params} links=${links} empty=${empty} first=${first} last=${last}>${children}</${Body}>
  </section>`;
}
