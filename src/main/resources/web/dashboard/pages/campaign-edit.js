// A campaign, made or changed: its name, its dates, what it cost and to how many it was sent, what its return is reckoned by, and
// what web analytics gets of its links.

import { api, idempotencyKey } from "../base/api.js";
import { useAction, useGet } from "../base/asking.js";
import { Field, Form } from "../base/fields.js";
import { html, useRef, useState } from "../base/html.js";
import { t } from "../base/i18n.js";
import { notify } from "../base/overlays.js";
import { PageHead } from "../base/page.js";
import { go } from "../base/places.js";
import { Loading, Problem } from "../base/states.js";
import { useEdited } from "../base/unsaved.js";
import { Costs, costsBody, costsForm, currencyOf } from "../links/campaign-costs.js";
import { CampaignReturn, returnBody, returnForm } from "../links/campaign-return.js";
import { CampaignUtm, UTM } from "../links/campaign-utm.js";
import { slugOf } from "../links/campaigns.js";

/** What stands beside its field. */
const SHOWN = ["name", "slug", "startsOn", "endsOn", "currency", "costs", "conversionWindowDays", "conversionRule",
  ...["audience", "before", "sent", "conversions"].map((name) => "baseline." + name), "utm"];

function formOf(campaign) {
  return {
    slug: campaign.slug || "",
    name: campaign.name || "",
    startsOn: campaign.startsOn || "",
    endsOn: campaign.endsOn || "",
    currency: campaign.currency || null,
    costs: costsForm(campaign),
    returns: returnForm(campaign),
    utm: Object.fromEntries(UTM.map((name) => [name, (campaign.utm && campaign.utm[name]) || ""])),
  };
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
  const currency = form.currency || currencyOf(about, campaign === null);
  const [save, busy, error] = useAction(async () => {
    const body = {
      name: form.name.trim(),
      startsOn: form.startsOn || null,
      endsOn: form.endsOn || null,
      currency: campaign ? form.currency : currency,
      costs: costsBody(form.costs, currency),
      ...returnBody(form.returns),
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
    <${Problem} error=${error} shown=${SHOWN} />
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
    <${Costs} rows=${form.costs} currency=${currency} set=${set} fault=${fault} />
    <${CampaignReturn} form=${form.returns} set=${(more) => set({ returns: { ...form.returns, ...more } })} fault=${fault} />
    <${CampaignUtm} utm=${form.utm} setUtm=${(utm) => set({ utm })} slug=${form.slug.trim()} fault=${fault} about=${about} />
    <div class="form-end">
      <button type="submit" class="primary" aria-disabled=${busy}>${t(campaign ? "common.save" : "campaign.make")}</button>
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
