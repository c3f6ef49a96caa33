// Who did what, for admins: a list with filters, as a file, and whether it is as it was written.

import { api } from "../base/api.js";
import { useAction, useGet } from "../base/asking.js";
import { Field } from "../base/fields.js";
import { Text, html, useState } from "../base/html.js";
import { addTexts, dateTime, t } from "../base/i18n.js";
import { PageHead, Pager, pages, rowsOf } from "../base/page.js";
import { setParams } from "../base/places.js";
import { Empty, Loading, Problem } from "../base/states.js";
import { CsvButton } from "../report/stats.js";

await addTexts("admin");

/** As the API names them, in its order. */
const ACTIONS = ["link.created", "links.created", "link.changed", "links.changed", "link.deleted", "link.restored", "links.exported",
  "shareset.created", "shareset.changed", "shareset.deleted", "shareset.restored", "picture.created", "card.fetched", "campaign.created",
  "campaign.changed", "note.added", "note.removed", "costs.exported", "domain.changed", "tag.changed", "tags.merged", "tag.deleted",
  "clicks.exported", "conversions.exported", "stats.exported", "audit.exported", "backup.taken", "report.closed", "session.begun", "session.refused",
  "session.ended", "password.changed", "account.created", "account.changed", "account.deleted", "invitation.created", "invitation.deleted",
  "invitation.accepted", "key.created", "key.changed", "key.rotated", "key.revoked", "feed.created", "feed.deleted", "sharedreport.created",
  "sharedreport.changed", "sharedreport.revoked", "sharedreport.opened", "view.created", "view.changed", "view.deleted", "notice.created",
  "notice.changed", "notice.deleted", "notice.confirmed", "notice.stopped", "notice.tested", "erasure.entered", "reattribution.entered",
  "reattribution.rehearsed", "move.rehearsed", "move.begun", "move.ended", "move.deleted", "webhook.created", "webhook.changed", "webhook.rotated",
  "webhook.replayed", "webhook.deleted", "demo.filled", "demo.removed", "service.started", "settings.changed", "audit.cut"];
const FILTERS = ["action", "actor", "subject", "from", "to"];

/** Of a start, all settings stand there: so many are shown at once. */
const SHOWN = 6;

function Filters({ params, change }) {
  const [form, setForm] = useState({ actor: params.actor || "", subject: params.subject || "" });
  const text = (name) => ({
    value: form[name], autocomplete: "off", onInput: (event) => setForm({ ...form, [name]: event.target.value }),
    onChange: (event) => change({ [name]: event.target.value.trim() || null }),
  });
  const date = (name) => ({ type: "date", value: params[name] || "", onChange: (event) => change({ [name]: event.target.value || null }) });
  return html`<div class="visit-filters audit-filters">
    <${Field} as="select" label=${t("audit.action")} value=${params.action || ""} onChange=${(event) => change({ action: event.target.value || null })}>
      <option value="">${t("links.any")}</option>
      ${ACTIONS.map((action) => html`<option value=${action} selected=${action === params.action}>${t("audit.did." + action)}</option>`)}</${Field}>
    <${Field} label=${t("audit.actor")} hint=${t("audit.actorHint")} ...${text("actor")} />
    <${Field} label=${t("audit.subject")} hint=${t("audit.subjectHint")} ...${text("subject")} />
    <${Field} label=${t("audit.from")} ...${date("from")} />
    <${Field} label=${t("audit.to")} ...${date("to")} />
  </div>`;
}

const action = (name) => (ACTIONS.includes(name) ? t("audit.did." + name) : name);

function Change({ change }) {
  const { field, before, after } = change;
  const told = before !== null || after !== null;
  return html`<li><span class="mono">${field}</span>${told && html` <span class="told">${before !== null && html`<${Text} value=${before} /> → `}${
    after === null ? "–" : html`<${Text} value=${after || t("audit.nothing")} />`}</span>`}</li>`;
}

function Changes({ entry }) {
  const [all, setAll] = useState(false);
  const shown = all ? entry.changes : entry.changes.slice(0, SHOWN);
  return html`<div>${shown.length > 0 && html`<ul class="changes">${shown.map((change) => html`<${Change} key=${change.field} change=${change} />`)}</ul>`}
    ${shown.length < entry.changes.length && html`<button type="button" class="quiet small" onClick=${() => setAll(true)}>${
      t("audit.more", { n: entry.changes.length - shown.length })}</button>`}
    ${entry.valuesErased && html`<small>${t("audit.erased")}</small>`}</div>`;
}

const Actor = ({ actor }) => html`<div>${actor.name ? html`<strong><${Text} value=${actor.name} /></strong>` : t("audit.by." + actor.type)}
  ${actor.name && html`<br /><small>${t("audit.by." + actor.type)}</small>`}</div>`;

const Row = ({ entry }) => html`<tr>
  <td class="main-cell"><time datetime=${entry.at}>${dateTime(entry.at)}</time></td>
  <td data-label=${t("audit.actor")}><${Actor} actor=${entry.actor} /></td>
  <td data-label=${t("audit.action")}>${action(entry.action)}</td>
  <td data-label=${t("audit.subject")}>${entry.subject && entry.action !== "audit.cut" ? html`<span class="mono"><${Text} value=${entry.subject.id || ""} /></span>` : "–"}</td>
  <td class=${entry.changes.length > 0 ? "" : "none"} data-label=${t("audit.changes")}><${Changes} entry=${entry} /></td>
</tr>`;

/** Whether it is as it was written; asked for, as it goes through all of it. */
function Verification() {
  const [result, setResult] = useState(null);
  const [verify, busy, error] = useAction(async () => setResult(await api.get("/audit/verification")));
  return html`<section class="card audit-check"><header class="part-head"><h2>${t("audit.verification")}</h2>
      <div class="part-tools"><button type="button" aria-disabled=${busy} onClick=${verify}>${t("audit.verify")}</button></div></header>
    <p class="hint">${t("audit.verificationText")}</p>
    <${Problem} error=${error} />
    <div role="status">${result && html`<p><span class=${"badge " + (result.whole ? "good" : "bad")}>${t(result.whole ? "audit.whole" : "audit.broken")}</span></p>
      <ul class="chains">${result.chains.map((chain) => html`<li key=${chain.chain}><code>${chain.head}</code>${chain.fault && html`
        <p class="fault">${t("audit.fault." + chain.fault.code, { place: chain.fault.sequence })}</p>`}</li>`)}</ul>`}</div>
  </section>`;
}

export default function Audit({ path, params }) {
  const filters = Object.fromEntries(FILTERS.filter((key) => params[key]).map((key) => [key, params[key]]));
  const { data, error, loading, reload } = useGet("/audit", { ...filters, cursor: params.cursor, limit: rowsOf(25, 15) });
  const change = (more) => setParams(path, { ...params, cursor: null, ...more });
  const items = data ? data.items : [];
  return html`
    <${PageHead} title=${t("audit.title")} lead=${t("audit.lead")}>
      <${CsvButton} path="/audit" params=${filters} what="audit" of=${t("audit.title")} label="CSV" />
    </${PageHead}>
    <${Filters} params=${params} change=${change} />
    <${Problem} error=${error} retry=${params.cursor ? () => change({}) : reload} />
    ${!data && loading && html`<${Loading} />`}
    ${data && items.length === 0 && html`<${Empty} title=${t("audit.none")} text=${t("audit.noneText")} />`}
    ${items.length > 0 && html`<div class=${"table framed" + (loading ? " busy" : "")}><table class="stack audit-table">
      <thead><tr>${["when", "actor", "action", "subject", "changes"].map((name) => html`<th scope="col">${t("audit." + name)}</th>`)}</tr></thead>
      <tbody>${items.map((entry) => html`<${Row} key=${entry.id} entry=${entry} />`)}</tbody></table></div>`}
    ${data && html`<${Pager} ...${pages(path, params, data.next)} />`}
    <${Verification} />`;
}
