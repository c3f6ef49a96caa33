// Many links at once: from a pasted list or a file, which the service reads and shows before they are made, and what became of each line.

import { api, idempotencyKey, may } from "../base/api.js";
import { useAction, useChannels, useLoad, useSettled } from "../base/asking.js";
import { CopyButton } from "../base/clipboard.js";
import { Field, Form, TagField } from "../base/fields.js";
import { saveFile } from "../base/files.js";
import { Text, html, useRef, useState } from "../base/html.js";
import { addTexts, dateTime, language, t, zone } from "../base/i18n.js";
import { Icon } from "../base/icons.js";
import { PageHead } from "../base/page.js";
import { Problem } from "../base/states.js";
import { useEdited } from "../base/unsaved.js";
import { FIELDS, csv, faultsOf, fieldName, resultCsv } from "../links/bulk.js";
import { CampaignField, campaignSlug, nameCampaign, useCampaigns } from "../links/campaigns.js";
import { ChannelOptions } from "../links/channels.js";
import { isLookAlike } from "../links/destination.js";
import { useTags } from "../links/tags.js";

await addTexts("bulk");

const MOST = 50000;
const SHOWN = 20;
const FAULTS = 200;
const CSV = "text/csv;charset=utf-8";
const BIGGEST = 32 * 1024 * 1024;

/** Has the service read a text or a file. @param all what is chosen for the lines that do not say it themselves */
const send = (source, all, more, options) =>
  api.post("/links/import", source, {
    params: { channel: all.channel, campaign: all.campaign, tag: all.tags, tz: zone, dates: all.dates, ...more },
    // The encoding is told by the bytes.
    type: "text/csv",
    ...options,
  });

function saveResult(rows) {
  saveFile("links.csv", CSV, [resultCsv(rows)]);
}

function saveTemplate() {
  const example = { destination: "https://example.com/spring", channel: "whatsapp", campaign: "spring", title: "Spring", tags: "boots|milan" };
  saveFile("template.csv", CSV, [csv([FIELDS, FIELDS.map((field) => example[field] || "")])]);
}

/** What the service took the file for. */
function Recognised({ file }) {
  const left = file.columns.filter((column) => !column.field && column.name).map((column) => column.name);
  const taken = file.columns.filter((column) => column.field).map((column) => [column.name, fieldName(column.field)])
    .filter(([theirs, ours]) => theirs.toLowerCase() !== ours.toLowerCase()).map((names) => names.join(" → "));
  const separator = file.separator ? t("bulk.separator", { separator: file.separator === "\t" ? "Tab" : file.separator }) : t(file.columns.length > 0 ? "bulk.oneColumn" : "bulk.list");
  return html`<p class="hint">${[file.charset, separator, ...taken].join(" · ")}</p>
    ${left.length > 0 && html`<p class="advice warn">${t("bulk.unknown", { names: left.join(", ") })}</p>`}`;
}

function Refused({ rows }) {
  return html`<section class="card"><h2>${t("bulk.faults")}</h2>
    <div class="table" tabindex="0" role="region" aria-label=${t("bulk.faults")}><table class="stack">
      <thead><tr><th scope="col" class="number">${t("bulk.line")}</th><th scope="col">${t("link.destination")}</th><th scope="col">${t("bulk.fault")}</th></tr></thead>
      <tbody>${rows.slice(0, FAULTS).map((row) => html`<tr key=${row.line}><td class="number" data-label=${t("bulk.line")}>${row.line}</td>
        <td data-label=${t("link.destination")} class=${row.destination ? "" : "none"}><${Text} value=${row.destination || "–"} /></td>
        <td data-label=${t("bulk.fault")}><div>${faultsOf(row).map((fault) => html`<p class="fault">${fault}</p>`)}</div></td></tr>`)}</tbody>
    </table></div>
    ${rows.length > FAULTS && html`<p class="hint">${t("bulk.moreFaults", { n: rows.length - FAULTS })}</p>`}
  </section>`;
}

/** What a table shows of a link to be made beside its destination, where any of them has it. */
const COLUMNS = ["channel", "code", "domain", "title", "campaign", "audience", "people", "tags", "validFrom", "validUntil", "maxClicks"];

function valueOf(link, column, name) {
  const value = link[column];
  return value === null || value === undefined || value.length === 0 ? null
    : column === "channel" ? name(value) : column === "tags" ? value.join(", ") : column.startsWith("valid") ? dateTime(value) : String(value);
}

/** Whether lines that were read as an address each look like the lines of a table: something follows each address. */
const isLikeTable = ({ file, rows }) => file.columns.length === 0 && rows.length > 0 && rows.every(({ link, destination }) => /[,;|\t]\s*\p{L}[^,;|\t]*$/u.test((link || {}).destination || destination || ""));

function Preview({ answer, name }) {
  const links = answer.rows.filter((row) => row.link);
  const columns = COLUMNS.filter((column) => links.some(({ link }) => valueOf(link, column, name) !== null && (column !== "domain" || answer.file.columns.some(({ field }) => field === column))));
  const refused = answer.rows.filter((row) => !row.link);
  return html`<section class="card" role="status"><h2>${t("bulk.preview", { n: answer.made })}</h2>
    <${Recognised} file=${answer.file} />
    ${isLikeTable(answer) && html`<p class="advice warn">${t("bulk.likeTable")} <code>destination,channel,title</code></p>`}
    ${refused.length > 0 && html`<p class="advice warn">${t("bulk.toBeRefused", { n: answer.refused })}</p>`}
    ${links.length > 0 && html`<div class="table" tabindex="0" role="region" aria-label=${t("links.title")}><table class="stack">
      <thead><tr><th scope="col" class="number">${t("bulk.line")}</th><th scope="col">${t("link.destination")}</th>
        ${columns.map((column) => html`<th key=${column} scope="col">${fieldName(column)}</th>`)}</tr></thead>
      <tbody>${links.map(({ line, link }) => html`<tr key=${line}>
        <td class="number" data-label=${t("bulk.line")}>${line}</td><td data-label=${t("link.destination")}><${Text} value=${link.destination} /></td>
        ${columns.map((column) => [column, valueOf(link, column, name)]).map(([column, value]) =>
          html`<td key=${column} data-label=${fieldName(column)} class=${value === null ? "none" : ""}><${Text} value=${value === null ? "–" : value} /></td>`)}
      </tr>`)}</tbody>
    </table></div>`}
    ${answer.made > links.length && html`<p class="hint">${t("bulk.andMore", { n: answer.made - links.length })}</p>`}</section>
    ${refused.length > 0 && html`<${Refused} rows=${refused} />`}`;
}

function Result({ rows, again }) {
  const made = rows.filter((row) => row.link);
  const refused = rows.filter((row) => !row.link);
  const warned = made.filter((row) => isLookAlike(row.link));
  return html`
    <section class="card" role="status">
      <h2>${t("bulk.made", { n: made.length })}</h2>
      <p>${refused.length > 0 ? t("bulk.refused", { n: refused.length }) : t("bulk.allMade")}</p>
      <div class="actions">
        <button type="button" class="primary" onClick=${() => saveResult(rows)}><${Icon} name="download" />${t("bulk.save")}</button>
        ${made.length > 0 && html`<${CopyButton} text=${made.map((row) => row.link.shortUrl).join("\n")} label=${t("bulk.copyAll")} />`}
        <button type="button" onClick=${again}>${t("bulk.again")}</button>
        <a class="button" href="#/links">${t("links.title")}</a>
      </div>
    </section>
    ${warned.length > 0 && html`<section class="card"><h2>${t("bulk.warnings")}</h2>
      <p>${t("link.warning.look-alike-host")}</p>
      <ul>${warned.slice(0, FAULTS).map(({ link, line }) => html`<li key=${line}><${Text} value=${link.destination} /></li>`)}</ul>
    </section>`}
    ${refused.length > 0 && html`<${Refused} rows=${refused} />`}`;
}

/** Browsers put thousands of lines into a text area one by one, which takes minutes: from here on it is done at once. */
const LONG_PASTE = 20000;

/** A text to be typed or pasted, or in its place a file, whose bytes go to the service as they are. */
function Source({ source, setSource }) {
  const [fault, setFault] = useState(null);
  const isFile = typeof source !== "string";
  const take = (file) => {
    if (!file) {
      return;
    }
    setFault(file.size > BIGGEST ? t("bulk.tooBig") : null);
    if (file.size <= BIGGEST) {
      setSource(file);
    }
  };
  const pasted = (event) => {
    const more = event.clipboardData.getData("text");
    if (more.length > LONG_PASTE) {
      event.preventDefault();
      const { value, selectionStart, selectionEnd } = event.target;
      setSource(value.slice(0, selectionStart) + more + value.slice(selectionEnd));
    }
  };
  return html`<section class="card" onDragOver=${(event) => event.preventDefault()}
      onDrop=${(event) => { if (event.dataTransfer.files.length > 0) { event.preventDefault(); take(event.dataTransfer.files[0]); } }}>
    ${isFile ? html`<p><b><bdi>${source.name}</bdi></b> <button type="button" class="quiet" onClick=${() => setSource("")}>${t("common.remove", { name: source.name })}</button></p>`
      : html`<${Field} as="textarea" class="source" label=${t("bulk.paste")} rows="8" spellcheck=${false} value=${source} hint=${t("bulk.pasteHint")}
      placeholder=${"https://example.com/spring\nhttps://example.com/summer"} onInput=${(event) => setSource(event.target.value)} onPaste=${pasted} />`}
    <${Field} label=${t("bulk.file")} type="file" accept=".csv,.txt,.tsv,text/csv,text/plain" error=${fault} onChange=${(event) => take(event.target.files[0])} />
    <button type="button" class="link" onClick=${saveTemplate}>${t("bulk.template")}</button>
  </section>`;
}

export default function LinksBulk({ me }) {
  const { channels, name } = useChannels();
  const campaigns = useCampaigns();
  const tags = useTags();
  const [source, setSource] = useState("");
  const [all, setAll] = useState({ channel: "", campaign: "", tags: [], dates: language === "en" ? "" : "dmy" });
  const [result, setResult] = useState(null);
  const isEmpty = typeof source === "string" && source.trim() === "";
  useEdited(result ? "" : isEmpty ? "" : source.name || source);
  const settled = useSettled(source);
  const common = useSettled(all);
  const told = (chosen) => ({ ...chosen, campaign: campaignSlug(chosen.campaign, campaigns) });
  const shown = useLoad((signal) =>
    (typeof settled === "string" && settled.trim() === "" ? Promise.resolve(null) : send(settled, told(common), { dryRun: true, limit: SHOWN }, { signal })), [settled, common]);
  const attempt = useRef({ source: null, all: null, key: null });
  const [make, busy, error] = useAction(async () => {
    if (attempt.current.source !== source || attempt.current.all !== all) {
      attempt.current = { source, all, key: idempotencyKey() };
    }
    const answer = await send(source, told(all), {}, { headers: { "Idempotency-Key": attempt.current.key } });
    await nameCampaign(all.campaign, campaigns);
    setResult(answer.rows);
    scrollTo(0, 0);
  });
  const again = () => {
    setResult(null);
    setSource("");
  };
  const answer = isEmpty ? null : shown.data;
  const number = answer ? answer.made : 0;
  const head = html`<${PageHead} title=${t("bulk.title")} lead=${t("bulk.lead", { most: MOST })} back=${["/links", t("links.title")]}>${may(me, "admin") && html`<a class="button" href="#/moves">${t("nav.moves")}</a>`}</${PageHead}>`;
  if (result) {
    return html`${head}<${Result} rows=${result} again=${again} />`;
  }
  return html`${head}
    <${Form} class="form wide" onSubmit=${make}>
      <${Problem} error=${error} />
      <${Source} source=${source} setSource=${setSource} />
      <section class="card"><h2>${t("bulk.forAll")}</h2><p class="hint">${t("bulk.forAllHint")}</p>
        <div class="columns">
          <${Field} as="select" label=${t("link.channel")} value=${all.channel} onChange=${(event) => setAll({ ...all, channel: event.target.value })}>
            <option value="">${t("channel.none")}</option><${ChannelOptions} channels=${channels} value=${all.channel} />
          </${Field}>
          <${CampaignField} me=${me} campaigns=${campaigns} value=${all.campaign} onInput=${(event) => setAll({ ...all, campaign: event.target.value })} />
          <${TagField} label=${t("link.tags")} options=${tags} value=${all.tags} onChange=${(tags) => setAll({ ...all, tags })} />
          <${Field} as="select" label=${t("bulk.dates", { date: "5/6/2026" })} value=${all.dates} onChange=${(event) => setAll({ ...all, dates: event.target.value })}>
            ${["", "dmy", "mdy"].map((order) => html`<option value=${order}>${t("bulk.dates." + (order || "none"))}</option>`)}
          </${Field}>
        </div>
      </section>
      ${!isEmpty && html`<${Problem} error=${shown.error} retry=${shown.reload} />`}
      ${answer && html`<${Preview} answer=${answer} name=${name} />`}
      <div class="form-end">
        <button type="submit" class="primary" disabled=${shown.loading || number === 0} aria-disabled=${busy}>
          ${busy ? t("bulk.making") : number > 0 ? t("bulk.make", { n: number }) : t("bulk.title")}</button>
        <a class="button" href="#/links">${t("common.cancel")}</a>
      </div>
    </${Form}>`;
}
