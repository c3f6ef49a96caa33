// What is done with API keys, of the service and one's own: made with their secret shown once, given another, revoked.

import { api } from "../base/api.js";
import { useAction, useGet } from "../base/asking.js";
import { CopyButton } from "../base/clipboard.js";
import { Field, Form } from "../base/fields.js";
import { Text, html, useState } from "../base/html.js";
import { addTexts, day, t } from "../base/i18n.js";
import { Icon } from "../base/icons.js";
import { Confirm, Dialog, Menu, notify } from "../base/overlays.js";
import { Problem } from "../base/states.js";
import { RIGHTS, RightsField, Scopes, rightsOf, sent } from "./scopes.js";

await addTexts("admin");

function Secret({ made, onClose }) {
  return html`<${Dialog} title=${t("keys.made")} onClose=${onClose}>
    <p>${t("keys.secretOnce")}</p>
    <div class="secret"><code>${made.secret}</code><${CopyButton} text=${made.secret} /></div>
    <div class="form-end"><button type="button" class="primary" onClick=${onClose}>${t("keys.kept")}</button></div>
  </${Dialog}>`;
}

/** @param path of the API: all keys, or one's own */
export function NewKey({ path, me, onClose, onMade }) {
  const [name, setName] = useState("");
  const [rights, setRights] = useState(rightsOf("reader"));
  const [expires, setExpires] = useState("");
  const [made, setMade] = useState(null);
  const [make, busy, error] = useAction(async () => {
    setMade(await api.post(path, { name: name.trim(), ...sent(rights), expiresAt: expires ? `${expires}T00:00:00Z` : null }));
    onMade();
  });
  if (made) {
    return html`<${Secret} made=${made} onClose=${onClose} />`;
  }
  return html`<${Dialog} title=${t("keys.new")} onClose=${onClose}>
    <${Form} onSubmit=${make} error=${error}>
      <${Problem} error=${error} shown=${["name", "expiresAt", ...RIGHTS]} />
      <${Field} label=${t("keys.name")} hint=${t("keys.nameHint")} autocomplete="off" value=${name}
        error=${error && error.field && error.field("name")} onInput=${(event) => setName(event.target.value)} />
      <${RightsField} me=${me} value=${rights} onChange=${setRights} error=${error} />
      <${Field} label=${t("keys.expires")} hint=${t("keys.expiresHint")} type="date" value=${expires}
        error=${error && error.field && error.field("expiresAt")} onInput=${(event) => setExpires(event.target.value)} />
      <div class="form-end">
        <button type="submit" class="primary" aria-disabled=${busy}>${t("keys.make")}</button>
        <button type="button" onClick=${onClose}>${t("common.cancel")}</button>
      </div>
    </${Form}>
  </${Dialog}>`;
}

/** Of the keys of a path one. */
export const one = (path, key) => path + "/" + encodeURIComponent(key.id);

export function Revoke({ path, key_, onClose, onDone }) {
  const [revoke, busy, error] = useAction(async () => {
    await api.del(one(path, key_));
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

export function Rotate({ path, key_, onClose, onDone }) {
  const [made, setMade] = useState(null);
  const [hours, setHours] = useState(USUAL_OVERLAP);
  const [rotate, busy, error] = useAction(async () => {
    setMade(await api.post(one(path, key_) + "/rotate", { overlapHours: hours }));
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

/** When a key ends, in words. */
export function end(key) {
  if (!key.expiresAt) {
    return t("keys.never");
  }
  const date = day(key.expiresAt);
  return new Date(key.expiresAt) <= new Date() ? t("keys.expired", { date }) : date;
}

const OWN = "/own-keys";
const DIALOGS = { rotate: Rotate, revoke: Revoke };

/** The keys that one has made for oneself: they may do what one may oneself, and no more. */
export function OwnKeys({ me }) {
  const { data, error, reload } = useGet(OWN);
  const [making, setMaking] = useState(false);
  const [dialog, setDialog] = useState(null);
  const items = data ? data.items : [];
  const menu = (key) => [
    { label: t("keys.rotate"), run: () => setDialog({ kind: "rotate", key }) },
    { label: t("keys.revoke"), danger: true, run: () => setDialog({ kind: "revoke", key }) },
  ];
  return html`<section class="card"><h2>${t("own.title")}</h2>
    <p>${t("own.text")}</p>
    <${Problem} error=${error} retry=${reload} />
    ${items.length > 0 && html`<ul class="own-keys">${items.map((key) => html`<li key=${key.id}>
      <div><strong><${Text} value=${key.name} /></strong><${Scopes} of=${key} />
        <small>${key.lastUsedOn ? t("own.used", { day: day(key.lastUsedOn) }) : t("own.unused")} · ${key.expiresAt ? t("own.ends", { day: end(key) }) : t("own.never")}</small></div>
      <${Menu} label=${t("keys.more", { name: key.name })} items=${menu(key)} /></li>`)}</ul>`}
    <button type="button" onClick=${() => setMaking(true)}><${Icon} name="plus" />${t("keys.new")}</button>
    ${making && html`<${NewKey} path=${OWN} me=${me} onClose=${() => setMaking(false)} onMade=${reload} />`}
    ${dialog && html`<${DIALOGS[dialog.kind]} path=${OWN} key_=${dialog.key} onClose=${() => setDialog(null)} onDone=${reload} />`}
  </section>`;
}
