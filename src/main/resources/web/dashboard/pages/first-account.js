// The first account: whoever came with the admin key makes one for themselves, and is signed in to it.

import { api } from "../base/api.js";
import { useAction } from "../base/asking.js";
import { Field, Form, PasswordField } from "../base/fields.js";
import { html, useState } from "../base/html.js";
import { addTexts, t } from "../base/i18n.js";
import { PageHead } from "../base/page.js";
import { Problem } from "../base/states.js";

await addTexts("people");

export default function FirstAccount() {
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const [make, busy, error] = useAction(async () => {
    const made = await api.post("/accounts", { name: name.trim(), password, role: "admin" });
    await api.post("/session", { name: made.name, password });
    location.hash = "#/";
    location.reload();
  });
  const fault = (field) => error && error.field && error.field(field);
  return html`<${PageHead} title=${t("first.make")} lead=${t("first.lead")} />
    <${Form} class="form card" onSubmit=${make} error=${error}>
      <${Problem} error=${error} shown=${["name", "password"]} />
      <${Field} label=${t("join.name")} hint=${t("join.nameHint")} name="name" autocomplete="username" maxlength="100" value=${name} error=${fault("name")} onInput=${(event) => setName(event.target.value)} />
      <${PasswordField} label=${t("join.password")} hint=${t("accounts.passwordHint")} name="password" autocomplete="new-password" value=${password} error=${fault("password")} onInput=${(event) => setPassword(event.target.value)} />
      <p class="hint">${t("first.after")}</p>
      <div class="form-end"><button type="submit" class="primary" aria-disabled=${busy}>${t("join.make")}</button></div>
    </${Form}>`;
}
