// What somebody wants brought from another program: which one, a file of it or its address and key, and where its links go.

import { api } from "../base/api.js";
import { useAction } from "../base/asking.js";
import { faultText } from "../base/faults.js";
import { Field, Form, Group, PasswordField, Segments } from "../base/fields.js";
import { html, useState } from "../base/html.js";
import { t, zone as ownZone } from "../base/i18n.js";
import { Icon } from "../base/icons.js";
import { Problem } from "../base/states.js";
import { useEdited } from "../base/unsaved.js";

/** The programs: what they are called, what they write, and where their API is, if it is in one place for all. */
const PROGRAMS = {
  shlink: { name: "Shlink", file: "csv", asked: "" },
  yourls: { name: "YOURLS", file: "sql", asked: "" },
  kutt: { name: "Kutt", file: "csv", asked: "" },
  bitly: { name: "Bitly", file: "csv", asked: "https://api-ssl.bitly.com" },
  dub: { name: "Dub", file: "csv", asked: "https://api.dub.co" },
  rebrandly: { name: "Rebrandly", file: "csv", asked: "https://api.rebrandly.com" },
  "short.io": { name: "Short.io", file: "csv", asked: "https://api.short.io" },
  sink: { name: "Sink", file: "json" },
  csv: { file: "csv" },
};
const ENDINGS = { csv: ".csv,.txt,.tsv,text/csv", sql: ".sql,.gz", json: ".json,application/json" };
/** In megabytes, as the service takes them. */
const MOST = { csv: 32, json: 64, sql: 1024 };
/** What of a link a column can be said to have. */
const FIELDS = ["destination", "code", "short-url", "title", "tags", "created", "visits"];

export const programName = (kind) => PROGRAMS[kind].name || t("moves.anyTable");

const zones = () => [...new Set([ownZone, "UTC", ...(Intl.supportedValuesOf ? Intl.supportedValuesOf("timeZone") : [])])];

/** Which of ours stands for which of theirs: a row each. @param rows [[theirs, ours], …] */
function Rows({ title, add, rows, onChange, theirs, ours }) {
  const change = (at, row) => onChange(rows.map((one, i) => (i === at ? row : one)));
  return html`<fieldset class="move-rows"><legend>${title}</legend>
    ${rows.map((row, at) => html`<div class="move-row" key=${at}>
      ${theirs(row[0], (value) => change(at, [value, row[1]]))}
      <span aria-hidden="true">→</span>
      ${ours(row[1], (value) => change(at, [row[0], value]))}
      <button type="button" class="quiet square" aria-label=${t("common.remove", { name: row[0] || row[1] })} onClick=${() => onChange(rows.filter((one, i) => i !== at))}><${Icon} name="close" /></button>
    </div>`)}
    <button type="button" class="link" onClick=${() => onChange([...rows, ["", ""]])}>${add}</button></fieldset>`;
}

function Domains({ about, rows, onChange }) {
  const domains = [about.defaultDomain, ...about.domains.filter((domain) => domain !== about.defaultDomain)];
  return html`<${Rows} title=${t("moves.domains")} add=${t("moves.addDomain")} rows=${rows} onChange=${onChange}
    theirs=${(value, set) => html`<input type="text" aria-label=${t("moves.theirHost")} placeholder=${t("moves.allOthers")} autocapitalize="none" spellcheck=${false}
      value=${value} onInput=${(event) => set(event.target.value)} />`}
    ours=${(value, set) => html`<select aria-label=${t("moves.ourDomain")} onChange=${(event) => set(event.target.value)}>
      ${domains.map((domain) => html`<option key=${domain} value=${domain} selected=${domain === (value || about.defaultDomain)}>${domain}</option>`)}</select>`} />`;
}

function Columns({ rows, onChange }) {
  return html`<${Rows} title=${t("moves.columns")} add=${t("moves.addColumn")} rows=${rows} onChange=${onChange}
    theirs=${(value, set) => html`<input type="text" aria-label=${t("moves.theirColumn")} value=${value} onInput=${(event) => set(event.target.value)} />`}
    ours=${(value, set) => html`<select aria-label=${t("moves.ourField")} onChange=${(event) => set(event.target.value)}>
      ${FIELDS.map((field) => html`<option key=${field} value=${field} selected=${field === (value || FIELDS[0])}>${t("moves.field." + field)}</option>`)}</select>`} />`;
}

/** The file of a program. */
function FileField({ program, kind, file, error, onFile }) {
  const [fault, setFault] = useState(null);
  const take = (chosen) => {
    const isTooBig = chosen && chosen.size > MOST[program.file] * 1024 * 1024;
    setFault(isTooBig ? t("moves.tooBig", { most: MOST[program.file] }) : null);
    onFile(isTooBig ? null : chosen || null);
  };
  const hint = t("moves.file." + (program.file === "csv" && kind !== "csv" ? "of" : kind), { program: programName(kind) });
  return html`<${Field} label=${t("moves.file")} type="file" accept=${ENDINGS[program.file]} hint=${hint}
    error=${fault || (file ? null : error)} onChange=${(event) => take(event.target.files[0])} />`;
}

const EMPTY = { kind: "shlink", way: "file", file: null, address: "", key: "", group: "", zone: ownZone, domains: [], columns: [], prefix: "" };

/** Faults of the API by the fields that show them; the query of a file calls some otherwise. */
const SHOWN = ["address", "key", "zone", "prefix", "name"];

/** Has what is chosen looked at. @param form as {@link EMPTY} is */
function send(form, isAsked, about) {
  const domains = form.domains.map(([from, to]) => (from.trim() ? from.trim() + "=" : "") + (to || about.defaultDomain));
  if (isAsked) {
    return api.post("/moves", {
      kind: form.kind, address: form.address, key: form.key, domains,
      ...(form.group && { group: form.group }), ...(form.zone && { zone: form.zone }), ...(form.prefix && { prefix: form.prefix }),
    });
  }
  const column = form.kind === "csv" ? form.columns.filter(([name]) => name).map(([name, field]) => (field || FIELDS[0]) + "=" + name) : [];
  return api.post("/moves/files", form.file, {
    params: { kind: form.kind, name: form.file.name, zone: form.zone, domain: domains, prefix: form.prefix, column },
    type: "application/octet-stream",
  });
}

/** @param onBegun is given the move that is looked at */
export function MoveForm({ about, onBegun }) {
  const [form, setForm] = useState(EMPTY);
  const [missing, setMissing] = useState(false);
  const set = (change) => setForm({ ...form, ...change });
  const program = PROGRAMS[form.kind];
  const canAsk = about.asksSources && program.asked !== undefined;
  const isAsked = canAsk && form.way === "address";
  useEdited(form.file ? form.file.name : form.key);
  const [look, busy, error] = useAction(async () => {
    setMissing(!isAsked && !form.file);
    if (isAsked || form.file) {
      onBegun(await send(form, isAsked, about));
    }
  });
  const fault = (name) => {
    const found = error && (error.errors || []).find((one) => one.field === name);
    return found ? faultText(found) : null;
  };
  const choose = (kind) => set({ kind, file: null, address: PROGRAMS[kind].asked || "" });
  return html`<${Form} class="form wide" error=${error} onSubmit=${look}>
    <${Problem} error=${error} shown=${SHOWN} />
    <section class="card"><div class="columns">
      <${Field} as="select" label=${t("moves.from")} onChange=${(event) => choose(event.target.value)}>
        ${Object.keys(PROGRAMS).map((kind) => html`<option key=${kind} value=${kind} selected=${kind === form.kind}>${programName(kind)}</option>`)}</${Field}></div>
      ${canAsk && html`<${Segments} label=${t("moves.way")} value=${form.way} onChange=${(way) => set({ way })}
        options=${[["file", t("moves.byFile")], ["address", t("moves.byAddress")]]} />`}
      ${isAsked ? html`<div class="columns" key="address">
          <${Field} label=${t("moves.address")} type="url" inputmode="url" autocapitalize="none" spellcheck=${false} placeholder="https://links.example.com" hint=${t("moves.addressHint")}
            value=${form.address} error=${fault("address")} onInput=${(event) => set({ address: event.target.value })} />
          <${PasswordField} label=${t("moves.key")} hint=${t("moves.keyHint")} autocomplete="off" value=${form.key} error=${fault("key")} onInput=${(event) => set({ key: event.target.value })} />
          ${form.kind === "bitly" && html`<${Field} label=${t("moves.group")} hint=${t("moves.groupHint")} value=${form.group} onInput=${(event) => set({ group: event.target.value })} />`}
        </div>`
        : html`<${FileField} key=${form.kind} program=${program} kind=${form.kind} file=${form.file} error=${missing ? t("moves.noFile") : fault("name")} onFile=${(file) => set({ file })} />
          ${!about.asksSources && program.asked !== undefined && html`<p class="hint">${t("moves.notAsked", { setting: "import.fetch=on" })}</p>`}`}
      ${form.kind === "yourls" && html`<${ZoneField} zone=${form.zone} set=${set} error=${fault("zone")} />`}
      <${Group} title=${t("moves.more")} said=${t("moves.moreSaid")} open=${form.domains.length > 0 || form.columns.length > 0}>
        <${Domains} about=${about} rows=${form.domains} onChange=${(domains) => set({ domains })} />
        ${form.kind === "csv" && html`<${Columns} rows=${form.columns} onChange=${(columns) => set({ columns })} />`}
        <div class="columns">
          <${Field} label=${t("moves.prefix")} hint=${t("moves.prefixHint")} autocapitalize="none" spellcheck=${false} value=${form.prefix} error=${fault("prefix")} onInput=${(event) => set({ prefix: event.target.value })} />
          ${form.kind !== "yourls" && !isAsked && html`<${ZoneField} zone=${form.zone} set=${set} error=${fault("zone")} />`}
        </div>
      </${Group}>
    </section>
    <p class="hint">${t("moves.balance")} ${t("moves.single", { command: "grapevine import" })}</p>
    <div class="form-end"><button type="submit" class="primary" aria-disabled=${busy}>${t(busy ? "moves.sending" : "moves.look")}</button></div>
  </${Form}>`;
}

const ZoneField = ({ zone, set, error }) => html`<${Field} as="select" label=${t("moves.zone")} hint=${t("moves.zoneHint")} error=${error} onChange=${(event) => set({ zone: event.target.value })}>
  ${zones().map((one) => html`<option key=${one} value=${one} selected=${one === zone}>${one}</option>`)}</${Field}>`;
