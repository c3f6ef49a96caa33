// What a link looks like in a chat: a picture of the message that grows as one types.

import { Segments } from "../base/fields.js";
import { Text, html, useEffect, useState } from "../base/html.js";
import { t } from "../base/i18n.js";
import { Icon } from "../base/icons.js";

const LOOKS = ["whatsapp", "imessage", "neutral"];
const STORED = "grapevine.look";

/** The host of an address, or null for what is none. */
export function hostOf(address) {
  try {
    return new URL(address).host || null;
  } catch {
    return null;
  }
}

/** Where a picture of this service's is, on whichever of its domains. */
const OWN = /^https?:\/\/[^/]+(\/images\/[0-9A-Za-z]{22}\.(?:jpg|png))$/;

/** The path of an uploaded picture, which this page may load from its own service; null for what is elsewhere. */
export const ownPicture = (image) => (OWN.exec((image || "").trim()) || [])[1] || null;

/** A short URL as one may look. @param about what the service tells of itself, or null @param domain null for the default */
export function exampleUrl(about, domain = null) {
  const known = about && about.publicUrl;
  const base = !known ? location.origin : domain && domain !== about.defaultDomain ? new URL(known).protocol + "//" + domain : known;
  return base.replace(/\/$/, "") + "/aZ3kP9q";
}

export const isEmptyCard = (card) => !card || !["title", "description", "image"].some((name) => (card[name] || "").trim());

/** The words as they are sent, cut where the link is: [before, after]. */
export function wordsAround(text) {
  const words = text || "";
  const at = words.indexOf("{url}");
  if (at < 0) {
    return [words.trim() ? words.trim() + " " : "", ""];
  }
  return [words.slice(0, at), words.slice(at + "{url}".length)];
}

/** An uploaded picture; or where another would be. That is not loaded: its host would learn of it, and the page asks nobody but this service. */
function Picture({ image }) {
  const own = ownPicture(image);
  if (own) {
    return html`<img class="bubble-picture" src=${own} alt="" />`;
  }
  const host = hostOf(image);
  return html`<span class="bubble-image"><${Icon} name="image" size=${28} />${host && html`<bdi>${host}</bdi>`}</span>`;
}

function Preview({ card, destination, domain }) {
  if (isEmptyCard(card)) {
    const host = hostOf(destination);
    return html`<span class="bubble-card own">
      <span class="bubble-words"><b>${host ? t("card.ownTitle", { host }) : t("card.ownTitleUnknown")}</b><span>${t("card.ownText")}</span></span>
    </span>`;
  }
  return html`<span class="bubble-card">
    ${(card.image || "").trim() && html`<${Picture} image=${card.image.trim()} />`}
    <span class="bubble-words">
      <b><${Text} value=${(card.title || "").trim() || hostOf(destination) || domain} /></b>
      ${(card.description || "").trim() && html`<${Text} class="bubble-description" value=${card.description.trim()} />`}
      <small>${domain}</small>
    </span>
  </span>`;
}

/**
 * A message with a link, drawn as a chat shows it.
 *
 * @param text the share text, with {url} for the link or without; null for the link alone
 * @param url the short URL
 */
export function ChatBubble({ look, card, destination, text, url }) {
  const [before, after] = wordsAround(text);
  const domain = hostOf(url) || "";
  const words = html`<span class="bubble-text"><bdi>${before}<span class="bubble-link">${url}</span>${after}</bdi></span>`;
  return html`<div class=${"chat " + look}><div class="bubble">
    <${Preview} card=${card} destination=${destination} domain=${domain} />
    ${words}
  </div></div>`;
}

function storedLook() {
  try {
    const stored = localStorage.getItem(STORED);
    return LOOKS.includes(stored) ? stored : LOOKS[0];
  } catch {
    return LOOKS[0];
  }
}

/** A {@link ChatBubble} with the choice of how it is drawn. The drawing is ours: apps differ, and change. */
export function LinkPreview({ card, destination, text = null, url = exampleUrl(null) }) {
  const [look, setLook] = useState(storedLook);
  useEffect(() => {
    try {
      localStorage.setItem(STORED, look);
    } catch {
      // Then it is chosen anew the next time.
    }
  }, [look]);
  return html`<figure class="link-preview">
    <figcaption>${t("card.preview")}</figcaption>
    <${Segments} label=${t("card.look")} options=${LOOKS.map((name) => [name, t("card.look." + name)])} value=${look} onChange=${setLook} />
    <${ChatBubble} look=${look} card=${card} destination=${destination} text=${text} url=${url} />
    ${hostOf(card && card.image) && !ownPicture(card.image) && html`<p class="hint">${t("card.notLoaded", { host: hostOf(card.image) })}</p>`}
  </figure>`;
}
