// Saved views: opened, renamed, shared, deleted. They are saved beside the report that they are of.

import { api, may } from "../base/api.js";
import { useLoad } from "../base/asking.js";
import { Text, html, useState } from "../base/html.js";
import { addTexts, colon, day, t } from "../base/i18n.js";
import { Menu, notify } from "../base/overlays.js";
import { PageHead } from "../base/page.js";
import { Empty, Loading, Problem, problemText } from "../base/states.js";
import { useNames } from "../report/evidence.js";
import { chipsOf, valueText } from "../report/chips.js";
import { rangeOf, rangeText } from "../report/range.js";
import { SaveView } from "../report/save-view.js";
import { allViews, placeOf } from "../report/views.js";

await addTexts("views");

/** What a view is narrowed to, and of which time, in words. */
function about(view, channelName) {
  const params = Object.fromEntries(new URLSearchParams(view.question));
  const chips = Object.entries(chipsOf(params)).map(([name, value]) => t("visits.filter." + name) + colon + valueText(name, value, channelName));
  const range = rangeOf(params);
  return [...chips, range.preset === "own" ? rangeText(range) : t("range." + range.preset)].join(" · ");
}

const PLACES = [["/campaigns/", "link.campaign"], ["/share-sets/", "views.shareSet"], ["/link/", "link.link"], ["/visits", "report.visits"]];

/** What the report of a view is of. */
function of(view) {
  const found = PLACES.find(([begin]) => view.place.startsWith(begin));
  const name = decodeURIComponent(view.place.split("/").filter((part) => part && part !== "story").pop() || "");
  return !found ? t("nav.overview") : found[0].endsWith("/") ? t(found[1]) + colon + name : t(found[1]);
}

async function remove(view, reload) {
  const back = async () => {
    const { name, place, question, shared } = view;
    await api.post("/views", { name, place, question, shared }).catch((error) => notify(problemText(error)));
    reload();
  };
  try {
    await api.del("/views/" + encodeURIComponent(view.id));
    notify(t("views.deleted", { name: view.name }), view.own ? { label: t("common.undo"), run: back } : null);
  } catch (error) {
    notify(problemText(error));
  }
  reload();
}

export default function Views({ me }) {
  const { data, error, reload } = useLoad(allViews, []);
  const [editing, setEditing] = useState(null);
  const channelName = useNames();
  const menu = (view) => [
    { label: t("common.edit"), run: () => setEditing(view) },
    { label: t("common.delete"), danger: true, run: () => remove(view, reload) },
  ];
  return html`
    <${PageHead} title=${t("nav.views")} lead=${t("views.lead")} />
    <${Problem} error=${error} retry=${reload} />
    ${!data && !error && html`<${Loading} />`}
    ${data && data.length === 0 && html`<${Empty} title=${t("views.empty")} text=${t("views.emptyText")}><a class="button primary" href="#/">${t("nav.overview")}</a></${Empty}>`}
    ${data && data.length > 0 && html`<div class="table framed"><table class="stack">
      <thead><tr><th scope="col">${t("views.name")}</th><th scope="col">${t("views.of")}</th><th scope="col">${t("views.by")}</th>
        <th scope="col">${t("link.created")}</th><th><span class="hidden-text">${t("common.actions")}</span></th></tr></thead>
      <tbody>${data.map((view) => html`<tr key=${view.id}>
        <td class="main-cell"><a href=${placeOf(view)}><${Text} value=${view.name} /></a><span class="short"><${Text} value=${about(view, channelName)} /></span></td>
        <td data-label=${t("views.of")}><${Text} value=${of(view)} /></td>
        <td data-label=${t("views.by")}><span class="badges"><${Text} value=${view.own ? t("views.own") : view.createdBy} />${view.shared && html`<span class="badge accent">${t("views.shared")}</span>`}</span></td>
        <td class="date" data-label=${t("link.created")}>${day(view.createdAt)}</td>
        <td class="end">${(view.own || may(me, "admin")) && html`<${Menu} label=${t("views.more", { name: view.name })} items=${menu(view)} />`}</td>
      </tr>`)}</tbody>
    </table></div>`}
    ${editing && html`<${SaveView} me=${me} view=${editing} onClose=${() => setEditing(null)} onDone=${reload} />`}`;
}
