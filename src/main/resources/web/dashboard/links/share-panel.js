// All ways to share one link: to copy it, with words or without, to open its app, to hand it to the phone, to print it.

import { url as apiUrl } from "../base/api.js";
import { useChannels, useGet } from "../base/asking.js";
import { CopyButton } from "../base/clipboard.js";
import { Text, html, useState } from "../base/html.js";
import { t } from "../base/i18n.js";
import { Icon } from "../base/icons.js";
import { notify } from "../base/overlays.js";
import { Loading, Problem } from "../base/states.js";
import { ChannelSign } from "./signs.js";
import { ShortUrl } from "./short-url.js";

/** Whether an app can be opened so, and nothing else. */
const opens = (shareUri) => /^[a-z][a-z0-9+.-]*:/i.test(shareUri || "") && !/^(javascript|data|vbscript):/i.test(shareUri);

/** The address of a link's plain QR code. */
export const qrUrl = (link) => apiUrl("/links/" + encodeURIComponent(link.code) + "/qr", { domain: link.domain, format: "svg" });

/** The words and the app's URI of a link, asked for where they are not at hand. */
function useShare(link, shareText, shareUri) {
  const known = shareText !== undefined;
  const asked = useGet(known ? null : "/links/" + encodeURIComponent(link.code) + "/share", { domain: link.domain });
  return known ? { data: { shareText, shareUri }, error: null } : asked;
}

/** Opens the channel's app with the words. */
function OpenApp({ shareUri, name, class: style }) {
  // A page opens beside this one; an app's own scheme opens the app, and would leave an empty page there.
  const beside = /^https?:/i.test(shareUri) ? { target: "_blank", rel: "noopener noreferrer" } : {};
  return html`<a class=${"button " + style} href=${shareUri} ...${beside}><${Icon} name="open" />${t("share.open", { name })}</a>`;
}

/** The phone's own list of apps to share with; nothing where the browser has none. */
function NativeShare({ link, shareText }) {
  if (typeof navigator.share !== "function") {
    return null;
  }
  const share = async () => {
    // With both, apps drop the words or say the address twice, for the words have it in them.
    const words = shareText && shareText !== link.shortUrl ? { text: shareText } : { url: link.shortUrl };
    try {
      await navigator.share(words);
    } catch (error) {
      if (error.name !== "AbortError") {
        notify(t("share.nativeFailed"));
      }
    }
  };
  return html`<button type="button" onClick=${share}><${Icon} name="share" />${t("share.native")}</button>`;
}

function QrButton({ link, name, class: style }) {
  const [dialog, setDialog] = useState(null);
  const open = async () => {
    try {
      const { QrDialog } = await import("./qr-dialog.js");
      setDialog({ QrDialog });
    } catch {
      notify(t("share.qrFailed"));
    }
  };
  return html`<button type="button" class=${style} aria-haspopup="dialog" onClick=${open}><${Icon} name="qr" />${t("share.qr")}</button>
    ${dialog && html`<${dialog.QrDialog} link=${link} title=${name ? t("share.qrOf", { name }) : t("share.qr")} onClose=${() => setDialog(null)} />`}`;
}

/** Channels that are no app into which one could paste. */
const PRINTED = ["print", "qr"];
const NO_APP = [...PRINTED, "copy"];

/** The ways to share, as a row of buttons. @param name of the channel, or null for a link without one */
export function ShareActions({ link, shareText, shareUri, name }) {
  const hasWords = Boolean(shareText) && shareText !== link.shortUrl;
  return html`<div class="share-actions">
    <${CopyButton} text=${link.shortUrl} label=${t("share.copyLink")} />
    ${hasWords && html`<${CopyButton} text=${shareText} label=${t("share.copyText")} />`}
    ${name && (opens(shareUri)
      ? html`<${OpenApp} class="app" shareUri=${shareUri} name=${name} />`
      : !NO_APP.includes(link.channel) && html`<span class="paste">${t("share.paste", { name })}</span>`)}
    <${QrButton} class=${PRINTED.includes(link.channel) ? "primary code" : "code"} link=${link}
      name=${[!NO_APP.includes(link.channel) && name, link.audience].filter(Boolean).join(" · ")} />
    <${NativeShare} link=${link} shareText=${shareText} />
  </div>`;
}

/**
 * A link's ways to be shared, for its own page.
 *
 * @param link of the API
 * @param shareText the words with the short URL in them; asked for when left out, as shareUri is
 */
export function SharePanel({ link, shareText, shareUri }) {
  const { name } = useChannels();
  const { data, error, reload } = useShare(link, shareText, shareUri);
  const channel = link.channel ? name(link.channel) : null;
  if (error) {
    return html`<${Problem} error=${error} retry=${reload} />`;
  }
  if (!data) {
    return html`<${Loading} />`;
  }
  return html`<section class="card share-panel">
    <h2>${t("share.title")}</h2>
    <p class="share-url">${channel && html`<${ChannelSign} id=${link.channel} name=${channel} />`}<${ShortUrl} url=${link.shortUrl} /></p>
    ${data.shareText !== link.shortUrl && html`<p class="share-words"><${Text} value=${data.shareText} /></p>`}
    <${ShareActions} link=${link} shareText=${data.shareText} shareUri=${data.shareUri} name=${channel} />
  </section>`;
}
