// API keys: made with their secret shown once, listed, given another end or secret, revoked.

import { api } from "../base/api.js";
import { useAction, useGet } from "../base/asking.js";
import { CopyButton } from "../base/clipboard.js";
import { Field, Form } from "../base/fields.js";
import { Text, html, useState } from "../base/html.js";
import { addTexts, day, t } from "../base/i18n.js";
import { Icon } from "../base/icons.js";
import { Confirm, Dialog, Menu, notify } from "../base/overlays.js";
import { PageHead, Pager, pages } from "../base/page.js";
import { Empty, Loading, Problem } from "../base/states.js";
import { ScopeField, Scopes } from "./scopes.js";

await addTexts("admin");

function Secret({ made, onClose }) {
  return html`<${Dialog} title=${t("keys.made")} onClose=${onClose}>
    <p>${t("keys.secretOnce")}</p>
    <div class="secret"><code>${made.secret}</code><${CopyButton} text=${made.secret} /></div>
    <div class="form-end"><button type="button" class="primary" onClick=${onClose}>${t("keys.kept")}</button></div>
  </${Dialog}>`;
}

function NewKey({ onClose, onMade }) {
  const [name, setName] = useState("");
  const [scopes, setScopes] = useState(["stats:read"]);
  const [campaign, setCampaign] = useState("");
  const [expires, setExpires] = useState("");
  const [made, setMade] = useState(null);
  const [make, busy, error] = useAction(async () => {
    setMade(await api.post("/keys", {
      name: name.trim(), scopes, campaign: campaign.trim() || null, expiresAt: expires ? `${expires}T00:00:00Z` : null,
    }));
    onMade();
  });
  if (made) {
    return html`<${Secret} made=${made} onClose=${onClose} />`;
  }
  return html`<${Dialog} title=${t("keys.new")} onClose=${onClose}>
    <${Form} onSubmit=${make} error=${error}>
      <${Problem} error=${error} shown=${["name", "scopes", "campaign", "expiresAt"]} />
      <${Field} label=${t("keys.name")} hint=${t("keys.nameHint")} autocomplete="off" value=${name}
        error=${error && error.field && error.field("name")} onInput=${(event) => setName(event.target.value)} />
      <${ScopeField} value=${scopes} onChange=${setScopes} error=${error && error.field && error.field("scopes")} />
      <${Field} label=${t("keys.campaign")} hint=${t("keys.campaignHint")} maxlength="64" autocomplete="off" value=${campaign}
        error=${error && error.field && error.field("campaign")} onInput=${(event) => setCampaign(event.target.value)} />
      <${Field} label=${t("keys.expires")} hint=${t("keys.expiresHint")} type="date" value=${expires}
        error=${error && error.field && error.field("expiresAt")} onInput=${(event) => setExpires(event.target.value)} />
      <div class="form-end">
        <button type="submit" class="primary" disabled=${busy}>${t("keys.make")}</button>
        <button type="button" onClick=${onClose}>${t("common.cancel")}</button>
      </div>
    </${Form}>
  </${Dialog}>`;
}

function Revoke({ key_, onClose, onDone }) {
  const [revoke, busy, error] = useAction(async () => {
    await api.del("/keys/" + encodeURIComponent(key_.id));
    notify(t("keys.revoked", { name: key_.name }));
    onClose();
    onDone();
  });
  return html`<${Confirm} title=${t("keys.revokeTitle")} action=${t("keys.revoke")} busy=${busy} onConfirm=${revoke} onClose=${onClose}>
    <${Problem} error=${error} />
    <p>${t("keys.revokeText", { name: key_.name })}</p>
  </${Confirm}>`;
}

/** Hours. */
const OVERLAPS = [0, 1, 24, 168, 720];
const USUAL_OVERLAP = 24;

function Rotate({ key_, onClose, onDone }) {
  const [made, setMade] = useState(null);
  const [hours, setHours] = useState(USUAL_OVERLAP);
  const [rotate, busy, error] = useAction(async () => {
    setMade(await api.post("/keys/" + encodeURIComponent(key_.id) + "/rotate", { overlapHours: hours }));
    onDone();
  });
  if (made) {
    return html`<${Secret} made=${made} onClose=${onClose} />`;
  }
  return html`<${Confirm} title=${t("keys.rotateTitle")} action=${t("keys.rotate")} busy=${busy} onConfirm=${rotate} onClose=${onClose}>
    <${Problem} error=${error} />
    <p>${t("keys.rotateText", { name: key_.name })}</p>
    <${Field} as="select" label=${t("keys.overlap")} value=${hours} onChange=${(event) => setHours(Number(event.target.value))}>
      ${OVERLAPS.map((some) => html`<option value=${some} selected=${some === hours}>${t("keys.overlap." + some)}</option>`)}</${Field}>
  </${Confirm}>`;
}

function Expire({ key_, onClose, onDone }) {
  const [expires, setExpires] = useState(key_.expiresAt ? key_.expiresAt.slice(0, 10) : "");
  const [save, busy, error] = useAction(async () => {
    await api.patch("/keys/" + encodeURIComponent(key_.id), { expiresAt: expires ? `${expires}T00:00:00Z` : null });
    notify(t("keys.endChanged", { name: key_.name }));
    onClose();
    onDone();
  });
  return html`<${Dialog} title=${t("keys.endOf", { name: key_.name })} onClose=${onClose}>
    <${Form} onSubmit=${save} error=${error}>
      <${Problem} error=${error} shown=${["expiresAt"]} />
      <${Field} label=${t("keys.expires")} hint=${t("keys.expiresHint")} type="date" value=${expires}
        error=${error && error.field && error.field("expiresAt")} onInput=${(event) => setExpires(event.target.value)} />
      <div class="form-end">
        <button type="submit" class="primary" disabled=${busy}>${t("common.save")}</button>
        <button type="button" onClick=${onClose}>${t("common.cancel")}</button>
      </div>
    </${Form}>
  </${Dialog}>`;
}

const DIALOGS = { rotate: Rotate, expire: Expire, revoke: Revoke };

function end(key) {
  if (!key.expiresAt) {
    return t("keys.never");
  }
  const date = day(key.expiresAt);
  return new Date(key.expiresAt) <= new Date() ? t("keys.expired", { date }) : date;
}

export default function Keys({ path, params }) {
  const { data, error, reload } = useGet("/keys", { limit: 50, cursor: params.cursor });
  const [making, setMaking] = useState(false);
  const [dialog, setDialog] = useState(null);
  const menu = (key) => [
    { label: t("keys.rotate"), run: () => setDialog({ kind: "rotate", key }) },
    { label: t("keys.end"), run: () => setDialog({ kind: "expire", key }) },
    { label: t("keys.revoke"), danger: true, run: () => setDialog({ kind: "revoke", key }) },
  ];
  const items = data ? data.items : [];
  return html`
    <${PageHead} title=${t("keys.title")} lead=${t("keys.lead")}>
      <button type="button" class="primary" onClick=${() => setMaking(true)}><${Icon} name="plus" />${t("keys.new")}</button>
    </${PageHead}>
    <${Problem} error=${error} retry=${reload} />
    ${!data && !error && html`<${Loading} />`}
    ${data && items.length === 0 && html`<${Empty} title=${t("keys.empty")} text=${t("keys.lead")} />`}
    ${items.length > 0 && html`<div class="table framed"><table class="stack keys-table">
      <thead><tr><th scope="col">${t("keys.name")}</th><th scope="col">${t("scopes.label")}</th><th scope="col">${t("keys.campaign")}</th>
        <th scope="col">${t("keys.lastUsed")}</th><th scope="col">${t("keys.expires")}</th><th scope="col">${t("link.created")}</th>
        <th><span class="hidden-text">${t("common.actions")}</span></th></tr></thead>
      <tbody>${items.map((key) => html`<tr key=${key.id}>
        <td class="main-cell"><strong><${Text} value=${key.name} /></strong></td>
        <td data-label=${t("scopes.label")}><${Scopes} scopes=${key.scopes} /></td>
        <td data-label=${t("keys.campaign")}>${key.campaign || t("keys.allCampaigns")}</td>
        <td class="date" data-label=${t("keys.lastUsed")}>${key.lastUsedOn ? day(key.lastUsedOn) : t("keys.unused")}</td>
        <td class="date" data-label=${t("keys.expires")}><div>${end(key)}
          ${key.formerSecretUntil && new Date(key.formerSecretUntil) > new Date() && html`<br /><small>${t("keys.formerUntil", { date: day(key.formerSecretUntil) })}</small>`}</div></td>
        <td class="date" data-label=${t("link.created")}>${day(key.createdAt)}</td>
        <td class="end"><${Menu} label=${t("keys.more", { name: key.name })} items=${menu(key)} /></td>
      </tr>`)}</tbody>
    </table></div>`}
    ${data && html`<${Pager} ...${pages(path, params, data.next)} />`}
    ${making && html`<${NewKey} onClose=${() => setMaking(false)} onMade=${reload} />`}
    ${dialog && html`<${DIALOGS[dialog.kind]} key_=${dialog.key} onClose=${() => setDialog(null)} onDone=${reload} />`}`;
}
