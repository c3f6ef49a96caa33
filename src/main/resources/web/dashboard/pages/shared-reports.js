// Reports that are shared: listed, changed, and ended. They are made on the page of the report.

import { api, may } from "../base/api.js";
import { useAction, useGet } from "../base/asking.js";
import { Form } from "../base/fields.js";
import { Text, html, useState } from "../base/html.js";
import { addTexts, colon, dateTime, day, list, plainDay, t } from "../base/i18n.js";
import { Confirm, Dialog, Menu, notify } from "../base/overlays.js";
import { PageHead, Pager, pages } from "../base/page.js";
import { Empty, Loading, Problem } from "../base/states.js";
import { valueText } from "../report/chips.js";
import { useNames } from "../report/evidence.js";
import { SECTION_NAMES } from "../report/sections.js";
import { SHOWN, SharedFields, bodyOf, formOf } from "../report/share.js";

await addTexts("sharing");

/** So many sections are told by their names. */
const FEW = 3;

const one = (shared) => "/shared-reports/" + encodeURIComponent(shared.id);

function Change({ shared, onClose, onDone }) {
  const [form, setForm] = useState(() => formOf(shared));
  const [change, busy, error] = useAction(async () => {
    await api.patch(one(shared), bodyOf(form));
    notify(t("sharing.changed", { name: form.name }));
    onClose();
    onDone();
  });
  return html`<${Dialog} title=${t("sharing.change")} onClose=${onClose}>
    <${Form} onSubmit=${change} error=${error}>
      <${Problem} error=${error} shown=${SHOWN} />
      <${SharedFields} form=${form} set=${(part) => setForm({ ...form, ...part })} question=${new URLSearchParams(shared.question)} error=${error} />
      <div class="form-end">
        <button type="submit" class="primary" aria-disabled=${busy}>${t("common.save")}</button>
        <button type="button" onClick=${onClose}>${t("common.cancel")}</button>
      </div>
    </${Form}>
  </${Dialog}>`;
}

function End({ shared, onClose, onDone }) {
  const [end, busy, error] = useAction(async () => {
    await api.del(one(shared));
    notify(t("sharing.ended", { name: shared.name }));
    onClose();
    onDone();
  });
  return html`<${Confirm} title=${t("sharing.endTitle")} action=${t("sharing.endIt")} busy=${busy} onConfirm=${end} onClose=${onClose}>
    <${Problem} error=${error} />
    <p>${t("sharing.endText", { name: shared.name })}</p>
  </${Confirm}>`;
}

const TIME = ["from", "to", "days", "tz"];
const DAY = 86400000;

/** A bound of a question as one reads it; null for none, or before any visit. @param earlier by how many days: an end is the first day that is not shown */
function boundText(bound, earlier = 0) {
  if (!bound || bound.startsWith("2000-01-01")) {
    return null;
  }
  return bound.length > 10 ? dateTime(bound) : plainDay(new Date(Date.parse(bound) - earlier * DAY).toISOString().slice(0, 10));
}

/** What it is of, as one reads it: its filters, and its time. */
function asked({ question }, channelName) {
  const given = new URLSearchParams(question);
  const filters = [...given].filter(([name]) => !TIME.includes(name)).map(([name, value]) => t("visits.filter." + name) + colon + valueText(name, value, channelName));
  const days = given.has("days") ? t("sharing.lastDays", { n: Number(given.get("days")) }) : null;
  const from = boundText(given.get("from"));
  const to = boundText(given.get("to"), 1);
  const time = days || [from && t("campaign.from", { day: from }), to && t("campaign.until", { day: to })].filter(Boolean).join(" ");
  return [filters.length > 0 ? filters.join(" · ") : t("sharing.everything"), time].filter(Boolean).join(" · ");
}

/** Few by their names, many by their number. */
const Sections = ({ sections }) => html`<small>${sections.length === 0 ? t("sharing.none")
  : sections.length > FEW ? t("sharing.sections.some", { n: sections.length, of: SECTION_NAMES.length })
    : list(sections.map((section) => t("sharing.section." + section)))}</small>`;

const State = ({ shared }) => html`<div><span class=${"badge " + (shared.state === "open" ? "good" : "")}>${t("sharing.state." + shared.state)}</span>
  ${shared.state === "open" && html` <small>${[shared.expiresAt && t("sharing.until", { day: day(shared.expiresAt) }), shared.hasPassword && t("sharing.withPassword")].filter(Boolean).join(" · ")}</small>`}
  ${shared.state === "ended" && html` <small>${t("sharing.whyEnded")}</small>`}</div>`;

function Row({ shared, all, onChange, onEnd }) {
  const channelName = useNames();
  return html`<tr>
    <td class="main-cell"><strong><${Text} value=${shared.name} /></strong><br /><small><${Text} value=${asked(shared, channelName)} /></small></td>
    <td data-label=${t("sharing.sections")}><${Sections} sections=${shared.sections} /></td>
    <td data-label=${t("sharing.state")}><${State} shared=${shared} /></td>
    ${all && html`<td data-label=${t("sharing.by")}><${Text} value=${shared.createdBy.name} /></td>`}
    <td class="date" data-label=${t("sharing.lastOpened")}>${shared.lastOpenedOn ? html`<div>${day(shared.lastOpenedOn)}<br /><small>${t("sharing.days", { n: shared.openedDays })}</small></div>` : t("sharing.unopened")}</td>
    <td class="end"><${Menu} label=${t("sharing.more", { name: shared.name })} items=${[
      { label: t("sharing.change"), run: onChange }, { label: t("sharing.endIt"), danger: true, run: onEnd }]} /></td>
  </tr>`;
}

export default function SharedReports({ path, params, me }) {
  const { data, error, reload } = useGet("/shared-reports", { limit: 50, cursor: params.cursor });
  const [changing, setChanging] = useState(null);
  const [ending, setEnding] = useState(null);
  const items = data ? data.items : [];
  const all = may(me, "admin");
  return html`
    <${PageHead} title=${t("sharing.title")} lead=${t("sharing.lead")} />
    <${Problem} error=${error} retry=${reload} />
    ${!data && !error && html`<${Loading} />`}
    ${data && items.length === 0 && html`<${Empty} title=${t("sharing.empty")} text=${t("sharing.emptyText")} />`}
    ${items.length > 0 && html`<div class="table framed"><table class="stack">
      <thead><tr><th scope="col">${t("sharing.report")}</th><th scope="col">${t("sharing.sections")}</th><th scope="col">${t("sharing.state")}</th>
        ${all && html`<th scope="col">${t("sharing.by")}</th>`}<th scope="col">${t("sharing.lastOpened")}</th>
        <th><span class="hidden-text">${t("common.actions")}</span></th></tr></thead>
      <tbody>${items.map((shared) => html`<${Row} key=${shared.id} shared=${shared} all=${all} onChange=${() => setChanging(shared)} onEnd=${() => setEnding(shared)} />`)}</tbody>
    </table></div>`}
    ${data && html`<${Pager} ...${pages(path, params, data.next)} />`}
    ${changing && html`<${Change} key=${changing.id} shared=${changing} onClose=${() => setChanging(null)} onDone=${reload} />`}
    ${ending && html`<${End} shared=${ending} onClose=${() => setEnding(null)} onDone=${reload} />`}`;
}
