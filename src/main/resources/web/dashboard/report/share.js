// A report is shared: what of it is shown, and the link to it, which is shown once.

import { api, url } from "../base/api.js";
import { useAction } from "../base/asking.js";
import { CopyButton } from "../base/clipboard.js";
import { Checkbox, Field, Form, Group, PasswordField } from "../base/fields.js";
import { html, useState } from "../base/html.js";
import { addTexts, t } from "../base/i18n.js";
import { Dialog } from "../base/overlays.js";
import { Problem } from "../base/states.js";
import { rangeText } from "./range.js";
import { OF_CAMPAIGN, SECTION_NAMES } from "./sections.js";

await addTexts("sharing");

/** Ranges that end today whenever one looks. */
const MOVING = ["today", "7", "30", "90"];
const DAY = 86400000;
/** After how many days it ends; "" for never, and "kept" for what it has. */
const ENDS = ["7", "30", "90", "365", ""];
const USUAL_END = "90";
const CELLS = [0, 3, 5, 10];

/** Whether a report is of one campaign and narrowed to nothing else: then what the campaign brought can be shared with it. */
const isOfCampaign = (question) => [...question.keys()].every((name) => ["campaign", "from", "to", "days", "tz"].includes(name)) && question.getAll("campaign").length === 1;

/** What a form holds at first. @param shared as the API has it, or null for a new one @param question of a new one */
export const formOf = (shared, name = "", question = new URLSearchParams()) => ({
  name: shared ? shared.name : name,
  sections: shared ? shared.sections : SECTION_NAMES.filter((section) => !OF_CAMPAIGN.includes(section) || (section === "story" && isOfCampaign(question))),
  costs: shared ? shared.costs : false,
  smallCells: shared ? shared.smallCells : 0,
  password: shared && shared.hasPassword ? null : "",
  end: shared ? (shared.expiresAt ? "kept" : "") : USUAL_END,
});

/** What the API is to be told of a form. A password that was there and was not touched is not told. */
export function bodyOf({ end, password, ...form }) {
  return {
    ...form,
    ...(password === null ? {} : { password: password || null }),
    ...(end === "kept" ? {} : { expiresAt: end === "" ? null : new Date(Math.ceil(Date.now() / 60000) * 60000 + Number(end) * DAY).toISOString() }),
  };
}

export const SHOWN = ["name", "sections", "smallCells", "password", "expiresAt"];

/** The fields of what is shared. @param question its URLSearchParams @param set takes what is changed of the form */
export function SharedFields({ form, set, question, error }) {
  const fault = (field) => error && error.field && error.field(field);
  const offered = SECTION_NAMES.filter((section) => !OF_CAMPAIGN.includes(section) || isOfCampaign(question));
  const shown = offered.filter((section) => form.sections.includes(section));
  const toggle = (section) => set({ sections: offered.filter((one) => (one === section) !== form.sections.includes(one)) });
  const guards = [form.password !== "" && t("sharing.withPassword"), form.smallCells > 0 && t("sharing.cells.some", { n: form.smallCells })].filter(Boolean);
  return html`
    <${Field} label=${t("sharing.name")} hint=${t("sharing.nameHint")} autocomplete="off" value=${form.name} error=${fault("name")}
      onInput=${(event) => set({ name: event.target.value })} />
    <${Field} as="select" label=${t("sharing.end")} error=${fault("expiresAt")} onChange=${(event) => set({ end: event.target.value })}>
      ${[...(form.end === "kept" ? ["kept"] : []), ...ENDS].map((end) => html`<option key=${end} value=${end} selected=${end === form.end}>${t("sharing.end." + (end || "never"))}</option>`)}
    </${Field}>
    <${Group} title=${t("sharing.sections")} said=${shown.length === 0 ? t("sharing.none") : t("sharing.sections.some", { n: shown.length, of: offered.length })} open=${Boolean(fault("sections"))}>
      <p class="hint">${t("sharing.always")}</p>
      ${offered.map((section) => html`<${Checkbox} key=${section} label=${t("sharing.section." + section)}
        hint=${OF_CAMPAIGN.includes(section) ? t(`sharing.section.${section}.hint`) : null} checked=${form.sections.includes(section)} onChange=${() => toggle(section)} />`)}
      ${form.sections.includes("return") && html`<${Checkbox} label=${t("sharing.costs")} hint=${t("sharing.costsHint")} checked=${form.costs}
        onChange=${(event) => set({ costs: event.target.checked })} />`}
    </${Group}>
    <${Group} title=${t("sharing.guards")} said=${guards.join(" · ") || t("sharing.unguarded")} open=${Boolean(fault("password") || fault("smallCells"))}>
      ${form.password === null
        ? html`<p>${t("sharing.hasPassword")} <button type="button" class="quiet small" onClick=${() => set({ password: "" })}>${t("sharing.otherPassword")}</button></p>`
        : html`<${PasswordField} label=${t("sharing.password")} hint=${t("sharing.passwordHint")} autocomplete="new-password" value=${form.password} error=${fault("password")}
            onInput=${(event) => set({ password: event.target.value })} />`}
      <${Field} as="select" label=${t("sharing.cells")} hint=${t("sharing.cellsHint")} error=${fault("smallCells")}
        onChange=${(event) => set({ smallCells: Number(event.target.value) })}>
        ${[...new Set([...CELLS, form.smallCells])].sort((x, y) => x - y).map((least) => html`<option key=${least} value=${least} selected=${least === form.smallCells}>${least === 0 ? t("sharing.cells.all") : t("sharing.cells.some", { n: least })}</option>`)}
      </${Field}>
    </${Group}>`;
}

function Address({ made, onClose }) {
  return html`<${Dialog} title=${t("sharing.made")} onClose=${onClose}>
    <p>${t("sharing.once")}</p>
    <div class="secret"><code>${made.url}</code><${CopyButton} text=${made.url} label=${t("sharing.copy")} class="primary" /></div>
    ${made.hasPassword && html`<p class="hint">${t("sharing.passwordApart")}</p>`}
    <p class="hint">${t("sharing.endWhere")} <a href="#/shared-reports">${t("sharing.title")}</a></p>
    <div class="form-end"><a class="button" href=${made.url} target="_blank" rel="noopener">${t("sharing.look")}</a>
      <button type="button" onClick=${onClose}>${t("common.close")}</button></div>
  </${Dialog}>`;
}

/** What of the API's questions a report is of: its clicks, and its time, which moves on where its name does. */
export function questionOf({ scope, range }) {
  const { from, to, tz } = range.question;
  const time = range.first !== null && MOVING.includes(range.preset) ? { days: range.days } : { from, to };
  return new URLSearchParams(url("", { ...scope, ...time, tz }).split("?")[1] || "");
}

/** Shares a report. @param report of the page */
export function ShareReport({ report, onClose }) {
  const { range } = report;
  const question = questionOf(report);
  const moves = question.has("days");
  const [form, setForm] = useState(() => formOf(null, t("sharing.nameOf", {
    what: document.title.replace(/ · Grapevine$/, ""), time: moves ? t("sharing.lastDays", { n: range.days }) : rangeText(range) }), question));
  const [made, setMade] = useState(null);
  const [make, busy, error] = useAction(async () => setMade(await api.post("/shared-reports", { ...bodyOf(form), question: question.toString() })));
  if (made) {
    return html`<${Address} made=${made} onClose=${onClose} />`;
  }
  return html`<${Dialog} title=${t("report.share")} onClose=${onClose}>
    <${Form} onSubmit=${make} error=${error}>
      <${Problem} error=${error} shown=${SHOWN} />
      <p>${t("sharing.what")} ${moves ? t("sharing.movesOn", { n: range.days }) : t(range.open ? "sharing.goesOn" : "sharing.stays", { time: rangeText(range) })}</p>
      <${SharedFields} form=${form} set=${(part) => setForm({ ...form, ...part })} question=${question} error=${error} />
      <div class="form-end">
        <button type="submit" class="primary" aria-disabled=${busy}>${t("sharing.make")}</button>
        <button type="button" onClick=${onClose}>${t("common.cancel")}</button>
      </div>
    </${Form}>
  </${Dialog}>`;
}
