// What somebody may do: a role by its name, and the single rights one press below; how it is shown, and how it is chosen.

import { may } from "../base/api.js";
import { Checkbox, Fault, Field } from "../base/fields.js";
import { Text, html, useState } from "../base/html.js";
import { addTexts, t } from "../base/i18n.js";
import { useCampaigns } from "../links/campaigns.js";

await addTexts("people");

const SCOPES = ["links:read", "links:write", "stats:read", "conversions:write", "admin"];

/** As the API has them: a campaign lead has all rights but an admin's, in one campaign. */
const ROLES = {
  reader: ["links:read", "stats:read"],
  marketer: ["links:read", "links:write", "stats:read"],
  "campaign-lead": ["links:read", "links:write", "stats:read", "conversions:write"],
  admin: ["admin"],
};

const OF_CAMPAIGN = "campaign-lead";

const name = (scope) => t("scope." + scope);

const Badges = ({ scopes }) => html`<span class="badges">${(scopes.includes("admin") ? ["admin"] : SCOPES.filter((scope) => scopes.includes(scope))).map((scope) =>
  html`<span class=${"badge " + (scope === "admin" ? "accent" : "")}>${name(scope)}</span>`)}</span>`;

/** What one may do: the name of it, which opens to the single rights. @param of {role, scopes, campaign} of the API */
export const Scopes = ({ of }) => html`<div class="rights">
  ${of.role ? html`<details><summary>${t("role." + of.role)}</summary><${Badges} scopes=${of.scopes} /></details>` : html`<${Badges} scopes=${of.scopes} />`}
  ${of.campaign && html`<small>${t("role.inCampaign")} <${Text} value=${of.campaign} /></small>`}</div>`;

/** The rights that a form begins with. */
export const rightsOf = (role, campaign = "") => ({ role, scopes: ROLES[role], campaign });

/** The rights of an account or a key, as a form changes them. */
export const rightsIn = ({ role, scopes, campaign }) => ({ role, scopes, campaign: campaign || "" });

/** Rights as the API takes them. */
export const sent = ({ role, scopes, campaign }) => ({ ...(role ? { role } : { scopes }), campaign: scopes.includes("admin") ? null : campaign || null });

/** The faults that stand beside these fields. */
export const RIGHTS = ["role", "scopes", "campaign"];

/** Roles that somebody can give. @param me whose rights they do not go beyond */
const offered = (me) => Object.keys(ROLES).filter((role) => ROLES[role].every((scope) => may(me, scope)) && !(role === "admin" && me.campaign));

function Campaign({ value, required, error, onChange }) {
  const campaigns = useCampaigns();
  const unknown = value && !campaigns.some((one) => one.slug === value);
  return html`<${Field} as="select" label=${t("role.campaign")} hint=${t(required ? "role.campaignOfLead" : "role.campaignHint")} error=${error} onChange=${(event) => onChange(event.target.value)}>
    <option value="" selected=${!value}>${t(required ? "role.choose" : "role.all")}</option>
    ${unknown && html`<option value=${value} selected>${value}</option>`}
    ${campaigns.map((one) => html`<option key=${one.slug} value=${one.slug} selected=${one.slug === value}>${one.name}</option>`)}
  </${Field}>`;
}

/**
 * @param value {role, scopes, campaign} @param error what came of the last attempt, or null
 * @param me who gives these rights, and beyond whose they do not go
 */
export function RightsField({ me, value, onChange, error }) {
  const [single, setSingle] = useState(value.role === null);
  const fault = (field) => error && error.field && error.field(field);
  const pick = (role) => onChange({ ...rightsOf(role), campaign: role === "admin" ? "" : value.campaign });
  const toggle = (scope) => {
    const scopes = value.scopes.includes(scope) ? value.scopes.filter((one) => one !== scope) : [...value.scopes, scope];
    onChange({ ...value, role: null, scopes });
  };
  const all = value.scopes.includes("admin");
  return html`<fieldset class="roles" aria-describedby=${fault("role") ? "role-error" : undefined}><legend>${t("role.label")}</legend>
      ${offered(me).map((role) => html`<label class="check" key=${role}><input type="radio" name="role" value=${role} checked=${value.role === role} onChange=${() => pick(role)} />
        <span><span>${t("role." + role)}</span><small>${t("role." + role + ".hint")}</small></span></label>`)}
      <${Fault} id="role-error" error=${fault("role")} content=${value.role} />
      <details open=${single} onToggle=${(event) => setSingle(event.currentTarget.open)}><summary>${t("role.single")}</summary>
        <div role="group" aria-label=${t("scopes.label")} aria-describedby=${fault("scopes") ? "scopes-error" : undefined}>
          ${SCOPES.filter((scope) => may(me, scope)).map((scope) => html`<${Checkbox} key=${scope} label=${name(scope)} hint=${t("scope." + scope + ".hint")}
            checked=${value.scopes.includes(scope) || all} disabled=${all && scope !== "admin"} onChange=${() => toggle(scope)} />`)}
          <${Fault} id="scopes-error" error=${fault("scopes")} content=${value.scopes} />
        </div></details>
    </fieldset>
    ${!all && !me.campaign && html`<${Campaign} value=${value.campaign} required=${value.role === OF_CAMPAIGN} error=${fault("campaign")} onChange=${(campaign) => onChange({ ...value, campaign })} />`}`;
}
