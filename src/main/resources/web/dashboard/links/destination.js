// What is to be said of where a link leads, beside its address: the API tells both.

import { html } from "../base/html.js";
import { has, t } from "../base/i18n.js";

/** An address as people type it: without its scheme. */
export const addressOf = (typed) => {
  const text = typed.trim();
  return /^[a-z0-9-]+(\.[a-z0-9-]+)+([/:?#].*)?$/i.test(text) ? "https://" + text : text;
};

/** Whether the name of a host that a link leads to can be taken for another. */
export const isLookAlike = (link) => link.warnings.some((warning) => warning.code === "look-alike-host");

/** @param warning of the API; one whose code is not known here is shown in the API's words */
const textOf = ({ code, message }) => (has("link.warning." + code) ? t("link.warning." + code) : message);

/** The host in its own letters, where it has others than the address; or what is to be looked at in a field of the link. */
export function HostNotes({ link, field = "destination" }) {
  const warnings = link.warnings.filter((warning) => warning.field === field);
  return html`${field === "destination" && link.unicodeHost && html`<div class="soft"><bdi>${link.unicodeHost}</bdi></div>`}
    ${field === "destination" && link.blocked && html`<p class="advice warn">${t("link.blockedHint")}</p>`}
    ${warnings.map((warning) => html`<p class="advice warn" key=${warning.code}>${textOf(warning)}</p>`)}`;
}

/** That recipients do not get there, for the operator blocks the host. */
export const BlockedBadge = ({ link }) => link.blocked && html`<span class="badge bad" title=${t("link.blockedHint")}>${t("link.blocked")}</span>`;

/** In a list, where there is room for a word. */
export const LookAlikeBadge = ({ link }) => isLookAlike(link) && html`<span class="badge warn" title=${t("link.warning.look-alike-host")}>${t("link.lookAlike")}</span>`;
