// How sure one may be of where the clicks came from: in three words, and beneath them the eight tiers that they are made of.

import { html } from "../base/html.js";
import { number, percent, t } from "../base/i18n.js";
import { CERTAINTY, Narrow } from "./chips.js";
import { Card } from "./stats.js";

/** From the surest to the least sure. */
export const TIERS = Object.values(CERTAINTY).flat();

const shareOf = (clicks, total) => (total > 0 ? percent(clicks / total, clicks / total < 0.1 ? 1 : 0) : percent(null));

/** Clicks by certainty: [{name, clicks, tiers: [{tier, clicks}]}], all three of them. */
export function certaintyOf(rows) {
  return Object.entries(CERTAINTY).map(([name, tiers]) => {
    const own = tiers.map((tier) => ({ tier, clicks: rows.filter((row) => row.tier === tier).reduce((sum, row) => sum + row.clicks, 0) }));
    return { name, clicks: own.reduce((sum, one) => sum + one.clicks, 0), tiers: own.filter((one) => one.clicks > 0) };
  });
}

/** How the clicks of each tier are known, and what is not. */
const Tiers = ({ report, parts, total }) => html`<div class="certainty-tiers">${parts.filter((part) => part.clicks > 0).map((part) => html`<section key=${part.name}>
  <h3>${t("certainty." + part.name)}</h3>
  <dl class="tiers">${part.tiers.map(({ tier, clicks }) => html`<div key=${tier}>
    <dt><span class=${"swatch part tier-" + tier} aria-hidden="true"></span><${Narrow} report=${report} to=${{ tier }}>${t("tier." + tier)}</${Narrow}>
      <span class="tier-count">${number(clicks)} · ${shareOf(clicks, total)}</span></dt>
    <dd>${t(`tier.${tier}.how`)} <span class="soft">${t(`tier.${tier}.not`)}</span></dd></div>`)}</dl></section>`)}</div>
  <p class="hint"><a href="/api/verdicts" target="_blank">${t("report.tiers.more")}</a></p>`;

function Parts({ report, answer }) {
  const total = answer.total.clicks;
  const parts = certaintyOf(answer.rows);
  return html`<div class="track split certainty-bar" aria-hidden="true">${parts.filter((part) => part.clicks > 0).map((part) =>
      html`<span key=${part.name} class=${"part certainty-" + part.name} style=${{ width: (part.clicks / total) * 100 + "%" }}></span>`)}</div>
    <dl class="certainty">${parts.map((part) => html`<div key=${part.name}>
      <dt><span class=${"swatch part certainty-" + part.name} aria-hidden="true"></span>${part.clicks > 0
        ? html`<${Narrow} report=${report} to=${{ certainty: part.name }}>${t("certainty." + part.name)}</${Narrow}>` : t("certainty." + part.name)}
        <strong>${shareOf(part.clicks, total)}</strong> <span class="tier-count">${number(part.clicks)}</span></dt>
      <dd>${t(`certainty.${part.name}.what`)}</dd></div>`)}</dl>
    <details class="glossary"><summary>${t("certainty.tiers")}</summary><${Tiers} report=${report} parts=${parts} total=${total} /></details>`;
}

/** @param tiers the answer by tier */
export function Certainty({ report, tiers }) {
  const show = (answer) => answer.total.clicks > 0 ? html`<${Parts} report=${report} answer=${answer} />` : html`<p class="soft">${t("report.noClicks")}</p>`;
  return html`<${Card} report=${report} title=${t("certainty.title")} asked=${tiers} show=${show} what="tiers" class="certainty-card" />`;
}
