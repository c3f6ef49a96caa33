// What apps hand on as they share a page, and what becomes of it.

import { takenApart } from "/dashboard/base/arrival.js";
import { equal, test } from "./assert.js";

const given = (more) => takenApart({ title: "", text: "", url: "", ...more });

test("an address of its own is the destination, and the title is the name", () =>
  equal(given({ title: "Boots", url: "https://shop.example/boots?size=42#red" }), { destination: "https://shop.example/boots?size=42#red", title: "Boots", text: "" }));

test("most apps put the address into the text, alone or behind the title", () => {
  equal(given({ title: "Boots", text: "https://shop.example/boots" }), { destination: "https://shop.example/boots", title: "Boots", text: "" });
  equal(given({ title: "Boots", text: "Boots\nhttps://shop.example/boots" }), { destination: "https://shop.example/boots", title: "Boots", text: "" });
});

test("words around an address are what is said with the link, which stands in its place", () =>
  equal(given({ text: "Look at (https://shop.example/boots), before they are gone!" }),
    { destination: "https://shop.example/boots", title: "", text: "Look at ({url}), before they are gone!" }));

test("what ends a sentence is not of the address, a bracket that it opens is", () => {
  equal(given({ text: "https://shop.example/a." }).destination, "https://shop.example/a");
  equal(given({ text: "https://wiki.example/Boot_(shoe)" }).destination, "https://wiki.example/Boot_(shoe)");
  equal(given({ text: "“https://shop.example/a”" }).destination, "https://shop.example/a");
});

test("an address in the title is found where there is no other, and is not its name", () =>
  equal(given({ title: "Boots https://shop.example/boots" }), { destination: "https://shop.example/boots", title: "Boots", text: "" }));

test("text without an address is what is said", () => equal(given({ text: "Come by on Saturday" }), { destination: "", title: "", text: "Come by on Saturday" }));

test("what is no address of the web is no destination", () =>
  equal(given({ url: "javascript:alert(1)", text: "content://downloads/7" }), { destination: "", title: "", text: "content://downloads/7" }));

test("what is longer than the API takes is cut between characters", () => {
  equal([...given({ title: "👢".repeat(300) }).title].length, 200);
  equal(given({ text: "a ".repeat(3000) }).text.length, 2000);
});
