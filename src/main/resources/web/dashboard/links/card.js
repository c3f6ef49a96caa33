// What a link looks like in a chat: the editor of its card, and a picture of the message that grows as one types.

import { Field, Segments } from "../base/fields.js";
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

/** Where the image would be. It is not loaded: its host would learn of it, and the page asks nobody but this service. */
function Picture({ image }) {
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
    ${hostOf(card && card.image) && html`<p class="hint">${t("card.notLoaded", { host: hostOf(card.image) })}</p>`}
  </figure>`;
}

/**
 * Title, description and image of a link's preview, with a picture of it.
 *
 * @param card {title, description, image} of strings or null
 * @param onChange is given the card as it is to be
 * @param destination where the link leads
 * @param errors what is wrong, by the names of the card's fields
 * @param preview whether the picture stands beside the fields; a page may have its own
 * @param url the short URL, where there is one already
 */
export function CardEditor({ card, onChange, destination, errors = {}, preview = true, url }) {
  const present = card || {};
  const change = (name) => (event) => onChange({ ...present, [name]: event.target.value });
  const text = (name) => ({ value: present[name] || "", error: errors[name] || null, onInput: change(name) });
  return html`<div class=${"card-editor" + (preview ? " with-preview" : "")}>
    <div>
      <p class="hint">${t("card.lead")}</p>
      <${Field} label=${t("card.title")} autocomplete="off" hint=${t("card.titleHint")} ...${text("title")} />
      <${Field} as="textarea" rows="3" label=${t("card.description")} class="short-text" ...${text("description")} />
      <${Field} type="url" inputmode="url" label=${t("card.image")} placeholder="https://" maxlength="2048" autocomplete="off" spellcheck=${false}
        hint=${t("card.imageHint")} ...${text("image")} />
    </div>
    ${preview && html`<${LinkPreview} card=${present} destination=${destination} url=${url} />`}
  </div>`;
}
