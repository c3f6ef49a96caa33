// Feeds for spreadsheets: listed, and ended. They are made beside the table that they give an address to.

import { api, may } from "../base/api.js";
import { useAction, useGet } from "../base/asking.js";
import { Text, html, useState } from "../base/html.js";
import { addTexts, colon, day, has, plainDay, t, zone } from "../base/i18n.js";
import { Confirm, Menu, notify } from "../base/overlays.js";
import { PageHead, Pager, pages } from "../base/page.js";
import { Empty, Loading, Problem } from "../base/states.js";
import { valueText } from "../report/chips.js";
import { useNames } from "../report/evidence.js";
import { EVER } from "../report/range.js";

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

/** How a table says what its rows are: steps of time by their length. */
const rowsOf = (by, interval) => {
  const step = "report.step." + (interval || "day");
  return by === "time" && has(step) ? t(step) : by === "link" ? t("link.link") : has("visits.filter." + by) ? t("visits.filter." + by) : by;
};

/** Of which time, in words; null where it is of all. The end is the first day that is not of it, or the moment of asking. */
function timeOf({ days, from, to }) {
  const plain = (text) => (/^\d{4}-\d\d-\d\d$/.test(text) ? plainDay(text) : text);
  if (days) {
    return t("feeds.lastDays", { n: Number(days) });
  }
  const texts = [from && from !== EVER && t("feeds.from", { day: plain(from) }), to && t("feeds.before", { day: plain(to) })];
  return texts.filter(Boolean).join(" ") || null;
}

/** A question as one reads it: of what, what the rows are, what it is narrowed to, and of which time. */
function shown({ of, question }, channelName) {
  const { by, interval, days, from, to, tz, ...narrowing } = asked(question);
  const value = (name, text) => text.split(",").map((one) => valueText(name, one, channelName)).join(", ");
  const parts = [
    t("feeds.of." + of),
    by && t("feeds.rows") + colon + by.split(",").map((one) => rowsOf(one, interval)).join(", "),
    ...Object.entries(narrowing).map(([name, text]) => (has("visits.filter." + name) ? t("visits.filter." + name) + colon + value(name, text) : name + "=" + text)),
    timeOf({ days, from, to }),
    tz && tz !== zone && tz,
  ].filter(Boolean);
  const all = of === "stats" ? "feeds.everything" : "feeds.all";
  return (parts.length > 1 ? parts : [...parts, t(all)]).join(" · ");
}

/** The parameters of a question; several values of one are joined by commas. */
function asked(question) {
  const params = new URLSearchParams(question);
  return Object.fromEntries([...params.keys()].map((name) => [name, params.getAll(name).join(",")]));
}

export default function Feeds({ path, params, me }) {
  const { data, error, reload } = useGet("/feeds", { limit: 50, cursor: params.cursor });
  const [ending, setEnding] = useState(null);
  const channelName = useNames();
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
        <td data-label=${t("feeds.question")}><${Text} value=${shown(feed, channelName)} /></td>
        ${all && html`<td data-label=${t("feeds.by")}><${Text} value=${feed.createdBy.name} /></td>`}
        <td class="date" data-label=${t("feeds.lastUsed")}>${feed.lastUsedOn ? day(feed.lastUsedOn) : t("feeds.unused")}</td>
        <td class="date" data-label=${t("link.created")}>${day(feed.createdAt)}</td>
        <td class="end"><${Menu} label=${t("feeds.more", { name: feed.name })} items=${[{ label: t("feeds.end"), danger: true, run: () => setEnding(feed) }]} /></td>
      </tr>`)}</tbody>
    </table></div>`}
    ${data && html`<${Pager} ...${pages(path, params, data.next)} />`}
    ${ending && html`<${End} feed=${ending} onClose=${() => setEnding(null)} onDone=${reload} />`}`;
}
