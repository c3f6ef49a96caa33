// What comes along from elsewhere: the phone's menu for sharing leads here once this page is installed (manifest.webmanifest).

import { href } from "./places.js";

const NAMES = ["title", "text", "url"];
const ADDRESS = /https?:\/\/[^\s<>"]+/i;
/** What may end the sentence that an address stands in. A bracket belongs to the address that opens it. */
const ENDING = /[.,;:!?…'’”»)\]}]$/;
const OPENING = { ")": "(", "]": "[", "}": "{" };
/** In characters; as much as the API takes. */
const LONGEST = { title: 200, text: 2000 };

const cut = (text, most) => [...text].slice(0, most).join("");

/** The first address in a text, without what ends the sentence around it; "" where there is none. */
function addressIn(text) {
  let found = (ADDRESS.exec(text) || [""])[0];
  while (ENDING.test(found)) {
    const opening = OPENING[found.at(-1)];
    if (opening && found.split(opening).length >= found.split(found.at(-1)).length) {
      break;
    }
    found = found.slice(0, -1);
  }
  return found;
}

/**
 * Where a new share set leads and what it says, from what an app hands on. Few apps keep to the names: most put the address into the text, with words
 * before it or none, and some into the title.
 *
 * @param given {title, text, url} of strings, "" for what is not there
 * @return {destination, title, text}, each "" where nothing says it
 */
export function takenApart({ title, text, url }) {
  const destination = [url, text, title].map(addressIn).find(Boolean) || "";
  const name = title.replace(destination, "").replace(/\s+/g, " ").trim();
  const words = destination ? text.replace(destination, "{url}").trim() : text.trim();
  const saysMore = ![name, ""].includes(words.replace("{url}", "").replace(/\s+/g, " ").trim());
  return { destination, title: cut(name, LONGEST.title), text: saysMore ? cut(words, LONGEST.text) : "" };
}

/** Goes on to the form that is for what came along, if something did; whoever is not signed in comes there once they are. */
export function arrive() {
  const given = new URLSearchParams(location.search);
  if (NAMES.some((name) => given.has(name))) {
    const shared = takenApart(Object.fromEntries(NAMES.map((name) => [name, given.get(name) || ""])));
    history.replaceState(null, "", location.pathname + href("/share-sets/new", shared));
  }
}
