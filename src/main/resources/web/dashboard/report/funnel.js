// How far it went: to how many it was sent, how often it was shared, clicked, and led to something. Its steps are counted apart,
// and none but the last is a part of the one before.

import { html } from "../base/html.js";
import { number, percent, t } from "../base/i18n.js";
import { AsTable, Card, PictureTools, useWidth } from "./stats.js";

const ROW = 42;
const BAR = 16;

/** @param sent to how many it went, or null where nobody said @return [{name, count}] */
export const stepsOf = (total, converted, sent) => [
  ...(sent === null ? [] : [{ name: "sent", count: sent }]),
  { name: "shares", count: total.shares }, { name: "clicks", count: total.clicks }, { name: "converted", count: converted }];

function Drawing({ steps, width }) {
  const most = Math.max(1, ...steps.map((step) => step.count));
  const height = steps.length * ROW;
  return html`<svg class="drawing funnel" width=${width} height=${height} viewBox=${`0 0 ${width} ${height}`} role="img" aria-label=${t("funnel.said")}>
    ${steps.map((step, i) => html`<g key=${step.name} transform=${`translate(0 ${i * ROW})`}>
      <text x="0" y="14" class="funnel-word">${t("funnel." + step.name)}</text>
      <text x=${width} y="14" class="funnel-count">${number(step.count)}</text>
      <rect x="0" y="20" width=${width} height=${BAR} rx="3" class="funnel-track" />
      <rect x="0" y="20" width=${Math.max(step.count > 0 ? 2 : 0, (step.count / most) * width)} height=${BAR} rx="3" class=${"funnel-bar " + step.name} /></g>`)}</svg>`;
}

function Picture({ steps }) {
  const [box, width] = useWidth();
  const clicks = steps.find((step) => step.name === "clicks").count;
  const converted = steps.find((step) => step.name === "converted").count;
  return html`<div ref=${box} class="picture">${width > 0 && html`<${Drawing} steps=${steps} width=${width} />`}</div>
    ${clicks > 0 && converted > 0 && html`<p>${t("funnel.rate", { share: percent(converted / clicks, converted / clicks < 0.1 ? 1 : 0) })}</p>`}
    <details class="as-table"><summary>${t("funnel.not")}</summary><p class="hint">${t("funnel.hint")}</p><dl class="funnel-not">${steps.map((step) => html`<div key=${step.name}><dt>${t("funnel." + step.name)}</dt>
      <dd>${t(`funnel.${step.name}.what`)}</dd></div>`)}</dl></details>
    <${AsTable} name=${t("funnel.title")} head=${[t("funnel.step"), t("funnel.count")]} rows=${steps.map((step) => [step.name, t("funnel." + step.name), number(step.count)])} />`;
}

/** @param series the answer with the totals @param flow the answer to the question for the flow @param sent to how many it went, or null */
export function Funnel({ report, series, flow, sent }) {
  const ready = series.answer && flow.answer;
  const asked = { ...series, answer: ready ? series.answer : null, error: series.error || flow.error };
  const show = (answer) => html`<${Picture} steps=${stepsOf(answer.total, flow.answer.total.converted || 0, sent)} />`;
  return html`<${Card} report=${report} title=${t("funnel.title")} asked=${asked} show=${show} class="funnel-card"
    tools=${html`<${PictureTools} what="funnel" of=${t("funnel.title")} />`} />`;
}
