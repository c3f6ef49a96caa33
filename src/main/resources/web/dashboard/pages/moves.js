// Moving in from another program: what its links would become here is looked at first, then they are brought, while one watches or not.

import { api } from "../base/api.js";
import { useAction, useGet } from "../base/asking.js";
import { faultTexts } from "../base/faults.js";
import { Text, html, useEffect } from "../base/html.js";
import { addTexts, has, number, t } from "../base/i18n.js";
import { PageHead } from "../base/page.js";
import { Loading, Problem } from "../base/states.js";
import { faultsOf } from "../links/bulk.js";
import { MoveForm, programName } from "../links/move-form.js";
import { CsvButton } from "../report/stats.js";

await addTexts("moves");
await faultTexts();

const AGAIN = 1000;
const WORKING = ["rehearsing", "running"];
/** So many lines are seen at once: what is wrong with many is mostly one thing. */
const SHOWN = 25;
/** Faults of a code that a prefix or another domain helps against. */
const WITH_WAYS_OUT = ["taken-for-good", "reserved"];
const SUMS = ["made", "changed", "there", "refused"];

const looked = (move) => SUMS.reduce((all, name) => all + move.sums[name], 0);

function Sums({ move }) {
  const isDone = move.state !== "rehearsed" && move.state !== "rehearsing";
  return html`<dl class="figures">${SUMS.map((name) => html`<div class="figure" key=${name}>
    <dt>${isDone ? t("moves.done." + name) : t("moves.would." + name)}</dt><dd class="value">${number(move.sums[name])}</dd></div>`)}</dl>`;
}

/** What is not as it was, in the viewer's language; null for what a source alone has words for. */
const noteText = ({ code, values }) => (code && has("moves.note." + code) ? t("moves.note." + code, values) : null);

/** The first of the links that are changed, or refused, with why; the report has the others. */
function Lines({ move, outcome }) {
  const lines = move.lines.filter((line) => line.outcome === outcome).slice(0, SHOWN);
  const isForCodes = lines.some(({ problem }) => problem && problem.errors.some(({ code }) => WITH_WAYS_OUT.includes(code)));
  const more = move.sums[outcome] - lines.length;
  const title = t("moves.lines." + outcome);
  if (lines.length === 0) {
    return null;
  }
  return html`<section class="card"><h2>${title}</h2>${isForCodes && html`<p class="hint">${t("moves.waysOut")}</p>`}
    <div class="table move-lines" tabindex="0" role="region" aria-label=${title}><table class="stack">
      <thead><tr><th scope="col">${t("moves.place")}</th><th scope="col">${t("moves.destination")}</th><th scope="col">${t("moves.why")}</th></tr></thead>
      <tbody>${lines.map((line, at) => html`<tr key=${at}><td data-label=${t("moves.place")}><${Text} value=${line.shortUrl || line.place} /></td>
        <td data-label=${t("moves.destination")} class=${line.destination ? "" : "none"}><${Text} value=${line.destination || "–"} /></td>
        <td data-label=${t("moves.why")}><div>${line.problem ? faultsOf(line).map((fault) => html`<p class="fault">${fault}</p>`)
          : line.why.map((why) => html`<p lang=${noteText(why) ? undefined : "en"} class=${outcome === "refused" ? "fault" : ""}>${noteText(why) || why.message}</p>`)}</div></td></tr>`)}</tbody>
    </table></div>
    ${more > 0 && html`<p class="hint">${t("moves.moreLines", { n: more })}</p>`}</section>`;
}

const Report = ({ move }) => html`<${CsvButton} path=${"/moves/" + move.id + "/report"} params=${{}} what="move" of=${t("moves.report")} label=${t("moves.report")} />`;

function Working({ move, end, busy }) {
  const done = looked(move);
  const isRunning = move.state === "running";
  return html`<section class="card" role="status"><h2>${t(isRunning ? "moves.running" : "moves.looking")}</h2>
    <progress class="move-progress" aria-label=${t(isRunning ? "moves.running" : "moves.looking")} max=${move.total || undefined} value=${move.total ? done : undefined}></progress>
    <p>${move.total ? t("moves.of", { n: done, total: move.total }) : t("moves.soFar", { n: done })}</p>
    ${isRunning && html`<p class="hint">${t("moves.goesOn")}</p>`}
    <div class="actions"><button type="button" aria-disabled=${busy} onClick=${end}>${t("common.cancel")}</button></div></section>`;
}

function Rehearsed({ move, run, end, busy }) {
  const coming = move.sums.made + move.sums.changed;
  return html`<section class="card" role="status"><h2>${t("moves.rehearsed")}</h2>
    <${Sums} move=${move} />
    ${looked(move) === 0 ? html`<p class="advice warn">${t("moves.none", { program: programName(move.kind) })}</p>`
      : coming === 0 ? html`<p class="advice">${t("moves.nothingNew")}</p>` : html`<p class="hint">${t("moves.balance")}</p>`}
    <div class="actions">
      <button type="button" class="primary" disabled=${coming === 0} aria-disabled=${busy} onClick=${run}>${t("moves.bring", { n: coming })}</button>
      ${looked(move) > 0 && html`<${Report} move=${move} />`}
      <button type="button" aria-disabled=${busy} onClick=${end}>${t("moves.other")}</button></div></section>`;
}

function Ended({ move, end, busy }) {
  const reason = move.failure && (has("moves.failed." + move.failure.reason) ? t("moves.failed." + move.failure.reason, { program: programName(move.kind), place: move.place }) : null);
  return html`<section class="card" role="status"><h2>${t("moves.ended." + move.state)}</h2>
    ${move.failure && html`<p class="advice warn">${reason}</p><p class="hint" lang="en"><${Text} value=${move.failure.message} /></p>`}
    ${looked(move) > 0 && html`<${Sums} move=${move} />`}
    ${move.state !== "finished" && html`<p class="hint">${t("moves.stays")}</p>`}
    <div class="actions">
      <button type="button" class=${move.state === "finished" ? "" : "primary"} aria-disabled=${busy} onClick=${end}>${t("moves.again")}</button>
      ${looked(move) > 0 && html`<${Report} move=${move} />`}
      <a class="button" href="#/links">${t("links.title")}</a></div></section>`;
}

function Move({ move, reload }) {
  const path = "/moves/" + move.id;
  const [act, busy, error] = useAction(async (deed) => {
    await deed();
    reload();
  });
  const acts = { move, busy, run: () => act(() => api.post(path + "/run", {})), end: () => act(() => api.del(path)) };
  const isWorking = WORKING.includes(move.state);
  return html`<${Problem} error=${error} />
    <p class="move-source"><b>${programName(move.kind)}</b> · <bdi>${move.place}</bdi></p>
    ${isWorking ? html`<${Working} ...${acts} />` : move.state === "rehearsed" ? html`<${Rehearsed} ...${acts} />` : html`<${Ended} ...${acts} />`}
    ${!isWorking && html`<${Lines} move=${move} outcome="refused" /><${Lines} move=${move} outcome="changed" />`}`;
}

export default function Moves({ about }) {
  const { data, error, reload } = useGet("/moves");
  const move = data && data.items[0];
  const isWorking = Boolean(move && WORKING.includes(move.state));
  useEffect(() => {
    const timer = isWorking ? setTimeout(reload, AGAIN) : 0;
    return () => clearTimeout(timer);
  }, [data]);
  return html`<${PageHead} title=${t("nav.moves")} lead=${t("moves.lead")} back=${["/links/bulk", t("links.bulk")]} />
    <${Problem} error=${error} retry=${reload} />
    ${(!data && !error) || !about ? html`<${Loading} />` : move ? html`<${Move} key=${move.id} move=${move} reload=${reload} />` : data && html`<${MoveForm} about=${about} onBegun=${reload} />`}`;
}
