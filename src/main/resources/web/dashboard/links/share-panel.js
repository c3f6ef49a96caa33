// All ways to share one link: to copy it, with words or without, to open its app, to hand it to the phone, to print it.

import { url as apiUrl } from "../base/api.js";
import { useChannels, useGet, useSettled } from "../base/asking.js";
import { CopyButton } from "../base/clipboard.js";
import { Field } from "../base/fields.js";
import { Text, html, useState } from "../base/html.js";
import { t } from "../base/i18n.js";
import { Icon } from "../base/icons.js";
import { Dialog, notify } from "../base/overlays.js";
import { Loading, Problem } from "../base/states.js";
import { ChannelMark } from "./channels.js";

/** The largest side of a QR code in pixels, and the widest margin in modules; as the API has them. */
const QR = { size: { least: 64, most: 2048, usual: 512 }, margin: { least: 0, most: 16, usual: 4 } };

/** Whether an app can be opened so, and nothing else. */
const opens = (shareUri) => /^[a-z][a-z0-9+.-]*:/i.test(shareUri || "") && !/^(javascript|data|vbscript):/i.test(shareUri);

/** A short URL as people read it. */
export const withoutScheme = (url) => url.replace(/^https?:\/\//, "");

/** A short URL to be read and typed: where it is too long for a line, it is parted before its code. */
export function ShortUrl({ url }) {
  const text = withoutScheme(url);
  const code = text.indexOf("/") + 1;
  return html`<bdi class="text">${text.slice(0, code)}<wbr />${text.slice(code)}</bdi>`;
}

/** The address of a link's QR code. @param format "svg" or "png" @param margin in modules */
export const qrUrl = (link, format, { size = QR.size.usual, margin = QR.margin.usual } = {}) =>
  apiUrl("/links/" + encodeURIComponent(link.code) + "/qr", { domain: link.domain, format, size, margin });

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

const within = (text, { least, most, usual }) => {
  const number = Math.round(Number(text));
  return text === "" || !Number.isFinite(number) ? usual : Math.min(most, Math.max(least, number));
};

function QrDialog({ link, title, onClose }) {
  const [form, setForm] = useState({ size: String(QR.size.usual), margin: String(QR.margin.usual) });
  const [failed, setFailed] = useState(false);
  const settled = useSettled(form);
  const wanted = { size: within(settled.size, QR.size), margin: within(settled.margin, QR.margin) };
  const set = (name) => (event) => {
    setFailed(false);
    setForm({ ...form, [name]: event.target.value });
  };
  const number = (name) => ({
    type: "number", inputmode: "numeric", min: QR[name].least, max: QR[name].most, value: form[name], onInput: set(name),
    onBlur: () => setForm((now) => ({ ...now, [name]: String(within(now[name], QR[name])) })),
  });
  return html`<${Dialog} title=${title} onClose=${onClose}>
    <div class="qr">
      <div class="qr-picture">
        ${failed
          ? html`<p class="problem" role="alert">${t("share.qrFailed")}</p>`
          : html`<img src=${qrUrl(link, "svg", wanted)} alt=${t("share.qrAlt", { url: link.shortUrl })} width="256" height="256" onError=${() => setFailed(true)} />`}
        <p><${ShortUrl} url=${link.shortUrl} /></p>
      </div>
      <div>
        <${Field} label=${t("share.qrSize")} step="64" hint=${t("share.qrSizeHint", { most: QR.size.most })} ...${number("size")} />
        <${Field} label=${t("share.qrMargin")} step="1" hint=${t("share.qrMarginHint")} ...${number("margin")} />
        <div class="form-end">
          <a class="button primary" href=${qrUrl(link, "png", wanted)} download=${"qr-" + link.code + ".png"}><${Icon} name="download" />${t("share.qrSave", { format: "PNG" })}</a>
          <a class="button" href=${qrUrl(link, "svg", wanted)} download=${"qr-" + link.code + ".svg"}><${Icon} name="download" />${t("share.qrSave", { format: "SVG" })}</a>
        </div>
        <p class="hint">${t("share.qrFormats")}</p>
      </div>
    </div>
  </${Dialog}>`;
}

function QrButton({ link, name, class: style }) {
  const [open, setOpen] = useState(false);
  return html`<button type="button" class=${style} aria-haspopup="dialog" onClick=${() => setOpen(true)}><${Icon} name="qr" />${t("share.qr")}</button>
    ${open && html`<${QrDialog} link=${link} title=${name ? t("share.qrOf", { name }) : t("share.qr")} onClose=${() => setOpen(false)} />`}`;
}

/** The ways to share, as a row of buttons. @param name of the channel, or null for a link without one */
export function ShareActions({ link, shareText, shareUri, name }) {
  const hasWords = Boolean(shareText) && shareText !== link.shortUrl;
  return html`<div class="share-actions">
    <${CopyButton} text=${link.shortUrl} label=${t("share.copyLink")} />
    ${hasWords && html`<${CopyButton} text=${shareText} label=${t("share.copyText")} />`}
    ${name && (opens(shareUri)
      ? html`<${OpenApp} class="app" shareUri=${shareUri} name=${name} />`
      : html`<span class="paste">${t("share.paste", { name })}</span>`)}
    <${QrButton} class="code" link=${link} name=${[name, link.audience].filter(Boolean).join(" · ")} />
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
    <p class="share-url">${channel && html`<${ChannelMark} id=${link.channel} name=${channel} />`}<${ShortUrl} url=${link.shortUrl} /></p>
    ${data.shareText !== link.shortUrl && html`<p class="share-words"><${Text} value=${data.shareText} /></p>`}
    <${ShareActions} link=${link} shareText=${data.shareText} shareUri=${data.shareUri} name=${channel} />
  </section>`;
}
