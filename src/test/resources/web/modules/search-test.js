import { asksToSearch, setSlash } from "/dashboard/base/shortcuts.js";
import { pagesWith } from "/dashboard/pages/search.js";
import { equal, test } from "./assert.js";

const names = (typed) => pagesWith(["Overview", "Saved views", "Links", "Attività"].map((name) => ({ name })), typed).map(({ name }) => name);
const pressed = (key, more = {}) => asksToSearch({ key, target: document.body, ...more });
const field = document.createElement("input");

test("a page is found by any part of its name, and first by its beginning", () => equal(names("view"), ["Overview", "Saved views"]));

test("accents and case make no difference", () => equal(names("ATTIVITA"), ["Attività"]));

test("every word must be in the name", () => equal([names("views saved"), names("views links")], [["Saved views"], []]));

test("Ctrl and K ask for the search wherever one is", () =>
  equal([pressed("k", { ctrlKey: true }), pressed("K", { metaKey: true, target: field }), pressed("k")], [true, true, false]));

test("a slash asks for it, but not where one types", () =>
  equal([pressed("/"), pressed("/", { target: field }), pressed("/", { ctrlKey: true }), pressed("/", { isComposing: true })], [true, false, false, false]));

test("the slash can be switched off", () => {
  setSlash(false);
  const off = pressed("/");
  setSlash(true);
  equal([off, pressed("/")], [false, true]);
});
