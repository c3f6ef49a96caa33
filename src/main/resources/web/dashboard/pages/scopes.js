// What keys and accounts may do, in words, and how it is chosen.

import { Checkbox, Fault } from "../base/fields.js";
import { html } from "../base/html.js";
import { t } from "../base/i18n.js";

const SCOPES = ["links:read", "links:write", "stats:read", "conversions:write", "admin"];

const name = (scope) => t("scope." + scope);

/** The rights of one, of which the admin's holds all others. */
export const Scopes = ({ scopes }) => html`<span class="badges">${(scopes.includes("admin") ? ["admin"] : SCOPES.filter((scope) => scopes.includes(scope))).map((scope) =>
  html`<span class=${"badge " + (scope === "admin" ? "accent" : "")}>${name(scope)}</span>`)}</span>`;

/** @param value an array of scopes @param error what is wrong, or null */
export function ScopeField({ value, onChange, error }) {
  const toggle = (scope) => onChange(value.includes(scope) ? value.filter((one) => one !== scope) : [...value, scope]);
  const all = value.includes("admin");
  return html`<fieldset aria-describedby=${error ? "scopes-error" : undefined}><legend>${t("scopes.label")}</legend>
    ${SCOPES.map((scope) => html`<${Checkbox} key=${scope} label=${name(scope)} hint=${t("scope." + scope + ".hint")}
      checked=${value.includes(scope) || all} disabled=${all && scope !== "admin"} onChange=${() => toggle(scope)} />`)}
    <${Fault} id="scopes-error" error=${error} content=${value} />
  </fieldset>`;
}
