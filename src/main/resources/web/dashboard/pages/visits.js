// Visits one by one, with all that is known of each.

import { may } from "../base/api.js";
import { useChannels, useGet } from "../base/asking.js";
import { Field } from "../base/fields.js";
import { Text, html, useMemo, useState } from "../base/html.js";
import { dateTime, t } from "../base/i18n.js";
import { Icon } from "../base/icons.js";
import { PageHead, Pager, pages, rowsOf } from "../base/page.js";
import { linkPath, setParams } from "../base/places.js";
import { Empty, Loading, Problem } from "../base/states.js";
import { ChannelOptions } from "../links/channels.js";
import { TIERS } from "../report/certainty.js";
import { Chips, filtersOf } from "../report/chips.js";
import { Details, Reason, Source, Tier, mainReason, useNames } from "../report/evidence.js";
import { RangePicker, rangeOf } from "../report/range.js";
import { CsvButton } from "../report/stats.js";

const KINDS = ["click", "preview", "bot", "suppressed", "unusual"];
/** What the API may be asked for, and the place may hold. */
const FILTERS = ["kind", "channel", "origin", "tier", "visibility", "code", "domain", "campaign", "tag", "shareSet", "audience", "country", "language", "device",
  "os", "browser", "referrer", "previewBy", "setApart", "generation", "rule", "certainty"];
/** Filters that are chosen here; the others come with a link from elsewhere, and can be taken away. */
const CHOSEN = ["kind", "channel", "tier"];

function Filters({ params, change, channels, name }) {
  const choice = (key) => ({ as: "select", value: params[key] || "", onChange: (event) => change({ [key]: event.target.value }) });
  const given = FILTERS.filter((key) => params[key] && !CHOSEN.includes(key));
  return html`<div class="visit-filters">
    <${Field} label=${t("visits.kind")} ...${choice("kind")}><option value="">${t("links.any")}</option>
      ${KINDS.map((kind) => html`<option value=${kind} selected=${kind === params.kind}>${t("visit.kind." + kind)}</option>`)}</${Field}>
    <${Field} label=${t("report.channel")} ...${choice("channel")}><option value="">${t("links.any")}</option>
      <option value="none" selected=${params.channel === "none"}>${t("report.channelUnknown")}</option>
      <${ChannelOptions} channels=${channels} value=${params.channel} /></${Field}>
    <${Field} label=${t("visits.tier")} ...${choice("tier")}><option value="">${t("links.any")}</option>
      ${TIERS.map((tier) => html`<option value=${tier} selected=${tier === params.tier}>${t("tier." + tier)}</option>`)}</${Field}>
    <${Chips} chips=${Object.fromEntries(given.map((key) => [key, params[key]]))} channelName=${name}
      without=${(keys) => change(Object.fromEntries([...keys, ...(keys.includes("code") ? ["domain"] : [])].map((key) => [key, null])))} />
  </div>`;
}

function Row({ visit, name }) {
  const [open, setOpen] = useState(false);
  const reason = mainReason(visit);
  const id = "visit-" + visit.id;
  return html`
    <tr class=${"visit-row " + visit.kind}>
      <td class="when"><time datetime=${visit.at}>${dateTime(visit.at)}</time></td>
      <td class="what"><strong><${Source} visit=${visit} name=${name} /></strong>${visit.tier && html` <${Tier} tier=${visit.tier} />`}</td>
      <td class="why">${reason ? html`<${Reason} reason=${reason} name=${name} />` : visit.kind === "suppressed" ? t("visits.suppressed") : "–"}</td>
      <td class="where">${visit.audience && html`<${Text} value=${visit.audience} /><br />`}<a href=${"#" + linkPath(visit)} class="mono"><${Text} value=${visit.code} /></a></td>
      <td class="end"><button type="button" class="quiet square" aria-expanded=${open ? "true" : "false"} aria-controls=${open ? id : undefined}
        aria-label=${t("visits.details", { when: dateTime(visit.at) })} onClick=${() => setOpen(!open)}><span class=${"turn" + (open ? " open" : "")}><${Icon} name="chevron" /></span></button></td>
    </tr>
    ${open && html`<tr class="visit-more" id=${id}><td colspan="5"><${Details} visit=${visit} name=${name} /></td></tr>`}`;
}

const Table = ({ items, name }) => html`<div class="table framed"><table class="stack visits-table">
  <thead><tr><th scope="col">${t("visits.when")}</th><th scope="col">${t("visits.what")}</th><th scope="col">${t("visits.why")}</th><th scope="col">${t("report.link")}</th>
    <th><span class="hidden-text">${t("common.actions")}</span></th></tr></thead>
  <tbody>${items.map((visit) => html`<${Row} key=${visit.id} visit=${visit} name=${name} />`)}</tbody></table></div>`;

/** Nothing fits: what can be widened, or, where there was never anything, how to begin. */
function None({ filtered, ever, seeAll, clear }) {
  if (!filtered && ever) {
    return html`<${Empty} title=${t("report.never")} text=${t("report.neverText")}><a class="button primary" href="#/share-sets">${t("nav.shareSets")}</a></${Empty}>`;
  }
  return html`<${Empty} title=${t(filtered ? "visits.none" : "report.notNow")} text=${t(filtered ? "visits.noneText" : "visits.notNowText")}>
    ${!ever && html`<button type="button" onClick=${seeAll}>${t("report.seeAll")}</button>`}
    ${filtered && html`<button type="button" onClick=${clear}>${t("visits.clear")}</button>`}</${Empty}>`;
}

export default function Visits({ path, params, me }) {
  const today = new Date().toDateString();
  const range = useMemo(() => rangeOf(params), [params.range, params.from, params.to, today]);
  const { channels } = useChannels();
  const name = useNames();
  const filters = Object.fromEntries(FILTERS.filter((key) => params[key]).map((key) => [key, params[key]]));
  const allowed = may(me, "stats:read");
  const question = { ...filtersOf(filters), ...range.question };
  const { data, error, loading, reload } = useGet(allowed ? "/clicks" : null, { ...question, cursor: params.cursor, limit: rowsOf(25, 18) });
  const change = (more) => setParams(path, { ...params, cursor: null, ...more });
  const clear = () => setParams(path, { range: params.range, from: params.from, to: params.to });
  if (!allowed) {
    return html`<${PageHead} title=${t("visits.title")} /><p class="advice">${t("report.notAllowed")}</p>`;
  }
  return html`
    <${PageHead} title=${t("visits.title")} lead=${t("visits.lead")}>
      <${CsvButton} path="/clicks" params=${question} what="visits" of=${t("visits.title")} range=${range} label=${t("visits.csv")} />
    </${PageHead}>
    <div class="report-bar"><${RangePicker} path=${path} params=${params} range=${range} /></div>
    <${Filters} params=${params} change=${change} channels=${channels} name=${name} />
    <${Problem} error=${error} retry=${params.cursor ? () => change({}) : reload} />
    ${!data && loading && html`<${Loading} />`}
    ${data && data.items.length === 0 && html`<${None} filtered=${Object.keys(filters).length > 0} ever=${range.first === null}
      seeAll=${() => change({ range: "all", from: null, to: null })} clear=${clear} />`}
    ${data && data.items.length > 0 && html`<div class=${loading ? "busy" : ""}><${Table} items=${data.items} name=${name} /></div>`}
    ${data && html`<${Pager} ...${pages(path, params, data.next)} />`}`;
}
