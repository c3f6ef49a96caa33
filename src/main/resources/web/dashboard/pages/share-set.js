// A share set: its links with all ways to share them, and what can be done with all at once.

import { may } from "../base/api.js";
import { useChannels, useGet } from "../base/asking.js";
import { copyAndSay } from "../base/clipboard.js";
import { Field } from "../base/fields.js";
import { saveFile } from "../base/files.js";
import { Text, html, useEffect, useRef, useState } from "../base/html.js";
import { colon, dateTime, t } from "../base/i18n.js";
import { Icon } from "../base/icons.js";
import { Menu } from "../base/overlays.js";
import { PageHead } from "../base/page.js";
import { go, href, linkPath } from "../base/places.js";
import { Empty, Loading, Problem } from "../base/states.js";
import { csv } from "../links/bulk.js";
import { ChannelSign } from "../links/signs.js";
import { HostNotes } from "../links/destination.js";
import { EditSet, archiveSet, deleteSet, nameOf } from "../links/set-deeds.js";
import { ShareActions, qrUrl } from "../links/share-panel.js";
import { ShortUrl } from "../links/short-url.js";
import { Report } from "../report/report.js";
import { Status } from "./links.js";
import { channelsOf } from "./share-sets.js";

/** From so many links on, they can be narrowed, and only the first are seen at once. */
const MANY = 9;
const FIRST = 4;

const labelOf = (item, name) => (item.audience ? name(item.channel) + " · " + item.audience : name(item.channel));

function saveCsv(set, name) {
  const rows = set.items.map((item) => [name(item.channel), item.audience, item.link.shortUrl, item.shareText, item.shareUri]);
  const head = ["channel", "audience", "link", "text", "open"].map((column) => t("shareSet.column." + column));
  saveFile("share-set-" + set.id + ".csv", "text/csv;charset=utf-8", [csv([head, ...rows])]);
}

const linesOf = (set, name) => set.items.map((item) => labelOf(item, name) + colon + item.link.shortUrl).join("\n");

const messagesOf = (set, name) => set.items.map((item) => labelOf(item, name) + "\n" + item.shareText).join("\n\n");

function Item({ item, name }) {
  const channel = name(item.channel);
  return html`<li class="share-item" aria-label=${labelOf(item, name)}>
    <div class="share-what">
      <${ChannelSign} id=${item.channel} name=${channel} />
      <div>
        <p class="share-name"><b>${channel}</b>${item.audience && html` <span class="badge accent"><bdi>${item.audience}</bdi></span>`}
          ${item.link.status !== "active" && html` <${Status} status=${item.link.status} />`}</p>
        <a class="share-link" href=${"#" + linkPath(item.link)}><${ShortUrl} url=${item.link.shortUrl} /></a>
      </div>
    </div>
    <${ShareActions} link=${item.link} shareText=${item.shareText} shareUri=${item.shareUri} name=${channel} />
  </li>`;
}

function Items({ set, name }) {
  const [typed, setTyped] = useState("");
  const [all, setAll] = useState(set.items.length < MANY);
  const words = typed.trim().toLowerCase();
  const fitting = words ? set.items.filter((item) => (labelOf(item, name) + " " + item.link.shortUrl).toLowerCase().includes(words)) : set.items;
  const shown = all || words ? fitting : fitting.slice(0, FIRST);
  return html`<section aria-labelledby="items-title">
    <div class="card-head"><h2 id="items-title">${t("shareSet.items", { n: set.items.length })}</h2>
      ${set.items.length >= MANY && html`<${Field} class="narrow-field" type="search" label=${t("shareSet.find")} value=${typed} onInput=${(event) => setTyped(event.target.value)} />`}</div>
    <ul class="share-items">${shown.map((item) => html`<${Item} key=${item.link.domain + "/" + item.link.code} item=${item} name=${name} />`)}</ul>
    ${shown.length < fitting.length && html`<p><button type="button" onClick=${() => setAll(true)}>${t("shareSet.showAll", { n: fitting.length })}</button></p>`}
    ${shown.length === 0 && html`<p class="soft" role="status">${t("shareSet.nothingFound", { words: typed.trim() })}</p>`}
  </section>`;
}

/** Every QR code of the set, to be cut out. */
function Sheet({ set, name }) {
  const [left, setLeft] = useState(set.items.length);
  const asked = useRef(false);
  useEffect(() => {
    if (left === 0 && !asked.current) {
      asked.current = true;
      print();
    }
  }, [left]);
  const arrived = () => setLeft((before) => before - 1);
  return html`
    <${PageHead} title=${nameOf(set)} back=${["/share-sets/" + set.id, t("shareSet.backToLinks")]}>
      <button type="button" class="primary" onClick=${() => print()}><${Icon} name="print" />${t("shareSet.print")}</button>
    </${PageHead}>
    <ul class="qr-sheet">${set.items.map((item) => html`<li key=${item.link.code}>
      <img src=${qrUrl(item.link)} alt=${t("share.qrAlt", { url: item.link.shortUrl })} width="220" height="220" onLoad=${arrived} onError=${arrived} />
      <b><bdi>${labelOf(item, name)}</bdi></b>
      <${ShortUrl} url=${item.link.shortUrl} />
    </li>`)}</ul>`;
}

function Facts({ set }) {
  const link = set.items.length > 0 ? set.items[0].link : null;
  return html`<dl class="facts two">
    <div><dt>${t("link.destination")}</dt><dd><a href=${set.destination} target="_blank" rel="noopener noreferrer"><${Text} value=${set.destination} /></a>
      ${link && link.destination === set.destination && html`<${HostNotes} link=${link} />`}</dd></div>
    ${set.text && html`<div><dt>${t("shareSet.text")}</dt><dd class="pre"><${Text} value=${set.text} /></dd></div>`}
    ${link && link.campaign && html`<div><dt>${t("link.campaign")}</dt><dd><a href=${"#/campaigns/" + encodeURIComponent(link.campaign)}><${Text} value=${link.campaign} /></a></dd></div>`}
    ${link && link.tags.length > 0 && html`<div><dt>${t("link.tags")}</dt><dd class="badges">${link.tags.map((tag) => html`<span class="badge" key=${tag}><bdi>${tag}</bdi></span>`)}</dd></div>`}
    <div><dt>${t("shareSet.created")}</dt><dd>${dateTime(set.createdAt)}</dd></div>
  </dl>`;
}

/** Another set like this one: the same words and channels, for another destination or the same. */
function again(set) {
  const link = set.items.length > 0 ? set.items[0].link : {};
  return { destination: set.destination, text: set.text, channels: channelsOf(set).join(","), campaign: link.campaign, title: link.title };
}

export default function ShareSet({ args, params, path, me }) {
  const { name } = useChannels();
  const [editing, setEditing] = useState(false);
  const { data: set, error, reload } = useGet("/share-sets/" + encodeURIComponent(args.id));
  if (error) {
    return html`<${PageHead} title=${t("shareSets.title")} back=${["/share-sets", t("shareSets.title")]} />
      ${error.status === 404 ? html`<${Empty} title=${t("shareSet.unknown")} text=${t("shareSet.unknownText")} />` : html`<${Problem} error=${error} retry=${reload} />`}`;
  }
  if (!set) {
    return html`<${Loading} />`;
  }
  if (params.sheet) {
    return html`<${Sheet} set=${set} name=${name} />`;
  }
  const some = set.items.length > 0;
  const change = may(me, "links:write");
  const deeds = [
    { label: t("shareSet.edit"), run: () => setEditing(true) },
    { label: t(set.archived ? "archive.out" : "archive.in"), run: () => archiveSet(set, !set.archived, reload) },
    { label: t("common.delete"), danger: true, run: () => deleteSet(set, () => go("/share-sets")) },
  ];
  const all = some && [
    { label: t("shareSet.copyLinks"), run: () => copyAndSay(linesOf(set, name)) },
    { label: t("shareSet.copyMessages"), run: () => copyAndSay(messagesOf(set, name)) },
    { label: t("shareSet.saveCsv"), run: () => saveCsv(set, name) },
    { label: t("shareSet.sheet"), run: () => go(path, { sheet: 1 }) },
  ];
  return html`
    <${PageHead} title=${nameOf(set)} back=${["/share-sets", t("shareSets.title")]}>
      ${some && html`<${Menu} class="" items=${all}>${t("shareSet.all")}<${Icon} name="chevron" size=${14} /></${Menu}>`}
      ${change && html`<a class="button" href=${href("/share-sets/new", again(set))}><${Icon} name="plus" />${t("shareSet.again")}</a>
        <${Menu} class="square" label=${t("shareSet.moreOf", { name: nameOf(set) })} items=${deeds} />`}
    </${PageHead}>
    ${editing && html`<${EditSet} set=${set} onClose=${() => setEditing(false)} onDone=${() => { setEditing(false); reload(); }} />`}
    ${some ? html`<${Items} set=${set} name=${name} />` : html`<${Empty} title=${t("shareSet.allDeleted")} text=${t("shareSet.allDeletedText")} />`}
    <section class="card"><h2>${t("shareSet.facts")}</h2><${Facts} set=${set} /></section>
    ${may(me, "stats:read") && html`<h2 class="report-title">${t("shareSet.report")}</h2>
      <${Report} scope=${{ shareSet: set.id }} me=${me} params=${params} path=${path} name=${nameOf(set)}
        empty=${html`<${Empty} title=${t("shareSet.noClicks")} text=${t("shareSet.noClicksText")} />`} />`}`;
}
