// The countries and the languages that there are, by the browser's own list of their names.

import { country, languageName, locale } from "./i18n.js";

const LETTERS = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
/** Have a name, but are no country of ISO 3166-1, such as the European Union. */
const NO_COUNTRIES = ["AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"];

const made = new Map();

/** [[code, name], …] of what of two letters has a name, in the order of the names; once, for it takes milliseconds. */
function all(kind, code, name, isOne) {
  if (!made.has(kind)) {
    const codes = LETTERS.flatMap((first) => LETTERS.map((second) => code(first + second))).filter(isOne);
    made.set(kind, codes.map((one) => [one, name(one)]).filter(([one, word]) => word !== one).sort((a, b) => a[1].localeCompare(b[1], locale)));
  }
  return made.get(kind);
}

/** Whether a code is no former one of something else, as DD is of Germany. */
const stands = (tag, part, code) => {
  try {
    return new Intl.Locale(tag)[part] === code;
  } catch {
    return false;
  }
};

export const countries = () => all("country", (code) => code, country, (code) => stands("und-" + code, "region", code) && !NO_COUNTRIES.includes(code));
export const languages = () => all("language", (code) => code.toLowerCase(), languageName, (code) => stands(code, "language", code));
