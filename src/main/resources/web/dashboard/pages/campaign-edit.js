// A campaign, made or changed: its name, its dates, what it costs in each channel, and what web analytics gets of its links.

import { api, idempotencyKey } from "../base/api.js";
import { useAction, useChannels, useGet } from "../base/asking.js";
import { Field, Form } from "../base/fields.js";
import { html, useRef, useState } from "../base/html.js";
import { number, t } from "../base/i18n.js";
import { Icon } from "../base/icons.js";
import { notify } from "../base/overlays.js";
import { PageHead } from "../base/page.js";
import { go } from "../base/places.js";
import { Loading, Problem } from "../base/states.js";
import { useEdited } from "../base/unsaved.js";
import { CampaignUtm, UTM } from "../links/campaign-utm.js";
import { slugOf } from "../links/campaigns.js";
import { ChannelOptions } from "../links/channels.js";

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

/** An amount of the API with the viewer's decimal mark. */
const typedAs = (amount) => amount.replace(".", number(1.5).replace(/\p{Nd}/gu, ""));

function formOf(campaign) {
  return {
    slug: campaign.slug || "",
    name: campaign.name || "",
    startsOn: campaign.startsOn || "",
    endsOn: campaign.endsOn || "",
    costs: (campaign.costs || []).map(({ channel, cost }, i) => ({ id: i, channel, amount: typedAs(cost.amount), currency: cost.currency })),
    utm: Object.fromEntries(UTM.map((name) => [name, (campaign.utm && campaign.utm[name]) || ""])),
  };
}

const isEmpty = (cost) => !cost.channel && !cost.amount.trim();

function Costs({ costs, setCosts, fault, about }) {
  const { channels } = useChannels();
  const made = useRef(costs.length);
  const set = (id, more) => setCosts(costs.map((cost) => (cost.id === id ? { ...cost, ...more } : cost)));
  const add = () => {
    const before = costs[costs.length - 1];
    setCosts([...costs, { id: made.current++, channel: "", amount: "", currency: before ? before.currency : lastCurrency(about) }]);
  };
  // Rows without anything in them are not sent, so a fault counts only those that are.
  let sent = 0;
  return html`<section class="card"><h2>${t("campaign.costs")}</h2><p class="hint">${t("campaign.costsHint")}</p>
    ${costs.map((cost, i) => {
      const field = isEmpty(cost) ? null : "costs[" + sent++ + "]";
      return html`<fieldset class="plain cost" key=${cost.id}><legend class="hidden-text">${t("campaign.cost", { n: i + 1 })}</legend>
        <${Field} as="select" label=${t("link.channel")} error=${fault(field + ".channel")} value=${cost.channel}
          onChange=${(event) => set(cost.id, { channel: event.target.value })}>
          <option value="">${t("campaign.choose")}</option><${ChannelOptions} channels=${channels} value=${cost.channel} />
        </${Field}>
        <${Field} label=${t("campaign.amount")} inputmode="decimal" autocomplete="off" class="amount" maxlength="24" value=${cost.amount}
          error=${fault(field + ".cost.amount") || fault(field + ".cost")} onInput=${(event) => set(cost.id, { amount: event.target.value })} />
        <${Field} as="select" label=${t("campaign.currency")} error=${fault(field + ".cost.currency")} value=${cost.currency}
          onChange=${(event) => { rememberCurrency(event.target.value); set(cost.id, { currency: event.target.value }); }}>
          ${[...new Set([cost.currency, ...CURRENCIES])].map((code) => html`<option value=${code} selected=${code === cost.currency}>${code}</option>`)}
        </${Field}>
        <button type="button" class="quiet square" aria-label=${t("campaign.removeCost", { n: i + 1 })}
          onClick=${() => setCosts(costs.filter((one) => one.id !== cost.id))}><${Icon} name="close" /></button>
      </fieldset>`;
    })}
    <button type="button" onClick=${add}><${Icon} name="plus" />${t("campaign.addCost")}</button>
  </section>`;
}

/** @param campaign as the API has it, or null for a new one */
function CampaignForm({ campaign, about }) {
  const [form, setForm] = useState(() => formOf(campaign || {}));
  const [slugged, setSlugged] = useState(false);
  const attempt = useRef(null);
  const set = (more) => {
    attempt.current = null;
    setForm((present) => ({ ...present, ...more }));
  };
  const saved = useEdited(form);
  const [save, busy, error] = useAction(async () => {
    const body = {
      name: form.name.trim(),
      startsOn: form.startsOn || null,
      endsOn: form.endsOn || null,
      costs: form.costs.filter((cost) => !isEmpty(cost)).map(({ channel, amount, currency }) =>
        ({ channel: channel || null, cost: { amount: amountOf(amount) || null, currency } })),
      utm: Object.fromEntries(UTM.map((name) => [name, form.utm[name].trim() || null])),
    };
    if (campaign) {
      await api.patch("/campaigns/" + encodeURIComponent(campaign.slug), body);
      saved();
      notify(t("campaign.changed"));
      go("/campaigns/" + encodeURIComponent(campaign.slug));
      return;
    }
    attempt.current = attempt.current || idempotencyKey();
    const made = await api.post("/campaigns", { slug: form.slug.trim(), ...body }, { headers: { "Idempotency-Key": attempt.current } });
    saved();
    notify(t("campaign.made"));
    go("/campaigns/" + encodeURIComponent(made.slug));
  });
  const fault = (name) => error && error.field && error.field(name);
  const text = (name) => ({ value: form[name], error: fault(name), onInput: (event) => set({ [name]: event.target.value }) });
  const named = (event) => set({ name: event.target.value, ...(!campaign && !slugged && { slug: slugOf(event.target.value) }) });
  return html`<${Form} onSubmit=${save} error=${error}>
    <${Problem} error=${error} shown=${["name", "slug", "startsOn", "endsOn", "costs", "utm"]} />
    <section class="card">
      <${Field} label=${t("campaign.name")} autocomplete="off" ...${text("name")} onInput=${named} />
      <${Field} label=${t("campaign.slug")} maxlength="64" autocomplete="off" spellcheck=${false} autocapitalize="none" readonly=${campaign !== null}
        hint=${t(campaign ? "campaign.slugFixed" : "campaign.slugHint")} ...${text("slug")}
        onInput=${(event) => { setSlugged(event.target.value !== ""); set({ slug: event.target.value }); }} />
      <div class="columns">
        <${Field} label=${t("campaign.startsOn")} type="date" ...${text("startsOn")} />
        <${Field} label=${t("campaign.endsOn")} type="date" ...${text("endsOn")} />
      </div>
    </section>
    <${Costs} costs=${form.costs} setCosts=${(costs) => set({ costs })} fault=${fault} about=${about} />
    <${CampaignUtm} utm=${form.utm} setUtm=${(utm) => set({ utm })} slug=${form.slug.trim()} fault=${fault} about=${about} />
    <div class="form-end">
      <button type="submit" class="primary" disabled=${busy}>${t(campaign ? "common.save" : "campaign.make")}</button>
      <a class="button" href=${campaign ? "#/campaigns/" + encodeURIComponent(campaign.slug) : "#/campaigns"}>${t("common.cancel")}</a>
    </div>
  </${Form}>`;
}

export default function CampaignEdit({ args, about }) {
  const { data, error, reload } = useGet(args.slug ? "/campaigns/" + encodeURIComponent(args.slug) : null);
  if (error) {
    return html`<${PageHead} title=${t("campaign.edit")} back=${["/campaigns", t("campaigns.title")]} /><${Problem} error=${error} retry=${reload} />`;
  }
  if (args.slug && !data) {
    return html`<${Loading} />`;
  }
  return html`
    <${PageHead} title=${t(data ? "campaign.edit" : "campaigns.new")} lead=${data ? null : t("campaign.lead")}
      back=${data ? ["/campaigns/" + encodeURIComponent(data.slug), data.name] : ["/campaigns", t("campaigns.title")]} />
    <${CampaignForm} campaign=${data} about=${about} />`;
}
