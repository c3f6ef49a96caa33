// A report's clicks by what they have in common: channels with their tiers, groups, the flow between channels, and lists.

import { Text, html, useState } from "../base/html.js";
import { has, number, percent, t } from "../base/i18n.js";
import { href, linkPath } from "../base/places.js";
import { Bar, SplitBar } from "./charts.js";
import { TIERS } from "./certainty.js";
import { Narrow, carried } from "./chips.js";
import { useReasons } from "./evidence.js";
import { Card, useStats } from "./stats.js";

const SHOWN = 8;
/** Links have two lines each. */
const LINKS = 5;

const withClicks = (rows) => rows.filter((row) => row.clicks > 0);
const ofAll = (clicks, answer) => percent(answer.total.clicks > 0 ? clicks / answer.total.clicks : null, clicks / answer.total.clicks < 0.1 ? 1 : 0);

/** The first of many rows, and a button for the rest. */
export function useSome(rows, count = SHOWN) {
  const [all, setAll] = useState(false);
  const more = rows.length > count && html`<button type="button" class="quiet small more" aria-expanded=${all ? "true" : "false"}
    onClick=${() => setAll(!all)}>${all ? t("report.fewer") : t("report.all", { n: rows.length })}</button>`;
  return [all ? rows : rows.slice(0, count), more];
}

function ChannelRows({ report, answer, split, count }) {
  const [rows, more] = useSome(withClicks(answer.rows), count);
  const most = Math.max(...rows.map((row) => row.clicks), 1);
  const parts = (channel) => TIERS.map((tier) => {
    const row = split.find((one) => one.channel === channel && one.tier === tier);
    return { key: tier, name: t("tier." + tier), value: row ? row.clicks : 0 };
  });
  return html`<table class="dense bars"><thead class="hidden-text"><tr><th scope="col">${t("report.channel")}</th><th scope="col">${t("report.byTier")}</th>
    <th scope="col">${t("report.clicks")}</th><th scope="col">%</th></tr></thead>
    <tbody>${rows.map((row) => html`<tr key=${row.channel}><th scope="row"><${Narrow} report=${report} to=${{ channel: row.channel }}>${row.channel === null ? t("report.channelUnknown") : report.channelName(row.channel)}</${Narrow}></th>
      <td class="bar-cell"><${SplitBar} parts=${parts(row.channel)} most=${most} /></td>
      <td class="number">${number(row.clicks)}</td><td class="number soft">${ofAll(row.clicks, answer)}</td></tr>`)}</tbody></table>${more}`;
}

/** @param channels, both: the answers by channel, and by channel and tier @param count so many are shown at first */
export function Channels({ report, channels, both, count }) {
  const ready = channels.answer && both.answer;
  const asked = { ...both, answer: ready ? channels.answer : null, error: channels.error || both.error };
  const show = (answer) => answer.total.clicks > 0
    ? html`<div class="channels"><${ChannelRows} report=${report} answer=${answer} split=${both.answer.rows} count=${count} /></div>`
    : html`<p class="soft">${t("report.noClicks")}</p>`;
  return html`<${Card} report=${report} title=${t("report.channels")} hint=${t("report.channels.hint")} asked=${asked} also=${[channels]} show=${show}
    what="channels-tiers" />`;
}

function FlowRows({ report, answer }) {
  const name = report.channelName;
  const [rows, more] = useSome(withClicks(answer.rows), 10);
  const most = Math.max(...rows.map((row) => row.clicks), 1);
  return html`<table class="dense bars flow"><thead><tr><th scope="col">${t("flow.from")}</th><th scope="col">${t("flow.to")}</th>
    <th scope="col" class="bar-cell"><span class="hidden-text">${t("flow.bar")}</span></th><th scope="col" class="number">${t("report.clicks")}</th></tr></thead>
    <tbody>${rows.map((row) => {
      const passed = row.origin !== null && row.channel !== null && row.origin !== row.channel;
      return html`<tr key=${row.origin + ">" + row.channel}><td><${Narrow} report=${report} to=${{ origin: row.origin }}>${row.origin === null ? html`<span class="soft">${t("channel.none")}</span>` : name(row.origin)}</${Narrow}></td>
        <td><span class="flow-to" aria-hidden="true">→</span> <${Narrow} report=${report} to=${{ origin: row.origin, channel: row.channel }}>${row.channel === null ? html`<span class="soft">${t("report.channelUnknown")}</span>` : name(row.channel)}</${Narrow}>
          ${passed && html` <span class="badge reshared">${t("tier.reshared")}</span>`}</td>
        <td class="bar-cell"><${Bar} share=${row.clicks / most} class=${passed ? "reshared" : ""} /></td>
        <td class="number">${number(row.clicks)}</td></tr>`;
    })}</tbody></table>${more}`;
}

/** From the channels that links were issued for to those that they were seen in. */
export function Flow({ report }) {
  const asked = useStats(report, "origin,channel", { limit: 200, late: true });
  return html`<${Card} report=${report} title=${t("flow.title")} hint=${t("flow.hint")} asked=${asked} what="flow"
    show=${(answer) => answer.total.clicks > 0 ? html`<${FlowRows} report=${report} answer=${answer} />` : html`<p class="soft">${t("report.noClicks")}</p>`} />`;
}

function ListRows({ report, answer, by, name }) {
  const [rows, more] = useSome(withClicks(answer.rows));
  const most = Math.max(...rows.map((row) => row.clicks), 1);
  if (rows.length === 0) {
    return html`<p class="soft">${t("report.noClicks")}</p>`;
  }
  return html`<table class="dense bars list"><thead class="hidden-text"><tr><th scope="col">${t("report.by." + by)}</th><th scope="col">${t("report.clicks")}</th>
    <th scope="col">%</th></tr></thead>
    <tbody>${rows.map((row) => html`<tr key=${row[by]}><th scope="row"><${Bar} share=${row.clicks / most} class="behind" /><span class="over"><${Narrow} report=${report} to=${{ [by]: row[by] }}><${Text} value=${name(row[by])} /></${Narrow}></span></th>
      <td class="number">${number(row.clicks)}</td><td class="number soft">${ofAll(row.clicks, answer)}</td></tr>`)}</tbody></table>${more}`;
}

/** Clicks by a dimension. @param name a value of it in words, null among them */
export function List({ report, by, name }) {
  const asked = useStats(report, by, { limit: 40, late: true });
  return html`<${Card} report=${report} title=${t("report.by." + by)} asked=${asked} what=${by} class="small-card"
    show=${(answer) => html`<${ListRows} report=${report} answer=${answer} by=${by} name=${name} />`} />`;
}

/** Of each group what came of its links, the one with the most clicks first; nothing while no link is for one. @param groups the answer by group */
export function Ranking({ report, groups }) {
  const named = groups.answer ? groups.answer.rows.filter((row) => row.audience !== null) : [];
  const show = (answer) => html`<${GroupRows} report=${report} answer=${answer} />`;
  return named.length > 0 && html`<${Card} report=${report} title=${t("report.groups")} asked=${groups} show=${show} what="groups" class="groups-card" />`;
}

/** Whom they were made for. */
export function Groups({ report }) {
  const groups = useStats(report, "audience", { limit: 100, late: true, kinds: ["click", "preview"] });
  return html`<${Ranking} report=${report} groups=${groups} />`;
}

function GroupRows({ report, answer }) {
  const [rows, more] = useSome([...answer.rows].sort((a, b) => (a.audience === null) - (b.audience === null)));
  const most = Math.max(...answer.rows.map((row) => row.clicks), 1);
  return html`<table class="dense bars list"><thead><tr><th scope="col">${t("visits.filter.audience")}</th><th scope="col" class="number">${t("report.clicks")}</th>
    <th scope="col" class="number phone-off">${t("report.visitors")}</th><th scope="col" class="number phone-off wide-only">${t("report.shares")}</th></tr></thead>
    <tbody>${rows.map((row) => html`<tr key=${row.audience}><th scope="row"><${Bar} share=${row.clicks / most} class="behind" />
        <span class="over"><${Narrow} report=${report} to=${{ audience: row.audience }}>${row.audience === null ? html`<span class="soft">${t("chips.none.audience")}</span>` : html`<${Text} value=${row.audience} />`}</${Narrow}></span></th>
      <td class="number">${number(row.clicks)}</td><td class="number phone-off">${number(row.visitors)}</td><td class="number phone-off wide-only">${number(row.shares)}</td></tr>`)}</tbody></table>${more}`;
}

/** The way to a link's page, which who reads a shared report has none to. */
function LinkName({ report, row }) {
  const name = html`<${Text} value=${row.audience || row.title || row.link} />`;
  return report.shared ? name : html`<a href=${href(linkPath({ domain: row.domain, code: row.link }), carried(report.params))}>${name}</a>`;
}

function LinkRows({ report, answer }) {
  const name = report.channelName;
  const [rows, more] = useSome(withClicks(answer.rows), LINKS);
  const most = Math.max(...rows.map((row) => row.clicks), 1);
  if (rows.length === 0) {
    return html`<p class="soft">${t("report.noClicks")}</p>`;
  }
  return html`<table class="dense bars list"><thead><tr><th scope="col">${t("report.link")}</th><th scope="col" class="number">${t("report.clicks")}</th>
    <th scope="col" class="number phone-off">${t("report.visitors")}</th><th scope="col" class="number phone-off">${t("report.shares")}</th></tr></thead>
    <tbody>${rows.map((row) => html`<tr key=${row.domain + "/" + row.link + "/" + row.origin}><th scope="row"><${Bar} share=${row.clicks / most} class="behind" />
        <span class="over"><${LinkName} report=${report} row=${row} />
        <small>${[(row.audience || row.title) && html`<span class="mono">${row.link}</span>`, row.origin && name(row.origin), row.audience && row.title && html`<${Text} value=${row.title} />`]
          .filter(Boolean).map((one, i) => html`${i > 0 && " · "}${one}`)}</small></span></th>
      <td class="number">${number(row.clicks)}</td><td class="number phone-off">${number(row.visitors)}</td><td class="number phone-off">${number(row.shares)}</td></tr>`)}</tbody></table>${more}
    ${answer.truncated && !report.shared && html`<p class="hint">${t("report.topOnly", { n: rows.length })}</p>`}`;
}

/** The links with the most clicks, each with the channel that it was issued for. */
export function TopLinks({ report }) {
  const asked = useStats(report, "link,origin", { limit: 10, late: true });
  return html`<${Card} report=${report} title=${t("report.topLinks")} asked=${asked} what="links" show=${(answer) => html`<${LinkRows} report=${report} answer=${answer} />`} />`;
}

/** What is shown apart, by the rule that said so: clicks that are set apart, clicks that are unproven, robots that somebody sent. */
function SetApart({ report }) {
  const ready = useReasons();
  const { answer } = useStats(report, "setApart", { limit: 20, late: true, kinds: ["click", "bot", "unusual"] });
  const count = (row) => row.unusual + row.clicks + row.bots;
  const rows = answer && ready ? answer.rows.filter((row) => row.setApart !== null && count(row) > 0).sort((a, b) => count(b) - count(a)) : [];
  const words = ({ setApart: rule }) => t(has("rule." + rule) ? "rule." + rule : "rule.setApart", { rule, value: "" }).replace(/: $/, "");
  const among = (row) => (row.unusual > 0 ? "report.unusual" : row.clicks > 0 ? "report.unproven" : "report.bots");
  return rows.length > 0 && html`<table class="dense list set-apart"><thead><tr><th scope="col">${t("report.by.setApart")}</th>
    <th scope="col" class="number">${t("visits.title")}</th></tr></thead>
    <tbody>${rows.map((row) => html`<tr key=${row.setApart}><th scope="row">${words(row)}<br /><small>${t(among(row))}</small></th>
      <td class="number">${number(count(row))}</td></tr>`)}</tbody></table>`;
}

/** What was no person, a person of whom nothing is known, or what may be none. */
export function Others({ report }) {
  const asked = useStats(report, "previewBy", { limit: 50, late: true, kinds: ["preview", "bot", "suppressed", "unusual"] });
  const show = ({ rows, total }) => {
    const apps = rows.filter((row) => row.previewBy !== null && row.previews > 0).sort((a, b) => b.previews - a.previews);
    const most = Math.max(...apps.map((row) => row.previews), 1);
    return html`<dl class="others">${["previews", "bots", "suppressed", "unusual"].map((name) => html`<div><dt>${t("report." + name)}</dt>
        <dd><strong>${number(total[name])}</strong> <span class="soft">${t("report." + name + ".what")}</span></dd></div>`)}</dl>
      ${apps.length > 0 && html`<table class="dense bars list"><thead><tr><th scope="col">${t("report.by.previewBy")}</th>
        <th scope="col" class="number">${t("report.previews")}</th><th scope="col" class="number">${t("report.shares")}</th></tr></thead>
        <tbody>${apps.map((row) => html`<tr key=${row.previewBy}><th scope="row"><${Bar} share=${row.previews / most} class="behind" />
          <span class="over">${report.channelName(row.previewBy)}
          <small>${t("report.sharesAre." + row.sharesAre)}</small></span></th>
          <td class="number">${number(row.previews)}</td><td class="number">${number(row.shares)}</td></tr>`)}</tbody></table>`}
      <${SetApart} report=${report} />`;
  };
  return html`<${Card} report=${report} title=${t("report.others")} hint=${t("report.others.hint")} asked=${asked} what="previews" show=${show} />`;
}
