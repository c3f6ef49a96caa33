// The picture of a card: uploaded, by choosing a file or dropping one, or somewhere in the web by its address.

import { api } from "../base/api.js";
import { useAction } from "../base/asking.js";
import { Fault, Field } from "../base/fields.js";
import { html, useState } from "../base/html.js";
import { t } from "../base/i18n.js";
import { problemText } from "../base/states.js";
import { ownPicture } from "./card.js";

const TYPES = ["image/png", "image/jpeg", "image/webp", "image/gif"];
/** In bytes; the API takes no larger file. */
const LARGEST = 2 << 20;

/** What is wrong with a file before it is sent, or null. */
const unfit = (file) => (!TYPES.includes(file.type) ? t("card.notPicture") : file.size > LARGEST ? t("card.tooLarge") : null);

function Uploaded({ path, error, value, onChange }) {
  return html`<div class="field" role="group" aria-label=${t("card.picture")}>
    <span class="label">${t("card.picture")}</span>
    <div class="picture-kept"><img src=${path} alt=${t("card.pictureAlt")} />
      <button type="button" onClick=${() => onChange("")}>${t("card.pictureRemove")}</button></div>
    <${Fault} error=${error} content=${value} role="alert" />
  </div>`;
}

/**
 * @param value the address of the picture, or ""
 * @param onChange is given the address as it is to be
 * @param error what is wrong with the address, or null
 */
export function PictureField({ value, onChange, error }) {
  const [over, setOver] = useState(false);
  const [fault, setFault] = useState(null);
  const [send, busy] = useAction(async (file) => {
    const wrong = unfit(file);
    setFault(wrong);
    if (wrong) {
      return;
    }
    try {
      const made = await api.post("/card-pictures", file, { type: file.type });
      onChange(made.url);
    } catch (failure) {
      setFault((failure.field && failure.field("picture")) || problemText(failure));
    }
  });
  const path = ownPicture(value);
  if (path) {
    return html`<${Uploaded} path=${path} error=${error} value=${value} onChange=${onChange} />`;
  }
  const take = (files) => files && files.length > 0 && send(files[0]);
  const dropped = (event) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files);
  };
  const carried = (event) => {
    if ([...event.dataTransfer.types].includes("Files")) {
      event.preventDefault();
      setOver(true);
    }
  };
  return html`<div class=${"picture-drop" + (over ? " over" : "")} onDragOver=${carried} onDragLeave=${() => setOver(false)} onDrop=${dropped}>
    <${Field} label=${t("card.upload")} type="file" accept=${TYPES.join()} hint=${busy ? t("card.uploading") : t("card.uploadHint")} error=${fault} aria-disabled=${busy}
      onChange=${(event) => take(event.target.files)} />
    <${Field} type="url" inputmode="url" label=${t("card.image")} placeholder="https://" maxlength="2048" autocomplete="off" spellcheck=${false}
      hint=${t("card.imageHint")} value=${value} error=${error} onInput=${(event) => onChange(event.target.value)} />
  </div>`;
}
