// One destination for many chats: ticked, worded, made in one request.

import { api, idempotencyKey } from "../base/api.js";
import { useAction, useChannels } from "../base/asking.js";
import { Checkbox, Fault, Field, Form, Group, TagField, fromLocalInput, localInput } from "../base/fields.js";
import { html, useEffect, useRef, useState } from "../base/html.js";
import { addTexts, dateTime, list, t } from "../base/i18n.js";
import { Icon } from "../base/icons.js";
import { notify } from "../base/overlays.js";
import { PageHead } from "../base/page.js";
import { go } from "../base/places.js";
import { Problem } from "../base/states.js";
import { useEdited } from "../base/unsaved.js";
import { CampaignField, campaignSlug, nameCampaign, useCampaigns } from "../links/campaigns.js";
import { CardEditor } from "../links/card-editor.js";
import { LinkPreview, exampleUrl, isEmptyCard } from "../links/card.js";
import { byName, countUses, grouped, inOrder, mostUsed } from "../links/channels.js";
import { addressOf } from "../links/destination.js";
import { DomainField } from "../links/domains.js";
import { RulesEditor, ruleBodies, ruleFields } from "../links/rules.js";
import { ShopScript } from "../links/shop-script.js";
import { ChannelSign } from "../links/signs.js";
import { useTags } from "../links/tags.js";

await addTexts("link");

const STORED = "grapevine.channels";
const MAX_LINKS = 500;
const CARD = ["title", "description", "image"];
const SHOWN = ["destination", "channels", "audiences", "text", "campaign", "tags", "title", "domain", "validUntil", ...CARD.map((name) => "card." + name)];

function remembered() {
  try {
    const stored = JSON.parse(localStorage.getItem(STORED));
    return Array.isArray(stored) && stored.every((id) => typeof id === "string") ? stored : mostUsed();
  } catch {
    return mostUsed();
  }
}

function remember(channels) {
  countUses(channels);
  try {
    localStorage.setItem(STORED, JSON.stringify(channels));
  } catch {
    // Then they are ticked anew the next time.
  }
}

function Tick({ channel, checked, onChange }) {
  return html`<label class="tick"><input type="checkbox" checked=${checked} onChange=${(event) => onChange(channel.id, event.target.checked)} />
    <${ChannelSign} id=${channel.id} name=${channel.name} /><span>${channel.name}</span></label>`;
}

function Ticks({ label, hint, channels, chosen, onChange }) {
  return html`<fieldset class="ticks"><legend>${label}${hint && html` <small>${hint}</small>`}</legend>
    <div class="tick-grid">${channels.map((channel) => html`<${Tick} key=${channel.id} channel=${channel} checked=${chosen.includes(channel.id)} onChange=${onChange} />`)}</div>
  </fieldset>`;
}

/** The channels that few use: all by name, or those that are looked for. */
function Others({ channels, chosen, onChange }) {
  const [typed, setTyped] = useState("");
  const words = typed.trim().toLowerCase();
  const found = channels.filter(({ id, name }) => name.toLowerCase().includes(words) || id.includes(words));
  const amongThem = channels.filter((channel) => chosen.includes(channel.id)).length;
  // Else Enter would send the whole form.
  const stay = (event) => event.key === "Enter" && event.preventDefault();
  return html`<${Group} title=${t("shareSet.others")} said=${amongThem > 0 ? t("shareSet.chosen", { n: amongThem }) : channels.length} open=${amongThem > 0}>
    <${Field} label=${t("shareSet.findChannel")} type="search" autocomplete="off" value=${typed} onInput=${(event) => setTyped(event.target.value)} onKeyDown=${stay} />
    ${found.length === 0 ? html`<p class="soft" role="status">${t("shareSet.noSuchChannel", { words: typed.trim() })}</p>`
      : html`<${Ticks} label=${html`<span class="hidden-text">${t("shareSet.others")}</span>`} channels=${found} chosen=${chosen} onChange=${onChange} />`}
  </${Group}>`;
}

function Channels({ channels, chosen, set, error }) {
  const change = (id, ticked) => set({ channels: ticked ? [...chosen, id] : chosen.filter((one) => one !== id) });
  const ours = grouped(channels, "private");
  const open = grouped(channels, "public");
  const others = [...ours.others, ...open.others].sort(byName);
  return html`<section class="card" aria-labelledby="channels-title">
    <div class="card-head"><h2 id="channels-title">${t("shareSet.channels")}</h2>
      ${chosen.length > 0 && html`<button type="button" class="quiet" onClick=${() => set({ channels: [] })}>${t("shareSet.none")}</button>`}</div>
    <p class="hint">${t("shareSet.channelsOrder")}</p>
    <${Fault} role="alert" error=${error} content=${chosen} />
    <${Ticks} label=${t("shareSet.private")} hint=${t("shareSet.privateHint")} channels=${ours.usual} chosen=${chosen} onChange=${change} />
    <${Ticks} label=${t("shareSet.public")} channels=${open.usual} chosen=${chosen} onChange=${change} />
    ${others.length > 0 && html`<${Others} channels=${others} chosen=${chosen} onChange=${change} />`}
  </section>`;
}

/** The first question: groups of people, each of which gets links of its own. */
function Audiences({ chosen, set, error }) {
  return html`<section class="card" aria-labelledby="audiences-title">
    <h2 id="audiences-title">${t("shareSet.who")}</h2>
    <${TagField} label=${t("shareSet.audiences")} hint=${t("shareSet.audiencesHint")} placeholder=${chosen.length ? "" : t("shareSet.audiencesExample")}
      value=${chosen} error=${error} onChange=${(audiences) => set({ audiences })} />
  </section>`;
}

function Words({ form, set, error }) {
  const area = useRef(null);
  const insert = () => {
    const control = area.current.querySelector("textarea");
    const { selectionStart: from, selectionEnd: to, value } = control;
    set({ text: value.slice(0, from) + "{url}" + value.slice(to) });
    requestAnimationFrame(() => {
      control.focus();
      control.setSelectionRange(from + 5, from + 5);
    });
  };
  return html`<div ref=${area}>
    <${Field} as="textarea" rows="3" class="short-text" label=${t("shareSet.text")} placeholder=${t("shareSet.textExample")} hint=${t("shareSet.textHint")}
      value=${form.text} error=${error} onInput=${(event) => set({ text: event.target.value })} />
    ${form.text.trim() && !form.text.includes("{url}") && html`<button type="button" class="quiet insert" onClick=${insert}><${Icon} name="plus" size=${15} />${t("shareSet.insert")}</button>`}
  </div>`;
}

/** What tells afterwards what came of the links: a click id by which the shop reports sales, and tags for web analytics. */
function Outcome({ form, set, about }) {
  const connected = Boolean(about && about.conversionsConnected);
  const followed = follows(form, about);
  return html`
    <${Checkbox} label=${t("link.trackConversions")} hint=${t(connected ? "linkForm.trackConversionsHint" : "shareSet.notConnected")}
      checked=${followed} onChange=${(event) => set({ trackConversions: event.target.checked })} />
    ${followed && html`<${ShopScript} about=${about} />`}
    <${Checkbox} label=${t("linkForm.withUtm")} hint=${t("shareSet.utmHint")} checked=${form.utm} onChange=${(event) => set({ utm: event.target.checked })} />`;
}

/** Until somebody says it, conversions are followed where they are reported. */
const follows = (form, about) => (form.trackConversions === null ? Boolean(about && about.conversionsConnected) : form.trackConversions);

function Details({ me, form, set, campaigns, about, error }) {
  const tags = useTags();
  const text = (name) => ({ value: form[name], error: error(name), onInput: (event) => set({ [name]: event.target.value }) });
  const cardErrors = Object.fromEntries(CARD.map((name) => [name, error("card." + name)]));
  return html`<section class="card groups">
    <h2>${t("shareSet.more")}</h2>
    <div class="columns">
      <${CampaignField} me=${me} campaigns=${campaigns} ...${text("campaign")} />
      <${Field} label=${t("shareSet.name")} autocomplete="off" hint=${t("shareSet.nameHint")} ...${text("title")} />
    </div>
    <${Outcome} form=${form} set=${set} about=${about} />
    <${Group} title=${t("shareSet.card")} said=${(form.card.title || "").trim() || t("shareSet.noCard")} open=${!isEmptyCard(form.card)}>
      <${CardEditor} card=${form.card} destination=${form.destination} asksPages=${Boolean(about && about.asksPages)} errors=${cardErrors} onChange=${(card) => set({ card })} preview=${false} />
    </${Group}>
    <${RulesEditor} rules=${form.rules} error=${error} onChange=${(rules) => set({ rules })} />
    <${Group} title=${t("shareSet.rest")} said=${said(form)} open=${said(form) !== ""}>
      <div class="columns">
        <${TagField} label=${t("link.tags")} hint=${t("shareSet.tagsHint")} options=${tags} value=${form.tags} error=${error("tags")} onChange=${(tags) => set({ tags })} />
        <${Field} type="datetime-local" label=${t("link.validUntil")} hint=${t("shareSet.untilHint")} ...${text("validUntil")} />
        <${DomainField} about=${about} value=${form.domain} error=${error("domain")} onChange=${(event) => set({ domain: event.target.value })} />
      </div>
      <${Checkbox} label=${t("link.forwarding")} hint=${t("shareSet.forwardingHint")} checked=${form.forwarding} onChange=${(event) => set({ forwarding: event.target.checked })} />
    </${Group}>
  </section>`;
}

const said = (form) =>
  [form.domain, ...form.tags, form.validUntil && dateTime(new Date(form.validUntil))].filter(Boolean).join(" · ");

const orNull = (text) => (text || "").trim() || null;

function bodyOf(form, channels, campaigns, about) {
  return {
    destination: addressOf(form.destination),
    channels: inOrder(channels, form.channels),
    audiences: form.audiences,
    text: orNull(form.text),
    campaign: campaignSlug(form.campaign, campaigns),
    title: orNull(form.title),
    domain: orNull(form.domain),
    tags: form.tags,
    rules: ruleBodies(form.rules),
    card: Object.fromEntries(CARD.map((name) => [name, orNull(form.card[name])])),
    validUntil: fromLocalInput(form.validUntil),
    forwarding: form.forwarding,
    trackConversions: follows(form, about),
    // Left to the campaign and the channel, or none at all.
    utm: form.utm ? null : false,
  };
}

function useShareSetForm(params) {
  const [form, setForm] = useState(() => ({
    destination: params.destination || "",
    channels: params.channels ? params.channels.split(",") : remembered(),
    audiences: [],
    text: params.text || "",
    campaign: params.campaign || "",
    title: params.title || "",
    domain: "",
    tags: [],
    rules: [],
    card: {},
    validUntil: localInput(null),
    forwarding: true,
    trackConversions: null,
    utm: true,
  }));
  const attempt = useRef(null);
  const set = (more) => {
    attempt.current = null;
    setForm((present) => ({ ...present, ...more }));
  };
  return { form, set, attempt };
}

function Summary({ form, channels }) {
  const chosen = inOrder(channels, form.channels);
  const names = chosen.map((id) => channels.find((channel) => channel.id === id).name);
  const links = chosen.length * Math.max(1, form.audiences.length);
  if (links === 0) {
    return html`<p class="soft">${t("shareSet.chooseOne")}</p>`;
  }
  if (links > MAX_LINKS) {
    return html`<p class="fault">${t("shareSet.tooMany", { n: links, most: MAX_LINKS })}</p>`;
  }
  return html`<p class="soft clip">${list(names)}${form.audiences.length > 0 ? " × " + t("shareSet.audienceCount", { n: form.audiences.length }) : ""}</p>`;
}

export default function ShareSetNew({ params, about, me }) {
  const { channels } = useChannels();
  const campaigns = useCampaigns();
  const { form, set, attempt } = useShareSetForm(params);
  const saved = useEdited(form);
  const first = useRef(null);
  useEffect(() => {
    const control = first.current && first.current.querySelector("input");
    if (control && !form.destination) {
      control.focus();
    }
  }, []);
  const [make, busy, error] = useAction(async () => {
    attempt.current = attempt.current || idempotencyKey();
    const body = bodyOf(form, channels, campaigns, about);
    const made = await api.post("/share-sets", body, { headers: { "Idempotency-Key": attempt.current } });
    remember(body.channels);
    await nameCampaign(form.campaign, campaigns);
    saved();
    notify(t("shareSet.made", { n: made.items.length }));
    go("/share-sets/" + made.id);
  });
  const fault = (name) => (error && error.field ? error.field(name) : null);
  const links = inOrder(channels, form.channels).length * Math.max(1, form.audiences.length);
  const submitOnKey = (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !busy) {
      event.preventDefault();
      make();
    }
  };
  return html`
    <${PageHead} title=${t("shareSet.new")} lead=${t("shareSet.lead")} back=${["/share-sets", t("shareSets.title")]} />
    <${Form} onSubmit=${make} error=${error} class="share-form" onKeyDown=${submitOnKey}>
      <div class="share-fields">
        <${Problem} error=${error} shown=${[...SHOWN, ...ruleFields(form.rules)]} />
        <section class="card">
          <div ref=${first}><${Field} type="url" inputmode="url" label=${t("link.destination")} placeholder="https://" autocomplete="off"
            value=${form.destination} error=${fault("destination")} onInput=${(event) => set({ destination: event.target.value })} /></div>
          <${Words} form=${form} set=${set} error=${fault("text")} />
        </section>
        <${Audiences} chosen=${form.audiences} set=${set} error=${fault("audiences")} />
        <${Channels} channels=${channels} chosen=${form.channels} set=${set} error=${fault("channels")} />
        <${Details} me=${me} form=${form} set=${set} campaigns=${campaigns} about=${about} error=${fault} />
      </div>
      <aside class="share-aside" aria-label=${t("card.preview")}>
        <section class="card"><${LinkPreview} card=${form.card} destination=${addressOf(form.destination)} text=${form.text}
          url=${exampleUrl(about, form.domain)} /></section>
      </aside>
      <div class="share-submit">
        <button type="submit" class="primary" disabled=${links === 0 || links > MAX_LINKS} aria-disabled=${busy}>${links > 0 ? t("shareSet.make", { n: links }) : t("shareSet.makeNone")}</button>
        <${Summary} form=${form} channels=${channels} />
      </div>
    </${Form}>`;
}
