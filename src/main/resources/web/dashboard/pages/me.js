// Who is signed in, and their password.

import { api, may } from "../base/api.js";
import { useAction } from "../base/asking.js";
import { Checkbox, Field, Form, PasswordField } from "../base/fields.js";
import { chooseSeparator, chosenSeparator, separators, usualSeparator } from "../base/files.js";
import { Text, html, useState } from "../base/html.js";
import { dateTime, t } from "../base/i18n.js";
import { notify } from "../base/overlays.js";
import { PageHead } from "../base/page.js";
import { isSlashOn, setSlash } from "../base/shortcuts.js";
import { Problem } from "../base/states.js";
import { useEdited } from "../base/unsaved.js";
import { Anywhere } from "../links/anywhere.js";
import { OwnKeys } from "./key-deeds.js";
import { Scopes } from "./scopes.js";

function Password({ me }) {
  const [form, setForm] = useState({ current: "", new: "", again: "" });
  const [unlike, setUnlike] = useState(null);
  useEdited(form);
  const set = (name) => ({ value: form[name], onInput: (event) => setForm({ ...form, [name]: event.target.value }) });
  const [change, busy, error] = useAction(async () => {
    if (form.new !== form.again) {
      setUnlike({ text: t("me.unlike") });
      return;
    }
    setUnlike(null);
    await api.post("/session/password", { current: form.current, new: form.new });
    setForm({ current: "", new: "", again: "" });
    notify(t("me.passwordChanged"));
  });
  const fault = (name) => error && error.field && error.field(name);
  return html`<section class="card"><h2>${t("me.password")}</h2>
    <${Form} onSubmit=${change} error=${unlike || error}>
      <input type="text" autocomplete="username" value=${me.name} readonly hidden />
      <${Problem} error=${error} shown=${["current", "new"]} />
      <${PasswordField} label=${t("me.current")} autocomplete="current-password" error=${fault("current")} ...${set("current")} />
      <${PasswordField} label=${t("me.new")} hint=${t("accounts.passwordHint")} autocomplete="new-password" error=${fault("new")} ...${set("new")} />
      <${PasswordField} label=${t("me.again")} autocomplete="new-password" error=${unlike && unlike.text} ...${set("again")} />
      <div class="form-end"><button type="submit" class="primary" aria-disabled=${busy}>${t("me.change")}</button></div>
    </${Form}>
  </section>`;
}

/** How tables are written that this browser takes away. */
function Tables() {
  const [chosen, setChosen] = useState(chosenSeparator);
  const choose = (event) => {
    chooseSeparator(event.target.value);
    setChosen(event.target.value);
  };
  return html`<section class="card"><h2>${t("me.tables")}</h2>
    <${Field} as="select" label=${t("me.separator")} hint=${t("me.separatorHint")} onChange=${choose}>
      ${["", ...separators].map((one) => html`<option key=${one} value=${one} selected=${one === chosen}>${one
        ? t("me.separator." + one) : t("me.separatorUsual", { separator: t("me.separator." + usualSeparator).split(",")[0] })}</option>`)}
    </${Field}>
  </section>`;
}

/** The keys that lead to the search. */
function Keyboard() {
  const [on, setOn] = useState(isSlashOn);
  const toggle = () => {
    setSlash(!on);
    setOn(!on);
  };
  return html`<section class="card"><h2>${t("me.keyboard")}</h2>
    <${Checkbox} label=${t("me.slash")} hint=${t("me.slashHint")} checked=${on} onChange=${toggle} />
  </section>`;
}

export default function Me({ me, signOut }) {
  return html`
    <${PageHead} title=${t("nav.me")} />
    <div class="form">
      <section class="card"><h2><${Text} value=${me.name} /></h2>
        <p>${t(me.via === "key" ? "me.viaKey" : "me.viaAccount")} ${me.expiresAt && t("me.until", { at: dateTime(me.expiresAt) })}</p>
        <p class="label">${t("scopes.label")}</p>
        <${Scopes} of=${me} />
        <button type="button" onClick=${signOut}>${t("nav.signOut")}</button>
      </section>
      ${may(me, "stats:read") && !me.campaign && html`<section class="card"><h2>${t("me.sent")}</h2>
        <p>${t("me.sentText")}</p>
        <p><a class="button" href="#/notices">${t("me.sentOpen")}</a></p>
      </section>`}
      ${may(me, "links:write") && html`<${Anywhere} />`}
      ${me.via === "account" && html`<${OwnKeys} me=${me} />`}
      <${Tables} />
      <${Keyboard} />
      ${me.via === "account" && html`<${Password} me=${me} />`}
    </div>`;
}
