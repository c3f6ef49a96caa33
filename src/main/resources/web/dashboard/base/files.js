// Files that one takes away.

import { number } from "./i18n.js";

const STORED = "grapevine.csv";

/** What tables can be parted by, as the API is asked for it. A decimal comma cannot stand beside a comma between cells. */
const FORMS = {
  comma: { separator: "comma" },
  semicolon: { separator: "semicolon", decimals: "comma" },
  tab: { separator: "tab" },
};
export const separators = Object.keys(FORMS);

/** What spreadsheets in the viewer's language part cells by. */
export const usualSeparator = number(0.5).includes(",") ? "semicolon" : "comma";

/** The separator that the viewer has chosen; "" where it is the language's. */
export function chosenSeparator() {
  try {
    const stored = localStorage.getItem(STORED);
    return stored in FORMS ? stored : "";
  } catch {
    return "";
  }
}

/** @param separator one of them, or "" for the language's */
export function chooseSeparator(separator) {
  try {
    localStorage.setItem(STORED, separator);
  } catch {
    // A browser that keeps nothing: its language decides.
  }
}

/** How tables that the viewer takes away are written. */
export const csvForm = () => FORMS[chosenSeparator() || usualSeparator];

/** Gives the browser a file to keep. @param parts as of a Blob */
export function saveFile(name, type, parts) {
  const address = URL.createObjectURL(new Blob(parts, { type }));
  const anchor = document.createElement("a");
  anchor.href = address;
  anchor.download = name;
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
}
