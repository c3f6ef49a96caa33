// Files that one takes away.

import { number } from "./i18n.js";

/** What spreadsheets in the viewer's language part cells and decimals by, as the API is asked for it. */
export const csvForm = number(0.5).includes(",") ? { separator: "semicolon", decimals: "comma" } : { separator: "comma" };

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
