import { addTexts, money, number, percent, plainDay, t } from "/dashboard/base/i18n.js";
import { comparedWith } from "/dashboard/report/range.js";
import { storyOf } from "/dashboard/report/told.js";
import { equal, test } from "./assert.js";

await addTexts("story");
await addTexts("sharing");

const sure = (share) => t("told.sure", { share }).split(" dei clic")[0];

test("numbers, money and days are written as in Italy", () => {
  equal(number(20480.5), "20.480,5");
  equal(percent(0.5), "50%");
  equal(money({ amount: "1249.5", currency: "EUR" }), "1249,50\u00a0€");
  equal(plainDay("2026-05-04"), "4 mag 2026");
});

test("an article loses its vowel before a number that begins with one", () =>
  equal(["7%", "8%", "80%", "8,5%", "11%", "11,5%", "1%", "1,5%", "12%", "18%", "110%"].map(sure),
    ["Il 7%", "L’8%", "L’80%", "L’8,5%", "L’11%", "L’11,5%", "L’1%", "L’1,5%", "Il 12%", "Il 18%", "Il 110%"]));

test("so it does before a day, but for the first, and in what it is drawn together with", () => {
  equal(["1 nov", "8 nov", "11 nov", "18 nov"].map((day) => t("campaign.from", { day })), ["dal 1 nov", "dall’8 nov", "dall’11 nov", "dal 18 nov"]);
  equal(t("sharing.until", { day: "8 nov" }), "fino all’8 nov");
});

test("what is compared is compared in a sentence, with whatever time before", () =>
  equal(["today", "30", "month", "last-month"].map((preset) => t("told.more", { by: "8%", when: comparedWith({ preset, days: 30 }) })),
    ["È l’8% in più che ieri a quest’ora.", "È l’8% in più che nei 30 giorni prima.", "È l’8% in più che il mese scorso a questo giorno.", "È l’8% in più che nel mese precedente."]));

test("a story is told with the articles of its figures", () => {
  const figures = { total: { clicks: 100, visitors: 90, shares: 5, darkBefore: 80, darkAfter: 11 }, earlier: null, flow: null, groups: null,
    tiers: [{ tier: "confirmed", clicks: 8 }, { tier: "declared", clicks: 92 }], channels: [{ channel: "whatsapp", clicks: 81 }, { channel: "sms", clicks: 8 }] };
  const { sentences } = storyOf("Maggio", figures, { first: null }, (channel) => channel);
  equal(sentences.slice(1, 3), ["Con il solo referrer, l’80% dei clic sarebbe «diretto»; con Grapevine resta oscuro l’11%.",
    "In testa c’è whatsapp con l’81% dei clic, davanti a sms con l’8%."]);
});
