// The editor of a link's card.

import { api } from "../base/api.js";
import { useAction } from "../base/asking.js";
import { Fault, Field } from "../base/fields.js";
import { html, useRef } from "../base/html.js";
import { t } from "../base/i18n.js";
import { notify } from "../base/overlays.js";
import { problemText } from "../base/states.js";
import { PictureField } from "./card-picture.js";
import { LinkPreview } from "./card.js";
import { addressOf } from "./destination.js";

/** Fills the card with what the destination says of itself, which this service asks it. @param take is given what it says */
function FromPage({ destination, take }) {
  const [ask, busy, error] = useAction(async () => {
    const found = await api.post("/cards", { destination: addressOf(destination) });
    const said = Object.fromEntries(Object.entries(found).filter(([, value]) => value));
    if (Object.keys(said).length === 0) {
      notify(t("card.saysNothing"));
      return;
    }
    const undo = take(said);
    notify(t("card.taken"), { label: t("common.undo"), run: undo });
  });
  const fault = error && ((error.field && error.field("destination")) || problemText(error));
  return html`<div class="from-page">
    <button type="button" disabled=${!destination.trim()} aria-disabled=${busy} onClick=${ask}>${t(busy ? "card.asking" : "card.fromPage")}</button>
    <p class="hint">${t("card.fromPageHint")}</p>
    <${Fault} role="alert" error=${fault} content=${destination} />
  </div>`;
}

/**
 * Title, description and image of a link's preview, with a picture of it.
 *
 * @param card {title, description, image} of strings or null
 * @param onChange is given the card as it is to be
 * @param destination where the link leads
 * @param asksPages whether this service may ask that page what it says of itself
 * @param errors what is wrong, by the names of the card's fields
 * @param preview whether the picture stands beside the fields; a page may have its own
 * @param url the short URL, where there is one already
 */
export function CardEditor({ card, onChange, destination, asksPages = false, errors = {}, preview = true, url }) {
  const present = card || {};
  // What comes late, of an upload or a page, joins what was typed meanwhile.
  const now = useRef(present);
  now.current = present;
  const join = (more) => onChange({ ...now.current, ...more });
  const take = (said) => {
    const before = Object.fromEntries(Object.keys(said).map((name) => [name, now.current[name] || ""]));
    join(said);
    return () => join(before);
  };
  const text = (name) => ({ value: present[name] || "", error: errors[name] || null, onInput: (event) => join({ [name]: event.target.value }) });
  return html`<div class=${"card-editor" + (preview ? " with-preview" : "")}>
    <div>
      <p class="hint">${t("card.lead")}</p>
      ${asksPages && html`<${FromPage} destination=${destination} take=${take} />`}
      <${Field} label=${t("card.title")} autocomplete="off" hint=${t("card.titleHint")} ...${text("title")} />
      <${Field} as="textarea" rows="3" label=${t("card.description")} class="short-text" ...${text("description")} />
      <${PictureField} value=${present.image || ""} error=${errors.image || null} onChange=${(image) => join({ image })} />
    </div>
    ${preview && html`<${LinkPreview} card=${present} destination=${destination} url=${url} />`}
  </div>`;
}
