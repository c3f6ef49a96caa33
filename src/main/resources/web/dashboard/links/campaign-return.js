// What a campaign's return is reckoned by: which conversions are its own, and what they are held against.

import { Field } from "../base/fields.js";
import { html } from "../base/html.js";
import { addTexts, t } from "../base/i18n.js";
import { wholeOf } from "./campaign-costs.js";

await addTexts("campaign");

const RULES = ["last-click", "first-click"];
const KINDS = ["audience", "before", "figures"];

/** The fields of the form. @param campaign of the API, or {} for a new one */
export function returnForm({ conversionWindowDays, conversionRule, baseline }) {
  const held = baseline || {};
  const typed = (value) => (value === undefined || value === null ? "" : String(value));
  return {
    days: typed(conversionWindowDays),
    rule: conversionRule || "",
    kind: !baseline ? "" : held.before ? "before" : held.audience ? "audience" : "figures",
    audience: held.audience || "",
    sent: typed(held.sent),
    conversions: typed(held.conversions),
  };
}

/** As the API has it; of the baseline every field, so that a patch takes away those of another kind. */
export function returnBody(form) {
  const { kind } = form;
  return {
    conversionWindowDays: wholeOf(form.days),
    conversionRule: form.rule || null,
    baseline: kind === "" ? null : {
      audience: kind === "audience" ? form.audience.trim() : null,
      before: kind === "before" ? true : null,
      sent: kind === "before" ? null : wholeOf(form.sent),
      conversions: kind === "figures" ? wholeOf(form.conversions) : null,
    },
  };
}

function Baseline({ form, text, fault }) {
  if (form.kind === "audience") {
    return html`<${Field} label=${t("baseline.audienceName")} autocomplete="off" ...${text("audience", "baseline.audience")} />
      <${Field} label=${t("baseline.people")} inputmode="numeric" autocomplete="off" maxlength="20" ...${text("sent", "baseline.sent")} />`;
  }
  if (form.kind === "figures") {
    return html`<${Field} label=${t("baseline.people")} inputmode="numeric" autocomplete="off" maxlength="20" ...${text("sent", "baseline.sent", "baseline.audience")} />
      <${Field} label=${t("baseline.conversions")} inputmode="numeric" autocomplete="off" maxlength="20" ...${text("conversions", "baseline.conversions")} />`;
  }
  return form.kind === "before" && fault("baseline.before") ? html`<p class="fault">${fault("baseline.before")}</p>` : null;
}

/** @param set takes what is changed of the form */
export function CampaignReturn({ form, set, fault }) {
  const text = (name, ...fields) => ({ value: form[name], error: fields.map(fault).find(Boolean), onInput: (event) => set({ [name]: event.target.value }) });
  return html`<section class="card"><h2>${t("return.title")}</h2>
    <div class="columns">
      <${Field} label=${t("return.days")} hint=${t("return.daysHint")} placeholder="30" inputmode="numeric" autocomplete="off" maxlength="5" ...${text("days", "conversionWindowDays")} />
      <${Field} as="select" label=${t("return.rule")} hint=${t("return.ruleHint")} error=${fault("conversionRule")} value=${form.rule}
        onChange=${(event) => set({ rule: event.target.value })}>
        <option value="" selected=${form.rule === ""}>${t("return.rule.usual")}</option>
        ${RULES.map((rule) => html`<option value=${rule} selected=${rule === form.rule}>${t("return.rule." + rule)}</option>`)}
      </${Field}>
    </div>
    <div class="columns">
      <${Field} as="select" label=${t("baseline.kind")} hint=${t("baseline.hint." + (form.kind || "none"))} value=${form.kind} onChange=${(event) => set({ kind: event.target.value })}>
        <option value="" selected=${form.kind === ""}>${t("baseline.none")}</option>
        ${KINDS.map((kind) => html`<option value=${kind} selected=${kind === form.kind}>${t("baseline." + kind)}</option>`)}
      </${Field}>
      <${Baseline} form=${form} text=${text} fault=${fault} />
    </div>
  </section>`;
}
