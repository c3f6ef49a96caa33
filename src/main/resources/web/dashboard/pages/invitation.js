// Whoever is invited chooses a name and a password, and is signed in. Seen without an account, by whoever has the address.

import { api } from "../base/api.js";
import { useAction, useLoad } from "../base/asking.js";
import { Field, Form, PasswordField } from "../base/fields.js";
import { Text, html, useEffect, useState } from "../base/html.js";
import { addTexts, day, t } from "../base/i18n.js";
import { PageHead } from "../base/page.js";
import { go } from "../base/places.js";
import { Empty, Loading, Problem } from "../base/states.js";

await addTexts("people");

function Join({ token, invitation, onSignedIn }) {
  const [name, setName] = useState(invitation.name || "");
  const [password, setPassword] = useState("");
  const [join, busy, error] = useAction(async () => {
    const joined = await api.post("/invitations/accept", { token, name: name.trim(), password });
    const who = await api.post("/session", { name: joined.name, password });
    go("/");
    onSignedIn(who);
  });
  const fault = (field) => error && error.field && error.field(field);
  return html`<${Form} class="card" onSubmit=${join} error=${error}>
    <h1>${t("join.title")}</h1>
    <p class="soft">${t("join.lead", { day: day(invitation.expiresAt) })}</p>
    <p><b>${invitation.role ? t("role." + invitation.role) : t("join.rights")}</b>${invitation.campaign && html` · ${t("role.inCampaign")} <${Text} value=${invitation.campaign} />`}
      ${invitation.role && html`<br /><small>${t("role." + invitation.role + ".hint")}</small>`}</p>
    <${Problem} error=${error} shown=${["name", "password"]} />
    <${Field} label=${t("join.name")} hint=${t("join.nameHint")} name="name" autocomplete="username" maxlength="100" value=${name} error=${fault("name")} onInput=${(event) => setName(event.target.value)} />
    <${PasswordField} label=${t("join.password")} hint=${t("accounts.passwordHint")} name="password" autocomplete="new-password" value=${password} error=${fault("password")} onInput=${(event) => setPassword(event.target.value)} />
    <div class="form-end"><button type="submit" class="primary" aria-disabled=${busy}>${t("join.make")}</button></div>
  </${Form}>`;
}

function Stranger({ token, onSignedIn, onLeave }) {
  const { data, error } = useLoad(() => api.post("/invitations/look", { token }), [token]);
  useEffect(() => {
    document.title = t("join.title") + " · Grapevine";
  }, []);
  return html`<main id="main" class="narrow sign-in">
    <p class="brand"><img src="/favicon.svg" alt="" width="40" height="40" />Grapevine</p>
    ${!data && !error && html`<${Loading} />`}
    ${error && (error.status === 404 ? html`<div class="card"><h1>${t("join.gone")}</h1><p>${t("join.goneText")}</p></div>` : html`<${Problem} error=${error} />`)}
    ${data && html`<${Join} token=${token} invitation=${data} onSignedIn=${onSignedIn} />`}
    <p><button type="button" class="link" onClick=${onLeave}>${t("join.signIn")}</button></p>
  </main>`;
}

/**
 * @param me who is signed in, if anybody is: they have an account, or another is to be made elsewhere
 * @param onSignedIn takes who is signed in then @param onLeave leads to where one signs in
 */
export default function Invitation({ args, me, signOut, onSignedIn, onLeave }) {
  return me
    ? html`<${PageHead} title=${t("join.title")} />
        <${Empty} title=${t("join.already", { name: me.name })} text=${t("join.alreadyText")}><button type="button" onClick=${signOut}>${t("nav.signOut")}</button></${Empty}>`
    : html`<${Stranger} token=${args.token} onSignedIn=${onSignedIn} onLeave=${onLeave} />`;
}
