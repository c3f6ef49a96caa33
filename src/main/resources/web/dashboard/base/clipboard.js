// Text that one takes away on the clipboard.

import { html, useState } from "./html.js";
import { t } from "./i18n.js";
import { Icon } from "./icons.js";
import { notify } from "./overlays.js";

/** Puts text on the clipboard, also where the page is not served by https. */
export async function copyText(text) {
  if (navigator.clipboard && isSecureContext) {
    await navigator.clipboard.writeText(text);
    return;
  }
  const area = document.createElement("textarea");
  area.value = text;
  area.className = "offscreen";
  (document.querySelector("dialog[open]") || document.body).append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  if (!done) {
    throw new Error("the browser copies nothing");
  }
}

/** Copies and says so. @return whether it was done */
export async function copyAndSay(text) {
  try {
    await copyText(text);
    notify(t("common.copied"));
    return true;
  } catch {
    notify(t("common.copyFailed"));
    return false;
  }
}

/** @param label what the button says @param name what it is called where it shows a drawing alone (icon) */
export function CopyButton({ text, label, name, icon = false, class: style = "" }) {
  const [done, setDone] = useState(false);
  const copy = async () => {
    if (await copyAndSay(text)) {
      setDone(true);
      setTimeout(() => setDone(false), 2000);
    }
  };
  const said = label || t("common.copy");
  return html`<button type="button" class=${icon ? "quiet square " + style : style} aria-label=${icon ? name || said : undefined}
    title=${icon ? said : undefined} onClick=${copy}><${Icon} name=${done ? "check" : "copy"} />${icon ? null : said}</button>`;
}
