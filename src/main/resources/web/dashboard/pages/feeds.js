// Feeds for spreadsheets: listed, and ended. They are made beside the table that they give an address to.

import { api, may } from "../base/api.js";
import { useAction, useGet } from "../base/asking.js";
import { Text, html, useState } from "../base/html.js";
import { addTexts, colon, day, t } from "../base/i18n.js";
import { Confirm, Menu, notify } from "../base/overlays.js";
import { PageHead, Pager, pages } from "../base/page.js";
import { Empty, Loading, Problem } from "../base/states.js";

await addTexts("feeds");

function End({ feed, onClose, onDone }) {
  const [end, busy, error] = useAction(async () => {
    await api.del("/feeds/" + encodeURIComponent(feed.id));
    notify(t("feeds.ended", { name: feed.name }));
    onClose();
    onDone();
  });
  return html`<${Confirm} title=${t("feeds.endTitle")} action=${t("feeds.end")} busy=${busy} onConfirm=${end} onClose=${onClose}>
    <${Problem} error=${error} />
    <p>${t("feeds.endText", { name: feed.name })}</p>
  </${Confirm}>`;
}

/** A question as one reads it: of what, and a parameter behind the other. */
function shown({ of, question }) {
  const asked = [...new URLSearchParams(question)].map(([name, value]) => name + "=" + value).join(" · ");
  return t("feeds.of." + of) + colon + (asked || t(of === "stats" ? "feeds.everything" : "feeds.all"));
}

export default function Feeds({ path, params, me }) {
  const { data, error, reload } = useGet("/feeds", { limit: 50, cursor: params.cursor });
  const [ending, setEnding] = useState(null);
  const items = data ? data.items : [];
  const all = may(me, "admin");
  return html`
    <${PageHead} title=${t("feeds.title")} lead=${t("feeds.lead")} />
    <${Problem} error=${error} retry=${reload} />
    ${!data && !error && html`<${Loading} />`}
    ${data && items.length === 0 && html`<${Empty} title=${t("feeds.empty")} text=${t("feeds.emptyText")} />`}
    ${items.length > 0 && html`<div class="table framed"><table class="stack">
      <thead><tr><th scope="col">${t("feeds.name")}</th><th scope="col">${t("feeds.question")}</th>${all && html`<th scope="col">${t("feeds.by")}</th>`}
        <th scope="col">${t("feeds.lastUsed")}</th><th scope="col">${t("link.created")}</th>
        <th><span class="hidden-text">${t("common.actions")}</span></th></tr></thead>
      <tbody>${items.map((feed) => html`<tr key=${feed.id}>
        <td class="main-cell"><strong><${Text} value=${feed.name} /></strong>${!feed.answered && html`<br /><small>${t("feeds.unanswered")}</small>`}</td>
        <td data-label=${t("feeds.question")}><span class="mono"><${Text} value=${shown(feed)} /></span></td>
        ${all && html`<td data-label=${t("feeds.by")}><${Text} value=${feed.createdBy.name} /></td>`}
        <td class="date" data-label=${t("feeds.lastUsed")}>${feed.lastUsedOn ? day(feed.lastUsedOn) : t("feeds.unused")}</td>
        <td class="date" data-label=${t("link.created")}>${day(feed.createdAt)}</td>
        <td class="end"><${Menu} label=${t("feeds.more", { name: feed.name })} items=${[{ label: t("feeds.end"), danger: true, run: () => setEnding(feed) }]} /></td>
      </tr>`)}</tbody>
    </table></div>`}
    ${data && html`<${Pager} ...${pages(path, params, data.next)} />`}
    ${ending && html`<${End} feed=${ending} onClose=${() => setEnding(null)} onDone=${reload} />`}`;
}
