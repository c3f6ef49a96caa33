// What other services counted of links before these were brought here: beside the figures, and in none of them.

import { html } from "../base/html.js";
import { day, t } from "../base/i18n.js";

/** @param sum of the links of a report; null where there is none */
export const OpeningBalance = ({ sum }) => sum && html`<p class="hint opening">${t("report.opening", { n: sum.visits, links: sum.links, until: day(sum.until) })}</p>`;
