// How far links were passed on: by those who were given them, and by those whom they gave them to.

import { html } from "../base/html.js";
import { number, t } from "../base/i18n.js";
import { Bar } from "./charts.js";
import { generationName } from "./evidence.js";
import { Card, useStats } from "./stats.js";

/** Clicks and shares by generation; nothing is shown while no link was passed on. */
export function Generations({ report }) {
  const asked = useStats(report, "generation", { late: true, kinds: ["click", "preview"] });
  const rows = asked.answer ? asked.answer.rows.filter((row) => row.generation !== null) : [];
  const most = Math.max(...rows.map((row) => row.clicks), 1);
  const show = () => rows.every((row) => Number(row.generation) === 0)
    ? html`<p class="soft">${t("tree.notPassedOn")}</p>`
    : html`<table class="dense bars list"><thead><tr><th scope="col">${t("report.by.generation")}</th><th scope="col" class="number">${t("report.clicks")}</th>
        <th scope="col" class="number">${t("report.visitors")}</th></tr></thead>
        <tbody>${[...rows].sort((a, b) => a.generation - b.generation).map((row) => html`<tr key=${row.generation}>
          <th scope="row"><${Bar} share=${row.clicks / most} class="behind" /><span class="over">${generationName(Number(row.generation))}</span></th>
          <td class="number">${number(row.clicks)}</td><td class="number">${number(row.visitors)}</td></tr>`)}</tbody></table>`;
  return html`<${Card} report=${report} title=${t("tree.generations")} hint=${t("tree.generations.hint")} asked=${asked} what="generations" show=${show} />`;
}
