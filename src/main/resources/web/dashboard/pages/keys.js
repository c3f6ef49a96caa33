// API keys: made with their secret shown once, listed, given another end or secret, revoked.

import { api } from "../base/api.js";
import { useAction, useGet } from "../base/asking.js";
import { Field, Form } from "../base/fields.js";
import { Text, html, useState } from "../base/html.js";
import { day, t } from "../base/i18n.js";
import { Icon } from "../base/icons.js";
import { Dialog, Menu, notify } from "../base/overlays.js";
import { PageHead, Pager, pages } from "../base/page.js";
import { Empty, Loading, Problem } from "../base/states.js";
import { NewKey, Revoke, Rotate, end, one } from "./key-deeds.js";
import { Scopes } from "./scopes.js";

const PATH = "/keys";

function Expire({ key_, onClose, onDone }) {
  const [expires, setExpires] = useState(key_.expiresAt ? key_.expiresAt.slice(0, 10) : "");
  const [save, busy, error] = useAction(async () => {
    await api.patch(one(PATH, key_), { expiresAt: expires ? `${expires}T00:00:00Z` : null });
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
        <button type="submit" class="primary" aria-disabled=${busy}>${t("common.save")}</button>
        <button type="button" onClick=${onClose}>${t("common.cancel")}</button>
      </div>
    </${Form}>
  </${Dialog}>`;
}

const DIALOGS = { rotate: Rotate, expire: Expire, revoke: Revoke };

export default function Keys({ path, params, me }) {
  const { data, error, reload } = useGet(PATH, { limit: 50, cursor: params.cursor });
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
      <thead><tr><th scope="col">${t("keys.name")}</th><th scope="col">${t("scopes.label")}</th>
        <th scope="col">${t("keys.lastUsed")}</th><th scope="col">${t("keys.expires")}</th><th scope="col">${t("link.created")}</th>
        <th><span class="hidden-text">${t("common.actions")}</span></th></tr></thead>
      <tbody>${items.map((key) => html`<tr key=${key.id}>
        <td class="main-cell"><strong><${Text} value=${key.name} /></strong>${key.owner && html`<br /><small>${t("keys.owner")} <${Text} value=${key.owner.name || key.owner.id} /></small>`}</td>
        <td data-label=${t("scopes.label")}><${Scopes} of=${key} /></td>
        <td class="date" data-label=${t("keys.lastUsed")}>${key.lastUsedOn ? day(key.lastUsedOn) : t("keys.unused")}</td>
        <td class="date" data-label=${t("keys.expires")}><div>${end(key)}
          ${key.formerSecretUntil && new Date(key.formerSecretUntil) > new Date() && html`<br /><small>${t("keys.formerUntil", { date: day(key.formerSecretUntil) })}</small>`}</div></td>
        <td class="date" data-label=${t("link.created")}>${day(key.createdAt)}</td>
        <td class="end"><${Menu} label=${t("keys.more", { name: key.name })} items=${menu(key)} /></td>
      </tr>`)}</tbody>
    </table></div>`}
    ${data && html`<${Pager} ...${pages(path, params, data.next)} />`}
    ${making && html`<${NewKey} path=${PATH} me=${me} onClose=${() => setMaking(false)} onMade=${reload} />`}
    ${dialog && html`<${DIALOGS[dialog.kind]} path=${PATH} key_=${dialog.key} onClose=${() => setDialog(null)} onDone=${reload} />`}`;
}
