// The share tree of a link: what recipients passed on, to whom that was passed on again, and what came of each.

import { useGet } from "../base/asking.js";
import { Text, html, useState } from "../base/html.js";
import { dateTime, number, t } from "../base/i18n.js";
import { linkPath } from "../base/places.js";
import { Problem } from "../base/states.js";
import { Bar } from "./charts.js";
import { generationName } from "./evidence.js";

/** Generations that are open at first. */
const OPEN = 2;
/** So many links passed on from one are shown at first. */
const SHOWN = 20;

const countOf = (nodes) => nodes.reduce((sum, node) => sum + 1 + countOf(node.children), 0);
const mostOf = (link, nodes) => nodes.reduce((most, node) => Math.max(most, mostOf(node.link, node.children)), link.clicks);

function Here({ link, name, most, current, children }) {
  const channel = link.channel ? name(link.channel) : t("channel.none");
  return html`<div class=${"tree-link" + (current ? " current" : "")}>
    ${children}
    <span class="tree-name"><strong>${channel}</strong> ${current
      ? html`<span class="badge accent" aria-current="true">${t("tree.this")}</span>`
      : html`<a href=${"#" + linkPath(link)} class="mono"><${Text} value=${link.code} /></a>`}
      ${link.deleted && html` <span class="badge">${t("tree.deleted")}</span>`}
      <small>${generationName(link.generation)} · ${dateTime(link.createdAt)}</small></span>
    <${Bar} share=${link.clicks / Math.max(1, most)} />
    <span class="tree-count">${link.hidden ? html`<small>${t("tree.few")}</small>` : html`<strong>${number(link.clicks)}</strong> ${t("tree.clicks", { n: link.clicks })}
      <small>${t("tree.shares", { n: link.shares })}</small>`}</span>
  </div>`;
}

function Node({ node, name, most, depth }) {
  const [open, setOpen] = useState(depth < OPEN);
  const channel = node.link.channel ? name(node.link.channel) : t("channel.none");
  return html`<li>
    <${Here} link=${node.link} name=${name} most=${most}>
      ${node.children.length > 0
        ? html`<button type="button" class="quiet square tree-turn" aria-expanded=${open ? "true" : "false"}
            aria-label=${t("tree.open", { channel, n: node.children.length })} onClick=${() => setOpen(!open)}>${open ? "−" : "+"}</button>`
        : html`<span class="tree-turn" aria-hidden="true"></span>`}
    </${Here}>
    ${open && node.children.length > 0 && html`<${Nodes} nodes=${node.children} name=${name} most=${most} depth=${depth + 1} />`}
  </li>`;
}

function Nodes({ nodes, name, most, depth }) {
  const [all, setAll] = useState(false);
  const shown = all ? nodes : nodes.slice(0, SHOWN);
  return html`<ul class="tree">${shown.map((node) => html`<${Node} key=${node.link.domain + "/" + node.link.code} node=${node} name=${name} most=${most} depth=${depth} />`)}
    ${nodes.length > shown.length && html`<li><button type="button" class="quiet small" onClick=${() => setAll(true)}>${t("report.all", { n: nodes.length })}</button></li>`}</ul>`;
}

/** @param link of the API @param name the name of a channel in words */
export function Tree({ link, name }) {
  const { data, error, reload } = useGet("/links/" + encodeURIComponent(link.code) + "/tree", { domain: link.domain });
  const most = data ? Math.max(mostOf(data.link, data.children), ...data.ancestors.map((one) => one.clicks)) : 1;
  const alone = data && data.children.length === 0 && data.ancestors.length === 0;
  return html`<section class="card report-card" aria-label=${t("tree.title")}>
    <header class="part-head"><h2>${t("tree.title")}</h2>${data && !alone && html`<span class="soft">${t("tree.count", { n: countOf(data.children) })}</span>`}</header>
    <p class="hint">${t("tree.hint")}</p>
    <${Problem} error=${error} retry=${reload} />
    ${!data && !error && html`<div class="waiting" aria-hidden="true"></div>`}
    ${alone && html`<p class="soft">${t(link.forwarding ? "tree.none" : "tree.off")}</p>`}
    ${data && !alone && html`<div class="tree-box">
      ${data.ancestors.length > 0 && html`<ol class="ancestors" aria-label=${t("tree.from")}>${data.ancestors.map((one) =>
        html`<li key=${one.code}><${Here} link=${one} name=${name} most=${most} /></li>`)}</ol>`}
      <${Here} link=${data.link} name=${name} most=${most} current=${true} />
      <${Nodes} nodes=${data.children} name=${name} most=${most} depth=${0} />
      ${data.truncated && html`<p class="hint">${t("tree.truncated")}</p>`}
    </div>`}
  </section>`;
}
