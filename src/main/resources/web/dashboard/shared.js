// The shell of a shared report: its address says which, behind the #, and nobody is signed in.

import { html, render, useEffect, useState } from "./base/html.js";
import { language, languages, ownName, setLanguage, t } from "./base/i18n.js";
import { Notices } from "./base/overlays.js";
import { Loading, Problem } from "./base/states.js";

/** The token, and what the report is narrowed to: "#gvs_…?channel=whatsapp". */
function place() {
  const [token, query = ""] = location.hash.slice(1).split("?");
  return { token, params: Object.fromEntries(new URLSearchParams(query)) };
}

function App() {
  const [{ token, params }, setPlace] = useState(place);
  const [Shared, setShared] = useState(null);
  const [error, setError] = useState(null);
  useEffect(() => {
    import("./pages/shared.js").then((module) => setShared(() => module.default), (failure) => {
      console.error(failure);
      setError(failure);
    });
    const moved = () => setPlace(place());
    addEventListener("hashchange", moved);
    return () => removeEventListener("hashchange", moved);
  }, []);
  return html`
    <header class="top"><div class="top-in"><span class="brand"><img src="/favicon.svg" alt="" width="28" height="28" />Grapevine</span></div></header>
    <main id="main" tabindex="-1">${Shared ? html`<${Shared} key=${token} token=${token} path=${token} params=${params} />`
      : error ? html`<${Problem} error=${error} retry=${() => location.reload()} />` : html`<${Loading} />`}</main>
    <footer><span>${t("shared.readOnly")}</span>
      <label>${t("nav.language")} <select value=${language} onChange=${(event) => setLanguage(event.target.value)}>
        ${languages.map((tag) => html`<option value=${tag} selected=${tag === language} lang=${tag}>${ownName(tag)}</option>`)}
      </select></label></footer>
    <${Notices} />`;
}

const root = document.getElementById("app");
root.textContent = "";
render(html`<${App} />`, root);
