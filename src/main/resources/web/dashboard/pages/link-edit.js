// A link, made or changed: few fields first, the rest in groups that open.

import { api, idempotencyKey } from "../base/api.js";
import { useAction, useChannels, useGet } from "../base/asking.js";
import { copyAndSay } from "../base/clipboard.js";
import { Checkbox, Field, Form, Group, PasswordField, TagField, fromLocalInput, localInput } from "../base/fields.js";
import { html, useRef, useState } from "../base/html.js";
import { addTexts, dateTime, t } from "../base/i18n.js";
import { notify } from "../base/overlays.js";
import { PageHead } from "../base/page.js";
import { go, linkPath } from "../base/places.js";
import { Loading, Problem } from "../base/states.js";
import { useEdited } from "../base/unsaved.js";
import { CampaignField, campaignSlug, nameCampaign, useCampaigns } from "../links/campaigns.js";
import { CardEditor } from "../links/card-editor.js";
import { ChannelOptions, countUses } from "../links/channels.js";
import { addressOf } from "../links/destination.js";
import { DomainField } from "../links/domains.js";
import { RulesEditor, ruleBodies, ruleFields, rulesOf } from "../links/rules.js";
import { ShopScript } from "../links/shop-script.js";
import { useTags } from "../links/tags.js";

await addTexts("link");

const UTM = ["source", "medium", "campaign", "term", "content"];
const CARD = ["title", "description", "image"];
const TEXTS = ["destination", "code", "domain", "channel", "audience", "people", "campaign", "title", "maxClicks", "expiredDestination"];
const SHOWN = [...TEXTS, "visibility", "forwardQuery", "tags", "validFrom", "validUntil", "password",
  ...UTM.map((name) => "utm." + name), ...CARD.map((name) => "card." + name)];

/** The choice to leave the visibility to the channel again; "" leaves it as it is, for the API does not tell the two apart. */
const CHANNELS_OWN = "channel";

/** What of a visit's query is handed on, by the choice in the form; "" leaves it to the service. */
const HANDED_ON = { "": null, ids: "ids", true: true, false: false };

/** What the form holds: every text a string, for inputs know no null. */
function formOf(link) {
  const texts = Object.fromEntries(TEXTS.map((name) => [name, link[name] === null || link[name] === undefined ? "" : String(link[name])]));
  return {
    ...texts,
    visibility: "",
    tags: link.tags || [],
    validFrom: localInput(link.validFrom),
    validUntil: localInput(link.validUntil),
    forwardQuery: link.forwardQuery === undefined ? "" : String(link.forwardQuery),
    trackConversions: link.trackConversions || false,
    forwarding: link.forwarding !== false,
    rules: rulesOf(link.rules),
    // What it is nobody is told: empty leaves it as it is.
    password: "",
    withoutPassword: false,
    utmOff: link.utm === false,
    utm: Object.fromEntries(UTM.map((name) => [name, (link.utm && link.utm[name]) || ""])),
    card: Object.fromEntries(CARD.map((name) => [name, (link.card && link.card[name]) || ""])),
  };
}

const orNull = (text) => text.trim() || null;
const eachOrNull = (texts) => Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, orNull(text || "")]));

/** What the API is told: null for what is empty. */
function bodyOf(form, campaigns) {
  const count = (text) => (text && /^\d+$/.test(text) ? Number(text) : text);
  return {
    ...Object.fromEntries(TEXTS.map((name) => [name, orNull(form[name])])),
    destination: addressOf(form.destination),
    expiredDestination: orNull(addressOf(form.expiredDestination)),
    campaign: campaignSlug(form.campaign, campaigns),
    ...(form.visibility && { visibility: form.visibility === CHANNELS_OWN ? null : form.visibility }),
    people: count(orNull(form.people)),
    maxClicks: count(orNull(form.maxClicks)),
    tags: form.tags,
    validFrom: fromLocalInput(form.validFrom),
    validUntil: fromLocalInput(form.validUntil),
    forwardQuery: HANDED_ON[form.forwardQuery],
    trackConversions: form.trackConversions,
    forwarding: form.forwarding,
    rules: ruleBodies(form.rules),
    ...(form.password ? { password: form.password } : form.withoutPassword && { password: null }),
    utm: form.utmOff ? false : eachOrNull(form.utm),
    card: eachOrNull(form.card),
  };
}

/** Of a body, what is another than it was: so that two people may change two things. */
function changes(body, before) {
  return Object.fromEntries(Object.entries(body).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name])));
}

const filled = (texts) => Object.values(texts).filter(Boolean);

function Basics({ me, form, set, text, error, channels, campaigns }) {
  const tags = useTags();
  return html`<section class="card">
    <${Field} label=${t("link.destination")} type="url" inputmode="url" placeholder="https://" autocomplete="off" hint=${t("linkForm.whereHint")} ...${text("destination")} />
    <div class="columns">
      <${Field} as="select" label=${t("link.channel")} hint=${t("linkForm.channelHint")} ...${text("channel")}>
        <option value="" selected=${!form.channel}>${t("channel.none")}</option><${ChannelOptions} channels=${channels} value=${form.channel} />
      </${Field}>
      <${CampaignField} me=${me} campaigns=${campaigns} ...${text("campaign")} />
    </div>
    <${Field} label=${t("link.title")} autocomplete="off" hint=${t("linkForm.titleHint")} ...${text("title")} />
    <${TagField} label=${t("link.tags")} hint=${t("linkForm.tagsHint")} options=${tags} value=${form.tags} error=${error("tags")} onChange=${(tags) => set({ tags })} />
  </section>`;
}

function Validity({ form, text }) {
  const said = [
    form.validFrom && t("linkForm.from", { at: dateTime(new Date(form.validFrom)) }),
    form.validUntil && t("linkForm.until", { at: dateTime(new Date(form.validUntil)) }),
    form.maxClicks && t("linkForm.clicks", { n: Number(form.maxClicks) || 0 }),
  ].filter(Boolean);
  return html`<${Group} title=${t("linkForm.validity")} said=${said.join(" · ") || t("linkForm.always")} open=${said.length > 0}>
    <div class="columns">
      <${Field} label=${t("link.validFrom")} type="datetime-local" ...${text("validFrom")} />
      <${Field} label=${t("link.validUntil")} type="datetime-local" ...${text("validUntil")} />
      <${Field} label=${t("link.maxClicks")} inputmode="numeric" autocomplete="off" hint=${t("linkForm.maxClicksHint")} ...${text("maxClicks")} />
    </div>
    <${Field} label=${t("link.expiredDestination")} type="url" placeholder="https://" autocomplete="off" hint=${t("linkForm.expiredHint")} ...${text("expiredDestination")} />
  </${Group}>`;
}

const isProtected = (form, link) => Boolean(form.password || (link && link.hasPassword && !form.withoutPassword));

function Password({ form, set, text, link }) {
  const has = Boolean(link && link.hasPassword);
  const said = form.password ? (has ? "linkForm.passwordOther" : "linkForm.passwordSet") : isProtected(form, link) ? "linkForm.passwordSet" : "linkForm.passwordNone";
  return html`<${Group} title=${t("linkForm.password")} said=${t(said)} open=${has || Boolean(form.password)}>
    <${PasswordField} label=${t(has ? "linkForm.passwordNew" : "linkForm.password")} autocomplete="new-password" disabled=${form.withoutPassword}
      hint=${t(has ? "linkForm.passwordKeep" : "linkForm.passwordHint")} ...${text("password")} />
    ${has && html`<${Checkbox} label=${t("linkForm.passwordOff")} checked=${form.withoutPassword}
      onChange=${(event) => set({ withoutPassword: event.target.checked, password: "" })} />`}
  </${Group}>`;
}

/** The domain of a new link, where there is a choice; later it is as it is. */
function Domain({ text, fixed, about }) {
  if (fixed) {
    return html`<${Field} label=${t("link.domain")} readonly=${true} ...${text("domain")} />`;
  }
  return html`<${DomainField} about=${about} ...${text("domain")} />`;
}

function Address({ form, text, fixed, about }) {
  return html`<${Group} title=${t("linkForm.address")} said=${form.code || t("linkForm.random")} open=${Boolean(form.code)}>
    <div class="columns">
      <${Field} label=${t("link.code")} autocomplete="off" spellcheck=${false} autocapitalize="none" maxlength="64" readonly=${fixed}
        hint=${t(fixed ? "linkForm.codeFixed" : "linkForm.codeHint")} ...${text("code")} />
      <${Domain} text=${text} fixed=${fixed} about=${about} />
    </div>
  </${Group}>`;
}

function Audience({ form, text, link }) {
  const visibilities = [
    ["", link ? t("linkForm.asNow", { visibility: t("visibility." + link.visibility) }) : t("linkForm.byChannel")],
    link && [CHANNELS_OWN, t("linkForm.byChannel")],
    ["private", t("visibility.private")],
    ["public", t("visibility.public")],
  ].filter(Boolean);
  return html`<${Group} title=${t("linkForm.audience")} said=${form.audience} open=${Boolean(form.audience || form.people)}>
    <div class="columns">
      <${Field} label=${t("link.audience")} autocomplete="off" hint=${t("linkForm.audienceHint")} ...${text("audience")} />
      <${Field} label=${t("link.people")} inputmode="numeric" autocomplete="off" hint=${t("linkForm.peopleHint")} ...${text("people")} />
      <${Field} as="select" label=${t("link.visibility")} hint=${t("linkForm.visibilityHint")} ...${text("visibility")}>
        ${visibilities.map(([value, label]) => html`<option value=${value} selected=${form.visibility === value}>${label}</option>`)}
      </${Field}>
    </div>
  </${Group}>`;
}

function Utm({ form, set, error }) {
  const change = (name) => (event) => set({ utm: { ...form.utm, [name]: event.target.value } });
  return html`<${Group} title=${t("linkForm.utm")} said=${form.utmOff ? t("linkForm.utmOff") : filled(form.utm).join(" · ") || t("linkForm.automatic")} open=${form.utmOff || filled(form.utm).length > 0}>
    <p class="hint">${t("linkForm.utmHint")}</p>
    <${Checkbox} label=${t("linkForm.withUtm")} hint=${t("linkForm.withUtmHint")} checked=${!form.utmOff} onChange=${(event) => set({ utmOff: !event.target.checked })} />
    <div class="columns">${UTM.map((name) => html`<${Field} key=${name} label=${"utm_" + name} autocomplete="off" spellcheck=${false}
      disabled=${form.utmOff} value=${form.utm[name]} error=${error("utm." + name)} onInput=${change(name)} />`)}</div>
  </${Group}>`;
}

function Behaviour({ form, set, text, link, about }) {
  const switches = ["forwarding", "trackConversions"];
  // Each copy would have all the clicks again, so a link with so many cannot be passed on; nor one with a password.
  const counted = form.maxClicks.trim() !== "";
  const limited = (name) => name === "forwarding" && (counted || isProtected(form, link));
  const said = switches.filter((name) => form[name] && !limited(name)).map((name) => t("linkForm." + name + "Short"));
  const usual = form.forwardQuery || !about ? "" : " " + t("handedOn.usual", { what: t("handedOn." + about.forwardQuery) });
  const choices = Object.keys(HANDED_ON).filter((value) => value || !link);
  return html`<${Group} title=${t("linkForm.behaviour")} said=${said.join(" · ")}>
    ${switches.map((name) => html`<${Checkbox} key=${name} label=${t("link." + name)} hint=${t(!limited(name) ? "linkForm." + name + "Hint" : counted ? "linkForm.notForwarding" : "linkForm.notWithPassword")}
      disabled=${limited(name)} checked=${form[name] && !limited(name)} onChange=${(event) => set({ [name]: event.target.checked })} />`)}
    ${form.trackConversions && html`<${ShopScript} about=${about} />`}
    <${Field} as="select" label=${t("link.forwardQuery")} hint=${t("linkForm.forwardQueryHint") + usual} ...${text("forwardQuery")}>
      ${choices.map((value) => html`<option value=${value} selected=${form.forwardQuery === value}>${t("handedOn." + value)}</option>`)}
    </${Field}>
  </${Group}>`;
}

/** @param link as the API has it, or null for a new one */
function LinkForm({ link, params, about, me }) {
  const before = link || { ...params, tags: params.tag ? [params.tag] : [] };
  const [form, setForm] = useState(() => formOf(before));
  const { channels } = useChannels();
  const campaigns = useCampaigns();
  const attempt = useRef(null);
  const set = (more) => {
    attempt.current = null;
    setForm((present) => ({ ...present, ...more }));
  };
  const saved = useEdited(form);
  const [save, busy, error] = useAction(async () => {
    const body = bodyOf(form, campaigns);
    if (link) {
      const changed = changes(body, bodyOf(formOf(link), campaigns));
      await api.patch("/links/" + encodeURIComponent(link.code), changed, { domain: link.domain });
      await nameCampaign(form.campaign, campaigns);
      saved();
      notify(t("linkForm.changed"));
      go(linkPath(link));
      return;
    }
    attempt.current = attempt.current || idempotencyKey();
    const given = changes(body, bodyOf(formOf({}), campaigns));
    const made = await api.post("/links", { destination: body.destination, ...given }, { headers: { "Idempotency-Key": attempt.current } });
    await nameCampaign(form.campaign, campaigns);
    countUses(form.channel ? [form.channel] : []);
    saved();
    notify(t("linkForm.made"), { label: t("links.copy"), run: () => copyAndSay(made.shortUrl) });
    go(linkPath(made));
  });
  const fault = (name) => error && error.field && error.field(name);
  const text = (name) => ({
    value: form[name],
    error: fault(name),
    [["channel", "visibility", "domain", "forwardQuery"].includes(name) ? "onChange" : "onInput"]: (event) => set({ [name]: event.target.value }),
  });
  const cardFaults = Object.fromEntries(CARD.map((name) => [name, fault("card." + name)]).filter(([, message]) => message));
  const part = { form, set, text, error: fault };
  return html`<${Form} class="form two" onSubmit=${save} error=${error}>
    <${Problem} error=${error} shown=${[...SHOWN, ...ruleFields(form.rules)]} />
    <div class="sides"><${Basics} me=${me} ...${part} channels=${channels} campaigns=${campaigns} />
    <section class="card groups">
      <h2>${t("linkForm.more")}</h2>
      <${Address} ...${part} fixed=${link !== null} about=${about} />
      <${Group} title=${t("linkForm.card")} said=${form.card.title || t("linkForm.noCard")} open=${filled(form.card).length > 0}>
        <${CardEditor} card=${form.card} destination=${form.destination} asksPages=${Boolean(about && about.asksPages)} errors=${cardFaults} url=${link ? link.shortUrl : undefined} onChange=${(card) => set({ card })} />
      </${Group}>
      <${RulesEditor} rules=${form.rules} error=${fault} onChange=${(rules) => set({ rules })} />
      <${Validity} ...${part} />
      <${Password} ...${part} link=${link} />
      <${Audience} ...${part} link=${link} />
      <${Utm} ...${part} />
      <${Behaviour} ...${part} link=${link} about=${about} />
    </section></div>
    <div class="form-end">
      <button type="submit" class="primary" aria-disabled=${busy}>${t(link ? "common.save" : "linkForm.make")}</button>
      <a class="button" href=${"#" + (link ? linkPath(link) : "/links")}>${t("common.cancel")}</a>
    </div>
  </${Form}>`;
}

export default function LinkEdit({ args, params, about, me }) {
  const editing = Boolean(args.code);
  const { data, error, reload } = useGet(editing ? "/links/" + encodeURIComponent(args.code) : null, { domain: args.domain });
  if (error) {
    return html`<${PageHead} title=${t("linkForm.edit")} back=${["/links", t("links.title")]} /><${Problem} error=${error} retry=${reload} />`;
  }
  if (editing && !data) {
    return html`<${Loading} />`;
  }
  return html`
    <${PageHead} title=${editing ? t("linkForm.edit") : t("links.new")} lead=${editing ? data.shortUrl : t("linkForm.lead")}
      back=${editing ? [linkPath(data), data.title || data.code] : ["/links", t("links.title")]} />
    <${LinkForm} me=${me} link=${editing ? data : null} params=${params} about=${about} />`;
}
