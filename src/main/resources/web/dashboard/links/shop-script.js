// What the pages of a shop load, so that its orders can name the clicks that led to them.

import { CopyButton } from "../base/clipboard.js";
import { html } from "../base/html.js";
import { t } from "../base/i18n.js";

/** @param about what the service says of itself, or null while it has not */
export function ShopScript({ about }) {
  if (!about) {
    return null;
  }
  const script = `<script src="${about.publicUrl.replace(/\/$/, "")}/js/grapevine.js" async></script>`;
  return html`<div><p class="hint">${t("linkForm.shopScript")}</p><div class="secret"><code>${script}</code><${CopyButton} text=${script} label=${t("linkForm.shopScriptCopy")} /></div></div>`;
}
