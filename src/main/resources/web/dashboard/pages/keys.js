// API keys: made with their secret shown once, listed, revoked.

import { api } from "../base/api.js";
import { useAction, useGet } from "../base/asking.js";
import { CopyButton } from "../base/clipboard.js";
import { Field, Form } from "../base/fields.js";
import { Text, html, useState } from "../base/html.js";
import { day, t } from "../base/i18n.js";
import { Icon } from "../base/icons.js";
import { Confirm, Dialog, notify } from "../base/overlays.js";
import { PageHead, Pager, pages } from "../base/page.js";
import { Empty, Loading, Problem } from "../base/states.js";
import { ScopeField, Scopes } from "./scopes.js";

function NewKey({ onClose, onMade }) {
  const [name, setName] = useState("");
  const [scopes, setScopes] = useState(["stats:read"]);
  const [made, setMade] = useState(null);
  const [make, busy, error] = useAction(async () => {
    setMade(await api.post("/keys", { name: name.trim(), scopes }));
    onMade();
  });
  if (made) {
    return html`<${Dialog} title=${t("keys.made")} onClose=${onClose}>
      <p>${t("keys.secretOnce")}</p>
      <div class="secret"><code>${made.secret}</code><${CopyButton} text=${made.secret} /></div>
      <div class="form-end"><button type="button" class="primary" onClick=${onClose}>${t("keys.kept")}</button></div>
    </${Dialog}>`;
  }
  return html`<${Dialog} title=${t("keys.new")} onClose=${onClose}>
    <${Form} onSubmit=${make} error=${error}>
      <${Problem} error=${error} shown=${["name", "scopes"]} />
      <${Field} label=${t("keys.name")} hint=${t("keys.nameHint")} maxlength="200" autocomplete="off" value=${name}
        error=${error && error.field && error.field("name")} onInput=${(event) => setName(event.target.value)} />
      <${ScopeField} value=${scopes} onChange=${setScopes} error=${error && error.field && error.field("scopes")} />
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
    onDone();
  });
  return html`<${Confirm} title=${t("keys.revokeTitle")} action=${t("keys.revoke")} busy=${busy} onConfirm=${revoke} onClose=${onClose}>
    <${Problem} error=${error} />
    <p>${t("keys.revokeText", { name: key_.name })}</p>
  </${Confirm}>`;
}

export default function Keys({ path, params }) {
  const { data, error, reload } = useGet("/keys", { limit: 50, cursor: params.cursor });
  const [making, setMaking] = useState(false);
  const [revoking, setRevoking] = useState(null);
  const items = data ? data.items : [];
  return html`
    <${PageHead} title=${t("keys.title")} lead=${t("keys.lead")}>
      <button type="button" class="primary" onClick=${() => setMaking(true)}><${Icon} name="plus" />${t("keys.new")}</button>
    </${PageHead}>
    <${Problem} error=${error} retry=${reload} />
    ${!data && !error && html`<${Loading} />`}
    ${data && items.length === 0 && html`<${Empty} title=${t("keys.empty")} text=${t("keys.lead")} />`}
    ${items.length > 0 && html`<div class="table framed"><table class="stack says">
      <thead><tr><th scope="col">${t("keys.name")}</th><th scope="col">${t("scopes.label")}</th><th scope="col">${t("link.created")}</th>
        <th><span class="hidden-text">${t("common.actions")}</span></th></tr></thead>
      <tbody>${items.map((key) => html`<tr key=${key.id}>
        <td class="main-cell"><strong><${Text} value=${key.name} /></strong></td>
        <td data-label=${t("scopes.label")}><${Scopes} scopes=${key.scopes} /></td>
        <td data-label=${t("link.created")}>${day(key.createdAt)}</td>
        <td class="end"><button type="button" class="quiet" aria-label=${t("keys.revokeOf", { name: key.name })} onClick=${() => setRevoking(key)}>${t("keys.revoke")}</button></td>
      </tr>`)}</tbody>
    </table></div>`}
    ${data && html`<${Pager} ...${pages(path, params, data.next)} />`}
    ${making && html`<${NewKey} onClose=${() => setMaking(false)} onMade=${reload} />`}
    ${revoking && html`<${Revoke} key_=${revoking} onClose=${() => setRevoking(null)} onDone=${() => { setRevoking(null); reload(); }} />`}`;
}
