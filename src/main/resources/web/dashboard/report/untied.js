// Conversions that are tied to no click and to no campaign: no report of a campaign has them, so they stand here.

import { useGet } from "../base/asking.js";
import { html } from "../base/html.js";
import { addTexts, t } from "../base/i18n.js";
import { Untied } from "./brought-parts.js";
import { CsvButton } from "./stats.js";

await addTexts("brought");

/** Nothing is shown while there are none. */
export default function UntiedOfNone() {
  const { data } = useGet("/conversions/unattributed");
  return data && data.items.length > 0 && html`<section class="card report-card" aria-label=${t("untied.title")}>
    <header class="part-head"><h2>${t("untied.title")}</h2><div class="part-tools">
      <${CsvButton} path="/conversions" params=${{ attributed: "false", campaign: "none" }} what="conversions-without-campaign" of=${t("untied.title")} /></div></header>
    <p class="hint">${t("untied.hint")}</p>
    <${Untied} unattributed=${data.items} />
  </section>`;
}
