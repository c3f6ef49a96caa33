// What the API says is wrong with a field, in the viewer's language: by its code, for the words are for programmers.

import { addTexts, has, t } from "./i18n.js";

let texts = null;

/** Loads the texts of faults, before one is told. Where they cannot be had, the words of the API are there. */
export function faultTexts() {
  texts = texts || addTexts("faults").catch(() => {
    texts = null;
  });
  return texts;
}

/** @param fault {code, message, values} of the API; one whose code is not known here is shown in the API's words */
export function faultText({ code, message, values }) {
  const key = "fault." + code;
  return has(key) ? t(key, values) : message;
}
