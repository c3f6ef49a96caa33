// The share sets, newest first.

import { hostOf } from "../card.js";
import { ChannelMark } from "../channels.js";
import { day, t } from "../i18n.js";
import { Empty, Icon, Loading, PageHead, Pager, Problem, Text, html, may, pages, useChannels, useGet } from "../ui.js";

const PATH = "/share-sets";
const MARKS = 7;

/** What a set is called: its links' title, or where they lead. */
export function nameOf(set) {
  const titled = set.items.find((item) => item.link.title);
  if (titled) {
    return titled.link.title;
  }
  const host = hostOf(set.destination);
  const path = host ? set.destination.slice(set.destination.indexOf(host) + host.length).replace(/\/$/, "") : "";
  return host ? host + path : set.destination;
}

/** Each channel of a set once, in the order of its links. */
export const channelsOf = (set) => [...new Set(set.items.map((item) => item.channel))];

function Marks({ set, name }) {
  const ids = channelsOf(set);
  return html`<span class="marks"><span class="hidden-text">${ids.map(name).join(", ")}</span>
    ${ids.slice(0, MARKS).map((id) => html`<${ChannelMark} key=${id} id=${id} name=${name(id)} small />`)}
    ${ids.length > MARKS && html`<span class="soft" aria-hidden="true">+${ids.length - MARKS}</span>`}
  </span>`;
}

function Row({ set, name }) {
  const campaign = set.items.map((item) => item.link.campaign).find(Boolean);
  return html`<li class="set-row">
    <div class="set-main">
      <a href=${"#" + PATH + "/" + set.id}><${Text} value=${nameOf(set)} /></a>
      ${set.text ? html`<p class="set-text"><${Text} value=${set.text.replace("{url}", "…")} /></p>` : html`<p class="set-text"><${Text} value=${set.destination} /></p>`}
    </div>
    <${Marks} set=${set} name=${name} />
    <p class="set-facts">
      <span>${t("shareSets.links", { n: set.items.length })}</span>
      ${campaign && html`<a class="badge" href=${"#/campaigns/" + encodeURIComponent(campaign)}><bdi>${campaign}</bdi></a>`}
      <span>${day(set.createdAt)}</span>
    </p>
  </li>`;
}

export default function ShareSets({ params, me }) {
  const { name } = useChannels();
  const { data, error, reload } = useGet(PATH, { limit: 25, cursor: params.cursor });
  const make = may(me, "links:write") && html`<a class="button primary" href="#/share-sets/new"><${Icon} name="plus" />${t("shareSet.new")}</a>`;
  const head = html`<${PageHead} title=${t("shareSets.title")} lead=${t("shareSets.lead")}>${make || null}</${PageHead}>`;
  if (error) {
    return html`${head}<${Problem} error=${error} retry=${reload} />`;
  }
  if (!data) {
    return html`${head}<${Loading} />`;
  }
  if (data.items.length === 0 && !params.cursor) {
    return html`<${PageHead} title=${t("shareSets.title")} />
      <${Empty} title=${t("shareSets.none")} text=${t(make ? "shareSets.noneText" : "shareSets.noneToRead")}>${make || null}</${Empty}>`;
  }
  return html`${head}
    <ul class="set-list card">${data.items.map((set) => html`<${Row} key=${set.id} set=${set} name=${name} />`)}</ul>
    <${Pager} ...${pages(PATH, params, data.next)} />`;
}
