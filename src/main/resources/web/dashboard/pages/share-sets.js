// The share sets, newest first.

import { may } from "../base/api.js";
import { useChannels, useGet, useSettled } from "../base/asking.js";
import { Field } from "../base/fields.js";
import { Text, html, useEffect, useRef, useState } from "../base/html.js";
import { day, t } from "../base/i18n.js";
import { Icon } from "../base/icons.js";
import { Menu } from "../base/overlays.js";
import { PageHead, Pager, pages, rowsOf } from "../base/page.js";
import { setParams } from "../base/places.js";
import { Empty, Loading, Problem } from "../base/states.js";
import { Archived } from "../links/archived.js";
import { ChannelSign } from "../links/signs.js";
import { EditSet, archiveSet, deleteSet, nameOf } from "../links/set-deeds.js";

const PATH = "/share-sets";
const MARKS = 7;

/** Each channel of a set once, in the order of its links. */
export const channelsOf = (set) => [...new Set(set.items.map((item) => item.channel))];

function Marks({ set, name }) {
  const ids = channelsOf(set);
  return html`<span class="marks"><span class="hidden-text">${ids.map(name).join(", ")}</span>
    ${ids.slice(0, MARKS).map((id) => html`<${ChannelSign} key=${id} id=${id} name=${name(id)} small />`)}
    ${ids.length > MARKS && html`<span class="soft" aria-hidden="true">+${ids.length - MARKS}</span>`}
  </span>`;
}

function Row({ set, clicks, name, change, edit, reload }) {
  const campaign = set.items.map((item) => item.link.campaign).find(Boolean);
  const items = [
    { label: t("shareSet.edit"), run: () => edit(set) },
    { label: t(set.archived ? "archive.out" : "archive.in"), run: () => archiveSet(set, !set.archived, reload) },
    { label: t("common.delete"), danger: true, run: () => deleteSet(set, reload) },
  ];
  return html`<li class="set-row">
    <div class="set-main">
      <a href=${"#" + PATH + "/" + set.id}><${Text} value=${nameOf(set)} /></a>
      ${set.text ? html`<p class="set-text"><${Text} value=${set.text.replace("{url}", "…")} /></p>` : html`<p class="set-text"><${Text} value=${set.destination} /></p>`}
    </div>
    <${Marks} set=${set} name=${name} />
    <p class="set-facts">
      ${clicks && html`<span title=${t("links.clicksHint")}>${t("shareSets.clicks", { n: clicks.get(set.id) || 0 })}</span>`}
      <span>${t("shareSets.links", { n: set.items.length })}</span>
      ${campaign && html`<a class="badge" href=${"#/campaigns/" + encodeURIComponent(campaign)}><bdi>${campaign}</bdi></a>`}
      <span>${day(set.createdAt)}</span>
    </p>
    ${change && html`<div class="set-more"><${Menu} label=${t("shareSet.moreOf", { name: nameOf(set) })} items=${items} /></div>`}
  </li>`;
}

/** What one types is asked for when one pauses; all else follows the place. */
function Search({ path, params }) {
  const [typed, setTyped] = useState(params.search || "");
  const typing = useRef(false);
  const search = useSettled(typed.trim());
  useEffect(() => {
    if (typing.current) {
      typing.current = false;
      setParams(path, { ...params, search, cursor: null });
    }
  }, [search]);
  useEffect(() => {
    if (!typing.current) {
      setTyped((present) => (present.trim() === (params.search || "") ? present : params.search || ""));
    }
  }, [params.search]);
  return html`<div class="filters one" role="search"><${Field} class="wide" type="search" label=${t("links.search")} placeholder=${t("shareSets.searchHint")} maxlength="200" value=${typed}
    onInput=${(event) => { typing.current = true; setTyped(event.target.value); }} />
    <${Archived} path=${path} params=${params} /></div>`;
}

export default function ShareSets({ path, params, me }) {
  const { name } = useChannels();
  const { data, error, loading, reload } = useGet(PATH, { search: params.search, archived: params.archived, limit: rowsOf(20, 15), cursor: params.cursor });
  const [editing, setEditing] = useState(null);
  const change = may(me, "links:write");
  const make = change && html`<a class="button primary" href="#/share-sets/new"><${Icon} name="plus" />${t("shareSet.new")}</a>`;
  const head = html`<${PageHead} title=${t("shareSets.title")} lead=${t("shareSets.lead")}>${make || null}</${PageHead}>`;
  const items = data ? data.items : [];
  const { data: stats } = useGet(may(me, "stats:read") && items.length > 0 ? "/stats" : null, { by: "shareSet", shareSet: items.map((set) => set.id) });
  const clicks = stats && new Map(stats.rows.map((row) => [row.shareSet, row.clicks]));
  if (data && items.length === 0 && !params.cursor && !params.search && !params.archived) {
    return html`<${PageHead} title=${t("shareSets.title")} />
      <${Empty} title=${t("shareSets.none")} text=${t(make ? "shareSets.noneText" : "shareSets.noneToRead")}>${make || null}
        <a class="button quiet" href=${"#" + PATH + "?archived=true"}>${t("archive.show")}</a></${Empty}>`;
  }
  return html`${head}
    <${Search} path=${path} params=${params} />
    ${error && html`<${Problem} error=${error} retry=${params.cursor ? () => setParams(path, { search: params.search }) : reload} />`}
    ${!data && !error && html`<${Loading} />`}
    ${data && items.length === 0 && html`<${Empty} title=${t("shareSets.nothing")} text=${t("shareSets.nothingText")}>
      <button type="button" onClick=${() => setParams(path, {})}>${t("links.clear")}</button></${Empty}>`}
    ${items.length > 0 && html`<ul class=${"set-list card" + (loading ? " busy" : "")}>${items.map((set) => html`<${Row} key=${set.id} set=${set} clicks=${clicks} name=${name} change=${change}
      edit=${setEditing} reload=${reload} />`)}</ul>`}
    ${data && html`<${Pager} ...${pages(PATH, params, data.next)} />`}
    ${editing && html`<${EditSet} set=${editing} onClose=${() => setEditing(null)} onDone=${() => { setEditing(null); reload(); }} />`}`;
}
