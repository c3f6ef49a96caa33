// How one shares the page that one is on: by a bookmark, and from a phone's menu.

import { CopyButton } from "../base/clipboard.js";
import { html } from "../base/html.js";
import { addTexts, t } from "../base/i18n.js";
import { Icon } from "../base/icons.js";
import { notify } from "../base/overlays.js";

await addTexts("anywhere");

/**
 * The address of a bookmark that opens a new share set for the page that it is pressed on. This line is all that runs there; what it hands on stands
 * behind the #, which no server is told, and the two pages do not know of each other (noreferrer).
 */
export const bookmarklet = () => "javascript:" + encodeURIComponent(
  `void open(${JSON.stringify(location.origin + "/dashboard#/share-sets/new?")}+new URLSearchParams({destination:location.href,`
  + `title:document.title.slice(0,200)}),"_blank","noreferrer")`);

/** Pressed here, it would be refused by this page's own rule for scripts. */
const onlyToDrag = (event) => {
  event.preventDefault();
  notify(t("anywhere.dragged"));
};

export function Anywhere() {
  return html`<section class="card"><h2>${t("anywhere.title")}</h2>
    <p>${t("anywhere.bookmark")}</p>
    <div class="buttons">
      <a class="button" href=${bookmarklet()} onClick=${onlyToDrag}><${Icon} name="bookmark" />${t("anywhere.bookmarkName")}</a>
      <${CopyButton} class="quiet" text=${bookmarklet()} label=${t("anywhere.copy")} />
    </div>
    <p class="hint">${t("anywhere.noBar")}</p>
    <h3>${t("anywhere.phone")}</h3>
    <p>${t("anywhere.install")}</p>
  </section>`;
}
