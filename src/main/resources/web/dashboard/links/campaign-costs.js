// What a campaign cost and to how many it was sent: the rows of its form, and the file that they can come from.

import { api } from "../base/api.js";
import { useAction, useChannels } from "../base/asking.js";
import { Checkbox, Fault, Field, Group, usePlaces } from "../base/fields.js";
import { html, useRef, useState } from "../base/html.js";
import { addTexts, colon, has, number, t } from "../base/i18n.js";
import { Icon } from "../base/icons.js";
import { notify } from "../base/overlays.js";
import { Problem } from "../base/states.js";
import { ChannelOptions } from "./channels.js";

await addTexts("campaign");

const MOST = 500;
const CURRENCY = "grapevine.currency";
const COMMON = ["EUR", "USD", "GBP", "CHF"];
const CURRENCIES = Intl.supportedValuesOf ? [...new Set([...COMMON, ...Intl.supportedValuesOf("currency")])] : COMMON;

/** The currency one chose last, else the service's. */
function lastCurrency(about) {
  const own = (about && about.currency) || "EUR";
  try {
    return localStorage.getItem(CURRENCY) || own;
  } catch {
    return own;
  }
}

function rememberCurrency(currency) {
  try {
    localStorage.setItem(CURRENCY, currency);
  } catch {
    // Then it begins with the service's again.
  }
}

/**
 * What somebody types as an amount, as the API has it: "1.249,90" and "1,249.90" are both 1249.90. The last mark
 * cuts off the decimals, unless it is the only kind there is and three digits follow it, as in "1.249".
 */
export function amountOf(typed) {
  const text = typed.replace(/[\s'’\u00a0\u202f]/g, "");
  const last = Math.max(text.lastIndexOf("."), text.lastIndexOf(","));
  if (last < 0) {
    return text;
  }
  const marks = text.match(/[.,]/g);
  const groups = /^\d{1,3}([.,]\d{3})+$/.test(text) && new Set(marks).size === 1 && !text.startsWith("0");
  return groups ? text.replace(/[.,]/g, "") : text.slice(0, last).replace(/[.,]/g, "") + "." + text.slice(last + 1);
}

/** A number that somebody types, as the API has it; what is none is left for the service to refuse; null for nothing. */
export function wholeOf(typed) {
  const text = amountOf(typed.trim());
  return text === "" ? null : /^\d{1,15}$/.test(text) ? Number(text) : typed;
}

/** An amount of the API with the viewer's decimal mark, and a zero behind three decimals, which could be thousands. */
const typedAs = (amount) => (/\.\d{3}$/.test(amount) ? amount + "0" : amount).replace(".", number(1.5).replace(/\p{Nd}/gu, ""));

/** The rows of the form. @param campaign of the API, or {} for a new one */
export const costsForm = (campaign) =>
  (campaign.costs || []).map(({ channel, audience, cost, sent }, i) => ({
    id: i,
    channel: channel || "",
    audience: audience || "",
    sent: sent === null ? "" : String(sent),
    amount: cost ? typedAs(cost.amount) : "",
    currency: cost ? cost.currency : null,
  }));

/** The currency of a campaign that names none: the service's, and of one that is being made that which one chose last. */
export const currencyOf = (about, isNew) => (isNew ? lastCurrency(about) : (about && about.currency) || "EUR");

const isEmpty = (row) => ![row.channel, row.audience, row.sent, row.amount].some((text) => text.trim());

/** The costs of the API; rows without anything in them are not sent. @param currency of amounts that were not made in another */
export const costsBody = (rows, currency) =>
  rows.filter((row) => !isEmpty(row)).map((row) => ({
    channel: row.channel || null,
    audience: row.audience.trim() || null,
    sent: wholeOf(row.sent),
    cost: row.amount.trim() ? { amount: amountOf(row.amount), currency: row.currency || currency } : null,
  }));

function Row({ row, n, field, set, remove, fault, currency, channels }) {
  const own = row.currency && row.currency !== currency ? row.currency : null;
  const text = (name) => ({ value: row[name], autocomplete: "off", onInput: (event) => set({ [name]: event.target.value }) });
  return html`<fieldset class="plain cost"><legend class="hidden-text">${t("campaign.cost", { n })}</legend>
    <${Field} as="select" label=${t("link.channel")} error=${fault(field + ".channel")} value=${row.channel} onChange=${(event) => set({ channel: event.target.value })}>
      <option value="">${t("costs.everyChannel")}</option><${ChannelOptions} channels=${channels} value=${row.channel} />
    </${Field}>
    <${Field} label=${t("link.audience")} placeholder=${t("costs.everyAudience")} error=${fault(field + ".audience")} ...${text("audience")} />
    <${Field} label=${t("costs.sent")} inputmode="numeric" class="amount" maxlength="20" error=${fault(field + ".sent")} ...${text("sent")} />
    <${Field} label=${own ? t("costs.amountIn", { currency: own }) : t("campaign.amount")} inputmode="decimal" class="amount" maxlength="24"
      error=${fault(field + ".cost.amount") || fault(field + ".cost.currency") || fault(field + ".cost")} ...${text("amount")} />
    <button type="button" class="quiet square" aria-label=${t("campaign.removeCost", { n })} onClick=${remove}><${Icon} name="close" /></button>
  </fieldset>`;
}

/** @param rows of the form @param set takes {costs} or {currency} */
export function Costs({ rows, currency, set, fault }) {
  const { channels } = useChannels();
  const made = useRef(rows.length);
  const setRow = (id, more) => set({ costs: rows.map((row) => (row.id === id ? { ...row, ...more } : row)) });
  const add = () => set({ costs: [...rows, { id: made.current++, channel: "", audience: "", sent: "", amount: "", currency: null }] });
  const choose = (event) => {
    rememberCurrency(event.target.value);
    // Amounts of the campaign's currency follow it; those of another keep theirs.
    set({ currency: event.target.value, costs: rows.map((row) => (row.currency === currency ? { ...row, currency: null } : row)) });
  };
  // A fault counts only the rows that were sent.
  const place = usePlaces(rows.filter((row) => !isEmpty(row)).map((row) => row.id));
  return html`<section class="card"><h2>${t("campaign.costs")}</h2><p class="hint">${t("costs.hint")}</p>
    <div class="columns"><${Field} as="select" label=${t("campaign.currency")} hint=${t("costs.currencyHint")} error=${fault("currency")} value=${currency} onChange=${choose}>
      ${[...new Set([currency, ...CURRENCIES])].map((code) => html`<option value=${code} selected=${code === currency}>${code}</option>`)}
    </${Field}></div>
    ${rows.length > MOST && html`<${Fault} error=${fault("costs")} content=${rows.length} />`}
    ${rows.map((row, i) => html`<${Row} key=${row.id} row=${row} n=${i + 1} field=${"costs[" + place(row.id) + "]"} currency=${currency} channels=${channels}
      fault=${fault} set=${(more) => setRow(row.id, more)} remove=${() => set({ costs: rows.filter((one) => one.id !== row.id) })} />`)}
    <button type="button" onClick=${add}><${Icon} name="plus" />${t("campaign.addCost")}</button>
  </section>`;
}

const BIGGEST = 1024 * 1024;

/** What is wrong with a file, in words: "Line 3, Cost: could be two amounts". */
function faultOf({ field, message }) {
  const [, line, name] = /^lines\[(\d+)\]\.?(.*)$/.exec(field) || [null, null, field];
  const label = has("costs.column." + name) ? t("costs.column." + name) : name;
  return (line ? [t("costs.line", { n: Number(line) }), label] : [label]).filter(Boolean).join(", ") + colon + message;
}

/** Takes the costs of a campaign from a file. @param onTaken is told of the campaign as it is then */
export function CostsFile({ slug, onTaken }) {
  const [file, setFile] = useState(null);
  const [all, setAll] = useState(false);
  const [fault, setFault] = useState(null);
  const input = useRef(null);
  const choose = (chosen) => {
    setFault(chosen && chosen.size > BIGGEST ? t("costs.tooBig") : null);
    setFile(chosen && chosen.size <= BIGGEST ? chosen : null);
  };
  const [take, busy, error] = useAction(async () => {
    const bytes = await file.arrayBuffer().catch(() => null);
    // A file that is put right after it was chosen cannot be read any more; it has to be chosen anew.
    input.current.querySelector("input[type=file]").value = "";
    choose(null);
    if (bytes === null) {
      setFault(t("costs.changed"));
      return;
    }
    const params = { mode: all ? "replace-all" : "merge" };
    const campaign = await api.post("/campaigns/" + encodeURIComponent(slug) + "/costs", new Blob([bytes]), { params, type: "text/csv" });
    notify(t("costs.taken"));
    onTaken(campaign);
  });
  const faults = (error && error.errors) || [];
  return html`<${Group} title=${t("costs.import")} said=${t("costs.importSaid")}>
    <p class="hint">${t("costs.importHint")}</p>
    <div class="columns" ref=${input}><${Field} label=${t("costs.file")} type="file" accept=".csv,.txt,.tsv,text/csv,text/plain" error=${fault}
      onChange=${(event) => choose(event.target.files[0] || null)} /></div>
    <${Checkbox} label=${t("costs.replaceAll")} hint=${t("costs.replaceAllHint")} checked=${all} onChange=${(event) => setAll(event.target.checked)} />
    ${faults.length > 0 ? html`<div class="problem" role="alert"><p>${t("costs.refused")}</p><ul>${faults.map((fault) => html`<li>${faultOf(fault)}</li>`)}</ul></div>`
      : html`<${Problem} error=${error} />`}
    <div class="form-end"><button type="button" class="primary" disabled=${!file} aria-disabled=${busy} onClick=${take}>${t("costs.take")}</button></div>
  </${Group}>`;
}
