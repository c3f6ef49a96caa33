// The domain of a short URL, where the service has several to choose from.

import { Field } from "../base/fields.js";
import { html } from "../base/html.js";
import { t } from "../base/i18n.js";

/** The choice of a short URL's domain, "" for the default; nothing where there is but one. @param about what the service tells of itself */
export function DomainField({ about, ...rest }) {
  const domains = about && about.domains ? [about.defaultDomain, ...about.domains.filter((domain) => domain !== about.defaultDomain)] : [];
  return domains.length < 2 ? null : html`<${Field} as="select" label=${t("link.domain")} ...${rest}>
    ${domains.map((domain) => html`<option key=${domain} value=${domain === about.defaultDomain ? "" : domain}>${domain}</option>`)}</${Field}>`;
}
