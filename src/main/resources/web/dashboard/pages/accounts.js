// Accounts of people: made by an admin with a first password, changed, switched off, deleted.

import { api } from "../base/api.js";
import { useAction, useGet } from "../base/asking.js";
import { Field, Form, PasswordField } from "../base/fields.js";
import { Text, html, useState } from "../base/html.js";
import { addTexts, day, t } from "../base/i18n.js";
import { Icon } from "../base/icons.js";
import { Confirm, Dialog, Menu, notify } from "../base/overlays.js";
import { PageHead, Pager, pages } from "../base/page.js";
import { Empty, Loading, Problem, problemText } from "../base/states.js";
import { Invitations, Invite } from "./invitations.js";
import { RIGHTS, RightsField, Scopes, rightsIn, rightsOf, sent } from "./scopes.js";

await addTexts("admin");

const one = (account) => "/accounts/" + encodeURIComponent(account.id);

const End = ({ busy, action, onClose }) => html`<div class="form-end">
  <button type="submit" class="primary" aria-disabled=${busy}>${action}</button>
  <button type="button" onClick=${onClose}>${t("common.cancel")}</button>
</div>`;

const faultOf = (error) => (name) => error && error.field && error.field(name);

function NewAccount({ me, onClose, onDone }) {
  const [form, setForm] = useState({ name: "", password: "" });
  const [rights, setRights] = useState(rightsOf("marketer"));
  const set = (name) => (event) => setForm({ ...form, [name]: event.target.value });
  const [make, busy, error] = useAction(async () => {
    const made = await api.post("/accounts", { ...form, name: form.name.trim(), ...sent(rights) });
    notify(t("accounts.made", { name: made.name }));
    onDone();
  });
  const fault = faultOf(error);
  return html`<${Dialog} title=${t("accounts.new")} onClose=${onClose}>
    <${Form} onSubmit=${make} error=${error}>
      <${Problem} error=${error} shown=${["name", "password", ...RIGHTS]} />
      <${Field} label=${t("accounts.name")} hint=${t("accounts.nameHint")} autocomplete="off" value=${form.name} error=${fault("name")}
        onInput=${set("name")} />
      <${PasswordField} label=${t("accounts.password")} hint=${t("accounts.passwordHint")} autocomplete="new-password" value=${form.password}
        error=${fault("password")} onInput=${set("password")} />
      <${RightsField} me=${me} value=${rights} error=${error} onChange=${setRights} />
      <${End} busy=${busy} action=${t("accounts.make")} onClose=${onClose} />
    </${Form}>
  </${Dialog}>`;
}

function Rights({ account, me, onClose, onDone }) {
  const [rights, setRights] = useState(rightsIn(account));
  const [save, busy, error] = useAction(async () => {
    await api.patch(one(account), sent(rights));
    notify(t("accounts.changed", { name: account.name }));
    onDone();
  });
  return html`<${Dialog} title=${t("accounts.rightsOf", { name: account.name })} onClose=${onClose}>
    <${Form} onSubmit=${save} error=${error}>
      <${Problem} error=${error} shown=${RIGHTS} />
      <${RightsField} me=${me} value=${rights} error=${error} onChange=${setRights} />
      <${End} busy=${busy} action=${t("common.save")} onClose=${onClose} />
    </${Form}>
  </${Dialog}>`;
}

function Reset({ account, own, onClose, onDone }) {
  const [password, setPassword] = useState("");
  const [current, setCurrent] = useState("");
  const [save, busy, error] = useAction(async () => {
    await api.patch(one(account), own ? { password, currentPassword: current } : { password });
    notify(t("accounts.passwordSet", { name: account.name }));
    onDone();
  });
  return html`<${Dialog} title=${t("accounts.resetOf", { name: account.name })} onClose=${onClose}>
    <${Form} onSubmit=${save} error=${error}>
      <${Problem} error=${error} shown=${["password", "currentPassword"]} />
      <p>${t(own ? "accounts.resetOwnText" : "accounts.resetText")}</p>
      ${own && html`<${PasswordField} label=${t("me.current")} autocomplete="current-password" value=${current}
        error=${faultOf(error)("currentPassword")} onInput=${(event) => setCurrent(event.target.value)} />`}
      <${PasswordField} label=${t("accounts.newPassword")} hint=${t("accounts.passwordHint")} autocomplete="new-password" value=${password}
        error=${faultOf(error)("password")} onInput=${(event) => setPassword(event.target.value)} />
      <${End} busy=${busy} action=${t("common.save")} onClose=${onClose} />
    </${Form}>
  </${Dialog}>`;
}

function Remove({ account, onClose, onDone }) {
  const [remove, busy, error] = useAction(async () => {
    await api.del(one(account));
    notify(t("accounts.deleted", { name: account.name }));
    onDone();
  });
  return html`<${Confirm} title=${t("accounts.deleteTitle")} action=${t("common.delete")} busy=${busy} onConfirm=${remove} onClose=${onClose}>
    <${Problem} error=${error} />
    <p>${t("accounts.deleteText", { name: account.name })}</p>
  </${Confirm}>`;
}

const DIALOGS = { rights: Rights, reset: Reset, remove: Remove };

function Row({ account, open, reload }) {
  const toggle = async () => {
    try {
      await api.patch(one(account), { disabled: !account.disabled });
      notify(t(account.disabled ? "accounts.enabled" : "accounts.disabled", { name: account.name }));
    } catch (error) {
      notify(problemText(error));
    }
    reload();
  };
  const items = [
    { label: t("accounts.rights"), run: () => open("rights", account) },
    { label: t("accounts.reset"), run: () => open("reset", account) },
    { label: t(account.disabled ? "accounts.enable" : "accounts.disable"), run: toggle },
    { label: t("common.delete"), danger: true, run: () => open("remove", account) },
  ];
  return html`<tr>
    <td class="main-cell"><strong><${Text} value=${account.name} /></strong></td>
    <td data-label=${t("scopes.label")}><${Scopes} of=${account} /></td>
    <td data-label=${t("link.status")}><span class=${"badge " + (account.disabled ? "" : "good")}>${t(account.disabled ? "accounts.off" : "accounts.on")}</span></td>
    <td data-label=${t("link.created")}>${day(account.createdAt)}</td>
    <td class="end"><${Menu} label=${t("accounts.more", { name: account.name })} items=${items} /></td>
  </tr>`;
}

export default function Accounts({ path, params, me }) {
  const { data, error, reload } = useGet("/accounts", { limit: 50, cursor: params.cursor });
  const [making, setMaking] = useState(false);
  const [inviting, setInviting] = useState(false);
  const [turn, setTurn] = useState(0);
  const [dialog, setDialog] = useState(null);
  const items = data ? data.items : [];
  const close = () => {
    setMaking(false);
    setDialog(null);
  };
  const done = () => {
    close();
    reload();
  };
  return html`
    <${PageHead} title=${t("accounts.title")} lead=${t("accounts.lead")}>
      <button type="button" class="primary" onClick=${() => setInviting(true)}><${Icon} name="plus" />${t("invite.button")}</button>
      <button type="button" onClick=${() => setMaking(true)}>${t("accounts.new")}</button>
    </${PageHead}>
    <${Problem} error=${error} retry=${reload} />
    ${!data && !error && html`<${Loading} />`}
    ${data && items.length === 0 && html`<${Empty} title=${t("accounts.empty")} text=${t("accounts.emptyText")}>
      <button type="button" class="primary" onClick=${() => setMaking(true)}>${t("accounts.new")}</button></${Empty}>`}
    ${items.length > 0 && html`<div class="table framed"><table class="stack">
      <thead><tr><th scope="col">${t("accounts.name")}</th><th scope="col">${t("scopes.label")}</th><th scope="col">${t("link.status")}</th>
        <th scope="col">${t("link.created")}</th><th><span class="hidden-text">${t("common.actions")}</span></th></tr></thead>
      <tbody>${items.map((account) => html`<${Row} key=${account.id} account=${account} reload=${reload}
        open=${(kind, of) => setDialog({ kind, of })} />`)}</tbody>
    </table></div>`}
    ${data && html`<${Pager} ...${pages(path, params, data.next)} />`}
    <${Invitations} key=${turn} />
    ${inviting && html`<${Invite} me=${me} onClose=${() => setInviting(false)} onDone=${() => setTurn(turn + 1)} />`}
    ${making && html`<${NewAccount} me=${me} onClose=${close} onDone=${done} />`}
    ${dialog && html`<${DIALOGS[dialog.kind]} account=${dialog.of} me=${me} own=${me.via === "account" && me.name === dialog.of.name} onClose=${close} onDone=${done} />`}`;
}
