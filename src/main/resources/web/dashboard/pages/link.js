// A link: what it is, how it is shared, and what came of it.

import { may } from "../base/api.js";
import { useGet } from "../base/asking.js";
import { CopyButton } from "../base/clipboard.js";
import { Text, html, useState } from "../base/html.js";
import { addTexts, dateTime, day, duration, number, t } from "../base/i18n.js";
import { Icon } from "../base/icons.js";
import { Menu } from "../base/overlays.js";
import { PageHead } from "../base/page.js";
import { go, href, linkPath } from "../base/places.js";
import { Empty, Loading, Problem } from "../base/states.js";
import { AddAlias, Aliases, printedUrl } from "../links/aliases.js";
import { HostNotes } from "../links/destination.js";
import { Rules, ruleName } from "../links/rules.js";
import { nameOf, useDeeds } from "../links/link-deeds.js";
import { SharePanel } from "../links/share-panel.js";
import { ShortUrl } from "../links/short-url.js";
import { useNames } from "../report/evidence.js";
import { Report } from "../report/report.js";
import { Tree } from "../report/tree.js";
import { Status } from "./links.js";

await addTexts("link");

const Outside = ({ address }) => html`<a href=${address} target="_blank" rel="noopener noreferrer"><${Text} value=${address} /></a>`;

/** What another service counted before. */
const Opening = ({ balance }) => html`<bdi>${t("linkPage.openingText", { n: balance.visits, source: balance.source, until: day(balance.until) })}</bdi>
  ${balance.visitors !== null && html` ${t("linkPage.openingVisitors", { n: balance.visitors })}`}<br /><small>${t("linkPage.openingApart")}</small>`;

/** What is set of the link; what is not, is left out. */
function Facts({ link, name, me, reload, add }) {
  const facts = [
    ["link.destination", html`<${Outside} address=${link.destination} /><${HostNotes} link=${link} />`],
    link.aliases.length > 0 && ["link.aliases", html`<${Aliases} link=${link} me=${me} reload=${reload} add=${add} />`],
    link.openingBalance && ["linkPage.opening", html`<${Opening} balance=${link.openingBalance} />`],
    ["link.channel", link.channel ? name(link.channel) : t("channel.none")],
    link.audience && ["link.audience", html`<${Text} value=${link.audience} />`],
    link.people && ["link.people", number(link.people)],
    link.campaign && ["link.campaign", html`<a href=${href("/campaigns/" + encodeURIComponent(link.campaign))}><${Text} value=${link.campaign} /></a>`],
    link.shareSet && ["linkPage.shareSet", html`<a href=${href("/share-sets/" + encodeURIComponent(link.shareSet))}>${t("linkPage.toShareSet")}</a>`],
    link.tags.length > 0 && ["link.tags", html`<span class="badges">${link.tags.map((tag) => html`<a class="badge" key=${tag} href=${href("/links", { tag })}><bdi>${tag}</bdi></a>`)}</span>`],
    link.parent && ["linkPage.parent", html`<a class="mono" href=${"#" + linkPath({ domain: link.domain, code: link.parent })}><${Text} value=${link.parent} /></a>`],
    link.card && link.card.title && ["linkPage.card", html`<${Text} value=${link.card.title} />`],
    link.validFrom && ["link.validFrom", dateTime(link.validFrom)],
    link.validUntil && ["link.validUntil", dateTime(link.validUntil)],
    link.maxClicks && ["link.maxClicks", number(link.maxClicks)],
    link.hasPassword && ["linkForm.password", t("linkForm.passwordSet")],
    link.expiredDestination && ["link.expiredDestination", html`<${Outside} address=${link.expiredDestination} /><${HostNotes} link=${link} field="expiredDestination" />`],
    ["link.created", dateTime(link.createdAt)],
    link.createdBy && link.createdBy.name && ["link.createdBy", html`<${Text} value=${link.createdBy.name} />`],
  ].filter(Boolean);
  return html`<section class="card" aria-label=${t("linkPage.facts")}><h2>${t("linkPage.facts")}</h2>
    <dl class="link-facts">${facts.map(([label, value]) => html`<div key=${label}><dt>${t(label)}</dt><dd>${value}</dd></div>`)}</dl></section>`;
}

/** How soon the first click came after the first preview: that is how soon it was read where it was shared. */
function Timing({ link, name }) {
  const { data } = useGet("/links/" + encodeURIComponent(link.code) + "/timing", { domain: link.domain });
  if (!data || data.firstPreviewAt === null) {
    return null;
  }
  const seconds = data.secondsToFirstClick;
  return html`<section class="card report-card" aria-label=${t("timing.title")}>
    <header class="part-head"><h2>${t("timing.title")}</h2></header>
    <p class="timing"><span class="value">${seconds === null ? "–" : duration(Math.max(1, Math.round(seconds)))}</span>
      ${seconds === null ? t("timing.noClick") : t("timing.text")}</p>
    <div class="table" tabindex="0" role="region" aria-label=${t("timing.title")}><table class="dense"><thead><tr><th scope="col">${t("report.by.previewBy")}</th><th scope="col">${t("timing.first")}</th>
      <th scope="col" class="phone-off">${t("timing.last")}</th><th scope="col" class="number">${t("report.shares")}</th></tr></thead>
      <tbody>${data.previews.map((row) => html`<tr key=${row.previewBy}><th scope="row">${name(row.previewBy)}
          <br /><small>${t("report.sharesAre." + row.sharesAre)}</small></th>
        <td>${dateTime(row.firstAt)}</td><td class="phone-off">${dateTime(row.lastAt)}</td><td class="number">${number(row.shares)}</td></tr>`)}</tbody></table></div>
  </section>`;
}

export default function LinkPage({ path, params, args, me }) {
  const { data: link, error, reload } = useGet("/links/" + encodeURIComponent(args.code), { domain: args.domain });
  const name = useNames();
  const [adding, setAdding] = useState(false);
  const deeds = useDeeds(reload, () => go("/links"), () => go(path));
  if (!link) {
    return error
      ? html`<${PageHead} title=${args.code} back=${["/links", t("links.title")]} />
          ${error.status === 404 ? html`<${Empty} title=${t("linkPage.unknown")} text=${t("linkPage.unknownText")} />` : html`<${Problem} error=${error} retry=${reload} />`}`
      : html`<${Loading} />`;
  }
  const off = link.status === "disabled";
  const items = [
    { label: t("aliases.add"), run: () => setAdding(true) },
    { label: t(link.archived ? "archive.out" : "archive.in"), run: () => (link.archived ? deeds.unarchive : deeds.archive)([link]) },
    { label: t(off ? "links.enable" : "links.disable"), run: () => (off ? deeds.enable : deeds.disable)([link]) },
    { label: t("common.delete"), danger: true, run: () => deeds.remove([link]) },
  ];
  const empty = html`<${Empty} title=${t("linkPage.empty")} text=${t("linkPage.emptyText")}><${CopyButton} class="primary" text=${link.shortUrl} label=${t("links.copy")} /></${Empty}>`;
  return html`
    <${PageHead} title=${nameOf(link)} back=${["/links", t("links.title")]}
      lead=${html`<${ShortUrl} url=${printedUrl(link)} /> <${Status} status=${link.status} />${link.archived && html` <span class="badge">${t("archive.is")}</span>`}`}>
      ${may(me, "links:write") && html`<a class="button" href=${"#" + linkPath(link, "/edit")}><${Icon} name="edit" />${t("common.edit")}</a>
        <${Menu} class="square" label=${t("links.more", { name: nameOf(link) })} items=${items} />`}
    </${PageHead}>
    ${adding && html`<${AddAlias} link=${link} onClose=${() => setAdding(false)} onDone=${reload} />`}
    <div class="grid link-head"><${SharePanel} link=${link} /><${Facts} link=${link} name=${name} me=${me} reload=${reload} add=${() => setAdding(true)} /></div>
    ${link.rules.length > 0 && html`<${Rules} link=${link} />`}
    <${Report} scope=${{ code: link.code, domain: link.domain }} me=${me} params=${params} path=${path} name=${nameOf(link)} links=${false} empty=${empty} ruleName=${link.rules.length > 0 ? ruleName : null}
      last=${html`<${Timing} link=${link} name=${name} />`}>
      <${Tree} link=${link} name=${name} />
    </${Report}>`;
}
