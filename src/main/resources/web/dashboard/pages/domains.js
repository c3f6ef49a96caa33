// What is set for a domain, for admins: where it leads when no link does, and how its pages look.

import { api } from "../base/api.js";
import { useAction, useGet } from "../base/asking.js";
import { Field, Form } from "../base/fields.js";
import { Text, html, useState } from "../base/html.js";
import { addTexts, t } from "../base/i18n.js";
import { notify } from "../base/overlays.js";
import { PageHead } from "../base/page.js";
import { setParams } from "../base/places.js";
import { Loading, Problem } from "../base/states.js";
import { useEdited } from "../base/unsaved.js";
import { addressOf } from "../links/destination.js";

await addTexts("admin");

const LEADS = ["root", "unknown", "ended"];
const TEXTS = [...LEADS.map((name) => name + "Destination"), "name", "cardTitle", "cardDescription"];
const SHOWN = [...TEXTS, "logo"];

const formOf = (domain) => ({ ...Object.fromEntries(TEXTS.map((name) => [name, domain[name] || ""])), logo: domain.logo });
const bodyOf = (form) => ({
  ...Object.fromEntries(TEXTS.map((name) => [name, (name.endsWith("Destination") ? addressOf(form[name]) : form[name].trim()) || null])),
  logo: form.logo,
});

/** A file as a data: URI, which the service checks. */
const read = (file) => new Promise((done, failed) => {
  const reader = new FileReader();
  reader.onload = () => done(reader.result);
  reader.onerror = () => failed(reader.error);
  reader.readAsDataURL(file);
});

function Logo({ value, error, onChange }) {
  const choose = async (event) => {
    const [file] = event.target.files;
    if (file) {
      onChange(await read(file));
    }
  };
  return html`<div class="field"><${Field} label=${t("domains.logo")} hint=${t("domains.logoHint")} type="file" accept="image/png,image/jpeg,image/webp" error=${error} onChange=${choose} />
    ${value && html`<p><img height="48" src=${value} alt=${t("domains.logo")} /></p>
      <button type="button" class="quiet small" onClick=${() => onChange(null)}>${t("domains.noLogo")}</button>`}</div>`;
}

function DomainForm({ domain }) {
  const [form, setForm] = useState(() => formOf(domain));
  const set = (more) => setForm((present) => ({ ...present, ...more }));
  const saved = useEdited(form);
  const [save, busy, error] = useAction(async () => {
    await api.put("/domains/" + domain.host, bodyOf(form));
    saved();
    notify(t("domains.saved"));
  });
  const fault = (name) => error && error.field && error.field(name);
  const text = (name) => ({ value: form[name], error: fault(name), autocomplete: "off", onInput: (event) => set({ [name]: event.target.value }) });
  return html`<${Form} class="form" onSubmit=${save} error=${error}>
    <${Problem} error=${error} shown=${SHOWN} />
    <section class="card"><h2>${t("domains.leads")}</h2>
      ${LEADS.map((name) => html`<${Field} key=${name} label=${t("domains." + name + "Destination")} type="url" inputmode="url" placeholder="https://"
        hint=${t("domains." + name + "Hint")} ...${text(name + "Destination")} />`)}</section>
    <section class="card"><h2>${t("domains.look")}</h2>
      <${Field} label=${t("domains.name")} hint=${t("domains.nameHint")} ...${text("name")} />
      <${Logo} value=${form.logo} error=${fault("logo")} onChange=${(logo) => set({ logo })} />
      <${Field} label=${t("domains.cardTitle")} hint=${t("domains.cardHint")} ...${text("cardTitle")} />
      <${Field} label=${t("domains.cardDescription")} as="textarea" rows="3" ...${text("cardDescription")} /></section>
    <div class="form-end"><button type="submit" class="primary" aria-disabled=${busy}>${t("common.save")}</button></div>
  </${Form}>`;
}

/** Asked for here, for what the frame has asked comes later than this page, where it is the first that one opens. */
export default function Domains({ path, params }) {
  const { data, error, reload } = useGet("/about");
  return html`
    <${PageHead} title=${t("link.domains")} lead=${t("domains.lead")} />
    <${Problem} error=${error} retry=${reload} />
    ${!data && !error && html`<${Loading} />`}
    ${data && html`<${Known} path=${path} params=${params} about=${data} />`}`;
}

function Known({ path, params, about }) {
  const hosts = [about.defaultDomain, ...about.domains];
  const host = hosts.includes(params.host) ? params.host : hosts[0];
  const { data, error, reload } = useGet("/domains/" + host);
  return html`
    ${hosts.length > 1 && html`<${Field} as="select" class="form" label=${t("link.domain")} onChange=${(event) => setParams(path, { host: event.target.value })}>
      ${hosts.map((one) => html`<option value=${one} selected=${one === host}>${one}</option>`)}</${Field}>`}
    ${hosts.length === 1 && html`<p class="mono"><${Text} value=${host} /></p>`}
    <${Problem} error=${error} retry=${reload} />
    ${!data && !error && html`<${Loading} />`}
    ${data && data.host === host && html`<${DomainForm} key=${host} domain=${data} />`}`;
}
