// What a campaign says of its links' utm parameters: the fields of its form, and what a link of it would get.

import { useChannels } from "../base/asking.js";
import { Field, Group } from "../base/fields.js";
import { html, useState } from "../base/html.js";
import { addTexts, t } from "../base/i18n.js";
import { ChannelOptions, inOrder } from "./channels.js";

await addTexts("campaign");

export const UTM = ["source", "medium", "campaign", "term", "content"];
const PLACEHOLDERS = /\{(channel|audience|date)\}/g;
const EXAMPLES = { source: "{channel}", medium: "", campaign: "", term: "{audience}", content: "{date}" };

/** A value with what a link has in the place of its placeholders; null where it has nothing for one. */
function filled(template, link) {
  let whole = true;
  const text = template.replace(PLACEHOLDERS, (all, name) => {
    whole = whole && Boolean(link[name]);
    return link[name] || "";
  });
  return whole && text ? text : null;
}

/** As the service writes it into an address. */
const encoded = (text) => encodeURIComponent(text).replace(/[!'()~]/g, (one) => "%" + one.charCodeAt(0).toString(16).toUpperCase());

/**
 * What a link of the campaign that says nothing itself gets, by the service's rules: the campaign's word, else a default.
 *
 * @param utm of the campaign, a text each
 * @param link {channel, audience, date}, each may be empty
 * @param medium the default for the link's channel
 */
export function added(utm, slug, link, medium) {
  const said = Object.fromEntries(UTM.map((name) => [name, filled(utm[name].trim(), link)]));
  const source = said.source || link.channel;
  const all = [
    ["source", source],
    ["medium", said.medium || (link.channel && medium)],
    ["campaign", said.campaign || (source && slug)],
    ["term", said.term],
    ["content", said.content],
  ];
  return all.filter(([, value]) => value).map(([name, value]) => "utm_" + name + "=" + encoded(value)).join("&");
}

/** A link of it that one makes up, and where it would lead. */
function Preview({ utm, slug, about }) {
  const { channels } = useChannels();
  const [chosen, setChosen] = useState(null);
  const [audience, setAudience] = useState("");
  const channel = chosen === null ? inOrder(channels, channels.map(({ id }) => id))[0] || "" : chosen;
  const { visibility } = channels.find((one) => one.id === channel) || {};
  const link = { channel, audience: audience.trim(), date: new Date().toISOString().slice(0, 10) };
  const query = added(utm, slug, link, visibility === "private" ? about.utmMedium.private : about.utmMedium.public);
  return html`<div class="columns">
      <${Field} as="select" label=${t("campaignUtm.channel")} value=${channel} onChange=${(event) => setChosen(event.target.value)}>
        <option value="">${t("channel.none")}</option><${ChannelOptions} channels=${channels} value=${channel} />
      </${Field}>
      <${Field} label=${t("campaignUtm.audience")} autocomplete="off" value=${audience} onInput=${(event) => setAudience(event.target.value)} />
    </div>
    <p class="hint">${t("campaignUtm.leads")}</p>
    <output class="leads"><code>${"https://example.com/" + (query && "?" + query)}</code></output>`;
}

/** Closed while nothing is said. @param utm a text each, by its name */
export function CampaignUtm({ utm, setUtm, slug, fault, about }) {
  const said = UTM.some((name) => utm[name] || fault("utm." + name));
  return html`<section class="card"><${Group} title=${t("linkForm.utm")} said=${said ? "" : t("campaignUtm.usual")} open=${said}>
    <p class="hint">${t("campaignUtm.hint")}</p>
    <div class="columns">${UTM.map((name) => html`<${Field} key=${name} label=${"utm_" + name} autocomplete="off" autocapitalize="none" spellcheck=${false}
      placeholder=${EXAMPLES[name]} value=${utm[name]} error=${fault("utm." + name)} onInput=${(event) => setUtm({ ...utm, [name]: event.target.value })} />`)}</div>
    <h3 class="apart">${t("campaignUtm.preview")}</h3>
    ${about && about.utmMedium && html`<${Preview} utm=${utm} slug=${slug} about=${about} />`}
  </${Group}></section>`;
}
