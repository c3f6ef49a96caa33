// What recipients reported of links: looked at by an admin, and closed.

import { api } from "../base/api.js";
import { useAction, useGet } from "../base/asking.js";
import { Field, Form } from "../base/fields.js";
import { Text, html, useState } from "../base/html.js";
import { addTexts, colon, dateTime, day, t } from "../base/i18n.js";
import { Dialog } from "../base/overlays.js";
import { PageHead, Pager, pages } from "../base/page.js";
import { linkPath, setParams } from "../base/places.js";
import { Empty, Loading, Problem } from "../base/states.js";
import { BlockedBadge } from "../links/destination.js";
import { nameOf } from "../links/link-deeds.js";

await addTexts("admin");

const STATES = ["open", "closed"];

/** Closes a report with all others of its link: what is found of one is found of all. */
function Close({ report, onClose, onDone }) {
  const off = report.link.status === "disabled";
  const [note, setNote] = useState("");
  const [disableLink, setDisableLink] = useState(false);
  const [close, busy, error] = useAction(async () => {
    await api.post("/link-reports/" + encodeURIComponent(report.id) + "/close", { note, disableLink: disableLink && !off, allOfLink: true });
    onDone();
  });
  return html`<${Dialog} title=${t("common.close")} onClose=${onClose}>
    <${Form} onSubmit=${close} error=${error}>
      <${Problem} error=${error} shown=${["note"]} />
      ${!off && html`<label class="check"><input type="checkbox" checked=${disableLink}
        onChange=${(event) => setDisableLink(event.target.checked)} /><span>${t("links.disable")}${colon}<bdi>${nameOf(report.link)}</bdi></span></label>`}
      <${Field} label=${t("linkReports.note")} as="textarea" rows="3" value=${note}
        error=${error && error.field && error.field("note")} onInput=${(event) => setNote(event.target.value)} />
      <div class="form-end">
        <button type="submit" class="primary" aria-disabled=${busy}>${t("common.close")}</button>
        <button type="button" onClick=${onClose}>${t("common.cancel")}</button>
      </div>
    </${Form}>
  </${Dialog}>`;
}

function Row({ report, open }) {
  const link = report.link;
  return html`<tr>
    <td class="main-cell"><a href=${"#" + linkPath(link)}><${Text} value=${nameOf(link)} /></a>
      <span class="soft clip" title=${link.destination}>${link.destination}</span><${BlockedBadge} link=${link} /></td>
    <td data-label=${t("linkReports.title")} class="said"><div><span class="badge warn">${t("linkReports.reason." + report.reason)}</span>
      ${report.words && html`<div><${Text} value=${report.words} /></div>`}
      ${report.contact && html`<div class="soft"><${Text} value=${report.contact} /></div>`}</div></td>
    <td data-label=${t("link.created")}><time datetime=${report.reportedAt} title=${dateTime(report.reportedAt)}>${day(report.reportedAt)}</time></td>
    <td data-label=${t("link.status")}><span class="badge">${t("link.status." + link.status)}</span></td>
    <td class="end">${report.state === "open"
      ? html`<button type="button" onClick=${open}>${t("common.close")}</button>`
      : html`<div class="soft"><${Text} value=${report.closedBy} />, ${day(report.closedAt)}${report.note && html`<div><${Text} value=${report.note} /></div>`}</div>`}</td>
  </tr>`;
}

export default function LinkReports({ path, params }) {
  const state = STATES.includes(params.state) ? params.state : STATES[0];
  const { data, error, reload } = useGet("/link-reports", { state, limit: 50, cursor: params.cursor });
  const [closing, setClosing] = useState(null);
  const items = data ? data.items : [];
  const done = () => {
    setClosing(null);
    reload();
  };
  return html`
    <${PageHead} title=${t("linkReports.title")} />
    <div class="bar"><${Field} label=${t("link.status")} as="select" value=${state}
      onChange=${(event) => setParams(path, { state: event.target.value })}>
      ${STATES.map((one) => html`<option value=${one} selected=${one === state}>${t("linkReports.state." + one)}</option>`)}
    </${Field}></div>
    <${Problem} error=${error} retry=${reload} />
    ${!data && !error && html`<${Loading} />`}
    ${data && items.length === 0 && html`<${Empty} title=${t("linkReports.empty")} />`}
    ${items.length > 0 && html`<div class="table framed"><table class="stack">
      <thead><tr><th scope="col">${t("link.link")}</th><th scope="col">${t("linkReports.title")}</th>
        <th scope="col">${t("link.created")}</th><th scope="col">${t("link.status")}</th><th><span class="hidden-text">${t("common.actions")}</span></th></tr></thead>
      <tbody>${items.map((report) => html`<${Row} key=${report.id} report=${report} open=${() => setClosing(report)} />`)}</tbody>
    </table></div>`}
    ${data && html`<${Pager} ...${pages(path, params, data.next)} />`}
    ${closing && html`<${Close} report=${closing} onClose=${() => setClosing(null)} onDone=${done} />`}`;
}
