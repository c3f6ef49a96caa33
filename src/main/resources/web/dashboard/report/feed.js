// The address of a table, for a spreadsheet: made, and shown once with what to do with it.

import { api, url } from "../base/api.js";
import { useAction } from "../base/asking.js";
import { CopyButton } from "../base/clipboard.js";
import { Field, Form } from "../base/fields.js";
import { html, useState } from "../base/html.js";
import { addTexts, t } from "../base/i18n.js";
import { Dialog } from "../base/overlays.js";
import { Problem } from "../base/states.js";
import { rangeText } from "./range.js";

await addTexts("feeds");

/** Ranges that end today whenever one looks. */
const MOVING = ["today", "7", "30", "90"];

function Address({ made, onClose }) {
  const formula = `=IMPORTDATA("${made.url}")`;
  return html`<${Dialog} title=${t("feeds.made")} onClose=${onClose}>
    <p>${t("feeds.once")}</p>
    <h3>${t("feeds.sheets")}</h3>
    <p>${t("feeds.sheetsHow")}</p>
    <div class="secret"><code>${formula}</code><${CopyButton} text=${formula} /></div>
    <p class="hint">${t("feeds.sheetsLocale")}</p>
    <h3>${t("feeds.excel")}</h3>
    <p>${t("feeds.excelHow")}</p>
    <div class="secret"><code>${made.url}</code><${CopyButton} text=${made.url} /></div>
    <div class="form-end"><button type="button" class="primary" onClick=${onClose}>${t("feeds.kept")}</button></div>
  </${Dialog}>`;
}

/**
 * @param kind what the question is asked of, as the API names it
 * @param params the question of the table @param of what it is a table of
 * @param range the time of the report, which moves on where its name does; none where it is of all time
 */
export function NewFeed({ kind = "stats", params, of, range, onClose }) {
  const days = range && MOVING.includes(range.preset) ? range.days : null;
  const [name, setName] = useState(() =>
    range ? t("feeds.nameOf", { what: of, days: days ? t("feeds.lastDays", { n: days }) : rangeText(range) }) : of);
  const [made, setMade] = useState(null);
  const [make, busy, error] = useAction(async () => {
    const asked = days ? { ...params, from: undefined, to: undefined, days } : params;
    setMade(await api.post("/feeds", { name, of: kind, question: url("", asked).split("?")[1] || "" }));
  });
  if (made) {
    return html`<${Address} made=${made} onClose=${onClose} />`;
  }
  return html`<${Dialog} title=${t("feeds.new")} onClose=${onClose}>
    <${Form} onSubmit=${make} error=${error}>
      <${Problem} error=${error} shown=${["name"]} />
      <p>${t("feeds.what")}</p>
      <p>${days ? t("feeds.movesOn", { n: days }) : t(range ? "feeds.stays" : "feeds.untilNow")}</p>
      ${kind === "conversions" && html`<p>${t("feeds.single")}</p>`}
      <${Field} label=${t("feeds.name")} hint=${t("feeds.nameHint")} autocomplete="off" value=${name}
        error=${error && error.field && error.field("name")} onInput=${(event) => setName(event.target.value)} />
      <div class="form-end">
        <button type="submit" class="primary" aria-disabled=${busy}>${t("feeds.make")}</button>
        <button type="button" onClick=${onClose}>${t("common.cancel")}</button>
      </div>
    </${Form}>
  </${Dialog}>`;
}
