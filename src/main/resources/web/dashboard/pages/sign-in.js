// Signing in, with a name and a password or with an API key.

import { ApiError, api } from "../base/api.js";
import { useAction } from "../base/asking.js";
import { Field, Form, PasswordField, Segments } from "../base/fields.js";
import { html, useEffect, useRef, useState } from "../base/html.js";
import { duration, t } from "../base/i18n.js";
import { problemText } from "../base/states.js";

const STORED = "grapevine.sign-in";

function remembered() {
  try {
    return localStorage.getItem(STORED) === "key" ? "key" : "password";
  } catch {
    return "password";
  }
}

function remember(way) {
  try {
    localStorage.setItem(STORED, way);
  } catch {
    // Then one chooses again next time.
  }
}

function refusal(error, way) {
  if (error instanceof ApiError && error.status === 429) {
    return t("signIn.wait", { wait: duration(error.retryAfter || 60) });
  }
  if (error instanceof ApiError && [401, 422].includes(error.status)) {
    return t(way === "key" ? "signIn.wrongKey" : "signIn.wrong");
  }
  return problemText(error);
}

/** @param ended whether one was signed in a moment ago */
export default function SignIn({ onSignedIn, ended }) {
  const [way, setWay] = useState(remembered);
  const [name, setName] = useState("");
  const [secret, setSecret] = useState("");
  const [refused, setRefused] = useState(null);
  const form = useRef(null);
  useEffect(() => {
    const before = document.title;
    document.title = t("signIn.title") + " · Grapevine";
    // Most go to the overview next; it loads while they type.
    import("./overview.js").catch(() => {});
    return () => {
      document.title = before;
    };
  }, []);
  useEffect(() => {
    form.current.querySelector("input:not([type=radio])").focus();
  }, []);
  const choose = (to) => {
    setWay(to);
    setSecret("");
    setRefused(null);
  };
  const [send, busy] = useAction(async () => {
    const missing = way === "password" && !name.trim() ? "name" : !secret ? "secret" : null;
    if (missing) {
      setRefused({ field: missing, text: t("signIn.missing") });
      return;
    }
    try {
      const who = await api.post("/session", way === "key" ? { key: secret.trim() } : { name: name.trim(), password: secret });
      remember(way);
      onSignedIn(who);
    } catch (error) {
      setRefused({ field: "secret", text: null, whole: refusal(error, way) });
    }
  });
  const fault = (field) => (refused && refused.field === field ? refused.text : null);
  return html`<main id="main" class="narrow sign-in" ref=${form}>
    <p class="brand"><img src="/favicon.svg" alt="" width="40" height="40" />Grapevine</p>
    <${Form} class="card" onSubmit=${send} error=${refused}>
      <h1>${t("signIn.title")}</h1>
      <p class="soft">${ended ? t("signIn.ended") : t("signIn.lead")}</p>
      <${Segments} label=${t("signIn.way")} value=${way} onChange=${choose}
        options=${[["password", t("signIn.byPassword")], ["key", t("signIn.byKey")]]} />
      ${refused && refused.whole && html`<div class="problem" role="alert"><p>${refused.whole}</p></div>`}
      ${way === "password" && html`<${Field} label=${t("signIn.name")} name="name" autocomplete="username" autocapitalize="none" spellcheck=${false}
        value=${name} error=${fault("name")} onInput=${(event) => setName(event.target.value)} />`}
      <${PasswordField} key=${way} label=${t(way === "key" ? "signIn.key" : "signIn.password")} name=${way} value=${secret} error=${fault("secret")}
        autocomplete=${way === "key" ? "off" : "current-password"} hint=${t(way === "key" ? "signIn.keyHint" : "signIn.passwordHint")}
        onInput=${(event) => setSecret(event.target.value)} />
      <div class="form-end"><button type="submit" class="primary" aria-disabled=${busy}>${t("signIn.send")}</button></div>
    </${Form}>
  </main>`;
}
