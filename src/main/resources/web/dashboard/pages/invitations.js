// Invitations, for admins: made with an address that is shown once, listed while they are open, taken back.

import { api } from "../base/api.js";
import { useAction, useGet } from "../base/asking.js";
import { CopyButton } from "../base/clipboard.js";
import { Field, Form } from "../base/fields.js";
import { Text, html, useState } from "../base/html.js";
import { day, t } from "../base/i18n.js";
import { Dialog, notify } from "../base/overlays.js";
import { Problem, problemText } from "../base/states.js";
import { RIGHTS, RightsField, Scopes, rightsOf, sent } from "./scopes.js";

const PATH = "/invitations";
const DAYS = [1, 7, 30];

function Address({ made, onClose }) {
  return html`<${Dialog} title=${t("invite.made")} onClose=${onClose}>
    <p>${t("invite.once", { day: day(made.expiresAt) })}</p>
    <div class="secret"><code>${made.url}</code><${CopyButton} text=${made.url} /></div>
    <div class="form-end"><button type="button" class="primary" onClick=${onClose}>${t("invite.kept")}</button></div>
  </${Dialog}>`;
}

export function Invite({ me, onClose, onDone }) {
  const [name, setName] = useState("");
  const [days, setDays] = useState(7);
  const [rights, setRights] = useState(rightsOf("marketer"));
  const [made, setMade] = useState(null);
  const [invite, busy, error] = useAction(async () => {
    setMade(await api.post(PATH, { name: name.trim() || null, days, ...sent(rights) }));
    onDone();
  });
  if (made) {
    return html`<${Address} made=${made} onClose=${onClose} />`;
  }
  return html`<${Dialog} title=${t("invite.title")} onClose=${onClose}>
    <${Form} onSubmit=${invite} error=${error}>
      <${Problem} error=${error} shown=${["name", ...RIGHTS]} />
      <p>${t("invite.text")}</p>
      <${Field} label=${t("invite.name")} hint=${t("invite.nameHint")} maxlength="100" autocomplete="off" value=${name}
        error=${error && error.field && error.field("name")} onInput=${(event) => setName(event.target.value)} />
      <${RightsField} me=${me} value=${rights} onChange=${setRights} error=${error} />
      <${Field} as="select" label=${t("invite.days")} onChange=${(event) => setDays(Number(event.target.value))}>
        ${DAYS.map((some) => html`<option key=${some} value=${some} selected=${some === days}>${t("invite.daysFor", { n: some })}</option>`)}</${Field}>
      <div class="form-end">
        <button type="submit" class="primary" aria-disabled=${busy}>${t("invite.make")}</button>
        <button type="button" onClick=${onClose}>${t("common.cancel")}</button>
      </div>
    </${Form}>
  </${Dialog}>`;
}

export function Invitations() {
  const { data, error, reload } = useGet(PATH, { limit: 100 });
  const remove = async (invitation) => {
    try {
      await api.del(PATH + "/" + encodeURIComponent(invitation.id));
      notify(t("invite.removed"));
    } catch (failure) {
      notify(problemText(failure));
    }
    reload();
  };
  const items = data ? data.items : [];
  return html`<${Problem} error=${error} retry=${reload} />
    ${items.length > 0 && html`<section class="card"><h2>${t("invite.open")}</h2>
      <ul class="own-keys">${items.map((one) => html`<li key=${one.id}>
        <div><strong>${one.name ? html`<${Text} value=${one.name} />` : t("invite.somebody")}</strong><${Scopes} of=${one} />
          <small>${t(one.open ? "invite.until" : "invite.over", { day: day(one.expiresAt) })} · ${t("invite.by")} <${Text} value=${one.createdBy} /></small></div>
        <button type="button" class="quiet small" onClick=${() => remove(one)}>${t("invite.remove")}</button></li>`)}</ul>
    </section>`}`;
}
